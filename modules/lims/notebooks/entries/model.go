package entries

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/links"
)

const (
	record   = "notebook_entry"
	maxTitle = 300
	maxBody  = 200_000
)

// Entry is a page of a notebook. It is signed by itself; the notebook is only its cover.
type Entry struct {
	db.Key
	Code       string         `gorm:"<-:false" json:"code"`
	NotebookID id.ID          `gorm:"<-:create" json:"notebook_id"`
	TemplateID *id.ID         `gorm:"<-:create" json:"template_id" nullable:"true" doc:"Template that it was started from."`
	Title      string         `json:"title"`
	Body       string         `json:"body" doc:"Markdown, to the last space as it was written."`
	Links      []links.Target `gorm:"serializer:json" json:"links"`
	db.Stamps
	db.Lockable
}

// TableName is the table of entries.
func (Entry) TableName() string { return "notebook_entries" }

// Full is an entry with the names a page shows.
type Full struct {
	Entry
	NotebookCode  string         `gorm:"->" json:"notebook_code"`
	NotebookTitle string         `gorm:"->" json:"notebook_title"`
	CreatedByName *string        `gorm:"->" json:"created_by_name" nullable:"true"`
	UpdatedByName *string        `gorm:"->" json:"updated_by_name" nullable:"true" doc:"Who wrote the current version."`
	Linked        []links.Linked `gorm:"-" json:"linked" doc:"The links with what the records are called."`
}

// View is a single entry with what the caller may do.
type View struct {
	Full
	Actions endpoint.Actions `json:"_actions"`
}

// Item is an entry without its text, as a table shows it.
type Item struct {
	db.Key
	Code       string         `json:"code"`
	NotebookID id.ID          `json:"notebook_id"`
	TemplateID *id.ID         `json:"template_id" nullable:"true"`
	Title      string         `json:"title"`
	Links      []links.Target `gorm:"serializer:json" json:"links"`
	db.Stamps
	db.Lockable
	Excerpt       string  `gorm:"->" json:"excerpt" doc:"How the text begins."`
	NotebookCode  string  `gorm:"->" json:"notebook_code"`
	NotebookTitle string  `gorm:"->" json:"notebook_title"`
	CreatedByName *string `gorm:"->" json:"created_by_name" nullable:"true"`
	UpdatedByName *string `gorm:"->" json:"updated_by_name" nullable:"true"`
}

// TableName is the table of entries.
func (Item) TableName() string { return "notebook_entries" }

// Link is one row of the index of links.
type Link struct {
	OrgID      id.ID `gorm:"primaryKey"`
	EntryID    id.ID `gorm:"primaryKey"`
	RecordType string
	RecordID   id.ID
}

// TableName is the table of links.
func (Link) TableName() string { return "entry_links" }

// Narrow narrows every list of entries.
type Narrow struct {
	Q               string `query:"q" maxLength:"200" doc:"Substring of code, title or text."`
	TemplateID      string `query:"template_id" format:"uuid"`
	RecordType      string `query:"record_type" enum:"project,sample,instrument,calibration,maintenance_log,notebook,notebook_entry,protocol,signature,experiment,result,file,trace,job" doc:"Entries that link to a record of this type."`
	RecordID        string `query:"record_id" format:"uuid" doc:"Entries that link to this record."`
	IncludeArchived bool   `query:"include_archived"`
}

// Filter narrows the list of all entries.
type Filter struct {
	NotebookID string `query:"notebook_id" format:"uuid"`
	Narrow
}

// New is the body of a creation.
type New struct {
	NotebookID id.ID          `json:"notebook_id"`
	Title      string         `json:"title,omitempty" maxLength:"300" doc:"The template's when absent; required where there is none."`
	Body       *string        `json:"body,omitempty" maxLength:"200000" nullable:"true" doc:"Markdown; the template's when absent."`
	Links      []links.Target `json:"links,omitempty" maxItems:"200"`
	TemplateID *id.ID         `json:"template_id,omitempty" nullable:"true"`
}

// Change is a merge patch. The list of links is replaced as a whole.
type Change struct {
	Title endpoint.Patch[string]         `json:"title,omitempty" minLength:"1" maxLength:"300"`
	Body  endpoint.Patch[string]         `json:"body,omitempty" maxLength:"200000"`
	Links endpoint.Patch[[]links.Target] `json:"links,omitempty" maxItems:"200"`
}

func keys() page.Keys[Item] {
	return page.Keys[Item]{
		"created_at": db.ByTime("created_at", func(e *Item) time.Time { return e.CreatedAt }),
		"updated_at": db.ByTime("updated_at", func(e *Item) time.Time { return e.UpdatedAt }),
		"title":      db.ByText("title", func(e *Item) string { return e.Title }),
		"code":       db.ByText("code", func(e *Item) string { return e.Code }),
	}
}
