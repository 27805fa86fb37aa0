package signrequests

import (
	"context"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/lims/signatures"
)

// Signed moves the open request of the record on, in the transaction of the signature; the record is locked, so that one at a
// time gets here. A signature that nobody asked for stands for itself. One that was asked for, and not yet, is refused, whichever
// way it came: taken now, it could not be given again when its turn comes.
func (s *Service) Signed(ctx context.Context, made *signatures.Signature) error {
	r, err := s.store.open(ctx, made.RecordType, made.RecordID)
	if err != nil || r == nil {
		return err
	}
	stages, err := s.store.mine(ctx, r.ID)
	if err != nil {
		return err
	}
	if r.Asked != made.Version || r.RecordHash != made.RecordHash {
		return s.end(ctx, r, Cancelled, recordChanged, nil)
	}
	if made.Meaning == signing.Rejection {
		return s.reject(ctx, r, stages, made)
	}
	stages = slices.DeleteFunc(stages, func(t owed) bool { return t.Meaning != made.Meaning })
	if len(stages) == 0 {
		return nil
	}
	if stages[0].Status != Pending {
		return signatures.OutOfTurn().With("signature_request_id", r.ID)
	}
	if err := s.store.mark(ctx, r.ID, stages[0].Position, Signed, made.ID); err != nil {
		return err
	}
	return s.advance(ctx, r)
}

// reject ends the request: whoever rejects a version wants nobody to sign it. The stage of who was asked bears it.
func (s *Service) reject(ctx context.Context, r *Request, stages []owed, made *signatures.Signature) error {
	if len(stages) > 0 {
		if err := s.store.mark(ctx, r.ID, stages[0].Position, Rejected, made.ID); err != nil {
			return err
		}
	}
	return s.end(ctx, r, Rejected, Rejected, made.Comment)
}

// advance lets the next one sign, or ends the request when nobody is left.
func (s *Service) advance(ctx context.Context, r *Request) error {
	left, err := s.store.next(ctx, r)
	if err != nil {
		return err
	}
	if left == 0 {
		return s.end(ctx, r, Completed, Signed, nil)
	}
	return s.tell(ctx, r.ID)
}

// Waiting gives the meanings in which the caller is asked to sign a version after others.
func (s *Service) Waiting(ctx context.Context, recordType string, recordID id.ID, version int) ([]string, error) {
	return s.store.waiting(ctx, recordType, recordID, version)
}
