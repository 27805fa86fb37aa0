package notebooks

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Notebook holds the entries of one person or one piece of work.
type Notebook struct {
	db.Key
	Code        string  `gorm:"<-:false" json:"code"`
	Title       string  `json:"title"`
	ProjectID   *id.ID  `json:"project_id" nullable:"true"`
	Description *string `json:"description" nullable:"true"`
	db.Stamps
}

// TableName is the table of notebooks.
func (Notebook) TableName() string { return "notebooks" }

// Item is a notebook with the names a table shows.
type Item struct {
	Notebook
	ProjectCode   *string    `gorm:"->" json:"project_code" nullable:"true"`
	ProjectName   *string    `gorm:"->" json:"project_name" nullable:"true"`
	CreatedByName *string    `gorm:"->" json:"created_by_name" nullable:"true"`
	EntryCount    int        `gorm:"->" json:"entry_count" doc:"Entries that are not archived."`
	LastEntryAt   *time.Time `gorm:"->" json:"last_entry_at" nullable:"true" doc:"When the youngest of them was written."`
}

// View is a single notebook with what the caller may do.
type View struct {
	Item
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Q               string `query:"q" maxLength:"200" doc:"Substring of code, title or description."`
	ProjectID       string `query:"project_id" format:"uuid"`
	IncludeArchived bool   `query:"include_archived"`
}

// New is the body of a creation.
type New struct {
	Title       string  `json:"title" minLength:"1" maxLength:"300"`
	ProjectID   *id.ID  `json:"project_id,omitempty" nullable:"true"`
	Description *string `json:"description,omitempty" maxLength:"20000" nullable:"true"`
}

// Change is a merge patch.
type Change struct {
	Title       endpoint.Patch[string] `json:"title,omitempty" minLength:"1" maxLength:"300"`
	ProjectID   endpoint.Patch[id.ID]  `json:"project_id,omitempty"`
	Description endpoint.Patch[string] `json:"description,omitempty" maxLength:"20000"`
}

func keys() page.Keys[Item] {
	return page.Keys[Item]{
		"created_at": db.ByTime("created_at", func(n *Item) time.Time { return n.CreatedAt }),
		"updated_at": db.ByTime("updated_at", func(n *Item) time.Time { return n.UpdatedAt }),
		"title":      db.ByText("title", func(n *Item) string { return n.Title }),
		"code":       db.ByText("code", func(n *Item) string { return n.Code }),
	}
}
