package signing

import "encoding/json"

// Exported is a signature as it leaves the installation: the manifest that was signed, the record as it was, and what is shown.
type Exported struct {
	Manifest      json.RawMessage `json:"manifest"`
	KeyID         string          `json:"key_id"`
	Signature     []byte          `json:"signature"`
	Snapshot      json.RawMessage `json:"record"`
	SignedAtLocal string          `json:"signed_at_local"`
	AuditSeq      *int64          `json:"audit_seq"`
}

// JCS writes a document as records and manifests are written: RFC 8785, numbers that are no exact integers as text.
func JCS(v any) ([]byte, error) { return canonical(v) }
