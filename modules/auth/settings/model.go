package settings

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Row is the table of settings; a row exists once the organisation has decided.
type Row struct {
	OrgID     id.ID `gorm:"primaryKey"`
	ID        id.ID `gorm:"primaryKey"`
	Key       string
	Value     json.RawMessage `gorm:"type:jsonb"`
	Version   int
	CreatedAt time.Time
	CreatedBy *id.ID
	UpdatedAt time.Time
}

// TableName is the table of settings.
func (Row) TableName() string { return "settings" }

// Setting is one setting in force.
type Setting struct {
	Key     string          `json:"key"`
	Value   json.RawMessage `json:"value" doc:"As the setting has it. change_reasons: required_for lists the record types whose changes need a reason; policies, each {record_type, status?, reason, reasons?, free_text?}, say it more closely: reason is none, optional, required or listed (one of reasons, unless free_text); with a status, for records that are in it before the change. The most specific one wins: type and status, then type, then required_for."`
	Version int             `json:"version" doc:"0 while it is the default."`
}

// Put is the body of PUT /settings/{key}.
type Put struct {
	Value json.RawMessage `json:"value" doc:"In the form that GET shows; see Setting."`
}
