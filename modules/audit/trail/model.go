package trail

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// AuditLog is one row of audit.audit_logs (SECURITY.md §4).
type AuditLog struct {
	ID            int64 `gorm:"primaryKey;<-:false"`
	OrgID         id.ID
	XID           string `gorm:"column:xid"`
	OccurredAt    time.Time
	ActorID       *id.ID
	ActorKind     string
	ActorName     string
	ActorVia      string
	SessionID     *id.ID
	APIKeyID      *id.ID `gorm:"column:api_key_id"`
	RequestID     *id.ID
	IP            *string `gorm:"column:ip"`
	DBUser        string  `gorm:"column:db_user"`
	Action        string
	TableName_    *string `gorm:"column:table_name"` //nolint:revive // TableName is GORM's method
	RecordType    *string
	RecordID      *id.ID
	RecordCode    *string
	RecordVersion *int
	Reason        *string
	Payload       *string
	PayloadHash   []byte
	LeafHash      []byte
}

// TableName is the table of audit entries.
func (AuditLog) TableName() string { return "audit_logs" }

// Actor is who acted, as named at the time.
type Actor struct {
	ID   *id.ID `json:"id" nullable:"true"`
	Name string `json:"name"`
	Kind string `json:"kind"`
	Via  string `json:"via"`
	// A key acts as the key and as its owner (P11-38).
	APIKeyID *id.ID `json:"api_key_id" nullable:"true" doc:"The key it was done with; id and name are its owner's. null: in person."`
}

// Change is one field of a changed record; a value that did not exist is null, a secret is "#changed".
type Change struct {
	Field string          `json:"field"`
	Old   json.RawMessage `json:"old"`
	New   json.RawMessage `json:"new"`
}

// Item is one entry of the trail in the order of the chain.
type Item struct {
	Seq        int64     `json:"seq"`
	OccurredAt time.Time `json:"occurred_at"`
	Actor      Actor     `json:"actor"`
	Action     string    `json:"action"`
	Operation  string    `json:"operation" enum:"insert,update,delete,event"`
	Table      *string   `json:"table" nullable:"true"`
	RecordType *string   `json:"record_type" nullable:"true"`
	RecordID   *id.ID    `json:"record_id" nullable:"true"`
	RecordCode *string   `json:"record_code" nullable:"true"`
	Reason     *string   `json:"reason" nullable:"true"`
	Changes    []Change  `json:"changes"`
	RequestID  *id.ID    `json:"request_id" nullable:"true"`
	IP         *string   `json:"ip" nullable:"true"`
	Hash       string    `json:"hash"`
	PrevHash   string    `json:"prev_hash"`
}

// Filter narrows the trail.
type Filter struct {
	page.Period
	ActorID    string `query:"actor_id" format:"uuid"`
	Action     string `query:"action" maxLength:"100" doc:"Exact action, e.g. sample.created."`
	RecordType string `query:"record_type" enum:"organization,user,role,api_key,share,setting,project,sample,instrument,calibration,maintenance_log,notebook,notebook_entry,notebook_template,protocol,signature,experiment,result,file,trace,recipe,job,session,audit_review,audit,access_log,amendment,evidence,legal_hold,process,location,sample_type,view,import,mail"`
	RecordID   string `query:"record_id" format:"uuid"`
	RequestID  string `query:"request_id" format:"uuid"`
	FromSeq    int64  `query:"from_seq" minimum:"1" maximum:"9007199254740991" doc:"Entries from this place of the chain on."`
	ToSeq      int64  `query:"to_seq" minimum:"1" maximum:"9007199254740991" doc:"Entries up to this place of the chain."`
	Include    string `query:"include" enum:"children" doc:"With record_type and record_id: also the entries of everything that belongs to the record, such as files, results, signatures and calibrations."`
	ProjectID  string `query:"project_id" format:"uuid" doc:"The entries of a project and of everything in it."`
	UserID     string `query:"user_id" format:"uuid" doc:"What a person did, and what was done with the account, its sessions and keys."`
}
