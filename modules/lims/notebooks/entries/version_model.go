package entries

import (
	"strconv"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/textdiff"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/links"
)

// What made a version.
const (
	created  = "created"
	updated  = "updated"
	archived = "archived"
)

// Version is an entry as it was. Rows are written with the change and never touched again.
type Version struct {
	OrgID         id.ID          `gorm:"primaryKey" json:"-"`
	EntryID       id.ID          `gorm:"primaryKey" json:"entry_id"`
	Version       int            `gorm:"primaryKey" json:"version"`
	Title         string         `json:"title"`
	Body          string         `json:"body"`
	Links         []links.Target `gorm:"serializer:json" json:"links"`
	Change        string         `json:"change" enum:"created,updated,archived"`
	Reason        *string        `json:"reason" nullable:"true" doc:"X-Change-Reason of the change."`
	CreatedAt     time.Time      `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	CreatedBy     *id.ID         `json:"created_by" nullable:"true"`
	CreatedByName string         `json:"created_by_name" doc:"Name as it was then."`
}

// TableName is the table of versions.
func (Version) TableName() string { return "entry_versions" }

// VersionItem is a version without its text.
type VersionItem struct {
	EntryID       id.ID     `json:"entry_id"`
	Version       int       `json:"version"`
	Title         string    `json:"title"`
	Characters    int       `gorm:"->" json:"characters" doc:"Length of the text."`
	Change        string    `json:"change" enum:"created,updated,archived"`
	Reason        *string   `json:"reason" nullable:"true"`
	CreatedAt     time.Time `json:"created_at"`
	CreatedBy     *id.ID    `json:"created_by" nullable:"true"`
	CreatedByName string    `json:"created_by_name"`
}

// TableName is the table of versions.
func (VersionItem) TableName() string { return "entry_versions" }

func versionKeys() page.Keys[VersionItem] {
	return page.Keys[VersionItem]{"version": {SQL: "version", Cast: "int", Unique: true, Value: func(v *VersionItem) string { return strconv.Itoa(v.Version) }}}
}

// TitleChange is the title on both sides of a difference.
type TitleChange struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// Difference is what changed between two versions.
type Difference struct {
	From         int                          `json:"from"`
	To           int                          `json:"to"`
	Title        endpoint.OrNull[TitleChange] `json:"title" doc:"Null when it is the same."`
	LinksAdded   []links.Target               `json:"links_added"`
	LinksRemoved []links.Target               `json:"links_removed"`
	LinesAdded   int                          `json:"lines_added"`
	LinesRemoved int                          `json:"lines_removed"`
	Hunks        [][]textdiff.Line            `json:"hunks" doc:"Changes of the text with three lines around; none when it is the same."`
	Truncated    bool                         `json:"truncated" doc:"There are more hunks than are shown."`
}

// Attachment is a file that an entry links to.
type Attachment struct {
	db.Key
	Code          string  `json:"code"`
	Filename      string  `json:"filename"`
	Size          int64   `json:"size"`
	SHA256        string  `gorm:"column:sha256" json:"sha256"`
	MediaType     string  `json:"media_type"`
	CreatedByName *string `gorm:"->" json:"created_by_name" nullable:"true"`
	db.Stamps
}

// TableName is the table of files.
func (Attachment) TableName() string { return "files" }

func attachmentKeys() page.Keys[Attachment] {
	return page.Keys[Attachment]{
		"created_at": db.ByTime("created_at", func(a *Attachment) time.Time { return a.CreatedAt }),
		"filename":   db.ByText("filename", func(a *Attachment) string { return a.Filename }),
	}
}

// Rendered is an entry as HTML in which nothing can run.
type Rendered struct {
	ID      id.ID  `json:"id"`
	Version int    `json:"version"`
	Title   string `json:"title"`
	HTML    string `json:"html" doc:"Sanitised; formulas are span or div of class math, their TeX as text."`
}
