package access

import (
	"fmt"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Log is one line of the access log.
type Log struct {
	OrgID      id.ID     `gorm:"primaryKey" json:"-"`
	ID         id.ID     `gorm:"primaryKey" json:"id"`
	OccurredAt time.Time `json:"occurred_at"`
	ActorID    *id.ID    `json:"actor_id" nullable:"true"`
	ActorKind  string    `json:"actor_kind"`
	ActorName  string    `json:"actor_name"`
	ActorVia   string    `json:"actor_via"`
	SessionID  *id.ID    `json:"session_id" nullable:"true"`
	APIKeyID   *id.ID    `gorm:"column:api_key_id" json:"api_key_id" nullable:"true"`
	Action     string    `json:"action"`
	Permission *string   `json:"permission" nullable:"true"`
	Method     *string   `json:"method" nullable:"true"`
	Path       *string   `json:"path" nullable:"true"`
	RecordType *string   `json:"record_type" nullable:"true"`
	RecordID   *id.ID    `json:"record_id" nullable:"true"`
	Status     int       `json:"status"`
	RequestID  *id.ID    `json:"request_id" nullable:"true"`
	IP         *Address  `gorm:"column:ip" json:"ip" nullable:"true"`
	UserAgent  *string   `json:"user_agent" nullable:"true"`
	Detail     *string   `json:"detail" nullable:"true"`
	BatchID    id.ID     `json:"batch_id" doc:"The lines of a batch are under one Merkle root in the system's chain; zero: under none."`
}

// Address is an IP address, without the mask that PostgreSQL's inet shows for a whole one.
type Address string

// Scan reads an inet column.
func (a *Address) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("access: cannot read %T as an address", src)
	}
	text, _, _ = strings.Cut(text, "/")
	*a = Address(text)
	return nil
}

// TableName is the table of the access log.
func (Log) TableName() string { return "access_logs" }

// Filter narrows the list.
type Filter struct {
	page.Period
	ActorID    string `query:"actor_id" format:"uuid"`
	Action     string `query:"action" maxLength:"100" doc:"Operation id, e.g. get-sample."`
	RecordType string `query:"record_type" maxLength:"40"`
	RecordID   string `query:"record_id" format:"uuid"`
	Status     int    `query:"status" minimum:"100" maximum:"599"`
	RequestID  string `query:"request_id" format:"uuid"`
}

var keys = page.Keys[Log]{
	"occurred_at": {SQL: "occurred_at", Cast: "timestamptz", ID: func(l *Log) id.ID { return l.ID },
		Value: func(l *Log) string { return l.OccurredAt.UTC().Format(time.RFC3339Nano) }},
}
