package templates

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

const (
	maxTitle = 300
	maxBody  = 200_000
)

// Template is a text that entries start from.
type Template struct {
	db.Key
	Name        string  `json:"name"`
	Description *string `json:"description" nullable:"true"`
	Title       string  `json:"title" doc:"Title of the entries made from it; empty for none."`
	Body        string  `json:"body" doc:"Markdown they begin with."`
	db.Stamps
}

// TableName is the table of templates.
func (Template) TableName() string { return "entry_templates" }

// View is a single template with what the caller may do.
type View struct {
	Template
	Actions endpoint.Actions `json:"_actions"`
}

// Item is a template without its text, as a table shows it.
type Item struct {
	db.Key
	Name        string  `json:"name"`
	Description *string `json:"description" nullable:"true"`
	Title       string  `json:"title"`
	db.Stamps
	Excerpt       string  `gorm:"->" json:"excerpt" doc:"How the text begins."`
	CreatedByName *string `gorm:"->" json:"created_by_name" nullable:"true"`
	EntryCount    int     `gorm:"->" json:"entry_count" doc:"Entries made from it."`
}

// TableName is the table of templates.
func (Item) TableName() string { return "entry_templates" }

// Filter narrows the list.
type Filter struct {
	Q               string `query:"q" maxLength:"200" doc:"Substring of name, description, title or text."`
	IncludeArchived bool   `query:"include_archived"`
}

// New is the body of a creation.
type New struct {
	Name        string  `json:"name" minLength:"1" maxLength:"200" doc:"Unique among the templates in use, whatever the case."`
	Description *string `json:"description,omitempty" maxLength:"20000" nullable:"true"`
	Title       string  `json:"title,omitempty" maxLength:"300"`
	Body        string  `json:"body,omitempty" maxLength:"200000"`
}

// Change is a merge patch.
type Change struct {
	Name        endpoint.Patch[string] `json:"name,omitempty" minLength:"1" maxLength:"200"`
	Description endpoint.Patch[string] `json:"description,omitempty" maxLength:"20000"`
	Title       endpoint.Patch[string] `json:"title,omitempty" maxLength:"300"`
	Body        endpoint.Patch[string] `json:"body,omitempty" maxLength:"200000"`
}

func keys() page.Keys[Item] {
	return page.Keys[Item]{
		"name":       db.ByText("name", func(t *Item) string { return t.Name }),
		"created_at": db.ByTime("created_at", func(t *Item) time.Time { return t.CreatedAt }),
		"updated_at": db.ByTime("updated_at", func(t *Item) time.Time { return t.UpdatedAt }),
	}
}
