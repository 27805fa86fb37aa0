package experiments

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Experiment is one row of experiments.
type Experiment struct {
	db.Key
	Code                string          `gorm:"<-:false" json:"code"`
	Title               string          `json:"title"`
	Method              string          `json:"method"`
	Description         *string         `json:"description" nullable:"true"`
	Status              string          `json:"status" enum:"draft,running,completed,reviewed,approved,voided"`
	ProjectID           *id.ID          `json:"project_id" nullable:"true"`
	InstrumentID        *id.ID          `json:"instrument_id" nullable:"true"`
	ProtocolID          *id.ID          `json:"protocol_id" nullable:"true"`
	ProtocolRevision    *int            `json:"protocol_revision" nullable:"true" doc:"Revision in force when the experiment started."`
	StartedAt           *time.Time      `json:"started_at" nullable:"true"`
	CompletedAt         *time.Time      `json:"completed_at" nullable:"true"`
	Calibration         json.RawMessage `json:"calibration" doc:"State of the instrument's calibration when the experiment started; null without one."`
	CalibrationOverride json.RawMessage `json:"calibration_override" doc:"{by, reason, at} when it was started under override; otherwise null."`
	db.Stamps
	db.Lockable
}

// TableName is the table of experiments.
func (Experiment) TableName() string { return "experiments" }

// SampleLink is one row of experiment_samples.
type SampleLink struct {
	OrgID        id.ID `gorm:"primaryKey"`
	ExperimentID id.ID `gorm:"primaryKey"`
	SampleID     id.ID `gorm:"primaryKey"`
	Position     int
}

// TableName is the table of the samples of experiments.
func (SampleLink) TableName() string { return "experiment_samples" }

// ParameterRow is one row of experiment_parameters.
type ParameterRow struct {
	db.Key
	ExperimentID id.ID
	Position     int
	Name         string
	Type         string
	ValueText    string
	ValueNumber  *string
	Unit         *string
}

// TableName is the table of parameters.
func (ParameterRow) TableName() string { return "experiment_parameters" }

// value gives the stored form as the checked one.
func (p *ParameterRow) value() *values.Typed {
	return &values.Typed{Name: p.Name, Type: p.Type, Text: p.ValueText, Number: p.ValueNumber, Unit: p.Unit}
}

// SampleRef is a sample as an experiment shows it.
type SampleRef struct {
	ID      id.ID  `json:"id"`
	Code    string `json:"code"`
	Name    string `json:"name"`
	Expired bool   `json:"expired" doc:"It had expired when the experiment started, or has by now while it has not started."`
}

// Parameter is a condition of the measurement.
type Parameter struct {
	Name string `json:"name"`
	values.Shown
}

// Item is an experiment with the names a table shows.
type Item struct {
	Experiment
	ProjectCode    *string     `gorm:"->" json:"project_code" nullable:"true"`
	ProjectName    *string     `gorm:"->" json:"project_name" nullable:"true"`
	InstrumentCode *string     `gorm:"->" json:"instrument_code" nullable:"true"`
	InstrumentName *string     `gorm:"->" json:"instrument_name" nullable:"true"`
	ProtocolNumber *string     `gorm:"->" json:"protocol_number" nullable:"true"`
	CreatedByName  *string     `gorm:"->" json:"created_by_name" nullable:"true"`
	SampleIDs      []id.ID     `gorm:"-" json:"sample_ids"`
	Samples        []SampleRef `gorm:"->;serializer:json" json:"samples"`
	Parameters     []Parameter `gorm:"->;serializer:json" json:"parameters" sheet:"spread"`
	ResultCount    int64       `gorm:"->" json:"result_count"`
	StartObstacle  *string     `gorm:"->" json:"-"` // only of a single record
}

// obstacle keeps the caller from starting the experiment under its protocol; empty when nothing does.
func (e *Item) obstacle() string {
	if e.StartObstacle == nil {
		return ""
	}
	return *e.StartObstacle
}

// View is a single experiment with what may follow.
type View struct {
	Item
	Warnings     []Warning        `json:"warnings" doc:"What does not stand in the way but should be known."`
	NextStatuses []string         `json:"next_statuses" doc:"States the experiment can be moved to."`
	Actions      endpoint.Actions `json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Q               string   `query:"q" maxLength:"200" doc:"Substring of code, title, method or description."`
	Status          []string `query:"status" enum:"draft,running,completed,reviewed,approved,voided"`
	ProjectID       string   `query:"project_id" format:"uuid"`
	SampleID        string   `query:"sample_id" format:"uuid"`
	InstrumentID    string   `query:"instrument_id" format:"uuid"`
	ProtocolID      string   `query:"protocol_id" format:"uuid"`
	Method          string   `query:"method" maxLength:"100" doc:"Exactly this method."`
	IncludeArchived bool     `query:"include_archived"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"created_at": db.ByTime("created_at", func(e *Item) time.Time { return e.CreatedAt }),
		"updated_at": db.ByTime("updated_at", func(e *Item) time.Time { return e.UpdatedAt }),
		"title":      db.ByText("title", func(e *Item) string { return e.Title }),
		"code":       db.ByText("code", func(e *Item) string { return e.Code }),
	}
}
