package signrequests

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/protocols"
)

const (
	record    = "signature_request"
	what      = "signature request"
	maxReason = 500
	maxNote   = 2000
)

// Words of mode, and of the states of requests and stages.
const (
	Ordered   = "ordered"
	Open      = "open"
	Completed = "completed"
	Rejected  = "rejected"
	Cancelled = "cancelled"
	Pending   = "pending"
	Waiting   = "waiting"
	Signed    = "signed"
)

// What ended a request that nobody signed to its end.
const (
	recordChanged = "record_changed"
	byHand        = "cancelled"
)

// Request is one row of signature_requests. What was asked is written once; the rest says how it ended.
type Request struct {
	db.Key
	Code       string           `gorm:"->;default:app.next_code('SGR')" json:"code"`
	RecordType string           `json:"record_type"`
	RecordID   id.ID            `json:"record_id"`
	RecordCode *string          `json:"record_code" nullable:"true" doc:"As it was called then."`
	Asked      int              `gorm:"column:record_version" json:"record_version" doc:"The version that is to be signed; a change of the record ends the request."`
	RecordHash string           `json:"record_hash"`
	Mode       string           `json:"mode" enum:"ordered,parallel"`
	Note       *string          `json:"note" nullable:"true"`
	DueAt      *time.Time       `json:"due_at" nullable:"true"`
	Segregated bool             `json:"-"`
	Authors    protocols.People `json:"-"`
	Status     string           `gorm:"default:open" json:"status" enum:"open,completed,rejected,cancelled"`
	EndedAt    *time.Time       `json:"ended_at" nullable:"true"`
	EndedBy    *id.ID           `json:"ended_by" nullable:"true"`
	EndCause   *string          `json:"end_cause" nullable:"true" enum:"signed,rejected,cancelled,record_changed,signature_withdrawn"`
	EndReason  *string          `json:"end_reason" nullable:"true"`
	Version    int              `gorm:"<-:update" json:"version"`
	CreatedAt  time.Time        `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
	CreatedBy  id.ID            `json:"created_by"`
	UpdatedAt  time.Time        `gorm:"<-:update;autoUpdateTime:false" json:"updated_at"`
}

// TableName is the table of requests.
func (Request) TableName() string { return "signature_requests" }

// RecordVersion lets helpers compare versions.
func (r *Request) RecordVersion() int { return r.Version }

// StageRow is one row of signature_request_stages.
type StageRow struct {
	OrgID       id.ID `gorm:"primaryKey"`
	RequestID   id.ID `gorm:"primaryKey"`
	Position    int   `gorm:"primaryKey"`
	UserID      *id.ID
	Role        *string
	Meaning     string
	Status      string
	SignatureID *id.ID
}

// TableName is the table of stages.
func (StageRow) TableName() string { return "signature_request_stages" }

// Stage is a stage with what a table shows.
type Stage struct {
	Position    int        `json:"position"`
	UserID      *id.ID     `json:"user_id" nullable:"true"`
	UserName    *string    `json:"user_name" nullable:"true"`
	UserStatus  *string    `json:"user_status" nullable:"true" doc:"deactivated: this person signs nothing any more."`
	Role        *string    `json:"role" nullable:"true" doc:"Anybody who holds this role."`
	Meaning     string     `json:"meaning" enum:"authorship,review,approval,responsibility,witness"`
	Status      string     `json:"status" enum:"pending,waiting,signed,rejected,cancelled" doc:"waiting: others sign first."`
	SignatureID *id.ID     `json:"signature_id" nullable:"true"`
	SignedAt    *time.Time `json:"signed_at" nullable:"true"`
	SignedBy    *string    `json:"signed_by" nullable:"true" doc:"Printed name, as signed."`
	WithdrawnAt *time.Time `json:"withdrawn_at" nullable:"true" doc:"When the signature was withdrawn."`
}

// Item is a request with what a table shows.
type Item struct {
	Request
	RecordTitle   *string `gorm:"->" json:"record_title" nullable:"true" doc:"As it is called now."`
	CreatedByName *string `gorm:"->" json:"created_by_name" nullable:"true"`
	EndedByName   *string `gorm:"->" json:"ended_by_name" nullable:"true"`
	Mine          bool    `gorm:"->" json:"mine" doc:"It waits for the signature of the caller."`
	Stages        []Stage `gorm:"->;serializer:json" json:"stages"`
}

// View is a single request.
type View struct {
	Item
	Current bool             `gorm:"-" json:"current" doc:"false: it has ended, or the record has another content than when it was asked for, so that the next signature ends it."`
	Actions endpoint.Actions `gorm:"-" json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Q          string   `query:"q" maxLength:"200" doc:"Substring of code, record code or note."`
	Status     []string `query:"status" enum:"open,completed,rejected,cancelled"`
	Assigned   string   `query:"assigned" enum:"me" doc:"me: what waits for the signature of the caller."`
	Created    string   `query:"created" enum:"me" doc:"me: what the caller has asked for."`
	RecordType string   `query:"record_type" maxLength:"40"`
	RecordID   string   `query:"record_id" format:"uuid"`
}

// Ask is one stage of a new request.
type Ask struct {
	UserID  *id.ID  `json:"user_id,omitempty" nullable:"true"`
	Role    *string `json:"role,omitempty" maxLength:"100" nullable:"true" doc:"Anybody who holds this role, instead of user_id."`
	Meaning string  `json:"meaning" enum:"authorship,review,approval,responsibility,witness"`
}

// New is the body of a request.
type New struct {
	RecordType string     `json:"record_type" minLength:"1" maxLength:"40"`
	RecordID   id.ID      `json:"record_id"`
	Mode       string     `json:"mode" enum:"ordered,parallel" doc:"ordered: a stage is signed when those before it are."`
	Stages     []Ask      `json:"stages" minItems:"1" maxItems:"20"`
	DueAt      *time.Time `json:"due_at,omitempty" nullable:"true"`
	Note       *string    `json:"note,omitempty" maxLength:"2000" nullable:"true"`
}

// Cancel is the body of a cancellation.
type Cancel struct {
	Reason string `json:"reason" minLength:"3" maxLength:"500"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"created_at": db.ByTime("created_at", func(r *Item) time.Time { return r.CreatedAt }),
		"due_at": {SQL: "coalesce(due_at, 'infinity')", Cast: "timestamptz", ID: func(r *Item) id.ID { return r.ID }, Value: func(r *Item) string {
			if r.DueAt == nil {
				return "infinity"
			}
			return r.DueAt.UTC().Format(time.RFC3339Nano)
		}},
	}
}
