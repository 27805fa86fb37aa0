package imports

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Limits of one file.
const (
	MaxRows   = 50_000
	MaxBytes  = 25 << 20
	longRows  = 10_000 // more than these become a job
	maxErrors = 10_000 // listed; all are counted
	maxListed = 1000   // sample ids in an answer: as many as one sheet of labels takes
)

// States of an import.
const (
	Queued  = "queued"
	Checked = "checked"
	Refused = "refused"
	Applied = "applied"
	Undone  = "undone"
)

// Import is one file and what became of it.
type Import struct {
	db.Key
	Filename   string          `json:"filename"`
	Size       int64           `json:"size"`
	SHA256     string          `gorm:"column:sha256" json:"sha256"`
	SampleType *string         `json:"sample_type" nullable:"true" doc:"Of rows without a type of their own; the mapping is remembered under it."`
	Status     string          `json:"status" enum:"queued,checked,refused,applied,undone"`
	Rows       int             `gorm:"column:row_count" json:"rows"`
	Valid      int             `gorm:"column:valid_count" json:"valid"`
	Invalid    int             `gorm:"column:invalid_count" json:"invalid"`
	Mapping    json.RawMessage `gorm:"type:jsonb" json:"mapping" doc:"Column of the file → field; empty for columns that were left out."`
	Options    json.RawMessage `gorm:"type:jsonb" json:"-"`
	Errors     json.RawMessage `gorm:"type:jsonb" json:"-"`
	JobID      *id.ID          `json:"job_id" nullable:"true"`
	UndoneAt   *time.Time      `json:"undone_at" nullable:"true"`
	UndoneBy   *id.ID          `json:"undone_by" nullable:"true"`
	db.Stamps
}

// TableName is the table of imports.
func (Import) TableName() string { return "imports" }

// File is the bytes that came, as one zstd frame.
type File struct {
	OrgID    id.ID `gorm:"primaryKey"`
	ImportID id.ID `gorm:"primaryKey"`
	Content  []byte
}

// TableName is the table of their bytes.
func (File) TableName() string { return "import_files" }

// Line tells which row became which sample.
type Line struct {
	db.Key
	ImportID  id.ID
	RowNumber int
	SampleID  id.ID
}

// TableName is the table of rows.
func (Line) TableName() string { return "import_samples" }

// Fault is one thing wrong with one cell.
type Fault struct {
	Pointer string `json:"pointer" doc:"/rows/{row}/{column}."`
	Row     int    `json:"row" doc:"As the spreadsheet shows it."`
	Column  string `json:"column" doc:"Heading of the column; the field where the file has no such column."`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
}

// View is a single import with its report.
type View struct {
	Import
	Errors    []Fault          `json:"errors"`
	Truncated bool             `json:"errors_truncated" doc:"There are more faults than the 10000 listed."`
	SampleIDs []id.ID          `json:"sample_ids" doc:"The first 1000 samples, in the order of the rows."`
	Actions   endpoint.Actions `json:"_actions"`
}

// options are how a file is read.
type options struct {
	Encoding string `json:"encoding,omitempty"`
	Decimal  string `json:"decimal,omitempty"`
}

// Filter narrows the list.
type Filter struct {
	Status     []string `query:"status" enum:"queued,checked,refused,applied,undone"`
	SampleType string   `query:"sample_type" maxLength:"60"`
}

func sortKeys() page.Keys[Import] {
	return page.Keys[Import]{"created_at": db.ByTime("created_at", func(i *Import) time.Time { return i.CreatedAt })}
}
