package instruments

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Instrument is one device of the laboratory.
type Instrument struct {
	db.Key
	Code                    string  `gorm:"<-:false" json:"code"`
	Name                    string  `json:"name"`
	Vendor                  *string `json:"vendor" nullable:"true"`
	Model                   *string `json:"model" nullable:"true"`
	SerialNumber            *string `json:"serial_number" nullable:"true"`
	Category                string  `json:"category"`
	Location                *string `json:"location" nullable:"true"`
	Description             *string `json:"description" nullable:"true"`
	Status                  string  `json:"status" enum:"online,offline,maintenance,retired"`
	CalibrationIntervalDays *int    `json:"calibration_interval_days" nullable:"true"`
	db.Stamps
	db.Lockable
}

// TableName is the table of instruments.
func (Instrument) TableName() string { return "instruments" }

// Item is an instrument with what follows from its latest calibration. The words are those of API.md §3.
type Item struct {
	Instrument
	CalibrationID     *id.ID     `json:"calibration_id" nullable:"true" doc:"The calibration in force."`
	CalibrationDueAt  *time.Time `json:"calibration_due_at" nullable:"true" doc:"When the latest calibration ends; null when nothing is required or none was done."`
	CalibrationStatus string     `json:"calibration_status" enum:"valid,due,overdue,out_of_tolerance,not_required"`
}

// View is a single instrument with what the caller may do.
type View struct {
	Item
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Q               string   `query:"q" maxLength:"200" doc:"Substring of code, name, vendor, model, serial number, location or description."`
	Status          []string `query:"status" enum:"online,offline,maintenance,retired"`
	Category        string   `query:"category" maxLength:"60"`
	IncludeArchived bool     `query:"include_archived"`
	// CalibrationStatus is that of the moment At.
	CalibrationStatus []string `query:"calibration_status" enum:"valid,due,overdue,out_of_tolerance,not_required"`
	At
}

// At asks for the calibration state of a past moment, with the interval of today.
type At struct {
	At time.Time `query:"at" doc:"Calibration state as of this moment of the past; now when absent."`
}

// Moment is nil for now.
func (a At) Moment() *time.Time {
	if a.At.IsZero() {
		return nil
	}
	return &a.At
}

// DueFilter narrows the due list.
type DueFilter struct {
	WithinDays int `query:"within_days" minimum:"0" maximum:"3650" default:"30" doc:"Calibrations that end within so many days; what is overdue or out of tolerance is always listed."`
}

// New is the body of a registration.
type New struct {
	Name                    string  `json:"name" minLength:"1" maxLength:"200"`
	Vendor                  *string `json:"vendor,omitempty" maxLength:"200" nullable:"true"`
	Model                   *string `json:"model,omitempty" maxLength:"200" nullable:"true"`
	SerialNumber            *string `json:"serial_number,omitempty" maxLength:"200" nullable:"true"`
	Category                string  `json:"category,omitempty" maxLength:"60" default:"other" doc:"Free text; raman, ftir, xrd, uv_vis, profilometer, probe_station and the like."`
	Location                *string `json:"location,omitempty" maxLength:"200" nullable:"true"`
	Description             *string `json:"description,omitempty" maxLength:"20000" nullable:"true"`
	Status                  string  `json:"status,omitempty" enum:"online,offline,maintenance" default:"online"`
	CalibrationIntervalDays *int    `json:"calibration_interval_days,omitempty" minimum:"1" maximum:"3650" nullable:"true" doc:"null: needs no calibration."`
}

// Change is a merge patch.
type Change struct {
	Name                    endpoint.Patch[string] `json:"name,omitempty" minLength:"1" maxLength:"200"`
	Vendor                  endpoint.Patch[string] `json:"vendor,omitempty" maxLength:"200"`
	Model                   endpoint.Patch[string] `json:"model,omitempty" maxLength:"200"`
	SerialNumber            endpoint.Patch[string] `json:"serial_number,omitempty" maxLength:"200"`
	Category                endpoint.Patch[string] `json:"category,omitempty" minLength:"1" maxLength:"60"`
	Location                endpoint.Patch[string] `json:"location,omitempty" maxLength:"200"`
	Description             endpoint.Patch[string] `json:"description,omitempty" maxLength:"20000"`
	Status                  endpoint.Patch[string] `json:"status,omitempty" enum:"online,offline,maintenance,retired"`
	CalibrationIntervalDays endpoint.Patch[int]    `json:"calibration_interval_days,omitempty" minimum:"1" maximum:"3650"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"created_at": db.ByTime("created_at", func(i *Item) time.Time { return i.CreatedAt }),
		"updated_at": db.ByTime("updated_at", func(i *Item) time.Time { return i.UpdatedAt }),
		"name":       db.ByText("name", func(i *Item) string { return i.Name }),
		"code":       db.ByText("code", func(i *Item) string { return i.Code }),
	}
}

// dueKeys sorts the due list. What was never calibrated is due since it was registered.
func dueKeys() page.Keys[Item] {
	due := func(i *Item) time.Time {
		if i.CalibrationDueAt != nil {
			return *i.CalibrationDueAt
		}
		return i.CreatedAt
	}
	return page.Keys[Item]{
		"calibration_due_at": db.ByTime("coalesce(calibration_due_at, created_at)", due),
		"name":               db.ByText("name", func(i *Item) string { return i.Name }),
		"code":               db.ByText("code", func(i *Item) string { return i.Code }),
	}
}
