package projects

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Who sees a project.
const (
	Open   = "organization"
	Closed = "members"
)

// Project groups the work for one goal or customer.
type Project struct {
	db.Key
	Code        string  `gorm:"<-:false" json:"code"`
	Name        string  `json:"name"`
	Description *string `json:"description" nullable:"true"`
	Status      string  `json:"status" enum:"active,on_hold,completed,archived"`
	OwnerID     *id.ID  `json:"owner_id" nullable:"true"`
	Access      string  `json:"access" enum:"organization,members" doc:"Who sees the project and what is in it: everybody in the organization, or its owner and members alone."`
	db.Stamps
}

// TableName is the table of projects.
func (Project) TableName() string { return "projects" }

// View is a single project with what the caller may do.
type View struct {
	Project
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Q               string   `query:"q" maxLength:"200" doc:"Substring of code, name or description."`
	Status          []string `query:"status" enum:"active,on_hold,completed,archived"`
	Access          string   `query:"access" enum:"organization,members"`
	IncludeArchived bool     `query:"include_archived"`
}

// New is the body of a creation.
type New struct {
	Name        string  `json:"name" minLength:"1" maxLength:"200"`
	Description *string `json:"description,omitempty" maxLength:"20000" nullable:"true"`
	Status      string  `json:"status,omitempty" enum:"active,on_hold" default:"active"`
	OwnerID     *id.ID  `json:"owner_id,omitempty" nullable:"true"`
	Access      string  `json:"access,omitempty" enum:"organization,members" default:"organization"`
}

// Change is a merge patch.
type Change struct {
	Name        endpoint.Patch[string] `json:"name,omitempty" minLength:"1" maxLength:"200"`
	Description endpoint.Patch[string] `json:"description,omitempty" maxLength:"20000"`
	Status      endpoint.Patch[string] `json:"status,omitempty" enum:"active,on_hold,completed"`
	OwnerID     endpoint.Patch[id.ID]  `json:"owner_id,omitempty"`
	Access      endpoint.Patch[string] `json:"access,omitempty" enum:"organization,members"`
}

var keys = page.Keys[Project]{
	"created_at": db.ByTime("created_at", func(p *Project) time.Time { return p.CreatedAt }),
	"updated_at": db.ByTime("updated_at", func(p *Project) time.Time { return p.UpdatedAt }),
	"name":       db.ByText("name", func(p *Project) string { return p.Name }),
	"code":       db.ByText("code", func(p *Project) string { return p.Code }),
}
