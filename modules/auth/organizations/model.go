package organizations

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Organization is a laboratory or company; everything else belongs to one.
type Organization struct {
	ID           id.ID     `gorm:"primaryKey" json:"id"`
	Slug         string    `json:"slug"`
	Name         string    `json:"name"`
	Status       string    `json:"status" enum:"active,suspended"`
	Timezone     string    `json:"timezone" doc:"IANA name; times are stored and sent in UTC."`
	Address      *string   `json:"address" nullable:"true"`
	ContactEmail *string   `json:"contact_email" nullable:"true"`
	Version      int       `json:"version"`
	CreatedAt    time.Time `json:"created_at"`
	UpdatedAt    time.Time `json:"updated_at"`
}

// TableName is the table of organisations.
func (Organization) TableName() string { return "organizations" }

// View is the organisation with what the caller may do.
type View struct {
	Organization
	Actions endpoint.Actions `json:"_actions"`
}

// Change is a merge patch. Slug and status belong to the operator.
type Change struct {
	Name         endpoint.Patch[string] `json:"name,omitempty" minLength:"1" maxLength:"200"`
	Timezone     endpoint.Patch[string] `json:"timezone,omitempty" minLength:"1" maxLength:"64"`
	Address      endpoint.Patch[string] `json:"address,omitempty" maxLength:"1000"`
	ContactEmail endpoint.Patch[string] `json:"contact_email,omitempty" maxLength:"254"`
}
