package approvals

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// What needs two people.
const (
	MFARemoval        = "mfa_removal"
	SigningAfterReset = "signing_after_reset"
)

// The states of a request. One that nobody decided in time counts as expired, whether or not its row says so yet.
const (
	Pending   = "pending"
	Confirmed = "confirmed"
	Declined  = "declined"
	Expired   = "expired"
)

// life is how long a request waits.
const life = 72 * time.Hour

// permission is what both administrators need.
const permission = "user:update"

// Row is one row of approvals.
type Row struct {
	db.Key
	Kind              string     `json:"kind" enum:"mfa_removal,signing_after_reset"`
	UserID            id.ID      `json:"user_id" doc:"Whom it is about."`
	Reason            string     `json:"reason"`
	Status            string     `json:"status" enum:"pending,confirmed,declined,expired"`
	OnlyAdministrator bool       `json:"only_administrator" doc:"Nobody else could have confirmed: it took effect at once."`
	CreatedAt         time.Time  `json:"created_at"`
	CreatedBy         id.ID      `json:"created_by"`
	ExpiresAt         time.Time  `json:"expires_at"`
	DecidedAt         *time.Time `json:"decided_at" nullable:"true"`
	DecidedBy         *id.ID     `json:"decided_by" nullable:"true"`
	DeclineReason     *string    `json:"decline_reason" nullable:"true"`
	Version           int        `gorm:"<-:update" json:"version"`
	UpdatedAt         time.Time  `gorm:"<-:update;autoUpdateTime:false" json:"updated_at"`
}

// TableName is the table of requests.
func (Row) TableName() string { return "approvals" }

// RecordVersion lets record helpers compare versions.
func (r *Row) RecordVersion() int { return r.Version }

// Approval is a request with the names of people.
type Approval struct {
	Row
	UserName      string  `json:"user_name"`
	CreatedByName string  `json:"created_by_name"`
	DecidedByName *string `json:"decided_by_name" nullable:"true"`
}

// View is a request with what the caller may do.
type View struct {
	Approval
	Actions endpoint.Actions `json:"_actions"`
}

// New is the body of a request.
type New struct {
	Reason string `json:"reason" minLength:"3" maxLength:"2000" doc:"Why, and how it is known that the person wants it; the second administrator reads it."`
}

// Refusal is the body of POST /approvals/{id}/decline.
type Refusal struct {
	Reason string `json:"reason" minLength:"3" maxLength:"2000"`
}

// Filter narrows the list.
type Filter struct {
	Status []string `query:"status" enum:"pending,confirmed,declined,expired"`
}

func sortKeys() page.Keys[Approval] {
	return page.Keys[Approval]{"created_at": db.ByTime("created_at", func(a *Approval) time.Time { return a.CreatedAt })}
}
