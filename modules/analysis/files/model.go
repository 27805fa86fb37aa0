package files

import (
	"encoding/json"
	"time"

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
	Path          *string         `json:"path" nullable:"true" doc:"Where it lay in the folder that was uploaded or watched."`
	Source        string          `json:"source" enum:"upload,agent" doc:"Who brought it: a person or program, or an instrument by its own key."`
	APIKeyID      *id.ID          `gorm:"column:api_key_id" json:"api_key_id" nullable:"true" doc:"The instrument's key that brought it."`
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
	TextStatus      string  `json:"text_status" enum:"waiting,indexed,none,failed" doc:"Whether search finds what stands in the file."`
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
	Path         string // within a folder, made safe by cleanPath
	Sample       string // code or barcode, for who knows no id; without a match the file stays unassigned
	Experiment   string // code
}

// Filter narrows the list.
type Filter struct {
	Q               string   `query:"q" maxLength:"200" doc:"Substring of code or file name, or words that begin words in the file, in any order."`
	SampleID        string   `query:"sample_id" maxLength:"36"`
	ExperimentID    string   `query:"experiment_id" maxLength:"36"`
	InstrumentID    string   `query:"instrument_id" maxLength:"36"`
	Parser          string   `query:"parser" maxLength:"60" doc:"Name of the reader that took the file."`
	Status          []string `query:"status" enum:"parsed,unreadable,damaged"`
	Technique       []string `query:"technique" maxItems:"20" maxLength:"60" doc:"Files with a trace of the technique, such as raman."`
	PathPrefix      string   `query:"path_prefix" maxLength:"1000" doc:"Files whose path begins so, such as run7/."`
	Source          string   `query:"source" enum:"upload,agent"`
	Unassigned      bool     `query:"unassigned" doc:"Files that belong to no sample and no experiment."`
	SHA256          string   `query:"sha256" pattern:"^[0-9a-f]{64}$" doc:"Files with exactly these bytes."`
	IncludeArchived bool     `query:"include_archived"`
}

// TextRow is the table of what stands in files. It is written and searched by statements of its own.
type TextRow struct {
	OrgID     id.ID `gorm:"primaryKey"`
	FileID    id.ID `gorm:"primaryKey"`
	Status    string
	Note      *string
	Attempts  int
	Text      string
	Words     string `gorm:"type:tsvector"`
	CreatedAt time.Time
	UpdatedAt time.Time
}

// TableName is the table of texts.
func (TextRow) TableName() string { return "file_texts" }
