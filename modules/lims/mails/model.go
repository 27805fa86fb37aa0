package mails

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// The states of a mail.
const (
	Queued    = "queued"
	Sent      = "sent"
	Failed    = "failed"
	Cancelled = "cancelled"
)

// Mail is one row of the outbox.
type Mail struct {
	db.Key
	UserID         id.ID      `json:"user_id"`
	Kind           string     `json:"kind" enum:"notice,digest,link"`
	Cause          string     `gorm:"column:key" json:"-"`
	NotificationID *id.ID     `json:"-"`
	TokenID        *id.ID     `json:"-"`
	Secret         []byte     `json:"-"`
	Status         string     `json:"status" enum:"queued,sent,failed,cancelled" doc:"cancelled: nobody needs it any more, error says why."`
	Attempts       int        `json:"attempts"`
	NextAttemptAt  time.Time  `json:"next_attempt_at" doc:"When a queued mail is tried."`
	Error          *string    `json:"error" nullable:"true" doc:"What the mail server said last."`
	FinishedAt     *time.Time `json:"finished_at" nullable:"true"`
	Version        int        `gorm:"<-:update" json:"version"`
	CreatedAt      time.Time  `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	UpdatedAt      time.Time  `gorm:"<-:update;autoUpdateTime:false" json:"updated_at"`
}

// TableName is the table of mails.
func (Mail) TableName() string { return "mails" }

// RecordVersion lets record helpers compare versions.
func (m *Mail) RecordVersion() int { return m.Version }

// Item is a mail with what a table shows of its reason.
type Item struct {
	Mail
	UserName   string  `gorm:"->" json:"user_name"`
	Email      string  `gorm:"->" json:"email"`
	NoticeKind *string `gorm:"->" json:"notice_kind" nullable:"true" doc:"Of a notice: a word such as calibration_overdue."`
	RecordType *string `gorm:"->" json:"record_type" nullable:"true"`
	RecordID   *id.ID  `gorm:"->" json:"record_id" nullable:"true"`
	RecordCode *string `gorm:"->" json:"record_code" nullable:"true"`
}

// View is a single mail with what the caller may do.
type View struct {
	Item
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Status []string `query:"status" enum:"queued,sent,failed,cancelled"`
	Kind   []string `query:"kind" enum:"notice,digest,link"`
	UserID id.ID    `query:"user_id"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{"created_at": db.ByTime("created_at", func(m *Item) time.Time { return m.CreatedAt })}
}

// letter is a claimed mail with all that its text is made of.
type letter struct {
	ID       id.ID
	UserID   id.ID
	Kind     string
	Cause    string
	Secret   []byte
	Attempts int

	Name, Email, UserStatus, Roles  string
	OrgName, OrgSlug, Timezone      string
	TokenPurpose                    *string
	TokenExpiresAt, TokenUsedAt     *time.Time
	NoticeKind, Work, Title, Record *string
	RecordID                        *id.ID
	DueAt, ReadAt                   *time.Time
}

// told is one notice of a mail.
type told struct {
	Kind       string
	Work       *string
	Title      string
	RecordID   id.ID
	RecordCode *string
	DueAt      *time.Time
	ReadAt     *time.Time
}
