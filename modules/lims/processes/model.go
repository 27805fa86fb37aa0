package processes

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/samples"
)

// Process is one step of processing.
type Process struct {
	db.Key
	Code         string      `gorm:"<-:false" json:"code"`
	Kind         string      `json:"kind" doc:"A word of GET /processes/kinds."`
	StartedAt    time.Time   `json:"started_at"`
	FinishedAt   *time.Time  `json:"finished_at" nullable:"true" doc:"null: not known, or under way."`
	InstrumentID *id.ID      `json:"instrument_id" nullable:"true"`
	ProtocolID   *id.ID      `json:"protocol_id" nullable:"true"`
	Parameters   []Parameter `gorm:"serializer:json" json:"parameters"`
	Note         *string     `json:"note" nullable:"true"`
	db.Stamps
}

// TableName is the table of steps.
func (Process) TableName() string { return "processes" }

// Parameter is a setting of the step, its value as written.
type Parameter struct {
	Name string `json:"name"`
	values.Shown
}

// Link is a sample's part in a step.
type Link struct {
	OrgID        id.ID  `gorm:"primaryKey"`
	ProcessID    id.ID  `gorm:"primaryKey"`
	Role         string `gorm:"primaryKey"`
	SampleID     id.ID  `gorm:"primaryKey"`
	Position     int
	QuantityText *string
	QuantityUnit *string
}

// TableName is the table of samples in steps.
func (Link) TableName() string { return "process_samples" }

// The parts that samples have.
const (
	Input  = "input"
	Output = "output"
)

// Taking is a sample in a step, as it is read.
type Taking struct {
	SampleID id.ID                             `json:"sample_id"`
	Code     string                            `json:"code"`
	Name     string                            `json:"name"`
	Status   string                            `json:"status"`
	Quantity endpoint.OrNull[samples.Quantity] `json:"quantity" doc:"What was taken of it."`
}

// Item is a step with the names a table shows.
type Item struct {
	Process
	Inputs         []Taking `gorm:"serializer:json" json:"inputs"`
	Outputs        []Taking `gorm:"serializer:json" json:"outputs"`
	InstrumentCode *string  `json:"instrument_code" nullable:"true"`
	InstrumentName *string  `json:"instrument_name" nullable:"true"`
	ProtocolNumber *string  `json:"protocol_number" nullable:"true"`
	CreatedByName  *string  `json:"created_by_name" nullable:"true"`
}

// View is a single step with what the caller may do.
type View struct {
	Item
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Q               string   `query:"q" maxLength:"200" doc:"Substring of code, kind or note."`
	Kind            []string `query:"kind"`
	SampleID        string   `query:"sample_id" format:"uuid" doc:"Steps that a sample went into or came out of."`
	InstrumentID    string   `query:"instrument_id" format:"uuid"`
	ProtocolID      string   `query:"protocol_id" format:"uuid"`
	IncludeArchived bool     `query:"include_archived"`
}

// ParameterInput is a parameter as it comes in.
type ParameterInput struct {
	Name string `json:"name" minLength:"1" maxLength:"100"`
	values.Input
}

// In is a sample that goes into a step.
type In struct {
	SampleID id.ID                 `json:"sample_id"`
	Quantity samples.QuantityInput `json:"quantity,omitempty" nullable:"true" doc:"{value, unit} taken of it; the sample has so much less, and is consumed when nothing is left."`
}

// Out is a sample that comes out of a step: one there is, or one that is registered with the step.
type Out struct {
	SampleID *id.ID       `json:"sample_id,omitempty" nullable:"true"`
	New      *samples.New `json:"new,omitempty" doc:"As the body of POST /samples; of a single input it becomes a child."`
}

// New is the body of a recording.
type New struct {
	Kind         string           `json:"kind" maxLength:"40" doc:"A word of GET /processes/kinds."`
	StartedAt    *time.Time       `json:"started_at,omitempty" nullable:"true" doc:"Not in the future; now when absent."`
	FinishedAt   *time.Time       `json:"finished_at,omitempty" nullable:"true" doc:"Not before started_at, not in the future."`
	InstrumentID *id.ID           `json:"instrument_id,omitempty" nullable:"true"`
	ProtocolID   *id.ID           `json:"protocol_id,omitempty" nullable:"true"`
	Parameters   []ParameterInput `json:"parameters,omitempty" maxItems:"200"`
	Note         *string          `json:"note,omitempty" maxLength:"20000" nullable:"true"`
	Inputs       []In             `json:"inputs" minItems:"1" maxItems:"1000"`
	Outputs      []Out            `json:"outputs,omitempty" maxItems:"1000" doc:"Absent for a step that changes the samples themselves, such as an anneal."`
}

// Change is a merge patch. Kind and samples stay: a wrong step is archived and recorded anew.
type Change struct {
	StartedAt    endpoint.Patch[time.Time]        `json:"started_at,omitempty"`
	FinishedAt   endpoint.Patch[time.Time]        `json:"finished_at,omitempty"`
	InstrumentID endpoint.Patch[id.ID]            `json:"instrument_id,omitempty"`
	ProtocolID   endpoint.Patch[id.ID]            `json:"protocol_id,omitempty"`
	Parameters   endpoint.Patch[[]ParameterInput] `json:"parameters,omitempty"`
	Note         endpoint.Patch[string]           `json:"note,omitempty" maxLength:"20000"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"started_at": db.ByTime("started_at", func(i *Item) time.Time { return i.StartedAt }),
		"created_at": db.ByTime("created_at", func(i *Item) time.Time { return i.CreatedAt }),
		"code":       db.ByText("code", func(i *Item) string { return i.Code }),
	}
}
