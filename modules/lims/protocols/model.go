package protocols

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Head is a revision without its text.
type Head struct {
	db.Key
	Code             string     `gorm:"<-:false" json:"code"`
	Number           string     `json:"number" doc:"What the revisions of a protocol have in common."`
	Revision         int        `json:"revision"`
	Title            string     `json:"title"`
	EffectiveDate    *Date      `json:"effective_date" nullable:"true" format:"date" doc:"Day from which on it is effective, in the organisation's time zone; null: with the approval."`
	EffectiveAt      *time.Time `json:"effective_at" nullable:"true" doc:"When it takes effect, or took it: never before the approval."`
	HazardLevel      *string    `json:"hazard_level" nullable:"true"`
	TrainingRequired bool       `json:"training_required" doc:"Only people who acknowledged it may run experiments by it."`
	Status           string     `json:"status" enum:"draft,in_review,approved,effective,superseded,retired"`
	Authors          People     `json:"authors" doc:"Everybody who wrote this revision; none of them may approve it."`
	SubmittedAt      *time.Time `json:"submitted_at" nullable:"true"`
	SubmittedBy      *id.ID     `json:"submitted_by" nullable:"true"`
	ApprovedAt       *time.Time `json:"approved_at" nullable:"true"`
	ApprovedBy       *id.ID     `json:"approved_by" nullable:"true"`
	ReviewComment    *string    `json:"review_comment" nullable:"true" doc:"Last comment of an approval, a rejection or a retirement."`
	ContentSHA256    *string    `gorm:"column:content_sha256" json:"content_sha256" nullable:"true" doc:"Of the approved content; an acknowledgement names it."`
	SupersededAt     *time.Time `json:"superseded_at" nullable:"true"`
	RetiredAt        *time.Time `json:"retired_at" nullable:"true"`
	RetiredBy        *id.ID     `json:"retired_by" nullable:"true"`
	db.Stamps
	db.Lockable
}

// Protocol is one row of protocols: a revision.
type Protocol struct {
	Head
	Body      string `json:"body" doc:"Markdown."`
	Checklist []Step `gorm:"serializer:json" json:"checklist"`
}

// TableName is the table of protocols.
func (Protocol) TableName() string { return "protocols" }

// Names are what a table shows besides the record.
type Names struct {
	CreatedByName  *string    `gorm:"->" json:"created_by_name" nullable:"true"`
	ApprovedByName *string    `gorm:"->" json:"approved_by_name" nullable:"true"`
	AcknowledgedAt *time.Time `gorm:"->" json:"acknowledged_at" nullable:"true" doc:"When the caller acknowledged this revision."`
}

// Item is a row of the list.
type Item struct {
	Head
	Names
}

// Full is a revision with its text.
type Full struct {
	Protocol
	Names
}

// View is a single protocol with what the caller may do.
type View struct {
	Full
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Q                string   `query:"q" maxLength:"200" doc:"Substring of code, number, title or body."`
	Status           []string `query:"status" enum:"draft,in_review,approved,effective,superseded,retired"`
	Number           string   `query:"number" maxLength:"60" doc:"All revisions of exactly this number."`
	TrainingRequired bool     `query:"training_required" doc:"Only those that people must have acknowledged."`
	IncludeArchived  bool     `query:"include_archived"`
}

// New is the body of a creation.
type New struct {
	Number           string  `json:"number" minLength:"1" maxLength:"60"`
	Title            string  `json:"title" minLength:"1" maxLength:"300"`
	Body             string  `json:"body,omitempty" maxLength:"200000"`
	EffectiveDate    *Date   `json:"effective_date,omitempty" nullable:"true" doc:"YYYY-MM-DD."`
	HazardLevel      *string `json:"hazard_level,omitempty" maxLength:"60" nullable:"true"`
	TrainingRequired bool    `json:"training_required,omitempty"`
	Checklist        []Step  `json:"checklist,omitempty" maxItems:"200"`
}

// Change is a merge patch; the checklist is replaced as a whole.
type Change struct {
	Number           endpoint.Patch[string] `json:"number,omitempty" minLength:"1" maxLength:"60"`
	Title            endpoint.Patch[string] `json:"title,omitempty" minLength:"1" maxLength:"300"`
	Body             endpoint.Patch[string] `json:"body,omitempty" maxLength:"200000"`
	EffectiveDate    endpoint.Patch[Date]   `json:"effective_date,omitempty"`
	HazardLevel      endpoint.Patch[string] `json:"hazard_level,omitempty" maxLength:"60"`
	TrainingRequired endpoint.Patch[bool]   `json:"training_required,omitempty"`
	Checklist        endpoint.Patch[[]Step] `json:"checklist,omitempty"`
}

// Comment is the body of a reviewer's step.
type Comment struct {
	Comment *string `json:"comment,omitempty" maxLength:"2000" nullable:"true"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"created_at": db.ByTime("created_at", func(p *Item) time.Time { return p.CreatedAt }),
		"updated_at": db.ByTime("updated_at", func(p *Item) time.Time { return p.UpdatedAt }),
		"title":      db.ByText("title", func(p *Item) string { return p.Title }),
		"number":     db.ByText("number", func(p *Item) string { return p.Number }),
		"code":       db.ByText("code", func(p *Item) string { return p.Code }),
	}
}
