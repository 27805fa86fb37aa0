package custody

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// The states of a hand-over.
const (
	Pending   = "pending"
	Accepted  = "accepted"
	Declined  = "declined"
	Withdrawn = "withdrawn"
)

// Transfer is one hand-over of a sample. What was offered never changes; its answer is added.
type Transfer struct {
	db.Key
	SampleID   id.ID      `json:"sample_id"`
	FromUserID *id.ID     `json:"from_user_id" nullable:"true" doc:"Who held it; null for nobody in particular."`
	ToUserID   id.ID      `json:"to_user_id"`
	LocationID *id.ID     `json:"location_id" nullable:"true" doc:"Where it comes to once accepted."`
	Note       *string    `json:"note" nullable:"true"`
	Status     string     `json:"status" enum:"pending,accepted,declined,withdrawn"`
	Answer     *string    `json:"answer" nullable:"true" doc:"What was said to it."`
	DecidedAt  *time.Time `json:"decided_at" nullable:"true"`
	DecidedBy  *id.ID     `json:"decided_by" nullable:"true"`
	Version    int        `gorm:"<-:update" json:"version"`
	CreatedAt  time.Time  `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	CreatedBy  *id.ID     `json:"created_by" nullable:"true"`
	UpdatedAt  time.Time  `gorm:"<-:update;autoUpdateTime:false" json:"updated_at"`
}

// TableName is the table of hand-overs.
func (Transfer) TableName() string { return "custody_transfers" }

// RecordVersion lets helpers compare versions.
func (t *Transfer) RecordVersion() int { return t.Version }

// Item is a hand-over with names.
type Item struct {
	Transfer
	FromUserName  *string `json:"from_user_name" nullable:"true"`
	ToUserName    string  `json:"to_user_name"`
	CreatedByName *string `json:"created_by_name" nullable:"true"`
	LocationPath  *string `json:"location_path" nullable:"true"`
	SampleCode    string  `json:"sample_code"`
	SampleName    string  `json:"sample_name"`
	SampleVersion int     `json:"sample_version" doc:"The sample's own version; its entity tag."`
}

// Offer is the body of an offered hand-over.
type Offer struct {
	ToUserID   id.ID   `json:"to_user_id"`
	LocationID *id.ID  `json:"location_id,omitempty" nullable:"true" doc:"Where the sample comes to once accepted."`
	Note       *string `json:"note,omitempty" maxLength:"2000" nullable:"true"`
}

// Bulk offers several samples to one person.
type Bulk struct {
	IDs        []id.ID `json:"ids" minItems:"1" maxItems:"1000" doc:"Samples; all are offered or none."`
	ToUserID   id.ID   `json:"to_user_id"`
	LocationID *id.ID  `json:"location_id,omitempty" nullable:"true"`
	Note       *string `json:"note,omitempty" maxLength:"2000" nullable:"true"`
}

// Reply is the body of an answer.
type Reply struct {
	Note *string `json:"note,omitempty" maxLength:"2000" nullable:"true"`
}

// Offered is the answer of an offer of several samples.
type Offered struct {
	Items []Item `json:"items"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{"created_at": db.ByTime("created_at", func(i *Item) time.Time { return i.CreatedAt })}
}

// answered is a hand-over with the entity tag of its sample.
type answered = endpoint.Found[*Item]
