package signatures

import (
	"context"
	"errors"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// The outcomes of a verification (P11-19).
const (
	Valid            = "valid"
	ContentChanged   = "content_changed"
	RecordMismatch   = "record_mismatch"
	SignatureInvalid = "signature_invalid"
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
	current, err := s.current(ctx, &item.Signature)
	if err != nil {
		return nil, err
	}
	out.CurrentHash = current
	out.Status, out.Detail, err = s.judge(&item.Signature, current)
	return out, err
}

// current is the hash of the record as it is, in the signed version; nil when it is gone.
func (s *Service) current(ctx context.Context, row *Signature) (*string, error) {
	t, ok := s.types.Find(row.RecordType)
	if !ok {
		return nil, nil //nolint:nilnil // nothing of this type can be read
	}
	state, err := t.State(ctx, row.RecordID)
	if apperr.Is(err, apperr.NotFound) {
		return nil, nil //nolint:nilnil // gone
	}
	if err != nil {
		return nil, err
	}
	canonical, err := t.Build(ctx, s.kit.DB, row.RecordID, state.Code, row.Version)
	if errors.Is(err, signing.ErrGone) {
		return nil, nil //nolint:nilnil // gone
	}
	if err != nil {
		return nil, err
	}
	hash := signing.Hash(canonical)
	return &hash, nil
}

// judge names the first thing that does not fit: the record, the signature, the content.
func (s *Service) judge(row *Signature, current *string) (status, detail string, err error) {
	if !signing.Same([]byte(row.Snapshot), row.subject()) {
		return RecordMismatch, "The signature was made for another record or version than it stands beside.", nil
	}
	good := signing.Hash([]byte(row.Snapshot)) == row.RecordHash
	if good && s.deps.Key != nil {
		good, err = row.manifest().Verify(s.deps.Key.Public(row.KeyID), row.Signature)
	}
	switch {
	case err != nil:
		return "", "", err
	case !good || s.deps.Key == nil:
		return SignatureInvalid, "The signature is not what the server's key signed.", nil
	case current == nil:
		return ContentChanged, "The record is not there any more.", nil
	case *current != row.RecordHash:
		return ContentChanged, "The record, or something that belongs to it, is not what was signed.", nil
	}
	return Valid, "The record is what was signed.", nil
}
