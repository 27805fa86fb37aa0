package reviews

import (
	"crypto/ed25519"
	"strconv"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// Person is the reviewer, as named then.
type Person struct {
	ID    id.ID  `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
}

// Review is one review. It is never changed.
type Review struct {
	db.Key
	FromSeq    int64     `json:"from_seq" doc:"First entry that it covers: the one after the last review."`
	UpToSeq    int64     `json:"up_to_seq"`
	ChainHash  string    `json:"chain_hash" doc:"Hash of the chain at up_to_seq: it stands for every entry up to there."`
	Comment    string    `json:"comment"`
	Reviewer   Person    `gorm:"embedded;embeddedPrefix:reviewer_" json:"reviewer"`
	ReviewedAt time.Time `json:"reviewed_at"`
	Method     string    `json:"method" doc:"How the reviewer proved who they are."`
	SessionID  *id.ID    `json:"session_id" nullable:"true"`
	KeyID      string    `json:"key_id"`
	Signature  []byte    `json:"signature" doc:"Ed25519 of the server over the review."`
}

// TableName is the table of reviews.
func (Review) TableName() string { return "audit_reviews" }

// Canonical is what the key signs.
func (r *Review) Canonical() ([]byte, error) {
	var session any
	if r.SessionID != nil {
		session = r.SessionID.String()
	}
	return signing.Form(map[string]any{"spectra": "audit-review/v1", "id": r.ID.String(), "org_id": r.OrgID.String(), "from_seq": r.FromSeq, "up_to_seq": r.UpToSeq,
		"chain_hash": r.ChainHash, "comment": r.Comment, "reviewer": map[string]any{"id": r.Reviewer.ID.String(), "name": r.Reviewer.Name, "email": r.Reviewer.Email},
		"reviewed_at": r.ReviewedAt.UTC().Format("2006-01-02T15:04:05.000000Z"), "method": r.Method, "session_id": session, "key_id": r.KeyID})
}

// Holds reports whether the key made the signature over the review as it is.
func (r *Review) Holds(public ed25519.PublicKey) (bool, error) {
	text, err := r.Canonical()
	if err != nil || len(public) != ed25519.PublicKeySize {
		return false, err
	}
	return ed25519.Verify(public, text, r.Signature), nil
}

// New is the body of a review.
type New struct {
	UpToSeq int64  `json:"up_to_seq" minimum:"1" maximum:"9007199254740991" doc:"Last entry that was looked at."`
	Comment string `json:"comment" minLength:"3" maxLength:"2000" doc:"What was looked for and what was found."`
	signing.Proof
}

// Status is how far the trail is reviewed.
type Status struct {
	HeadSeq    int64      `json:"head_seq" doc:"The newest entry."`
	ReviewedTo int64      `json:"reviewed_to" doc:"Last entry that a review covers; 0: none."`
	Unreviewed int64      `json:"unreviewed" doc:"Entries after that one; those that the reviews themselves have made are not counted."`
	LastID     *id.ID     `json:"last_id" nullable:"true" doc:"The newest review."`
	LastAt     *time.Time `json:"last_at" nullable:"true"`
}

func sortKeys() page.Keys[Review] {
	return page.Keys[Review]{"up_to_seq": {SQL: "up_to_seq", Cast: "bigint", Unique: true, Value: func(r *Review) string { return strconv.FormatInt(r.UpToSeq, 10) }}}
}
