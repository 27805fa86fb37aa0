package signing

import "crypto/ed25519"

// The outcomes of a verification (P11-19).
const (
	Valid            = "valid"
	ContentChanged   = "content_changed"
	RecordMismatch   = "record_mismatch"
	SignatureInvalid = "signature_invalid"
)

// Signed is a signature as its row has it.
type Signed struct {
	Manifest
	Snapshot   string
	Signature  []byte
	Superseded bool // the record was amended since, or corrected after a rejection
}

// Subject is what the signature says it is about.
func (s *Signed) Subject() Subject {
	return Subject{Org: s.Org, Type: s.RecordType, ID: s.RecordID, Code: s.RecordCode, Version: s.RecordVersion}
}

// Judge names the first thing that does not fit: the record, the signature, the content. Public is the key the signature names,
// nil when it is not known; current is the hash of the record as it is, nil when it is gone.
// Of what was amended since, the snapshot is judged alone (CR-2).
func (s *Signed) Judge(public ed25519.PublicKey, current *string) (status, detail string, err error) {
	if !Same([]byte(s.Snapshot), s.Subject()) {
		return RecordMismatch, "The signature was made for another record or version than it stands beside.", nil
	}
	good := Hash([]byte(s.Snapshot)) == s.RecordHash
	if good {
		good, err = s.Verify(public, s.Signature)
	}
	switch {
	case err != nil:
		return "", "", err
	case !good:
		return SignatureInvalid, "The signature is not what the server's key signed.", nil
	case s.Superseded:
		return Valid, "The snapshot is what was signed. The record has a newer version since.", nil
	case current == nil:
		return ContentChanged, "The record is not there any more.", nil
	case *current != s.RecordHash:
		return ContentChanged, "The record, or something that belongs to it, is not what was signed.", nil
	}
	return Valid, "The record is what was signed.", nil
}

// Corrected reports whether a signature was a rejection, which locks nothing, of a version that the record has left behind.
func Corrected(meaning string, signed, present int) bool {
	return meaning == Rejection && present > signed
}
