package calibrations

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// The outcomes of a calibration.
const (
	Pass     = "pass"
	Fail     = "fail"
	Adjusted = "adjusted"
)

// Calibration is one row of calibrations.
type Calibration struct {
	db.Key
	Code               string          `gorm:"<-:false" json:"code"`
	InstrumentID       id.ID           `json:"instrument_id"`
	CertificateNumber  *string         `json:"certificate_number" nullable:"true"`
	PerformedAt        time.Time       `json:"performed_at"`
	ExpiresAt          time.Time       `json:"expires_at"`
	Provider           *string         `json:"provider" nullable:"true"`
	PerformedBy        *string         `json:"performed_by" nullable:"true"`
	Outcome            string          `json:"outcome" enum:"pass,fail,adjusted"`
	AsFoundInTolerance *bool           `json:"as_found_in_tolerance" nullable:"true" doc:"Whether the instrument was within tolerance before anything was done to it."`
	AsFound            json.RawMessage `json:"as_found" doc:"Readings before adjustment, as written."`
	AsLeft             json.RawMessage `json:"as_left" doc:"Readings after adjustment, as written."`
	Uncertainty        json.RawMessage `json:"uncertainty" doc:"Uncertainties of the calibration, as written."`
	Standards          json.RawMessage `json:"standards" doc:"Reference standards and their certificates, as written."`
	CertificateFileID  *id.ID          `json:"certificate_file_id" nullable:"true"`
	db.Stamps
	db.Lockable
}

// TableName is the table of calibrations.
func (Calibration) TableName() string { return "calibrations" }

// OutOfTolerance says that the instrument was out of tolerance when it came to be calibrated.
func (c *Calibration) OutOfTolerance() bool {
	if c.AsFoundInTolerance == nil {
		return c.Outcome == Fail
	}
	return !*c.AsFoundInTolerance
}

// Item is a calibration with the names a table shows.
type Item struct {
	Calibration
	FoundOut            bool    `gorm:"-" json:"out_of_tolerance" doc:"It casts doubt on earlier results: see its impact."`
	SuspectResults      *int    `gorm:"->" json:"suspect_results" nullable:"true" doc:"How many results it casts doubt on, see its impact; null when none can be. 1000 stands for a thousand or more."`
	InstrumentCode      string  `gorm:"->" json:"instrument_code"`
	InstrumentName      string  `gorm:"->" json:"instrument_name"`
	CertificateFilename *string `gorm:"->" json:"certificate_filename" nullable:"true"`
	CreatedByName       *string `gorm:"->" json:"created_by_name" nullable:"true"`
}

// View is a single calibration with what the caller may do.
type View struct {
	Item
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the list of an instrument's calibrations.
type Filter struct {
	Outcome         []string `query:"outcome" enum:"pass,fail,adjusted"`
	IncludeArchived bool     `query:"include_archived"`
}

// New is the body of a recording.
type New struct {
	CertificateNumber  *string                    `json:"certificate_number,omitempty" maxLength:"200" nullable:"true"`
	PerformedAt        time.Time                  `json:"performed_at" doc:"When it was performed; not in the future."`
	ExpiresAt          *time.Time                 `json:"expires_at,omitempty" nullable:"true" doc:"After performed_at. When absent, the instrument's interval later, at the same time of day in the organisation's time zone."`
	Provider           *string                    `json:"provider,omitempty" maxLength:"200" nullable:"true"`
	PerformedBy        *string                    `json:"performed_by,omitempty" maxLength:"200" nullable:"true"`
	Outcome            string                     `json:"outcome" enum:"pass,fail,adjusted"`
	AsFoundInTolerance *bool                      `json:"as_found_in_tolerance,omitempty" nullable:"true" doc:"For outcome adjusted, false when absent: what had to be adjusted was out of tolerance. pass is true, fail is false."`
	AsFound            map[string]json.RawMessage `json:"as_found,omitempty" doc:"Readings by name: plain, or {value, unit, uncertainty, k, tolerance, lower, upper}."`
	AsLeft             map[string]json.RawMessage `json:"as_left,omitempty" doc:"As as_found."`
	Uncertainty        map[string]json.RawMessage `json:"uncertainty,omitempty" doc:"As as_found."`
	Standards          []json.RawMessage          `json:"standards,omitempty" maxItems:"100" doc:"Text, or an object of plain members such as name, certificate_number, expires_at."`
	CertificateFileID  *id.ID                     `json:"certificate_file_id,omitempty" nullable:"true"`
}

// Change is a merge patch; objects and lists are replaced as wholes.
type Change struct {
	CertificateNumber  endpoint.Patch[string]                     `json:"certificate_number,omitempty" maxLength:"200"`
	PerformedAt        endpoint.Patch[time.Time]                  `json:"performed_at,omitempty"`
	ExpiresAt          endpoint.Patch[time.Time]                  `json:"expires_at,omitempty"`
	Provider           endpoint.Patch[string]                     `json:"provider,omitempty" maxLength:"200"`
	PerformedBy        endpoint.Patch[string]                     `json:"performed_by,omitempty" maxLength:"200"`
	Outcome            endpoint.Patch[string]                     `json:"outcome,omitempty" enum:"pass,fail,adjusted"`
	AsFoundInTolerance endpoint.Patch[bool]                       `json:"as_found_in_tolerance,omitempty"`
	AsFound            endpoint.Patch[map[string]json.RawMessage] `json:"as_found,omitempty"`
	AsLeft             endpoint.Patch[map[string]json.RawMessage] `json:"as_left,omitempty"`
	Uncertainty        endpoint.Patch[map[string]json.RawMessage] `json:"uncertainty,omitempty"`
	Standards          endpoint.Patch[[]json.RawMessage]          `json:"standards,omitempty"`
	CertificateFileID  endpoint.Patch[id.ID]                      `json:"certificate_file_id,omitempty"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"performed_at": db.ByTime("performed_at", func(c *Item) time.Time { return c.PerformedAt }),
		"expires_at":   db.ByTime("expires_at", func(c *Item) time.Time { return c.ExpiresAt }),
		"created_at":   db.ByTime("created_at", func(c *Item) time.Time { return c.CreatedAt }),
		"code":         db.ByText("code", func(c *Item) string { return c.Code }),
	}
}
