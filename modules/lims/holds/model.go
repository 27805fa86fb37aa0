package holds

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Hold is one row of legal_holds. It is never archived: it ends by its release.
type Hold struct {
	db.Key
	Code          string     `gorm:"->;default:app.next_code('LGH')" json:"code"`
	Title         string     `json:"title"`
	Reason        string     `json:"reason" doc:"Why it was placed: the case, the order, the inspection."`
	ReleasedAt    *time.Time `json:"released_at" nullable:"true" doc:"null: in force."`
	ReleasedBy    *id.ID     `json:"released_by" nullable:"true"`
	ReleaseReason *string    `json:"release_reason" nullable:"true"`
	Version       int        `gorm:"<-:update" json:"version"`
	CreatedAt     time.Time  `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	CreatedBy     *id.ID     `json:"created_by" nullable:"true"`
	UpdatedAt     time.Time  `gorm:"<-:update;autoUpdateTime:false" json:"updated_at"`
}

// TableName is the table of legal holds.
func (Hold) TableName() string { return "legal_holds" }

// RecordVersion lets helpers compare versions.
func (h *Hold) RecordVersion() int { return h.Version }

// Line is one row of legal_hold_records: something that is held.
type Line struct {
	OrgID      id.ID     `gorm:"primaryKey" json:"-"`
	HoldID     id.ID     `gorm:"primaryKey" json:"-"`
	RecordType string    `gorm:"primaryKey" json:"record_type"`
	RecordID   id.ID     `gorm:"primaryKey" json:"record_id"`
	RecordCode *string   `json:"record_code" nullable:"true" doc:"As it was called then."`
	AddedAt    time.Time `gorm:"<-:false;autoCreateTime:false" json:"added_at"`
	AddedBy    *id.ID    `json:"added_by" nullable:"true"`
}

// TableName is the table of what is held.
func (Line) TableName() string { return "legal_hold_records" }

// Item is a hold with what a table shows.
type Item struct {
	Hold
	Records        int     `gorm:"->" json:"records" doc:"How many records it names that the caller may see."`
	CreatedByName  *string `gorm:"->" json:"created_by_name" nullable:"true"`
	ReleasedByName *string `gorm:"->" json:"released_by_name" nullable:"true"`
}

// View is a single hold with what it names and what the caller may do.
type View struct {
	Item
	Lines   []Line           `gorm:"-" json:"lines"`
	Actions endpoint.Actions `gorm:"-" json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Active     string `query:"active" enum:"true,false" doc:"true: in force; false: released."`
	RecordType string `query:"record_type" enum:"project,sample,instrument,calibration,maintenance_log,notebook,notebook_entry,protocol,experiment,result,file,process" doc:"Holds that name a record of this type."`
	RecordID   string `query:"record_id" doc:"Holds that name this record."`
	Q          string `query:"q" maxLength:"200"`
}

// Ref names a record to hold.
type Ref struct {
	Type string `json:"type" enum:"project,sample,instrument,calibration,maintenance_log,notebook,notebook_entry,protocol,experiment,result,file,process" doc:"A project stands for everything in it, an instrument for its calibrations and maintenance, a notebook for its entries, an experiment or sample for its results and files."`
	ID   string `json:"id" format:"uuid"`
}

// New is the body of a creation.
type New struct {
	Title   string `json:"title" minLength:"1" maxLength:"200"`
	Reason  string `json:"reason" minLength:"3" maxLength:"2000"`
	Records []Ref  `json:"records" minItems:"1" maxItems:"500"`
}

// More is the body of an addition.
type More struct {
	Records []Ref `json:"records" minItems:"1" maxItems:"500"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"created_at": db.ByTime("created_at", func(h *Item) time.Time { return h.CreatedAt }),
		"title":      db.ByText("title", func(h *Item) string { return h.Title }),
	}
}
