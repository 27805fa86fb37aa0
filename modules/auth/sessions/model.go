package sessions

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Session is one sign-in.
type Session struct {
	OrgID     id.ID      `gorm:"primaryKey" json:"-"`
	ID        id.ID      `gorm:"primaryKey" json:"id"`
	UserID    id.ID      `json:"user_id"`
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt time.Time  `json:"expires_at"`
	EndedAt   *time.Time `json:"-"`
	EndReason *string    `json:"-"`
	UserAgent *string    `json:"user_agent" nullable:"true"`
	IP        *string    `gorm:"column:ip" json:"ip" nullable:"true"`
	Device    *string    `json:"device" nullable:"true"`
}

// TableName is the table of sessions.
func (Session) TableName() string { return "sessions" }

// Item is a session as its owner sees it.
type Item struct {
	Session
	LastUsedAt *time.Time `gorm:"->" json:"last_used_at" nullable:"true"`
	Current    bool       `gorm:"-" json:"current" doc:"The session of this very request."`
}

var keys = page.Keys[Item]{
	"created_at": {SQL: "created_at", Cast: "timestamptz", ID: func(s *Item) id.ID { return s.ID },
		Value: func(s *Item) string { return s.CreatedAt.UTC().Format(time.RFC3339Nano) }},
}

// RefreshToken is the table of refresh tokens; hash and successor can be written and never read.
type RefreshToken struct {
	OrgID           id.ID `gorm:"primaryKey"`
	ID              id.ID `gorm:"primaryKey"`
	SessionID       id.ID
	FamilyID        id.ID
	ParentID        *id.ID
	TokenHash       []byte
	IssuedAt        time.Time
	ExpiresAt       time.Time
	FamilyExpiresAt time.Time
	UsedAt          *time.Time
	SuccessorID     *id.ID
	SuccessorEnc    []byte
	RevokedAt       *time.Time
}

// TableName is the table of refresh tokens.
func (RefreshToken) TableName() string { return "refresh_tokens" }

// presented is a refresh token that was sent, with all its fate depends on.
type presented struct {
	OrgID            id.ID
	TokenID          id.ID
	SessionID        id.ID
	UserID           id.ID
	FamilyID         id.ID
	ExpiresAt        time.Time
	FamilyExpiresAt  time.Time
	UsedAt           *time.Time
	SuccessorID      *id.ID
	SuccessorEnc     []byte
	RevokedAt        *time.Time
	SessionEndedAt   *time.Time
	SessionExpiresAt time.Time
	UserStatus       string
	OrgStatus        string
	SuccessorUsedAt  *time.Time
}

// State is what decides about a caller now.
type State struct {
	OrgID       id.ID
	OrgSlug     string
	OrgName     string
	SessionID   id.ID
	UserID      id.ID
	Name        string
	Email       string
	Status      string
	RoleVersion int
	Roles       []string `gorm:"-"`
	UserAgent   string
	EndedAt     *time.Time
	ExpiresAt   time.Time

	PasswordChangedAt  *time.Time
	MustChangePassword bool
}

// Live reports whether the session carries its person at the time given.
func (s *State) Live(now time.Time) bool {
	return s != nil && s.EndedAt == nil && now.Before(s.ExpiresAt) && s.Status == "active"
}

// User is the user object of sign-in answers.
type User struct {
	ID                 id.ID    `json:"id"`
	Email              string   `json:"email"`
	Name               string   `json:"name"`
	OrgID              id.ID    `json:"org_id"`
	OrgSlug            string   `json:"org_slug"`
	Roles              []string `json:"roles"`
	Permissions        []string `json:"permissions"`
	MustChangePassword bool     `json:"must_change_password"`
}

// Grant is what a sign-in or refresh answers.
type Grant struct {
	AccessToken      string `json:"access_token"`
	TokenType        string `json:"token_type"`
	ExpiresIn        int    `json:"expires_in"`
	RefreshToken     string `json:"refresh_token,omitempty" doc:"Left out where the caller is a page (X-Spectra-CSRF): it has the cookie."`
	RefreshExpiresIn int    `json:"refresh_expires_in"`
	User             User   `json:"user"`
	// Only once, in the answer to the sign-in that enrolled a second factor.
	RecoveryCodes []string `json:"recovery_codes,omitempty" doc:"Shown once, when this sign-in enrolled a second factor."`

	Session id.ID  `json:"-"`
	Refresh string `json:"-"` // the refresh token, for the cookie
	Device  string `json:"-"` // the cookie by which the browser is known from now on
}
