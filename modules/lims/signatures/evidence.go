package signatures

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// Type finds the signable type of a word.
func (s *Service) Type(word string) (signing.Type, bool) { return s.types.Find(word) }

// Signed gives all signatures of a record, the oldest first, as they leave the house.
func (s *Service) Signed(ctx context.Context, kind string, recordID id.ID) ([]signing.Exported, error) {
	rows, err := s.store.ofRecord(ctx, kind, recordID)
	if err != nil {
		return nil, err
	}
	out := make([]signing.Exported, len(rows))
	for i := range rows {
		r := &rows[i]
		text, err := r.manifest().Canonical()
		if err != nil {
			return nil, err
		}
		out[i] = signing.Exported{Manifest: text, KeyID: r.KeyID, Signature: r.Signature.Signature, Snapshot: []byte(r.Snapshot), SignedAtLocal: r.SignedAtLocal, AuditSeq: r.AuditSeq}
	}
	return out, nil
}
