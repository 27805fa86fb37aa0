package results

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// The states and origins of a result.
const (
	Valid    = "valid"
	Voided   = "voided"
	Recorded = "recorded" // by a person or an instrument's software
	ByMethod = "computed" // by a method of this server
)

// Value is one named number. Value and Uncertainty are decimal text as written; Uncertainty is k times the standard
// uncertainty.
type Value struct {
	Name        string   `json:"name"`
	Value       string   `json:"value" doc:"Decimal number as written."`
	Unit        string   `json:"unit"`
	Uncertainty *string  `json:"uncertainty" nullable:"true" doc:"k times the standard uncertainty, as written."`
	K           *float64 `json:"k" nullable:"true" doc:"Coverage factor; null without uncertainty."`
	DOF         *float64 `json:"dof" nullable:"true" doc:"Degrees of freedom."`
}

// Input is something a computation read, with the hashes of what it was.
type Input struct {
	Type       string `json:"type" doc:"Record type: trace, file or result."`
	ID         id.ID  `json:"id"`
	DataSHA256 string `json:"data_sha256,omitempty"`
	FileSHA256 string `json:"file_sha256,omitempty"`
	Reader     string `json:"reader,omitempty"`
	Block      string `json:"block,omitempty"`
}

// Method is what computed a result.
type Method struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Result is one row of results.
type Result struct {
	db.Key
	Code                string          `gorm:"<-:false" json:"code"`
	ExperimentID        *id.ID          `json:"experiment_id" nullable:"true"`
	SampleID            *id.ID          `json:"sample_id" nullable:"true"`
	InstrumentID        *id.ID          `json:"instrument_id" nullable:"true"`
	ResultType          string          `json:"result_type"`
	Status              string          `json:"status" enum:"valid,voided"`
	Origin              string          `json:"origin" enum:"recorded,computed"`
	MethodName          *string         `json:"-"`
	MethodVersion       *string         `json:"-"`
	Parameters          json.RawMessage `json:"parameters" doc:"As the method took them, defaults filled in."`
	Inputs              []Input         `gorm:"serializer:json" json:"inputs"`
	Engine              json.RawMessage `json:"engine" doc:"What computed it; null for a recorded result."`
	Calibration         json.RawMessage `json:"calibration" doc:"Of the instrument at acquisition, not today's; null without one."`
	CalibrationOverride json.RawMessage `json:"calibration_override" doc:"{by, reason, at} when taken under override; otherwise null."`
	Warnings            []string        `gorm:"serializer:json" json:"warnings"`
	SupersedesID        *id.ID          `json:"supersedes" nullable:"true" doc:"Result that this one replaces."`
	StaleReason         *string         `json:"stale" nullable:"true" doc:"Why this result no longer stands on its sources; null while it does."`
	VoidedAt            *time.Time      `gorm:"<-:update" json:"voided_at" nullable:"true"`
	VoidReason          *string         `gorm:"<-:update" json:"void_reason" nullable:"true"`
	ObservedAt          *time.Time      `json:"observed_at" nullable:"true" doc:"When it was observed, as stated."`
	AcquiredAt          *time.Time      `gorm:"<-:create;default:now()" json:"acquired_at" nullable:"true" doc:"When its data were taken: observed, or read in, or recorded."`
	RecordedAt          time.Time       `gorm:"<-:false" json:"recorded_at" doc:"When the server got it."`
	db.Stamps
	db.Lockable
}

// TableName is the table of results.
func (Result) TableName() string { return "results" }

// ValueRow is one row of result_values.
type ValueRow struct {
	db.Key
	ResultID          id.ID
	Position          int
	Name              string
	ValueText         string
	ValueNumber       *string
	Unit              string
	UncertaintyText   *string
	UncertaintyNumber *string
	K                 *float64
	Dof               *float64
}

// TableName is the table of values.
func (ValueRow) TableName() string { return "result_values" }

// MetadataRow is one row of result_metadata.
type MetadataRow struct {
	db.Key
	ResultID    id.ID
	MetaKey     string `gorm:"column:key"`
	Type        string
	ValueText   string
	ValueNumber *string
	Unit        *string
}

// TableName is the table of custom values.
func (MetadataRow) TableName() string { return "result_metadata" }

// FileLink is one row of result_files.
type FileLink struct {
	OrgID    id.ID `gorm:"primaryKey"`
	ResultID id.ID `gorm:"primaryKey"`
	FileID   id.ID `gorm:"primaryKey"`
}

// TableName is the table of files attached to results.
func (FileLink) TableName() string { return "result_files" }

// Item is a result with its values and the names a table shows.
type Item struct {
	Result
	Method          endpoint.OrNull[Method] `gorm:"-" json:"method" doc:"Null for a recorded result."`
	Values          []Value                 `gorm:"->;serializer:json" json:"values" sheet:"spread"`
	Metadata        map[string]values.Shown `gorm:"->;serializer:json" json:"metadata" sheet:"spread"`
	FileIDs         []id.ID                 `gorm:"->;serializer:json" json:"file_ids"`
	Curves          []id.ID                 `gorm:"->;serializer:json" json:"curves" doc:"Traces that were computed with it."`
	ExperimentCode  *string                 `gorm:"->" json:"experiment_code" nullable:"true"`
	ExperimentTitle *string                 `gorm:"->" json:"experiment_title" nullable:"true"`
	SampleCode      *string                 `gorm:"->" json:"sample_code" nullable:"true"`
	SampleName      *string                 `gorm:"->" json:"sample_name" nullable:"true"`
	InstrumentCode  *string                 `gorm:"->" json:"instrument_code" nullable:"true"`
	InstrumentName  *string                 `gorm:"->" json:"instrument_name" nullable:"true"`
	CreatedByName   *string                 `gorm:"->" json:"created_by_name" nullable:"true"`
}

// View is a single result with what the caller may do.
type View struct {
	Item
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Q               string   `query:"q" maxLength:"200" doc:"Substring of code, type or method."`
	Status          []string `query:"status" enum:"valid,voided"`
	Origin          []string `query:"origin" enum:"recorded,computed"`
	ExperimentID    string   `query:"experiment_id" format:"uuid"`
	SampleID        string   `query:"sample_id" format:"uuid"`
	InstrumentID    string   `query:"instrument_id" format:"uuid"`
	ResultType      string   `query:"result_type" maxLength:"100"`
	Method          string   `query:"method" maxLength:"100" doc:"Name of the method that computed it."`
	ValueName       string   `query:"value_name" maxLength:"100" doc:"Results that have a value of this name."`
	IncludeArchived bool     `query:"include_archived"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"created_at":  db.ByTime("created_at", func(r *Item) time.Time { return r.CreatedAt }),
		"recorded_at": db.ByTime("recorded_at", func(r *Item) time.Time { return r.RecordedAt }),
		"updated_at":  db.ByTime("updated_at", func(r *Item) time.Time { return r.UpdatedAt }),
		"code":        db.ByText("code", func(r *Item) string { return r.Code }),
		"result_type": db.ByText("result_type", func(r *Item) string { return r.ResultType }),
	}
}

// draft is a checked result ready to be written.
type draft struct {
	row      Result
	values   []Value
	metadata []values.Typed
	files    []id.ID
	curves   []id.ID
	named    bool // the client named the instrument
}
