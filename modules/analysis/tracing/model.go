package tracing

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Report leads from the values of a result to their sources.
type Report struct {
	Result      Result                       `json:"result"`
	Values      []Value                      `json:"values"`
	Method      endpoint.OrNull[Method]      `json:"method" doc:"What computed the values; null when a person recorded them."`
	Traces      []Trace                      `json:"traces"`
	Files       []File                       `json:"files" doc:"Originals, with the SHA-256 of their bytes."`
	Instrument  endpoint.OrNull[Instrument]  `json:"instrument"`
	Calibration endpoint.OrNull[Calibration] `json:"calibration" doc:"In force when the values were acquired."`
	Experiment  endpoint.OrNull[Experiment]  `json:"experiment"`
	Protocol    endpoint.OrNull[Protocol]    `json:"protocol" doc:"In the revision that was followed."`
	Samples     []Sample                     `json:"samples"`
	Custody     []Custody                    `json:"custody"`
	People      []Person                     `json:"people"`
	Signatures  []Signature                  `json:"signatures" doc:"Of the result, its experiment and its protocol."`
	Stale       *string                      `json:"stale" nullable:"true" doc:"Why the result no longer stands on its sources."`
}

// Result is what was reported.
type Result struct {
	ID         id.ID      `json:"id"`
	Code       string     `json:"code"`
	ResultType string     `json:"result_type"`
	Status     string     `json:"status"`
	Origin     string     `json:"origin"`
	Version    int        `json:"version"`
	ObservedAt *time.Time `json:"observed_at" nullable:"true"`
	AcquiredAt *time.Time `json:"acquired_at" nullable:"true"`
	RecordedAt time.Time  `json:"recorded_at"`
	RecordedBy *id.ID     `json:"recorded_by" nullable:"true"`
}

// Value is a reported number as it was entered or computed.
type Value struct {
	Name        string   `json:"name"`
	Value       string   `json:"value"`
	Unit        *string  `json:"unit" nullable:"true"`
	Uncertainty *string  `json:"uncertainty" nullable:"true"`
	K           *float64 `json:"k" nullable:"true"`
}

// Method is what computed the values.
type Method struct {
	Name       string          `json:"name"`
	Version    *string         `json:"version" nullable:"true"`
	Parameters json.RawMessage `json:"parameters"`
	Inputs     json.RawMessage `json:"inputs"`
	Engine     json.RawMessage `json:"engine"`
}

// Trace is a curve that was read or computed.
type Trace struct {
	ID            id.ID   `json:"id"`
	Title         string  `json:"title"`
	Technique     string  `json:"technique"`
	N             int     `json:"n"`
	DataSHA256    string  `json:"data_sha256"`
	Reader        *string `json:"reader" nullable:"true"`
	ReaderVersion *string `json:"reader_version" nullable:"true"`
	FileID        *id.ID  `json:"file_id" nullable:"true"`
}

// File is an original.
type File struct {
	ID            id.ID     `json:"id"`
	Code          string    `json:"code"`
	Filename      string    `json:"filename"`
	Size          int64     `json:"size"`
	SHA256        string    `json:"sha256"`
	Parser        *string   `json:"parser" nullable:"true"`
	ParserVersion *string   `json:"parser_version" nullable:"true"`
	Source        string    `json:"source"`
	Archived      bool      `json:"archived"`
	CreatedAt     time.Time `json:"created_at"`
	CreatedBy     *id.ID    `json:"created_by" nullable:"true"`
}

// Instrument measured the values.
type Instrument struct {
	ID           id.ID   `json:"id"`
	Code         string  `json:"code"`
	Name         string  `json:"name"`
	Vendor       *string `json:"vendor" nullable:"true"`
	Model        *string `json:"model" nullable:"true"`
	SerialNumber *string `json:"serial_number" nullable:"true"`
}

// Calibration is the one that held when the values were acquired.
type Calibration struct {
	ID                *id.ID          `json:"id" nullable:"true"`
	Code              *string         `json:"code" nullable:"true"`
	CertificateNumber *string         `json:"certificate_number" nullable:"true"`
	Outcome           *string         `json:"outcome" nullable:"true"`
	PerformedAt       *time.Time      `json:"performed_at" nullable:"true"`
	ExpiresAt         *time.Time      `json:"expires_at" nullable:"true"`
	Then              json.RawMessage `json:"then" doc:"How the instrument stood, as the result kept it."`
	Override          json.RawMessage `json:"override" doc:"Who measured although it did not allow that, and why; null: nobody."`
}

// Experiment is where the values were measured.
type Experiment struct {
	ID     id.ID  `json:"id"`
	Code   string `json:"code"`
	Title  string `json:"title"`
	Method string `json:"method"`
	Status string `json:"status"`
}

// Protocol is what was followed.
type Protocol struct {
	ID       id.ID   `json:"id"`
	Code     string  `json:"code"`
	Number   *string `json:"number" nullable:"true"`
	Title    string  `json:"title"`
	Revision int     `json:"revision"`
	Status   string  `json:"status" doc:"As of now."`
}

// Sample is what was measured.
type Sample struct {
	ID     id.ID   `json:"id"`
	Code   string  `json:"code"`
	Name   string  `json:"name"`
	Lot    *string `json:"lot" nullable:"true"`
	Status string  `json:"status"`
}

// Custody is a hand-over of a sample.
type Custody struct {
	SampleID  id.ID      `json:"sample_id"`
	From      *id.ID     `json:"from" nullable:"true"`
	To        *id.ID     `json:"to" nullable:"true"`
	Status    string     `json:"status"`
	At        time.Time  `json:"at"`
	DecidedAt *time.Time `json:"decided_at" nullable:"true"`
}

// Person is somebody whose id stands in the report.
type Person struct {
	ID   id.ID  `json:"id"`
	Name string `json:"name"`
}

// Signature is who signed what as what, as printed then.
type Signature struct {
	ID         id.ID     `json:"id"`
	Code       string    `json:"code"`
	RecordType string    `json:"record_type"`
	RecordID   id.ID     `json:"record_id"`
	Version    int       `json:"record_version"`
	Meaning    string    `json:"meaning"`
	SignerID   id.ID     `json:"signer_id"`
	SignerName string    `json:"signer_name"`
	SignedAt   time.Time `json:"signed_at"`
	SignedZone string    `json:"signed_zone"`
}
