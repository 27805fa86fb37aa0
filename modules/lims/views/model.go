package views

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// View is one saved view of a list.
type View struct {
	db.Key
	OwnerID  id.ID          `json:"owner_id"`
	Resource string         `json:"resource" doc:"The list, as it stands in its address: samples."`
	Name     string         `json:"name"`
	Query    map[string]any `gorm:"serializer:json;type:jsonb" json:"query" doc:"Filter words and sort, as in the address of the list; several words of one filter are a list."`
	Columns  []string       `gorm:"serializer:json;type:jsonb" json:"columns" doc:"Columns in their order; empty: those the list is shown with anyway."`
	Shared   bool           `json:"shared" doc:"Whether everybody of the organisation sees it. Only its owner changes it."`
	db.Stamps
}

// TableName is the table of views.
func (View) TableName() string { return "saved_views" }

// Shown is a single view with what the caller may do.
type Shown struct {
	View
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Resource string `query:"resource" maxLength:"60" doc:"Views of this list only."`
}

// New is the body of a creation.
type New struct {
	Resource string                     `json:"resource" minLength:"1" maxLength:"60"`
	Name     string                     `json:"name" minLength:"1" maxLength:"100"`
	Query    map[string]json.RawMessage `json:"query,omitempty"`
	Columns  []string                   `json:"columns,omitempty" maxItems:"100"`
	Shared   bool                       `json:"shared,omitempty"`
}

// Change is a merge patch; query and columns are replaced as a whole.
type Change struct {
	Name    endpoint.Patch[string]                     `json:"name,omitempty" minLength:"1" maxLength:"100"`
	Query   endpoint.Patch[map[string]json.RawMessage] `json:"query,omitempty"`
	Columns endpoint.Patch[[]string]                   `json:"columns,omitempty" maxItems:"100"`
	Shared  endpoint.Patch[bool]                       `json:"shared,omitempty"`
}

func sortKeys() page.Keys[View] {
	return page.Keys[View]{
		"name":       db.ByText("name", func(v *View) string { return v.Name }),
		"created_at": db.ByTime("created_at", func(v *View) time.Time { return v.CreatedAt }),
		"updated_at": db.ByTime("updated_at", func(v *View) time.Time { return v.UpdatedAt }),
	}
}
