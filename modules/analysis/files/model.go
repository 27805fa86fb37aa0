package files

import (
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/analysis/traces"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// File is bytes that never change. Parser is null when no reader took them.
type File struct {
	db.Key
	Code          string          `gorm:"<-:false" json:"code"`
	Filename      string          `json:"filename"`
	Size          int64           `json:"size"`
	SHA256        string          `gorm:"column:sha256" json:"sha256"`
	MediaType     string          `json:"media_type"`
	Parser        *string         `json:"parser" nullable:"true"`
	ParserVersion *string         `json:"parser_version" nullable:"true"`
	Status        string          `json:"status" enum:"parsed,unreadable,damaged"`
	Warnings      json.RawMessage `json:"warnings"`
	StorageKey    string          `json:"-"`
	SampleID      *id.ID          `json:"sample_id" nullable:"true"`
	InstrumentID  *id.ID          `json:"instrument_id" nullable:"true"`
	ExperimentID  *id.ID          `json:"experiment_id" nullable:"true"`
	db.Stamps
	db.Lockable
}

// TableName is the table of files.
func (File) TableName() string { return "files" }

// Warning tells what a reader met. Block names the part of the file where there are several.
type Warning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Offset  *int64 `json:"offset,omitempty"`
	Block   string `json:"block,omitempty"`
}

// Item is a file in a list, with the names of what it belongs to.
type Item struct {
	File
	SampleCode      *string `json:"sample_code" nullable:"true"`
	SampleName      *string `json:"sample_name" nullable:"true"`
	ExperimentCode  *string `json:"experiment_code" nullable:"true"`
	ExperimentTitle *string `json:"experiment_title" nullable:"true"`
	InstrumentCode  *string `json:"instrument_code" nullable:"true"`
	InstrumentName  *string `json:"instrument_name" nullable:"true"`
	CreatedByName   *string `json:"created_by_name" nullable:"true"`
	TraceCount      int     `json:"trace_count"`
}

// View is a single file: the answer of an upload and of reading it. Traces holds the first 1000; TraceCount counts all.
type View struct {
	Item
	Traces  []traces.Summary `json:"traces"`
	Actions endpoint.Actions `json:"_actions"`
}

// New describes a file to be kept.
type New struct {
	Filename     string
	MediaType    string // as the client says; found from the bytes when empty
	SampleID     *id.ID
	InstrumentID *id.ID
	ExperimentID *id.ID
}

// Filter narrows the list.
type Filter struct {
	Q               string   `query:"q" maxLength:"200" doc:"Substring of code or file name."`
	SampleID        string   `query:"sample_id" maxLength:"36"`
	ExperimentID    string   `query:"experiment_id" maxLength:"36"`
	InstrumentID    string   `query:"instrument_id" maxLength:"36"`
	Parser          string   `query:"parser" maxLength:"60" doc:"Name of the reader that took the file."`
	Status          []string `query:"status" enum:"parsed,unreadable,damaged"`
	SHA256          string   `query:"sha256" pattern:"^[0-9a-f]{64}$" doc:"Files with exactly these bytes."`
	IncludeArchived bool     `query:"include_archived"`
}
