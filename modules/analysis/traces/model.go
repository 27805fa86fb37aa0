package traces

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Axes are quantity, unit and range of a curve; a range is null where the curve has no number.
type Axes struct {
	XKind  string   `json:"x_kind"`
	XUnit  string   `json:"x_unit"`
	XLabel string   `json:"x_label"`
	YKind  string   `json:"y_kind"`
	YUnit  string   `json:"y_unit"`
	YLabel string   `json:"y_label"`
	XMin   *float64 `json:"x_min" nullable:"true"`
	XMax   *float64 `json:"x_max" nullable:"true"`
	YMin   *float64 `json:"y_min" nullable:"true"`
	YMax   *float64 `json:"y_max" nullable:"true"`
}

// Trace describes one curve.
type Trace struct {
	db.Key
	FileID        *id.ID `json:"file_id" nullable:"true"`
	SourceTraceID *id.ID `json:"source_trace_id" nullable:"true"`
	DatasetIndex  int    `json:"dataset_index"`
	TraceIndex    int    `json:"trace_index"`
	Title         string `json:"title"`
	Technique     string `json:"technique"`
	N             int    `json:"n"`
	Axes
	// Coord is where and when in a map or series: {"z":{"value":1.5,"unit":"um"}}.
	Coord json.RawMessage `json:"coord"`
	// Meta holds the header items in file order. The first trace of a dataset has those of the whole dataset: a map of
	// thousands of traces would otherwise repeat them in every row and every audit entry.
	Meta          json.RawMessage `json:"-"`
	Block         string          `json:"block"`
	Reader        string          `json:"reader"`
	ReaderVersion string          `json:"reader_version"`
	DataSHA256    string          `gorm:"column:data_sha256" json:"data_sha256"`
	CreatedAt     time.Time       `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	CreatedBy     *id.ID          `json:"created_by" nullable:"true"`
}

// TableName is the table of traces.
func (Trace) TableName() string { return "traces" }

// Data holds the numbers of one trace, encoded.
type Data struct {
	OrgID   id.ID `gorm:"primaryKey"`
	TraceID id.ID `gorm:"primaryKey"`
	Codec   int16
	X       []byte
	Y       []byte
}

// TableName is the table of numbers.
func (Data) TableName() string { return "trace_data" }

// Row is a trace ready to be written.
type Row struct {
	Trace Trace
	Data  Data
}

// Item is a trace in a list, with the names of what it belongs to.
type Item struct {
	Trace
	FileCode       *string `json:"file_code" nullable:"true"`
	Filename       *string `json:"filename" nullable:"true"`
	SampleID       *id.ID  `json:"sample_id" nullable:"true"`
	SampleCode     *string `json:"sample_code" nullable:"true"`
	SampleName     *string `json:"sample_name" nullable:"true"`
	ExperimentID   *id.ID  `json:"experiment_id" nullable:"true"`
	ExperimentCode *string `json:"experiment_code" nullable:"true"`
	InstrumentID   *id.ID  `json:"instrument_id" nullable:"true"`
}

// RecordVersion makes a trace a record of lists; it never changes, so there is only one.
func (Trace) RecordVersion() int { return 1 }

// View is a single trace with the header items of its dataset.
type View struct {
	Item
	Meta json.RawMessage `json:"meta"`
}

// Summary is a trace in the answer about its file.
type Summary struct {
	ID           id.ID  `json:"id"`
	DatasetIndex int    `json:"dataset_index"`
	TraceIndex   int    `json:"trace_index"`
	Title        string `json:"title"`
	Technique    string `json:"technique"`
	N            int    `json:"n"`
	Axes
	Block string `json:"block"`
}

// New is a curve to be kept: read from a file, or made from another trace.
type New struct {
	FileID        *id.ID
	SourceTraceID *id.ID
	DatasetIndex  int
	TraceIndex    int
	Trace         formats.Trace
	Source        formats.Source
	Meta          []formats.MetaItem // given once per dataset, with its first trace
}

// Loaded is a trace as methods get it: every point, as measured, hash checked.
type Loaded struct {
	ID            id.ID
	FileID        *id.ID
	SourceTraceID *id.ID
	SampleID      *id.ID
	InstrumentID  *id.ID
	ExperimentID  *id.ID

	Title     string
	Technique string
	XAxis     formats.Quantity
	YAxis     formats.Quantity
	X, Y      []float64 // same length, file order; a missing cell is NaN
	Sigma     []float64 // standard deviation of Y; nil when the file gives none
	Meta      []formats.MetaItem

	DataSHA256    string // over the little-endian float64 of X, Y and, where there is one, Sigma
	FileSHA256    string // empty for derived traces
	Reader        string
	ReaderVersion string
	Block         string
}
