package apikeys

import (
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Row is the table of API keys; the hash can be written and never read.
type Row struct {
	OrgID        id.ID `gorm:"primaryKey"`
	ID           id.ID `gorm:"primaryKey"`
	UserID       id.ID
	Name         string
	Prefix       string
	SecretHash   []byte
	Scopes       []string `gorm:"type:text[]"`
	AllowedIPs   []string `gorm:"column:allowed_ips;type:inet[]"`
	InstrumentID *id.ID
	ExpiresAt    time.Time
	LastUsedAt   *time.Time
	RevokedAt    *time.Time
	CreatedAt    time.Time
	CreatedBy    *id.ID
}

// TableName is the table of API keys.
func (Row) TableName() string { return "api_keys" }

// Key is an API key as shown.
type Key struct {
	OrgID        id.ID      `json:"org_id"`
	ID           id.ID      `json:"id"`
	UserID       id.ID      `json:"user_id" doc:"The owner, for whom the key acts."`
	UserName     string     `gorm:"->" json:"user_name"`
	Name         string     `json:"name"`
	Prefix       string     `json:"prefix"`
	Scopes       []string   `gorm:"-" json:"scopes"`
	InstrumentID *id.ID     `json:"instrument_id" nullable:"true" doc:"The one instrument whose data the key may bring."`
	AllowedIPs   []string   `gorm:"-" json:"allowed_ips" doc:"Addresses or CIDR ranges it may be used from; empty: any."`
	ExpiresAt    time.Time  `json:"expires_at"`
	LastUsedAt   *time.Time `json:"last_used_at" nullable:"true" doc:"To the day."`
	RevokedAt    *time.Time `json:"revoked_at" nullable:"true"`
	CreatedAt    time.Time  `json:"created_at"`
	CreatedBy    *id.ID     `json:"created_by" nullable:"true"`

	ScopeList string `gorm:"->" json:"-"`
	IPList    string `gorm:"->;column:ip_list" json:"-"`
}

// TableName lets list helpers count keys.
func (Key) TableName() string { return "api_keys" }

func (k *Key) unpack() {
	k.Scopes, k.AllowedIPs = split(k.ScopeList), split(k.IPList)
}

func split(list string) []string {
	if list == "" {
		return []string{}
	}
	return strings.Split(list, ",")
}

// Made is a new key; the only answer that ever carries the key itself.
type Made struct {
	Key
	Secret string `json:"key" doc:"Shown once; it cannot be read again."`
}

// New is the body of a creation.
type New struct {
	Name         string     `json:"name" minLength:"1" maxLength:"200"`
	Scopes       []string   `json:"scopes" minItems:"1" maxItems:"200" doc:"Permissions of the owner that the key may use."`
	ExpiresAt    *time.Time `json:"expires_at,omitempty" nullable:"true" doc:"At most a year ahead; 90 days when left out."`
	InstrumentID *string    `json:"instrument_id,omitempty" nullable:"true" format:"uuid" doc:"Binds the key to an instrument: what it uploads and records comes from there, and for any other it is refused."`
	AllowedIPs   []string   `json:"allowed_ips,omitempty" maxItems:"50" doc:"Addresses or CIDR ranges."`
}

// Filter narrows the list.
type Filter struct {
	UserID         string `query:"user_id" format:"uuid"`
	IncludeRevoked bool   `query:"include_revoked"`
}

var keys = page.Keys[Key]{
	"created_at": {SQL: "created_at", Cast: "timestamptz", ID: func(k *Key) id.ID { return k.ID },
		Value: func(k *Key) string { return k.CreatedAt.UTC().Format(time.RFC3339Nano) }},
}

// Holder is the owner of a presented key, with what the key may do.
type Holder struct {
	OrgID, KeyID, UserID id.ID
	InstrumentID         *id.ID // that it is bound to
	Hash                 []byte
	Scopes               []string
	AllowedIPs           []string
	ExpiresAt            time.Time
	RevokedAt            *time.Time
}
