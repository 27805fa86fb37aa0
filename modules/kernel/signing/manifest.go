package signing

import (
	"crypto/ed25519"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Manifest is what the server's key signs: every part of a signature that its manifestation shows (SG-5, 21 CFR 11.70).
type Manifest struct {
	ID               id.ID
	Code             string
	Org              id.ID
	RecordType       string
	RecordID         id.ID
	RecordCode       string
	RecordVersion    int
	RecordHash       string
	Meaning          string
	Comment          *string
	Statement        string
	StatementVersion string
	SignerID         id.ID
	SignerName       string
	SignerEmail      string
	SignedAt         time.Time
	SignedZone       string
	Method           string
	SessionID        *id.ID
	PreviousID       *id.ID
	KeyID            string
}

// Canonical is the manifest in RFC 8785.
func (m *Manifest) Canonical() ([]byte, error) {
	return canonical(map[string]any{"spectra": "signature/v1", "id": m.ID.String(), "code": m.Code, "org_id": m.Org.String(),
		"record_type": m.RecordType, "record_id": m.RecordID.String(), "record_code": m.RecordCode, "record_version": m.RecordVersion, "record_hash": m.RecordHash,
		"meaning": m.Meaning, "comment": m.Comment, "statement": m.Statement, "statement_version": m.StatementVersion,
		"signer":    map[string]any{"id": m.SignerID.String(), "name": m.SignerName, "email": m.SignerEmail},
		"signed_at": m.SignedAt.UTC().Format("2006-01-02T15:04:05.000000Z"), "signed_zone": m.SignedZone, "method": m.Method,
		"session_id": text(m.SessionID), "previous_id": text(m.PreviousID), "key_id": m.KeyID})
}

func text(v *id.ID) any {
	if v == nil {
		return nil
	}
	return v.String()
}

// Verify reports whether the key of the manifest made the signature over it.
func (m *Manifest) Verify(public ed25519.PublicKey, signature []byte) (bool, error) {
	bytes, err := m.Canonical()
	if err != nil || len(public) != ed25519.PublicKeySize {
		return false, err
	}
	return ed25519.Verify(public, bytes, signature), nil
}
