package links

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// The purposes of a link.
const (
	Reset  = "reset"
	Invite = "invite"
)

// Row is the table of one-time tokens, without the hash, which nobody can read.
type Row struct {
	OrgID     id.ID `gorm:"primaryKey"`
	ID        id.ID `gorm:"primaryKey"`
	UserID    id.ID
	Purpose   string
	TokenHash []byte
	CreatedAt time.Time
	CreatedBy *id.ID // nil: made by the operator
	ExpiresAt time.Time
	UsedAt    *time.Time
}

// TableName is the table of one-time tokens.
func (Row) TableName() string { return "one_time_tokens" }

// Link is a link as handed out.
type Link struct {
	URL       string    `json:"url" doc:"To be given to the person; it works once."`
	ExpiresAt time.Time `json:"expires_at"`
	Mailed    bool      `json:"mailed" doc:"Whether the person gets it by mail, too; false where this server sends none."`
}

// Found is a link that is presented.
type Found struct {
	OrgID      id.ID
	OrgSlug    string
	TokenID    id.ID
	UserID     id.ID
	Purpose    string
	ExpiresAt  time.Time
	UsedAt     *time.Time
	IdentityID *id.ID
	Email      string
	Name       string
	UserStatus string
}
