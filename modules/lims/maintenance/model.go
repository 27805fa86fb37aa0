package maintenance

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Log is one row of maintenance_logs.
type Log struct {
	db.Key
	InstrumentID id.ID      `json:"instrument_id"`
	Kind         string     `json:"kind" enum:"preventive,corrective,inspection"`
	StartedAt    time.Time  `json:"started_at"`
	FinishedAt   *time.Time `json:"finished_at" nullable:"true" doc:"null: still under way."`
	Description  string     `json:"description"`
	PerformedBy  *string    `json:"performed_by" nullable:"true"`
	db.Stamps
}

// TableName is the table of maintenance.
func (Log) TableName() string { return "maintenance_logs" }

// Item is a piece of work with the names a table shows.
type Item struct {
	Log
	DowntimeSeconds int64   `gorm:"->" json:"downtime_seconds" doc:"From start to end; while it is under way, until now."`
	InstrumentCode  string  `gorm:"->" json:"instrument_code"`
	InstrumentName  string  `gorm:"->" json:"instrument_name"`
	CreatedByName   *string `gorm:"->" json:"created_by_name" nullable:"true"`
}

// View is a single piece of work with what the caller may do.
type View struct {
	Item
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the log of an instrument.
type Filter struct {
	Kind            []string `query:"kind" enum:"preventive,corrective,inspection"`
	Open            bool     `query:"open" doc:"Only what is under way."`
	IncludeArchived bool     `query:"include_archived"`
}

// New is the body of a recording.
type New struct {
	Kind        string     `json:"kind" enum:"preventive,corrective,inspection"`
	StartedAt   time.Time  `json:"started_at" doc:"Not in the future."`
	FinishedAt  *time.Time `json:"finished_at,omitempty" nullable:"true" doc:"Not before started_at, not in the future."`
	Description string     `json:"description" minLength:"1" maxLength:"20000"`
	PerformedBy *string    `json:"performed_by,omitempty" maxLength:"200" nullable:"true"`
}

// Change is a merge patch.
type Change struct {
	Kind        endpoint.Patch[string]    `json:"kind,omitempty" enum:"preventive,corrective,inspection"`
	StartedAt   endpoint.Patch[time.Time] `json:"started_at,omitempty"`
	FinishedAt  endpoint.Patch[time.Time] `json:"finished_at,omitempty"`
	Description endpoint.Patch[string]    `json:"description,omitempty" minLength:"1" maxLength:"20000"`
	PerformedBy endpoint.Patch[string]    `json:"performed_by,omitempty" maxLength:"200"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"started_at": db.ByTime("started_at", func(l *Item) time.Time { return l.StartedAt }),
		"created_at": db.ByTime("created_at", func(l *Item) time.Time { return l.CreatedAt }),
	}
}
