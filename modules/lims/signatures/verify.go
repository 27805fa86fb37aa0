package signatures

import (
	"context"
	"crypto/ed25519"
	"errors"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// Verify tells whether a signature still is what was made, for this record, over what is there now (CR-2). Call it in a
// snapshot.
func (s *Service) Verify(ctx context.Context, signatureID id.ID) (*Verification, error) {
	item, err := s.store.get(ctx, signatureID)
	if err != nil {
		return nil, err
	}
	out := &Verification{ID: item.ID, RecordType: item.RecordType, RecordID: item.RecordID, RecordVersion: item.Version, RecordHash: item.RecordHash,
		KeyID: item.KeyID, VerifiedAt: s.kit.Clock()}
	if !item.Superseded {
		var version int
		if out.CurrentHash, version, err = s.current(ctx, &item.Signature); err != nil {
			return nil, err
		}
		item.Superseded = signing.Corrected(item.Meaning, item.Version, version)
	}
	out.Superseded, out.WithdrawnAt = item.Superseded, item.WithdrawnAt
	out.Status, out.Detail, err = item.signed().Judge(s.public(item.KeyID), out.CurrentHash)
	return out, err
}

// current is the hash of the record as it is, in the signed version, and the version it has; nil when it is gone.
func (s *Service) current(ctx context.Context, row *Signature) (*string, int, error) {
	t, ok := s.types.Find(row.RecordType)
	if !ok {
		return nil, 0, nil // nothing of this type can be read
	}
	state, err := t.State(ctx, row.RecordID)
	if apperr.Is(err, apperr.NotFound) {
		return nil, 0, nil // gone
	}
	if err != nil {
		return nil, 0, err
	}
	built, err := t.Build(ctx, s.kit.DB, row.RecordID, state.Code, row.Version)
	if errors.Is(err, signing.ErrGone) {
		return nil, 0, nil // gone
	}
	if err != nil {
		return nil, 0, err
	}
	hash := signing.Hash(built.Whole)
	return &hash, state.Version, nil
}

// public is the key that a signature names; nil when this server never had it.
func (s *Service) public(keyID string) ed25519.PublicKey {
	if s.deps.Key == nil {
		return nil
	}
	return s.deps.Key.Public(keyID)
}
