package signatures

import (
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

const (
	record     = "signature"
	maxComment = 2000
)

// Signer is who signed, as printed then: a new name later changes nothing (P11-17).
type Signer struct {
	ID    id.ID  `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
}

// Signature is one row of signatures. It is written once and never changed.
type Signature struct {
	db.Key
	Code             string    `json:"code"`
	RecordType       string    `json:"record_type"`
	RecordID         id.ID     `json:"record_id"`
	RecordCode       string    `json:"record_code"`
	Version          int       `gorm:"column:record_version" json:"record_version"`
	RecordHash       string    `json:"record_hash" doc:"SHA-256 of the canonical record."`
	Meaning          string    `json:"meaning" enum:"authorship,review,approval,responsibility,witness,rejection"`
	Comment          *string   `json:"comment" nullable:"true"`
	Statement        string    `json:"statement" doc:"What the signer stated."`
	StatementVersion string    `json:"statement_version"`
	Signer           Signer    `gorm:"embedded;embeddedPrefix:signer_" json:"signer"`
	SignedAt         time.Time `json:"signed_at"`
	SignedZone       string    `json:"signed_zone" doc:"Time zone of the signer."`
	Method           string    `json:"method" doc:"How the signer proved who they are: password, or sso for a fresh sign-in at the identity provider; and a second factor, such as +totp."`
	SessionID        *id.ID    `json:"session_id" nullable:"true"`
	Snapshot         string    `json:"-"`
	PreviousID       *id.ID    `json:"previous_id" nullable:"true" doc:"The signature of the record before this one."`
	KeyID            string    `json:"key_id"`
	Signature        []byte    `json:"signature" doc:"Ed25519 of the server over the manifest."`
	CreatedAt        time.Time `gorm:"<-:false;autoCreateTime:false" json:"created_at"`
}

// TableName is the table of signatures.
func (Signature) TableName() string { return "signatures" }

// RecordVersion lets helpers sort signatures as records.
func (s *Signature) RecordVersion() int { return s.Version }

// signed is the row as it is judged.
func (s *Signature) signed() *signing.Signed {
	return &signing.Signed{Manifest: *s.manifest(), Snapshot: s.Snapshot, Signature: s.Signature}
}

// manifest is what the key signed.
func (s *Signature) manifest() *signing.Manifest {
	return &signing.Manifest{ID: s.ID, Code: s.Code, Org: s.OrgID, RecordType: s.RecordType, RecordID: s.RecordID, RecordCode: s.RecordCode,
		RecordVersion: s.Version, RecordHash: s.RecordHash, Meaning: s.Meaning, Comment: s.Comment, Statement: s.Statement, StatementVersion: s.StatementVersion,
		SignerID: s.Signer.ID, SignerName: s.Signer.Name, SignerEmail: s.Signer.Email, SignedAt: s.SignedAt, SignedZone: s.SignedZone, Method: s.Method,
		SessionID: s.SessionID, PreviousID: s.PreviousID, KeyID: s.KeyID}
}

func (i *Item) signed() *signing.Signed {
	out := i.Signature.signed()
	out.Superseded = i.Superseded
	return out
}

// Item is a signature as a table and a manifestation show it.
type Item struct {
	Signature
	SignedAtLocal    string     `gorm:"-" json:"signed_at_local" doc:"The time where the signer was, with its offset."`
	AuditSeq         *int64     `gorm:"->" json:"audit_seq" nullable:"true" doc:"Number of the entry in the audit trail."`
	Superseded       bool       `gorm:"->" json:"superseded" doc:"The record was amended since: it was signed in an earlier version."`
	WithdrawnAt      *time.Time `gorm:"->" json:"withdrawn_at" nullable:"true" doc:"When the signer withdrew it."`
	WithdrawalReason *string    `gorm:"->" json:"withdrawal_reason" nullable:"true"`
}

// complete fills what follows from the columns.
func (i *Item) complete() {
	place, err := time.LoadLocation(i.SignedZone)
	if err != nil {
		place = time.UTC
	}
	i.SignedAtLocal = i.SignedAt.In(place).Format("2006-01-02T15:04:05-07:00")
}

// View is a single signature with the record as it was signed.
type View struct {
	Item
	AuditHash string          `json:"audit_hash,omitempty" doc:"Hash of the chain at that entry; only in the answer of signing."`
	Canonical json.RawMessage `json:"canonical" doc:"The canonical record that was signed; null where it holds something of a project the caller has no part in."`
}

// Filter narrows the list.
type Filter struct {
	Q          string   `query:"q" maxLength:"200" doc:"Substring of code, record code, name of the signer or comment."`
	RecordType string   `query:"record_type" maxLength:"40"`
	RecordID   string   `query:"record_id" format:"uuid"`
	SignerID   string   `query:"signer_id" format:"uuid"`
	Meaning    []string `query:"meaning" enum:"authorship,review,approval,responsibility,witness,rejection"`
	page.Period
}

// New is the body of a signing.
type New struct {
	RecordType    string  `json:"record_type" minLength:"1" maxLength:"40"`
	RecordID      id.ID   `json:"record_id"`
	RecordVersion int     `json:"record_version" minimum:"1" maximum:"2147483647"`
	RecordHash    string  `json:"record_hash" pattern:"^[0-9a-f]{64}$" doc:"From …/signable: what the signer has seen."`
	Meaning       string  `json:"meaning" enum:"authorship,review,approval,responsibility,witness,rejection"`
	Comment       *string `json:"comment,omitempty" maxLength:"2000" nullable:"true" doc:"Required for a rejection."`
	TimeZone      *string `json:"time_zone,omitempty" maxLength:"60" nullable:"true" doc:"IANA zone of the signer; the organisation's when absent."`
	signing.Proof
}

// Signable is what there is to sign, and what the caller may sign it as.
type Signable struct {
	RecordType       string          `json:"record_type"`
	RecordID         id.ID           `json:"record_id"`
	RecordCode       string          `json:"record_code"`
	RecordVersion    int             `json:"record_version"`
	RecordHash       string          `json:"record_hash"`
	Canonical        json.RawMessage `json:"canonical"`
	Locked           bool            `json:"locked"`
	Meanings         []string        `json:"meanings" doc:"What the caller may sign it as now."`
	Blockers         []string        `json:"blockers" doc:"Code words of what is in the way."`
	Statement        string          `json:"statement"`
	StatementVersion string          `json:"statement_version"`
}

// Verification is whether a signature holds.
type Verification struct {
	ID            id.ID      `json:"id"`
	Status        string     `json:"status" enum:"valid,content_changed,record_mismatch,signature_invalid"`
	Detail        string     `json:"detail"`
	RecordType    string     `json:"record_type"`
	RecordID      id.ID      `json:"record_id"`
	RecordVersion int        `json:"record_version"`
	RecordHash    string     `json:"record_hash"`
	CurrentHash   *string    `json:"current_hash" nullable:"true" doc:"Of the record as it is now, in the signed version; null when it is gone or was amended since."`
	Superseded    bool       `json:"superseded" doc:"The record was amended since: what was signed is in the snapshot."`
	WithdrawnAt   *time.Time `json:"withdrawn_at" nullable:"true" doc:"When the signer withdrew it."`
	KeyID         string     `json:"key_id"`
	VerifiedAt    time.Time  `json:"verified_at"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"created_at": db.ByTime("created_at", func(s *Item) time.Time { return s.CreatedAt }),
		"signed_at":  db.ByTime("signed_at", func(s *Item) time.Time { return s.SignedAt }),
		"code":       db.ByText("code", func(s *Item) string { return s.Code }),
	}
}
