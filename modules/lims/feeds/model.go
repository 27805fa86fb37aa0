package feeds

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Row is the table of feeds; the hash can be written and never read.
type Row struct {
	OrgID     id.ID `gorm:"primaryKey"`
	ID        id.ID `gorm:"primaryKey"`
	UserID    id.ID
	Name      string
	TokenHash []byte
	CreatedAt time.Time
	CreatedBy *id.ID
	RevokedAt *time.Time
}

// TableName is the table of feeds.
func (Row) TableName() string { return "calendar_feeds" }

// Feed is a calendar's address as shown.
type Feed struct {
	OrgID     id.ID      `json:"org_id"`
	ID        id.ID      `json:"id"`
	UserID    id.ID      `json:"user_id" doc:"Who made it; it shows what this person may read."`
	Name      string     `json:"name"`
	CreatedAt time.Time  `json:"created_at"`
	CreatedBy *id.ID     `json:"created_by" nullable:"true"`
	RevokedAt *time.Time `json:"revoked_at" nullable:"true"`
}

// TableName lets list helpers count feeds.
func (Feed) TableName() string { return "calendar_feeds" }

// Made is a new feed; the only answer that ever carries the secret.
type Made struct {
	Feed
	Token string `json:"token" doc:"Shown once; it cannot be read again."`
	Path  string `json:"path" doc:"Address for the calendar program, below the server's own."`
}

// New is the body of a creation.
type New struct {
	Name string `json:"name" minLength:"1" maxLength:"200" doc:"What it is for, such as the calendar program."`
}

// Filter narrows the list.
type Filter struct {
	IncludeRevoked bool `query:"include_revoked"`
}

// entry is one instrument in the calendar.
type entry struct {
	ID        id.ID
	Code      string
	Name      string
	Location  string
	Status    string
	Day       time.Time // last day on which it may be used, where the laboratory is
	UpdatedAt time.Time
}

func sortKeys() page.Keys[Feed] {
	return page.Keys[Feed]{"created_at": {SQL: "created_at", Cast: "timestamptz", ID: func(f *Feed) id.ID { return f.ID },
		Value: func(f *Feed) string { return f.CreatedAt.UTC().Format(time.RFC3339Nano) }}}
}
