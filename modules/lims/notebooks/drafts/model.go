package drafts

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/links"
)

const (
	record   = "notebook_entry"
	maxTitle = 300
	maxBody  = 200_000
)

// Draft is one person's unsaved text of one entry.
type Draft struct {
	OrgID       id.ID          `gorm:"primaryKey" json:"-"`
	EntryID     id.ID          `gorm:"primaryKey" json:"entry_id"`
	UserID      id.ID          `gorm:"primaryKey" json:"user_id"`
	BaseVersion int            `json:"base_version" doc:"Version of the entry that the draft started from."`
	Title       string         `json:"title"`
	Body        string         `json:"body"`
	Links       []links.Target `gorm:"serializer:json" json:"links"`
	Version     int            `gorm:"<-:update" json:"version"`
	CreatedAt   time.Time      `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	UpdatedAt   time.Time      `gorm:"<-:update;autoUpdateTime:false" json:"updated_at"`
}

// TableName is the table of drafts.
func (Draft) TableName() string { return "entry_drafts" }

// View is a draft beside what became of its entry meanwhile.
type View struct {
	Draft
	CurrentVersion int  `json:"current_version" doc:"Version that the entry has now."`
	Stale          bool `json:"stale" doc:"Somebody saved the entry since the draft started; saving it needs a merge."`
}

// Input is a draft as it comes in; it replaces the one before.
type Input struct {
	BaseVersion int            `json:"base_version" minimum:"1" maximum:"2147483647"`
	Title       string         `json:"title,omitempty" maxLength:"300" doc:"May be empty while it is a draft."`
	Body        string         `json:"body,omitempty" maxLength:"200000"`
	Links       []links.Target `json:"links,omitempty" maxItems:"200"`
}
