package protocols

import (
	"context"
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const ownProtocol = "own_protocol"

// family is a protocol with all its revisions, locked.
type family struct {
	*revision
	all []*revision
}

// open locks a protocol with its revisions for a step, and first writes down what the calendar has changed meanwhile.
// seen is the version the client has seen, 0 for any.
func (s *Service) open(ctx context.Context, protocolID id.ID, seen int) (*family, error) {
	all, err := s.store.lock(ctx, protocolID)
	if err != nil {
		return nil, err
	}
	f := &family{all: all, revision: all[slices.IndexFunc(all, func(r *revision) bool { return r.ID == protocolID })]}
	if f.ArchivedAt != nil {
		return nil, archived()
	}
	if err := etag.Check(seen, f.Version); err != nil {
		return nil, err
	}
	return f, s.settle(ctx, all)
}

// settle stores the states that are true now. What is superseded goes first: one revision at most is effective.
func (s *Service) settle(ctx context.Context, all []*revision) error {
	for _, now := range []string{Superseded, Effective} {
		for _, r := range all {
			if r.Now != now || r.Status == now {
				continue
			}
			if err := s.change(ctx, r, now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) change(ctx context.Context, r *revision, status string) error {
	if status == Effective {
		return s.store.setEffective(ctx, r)
	}
	return s.store.setSuperseded(ctx, r, s.kit.Clock())
}

// take refuses a step that the state does not allow.
func (f *family) take(at step) error {
	if at.in(f.Now) {
		return nil
	}
	return apperr.New(apperr.Conflict, "invalid_transition", "A protocol that is %s cannot be %s.", f.Now, at.word).
		With("from", f.Now).With("allowed_from", at.from)
}

// Submit hands a draft to the reviewers.
func (s *Service) Submit(ctx context.Context, protocolID id.ID, seen int) (*View, error) {
	f, err := s.open(ctx, protocolID, seen)
	if err != nil {
		return nil, err
	}
	if err := f.take(submitting()); err != nil {
		return nil, err
	}
	v, err := s.write(ctx, f, map[string]any{"status": InReview, "submitted_at": stamp(), "submitted_by": tenancy.Must(ctx).ID})
	if err != nil {
		return nil, err
	}
	return v, s.callReviewers(ctx, &f.Protocol)
}

func (s *Service) write(ctx context.Context, f *family, set map[string]any) (*View, error) {
	if err := db.Update(ctx, s.kit.DB, &f.Protocol, set); err != nil {
		return nil, conflict(err)
	}
	return s.Get(ctx, f.ID)
}

// Approve lets a revision take effect: at once, or on its day. Who wrote it may not.
func (s *Service) Approve(ctx context.Context, protocolID id.ID, seen int, in Comment) (*View, error) {
	note, err := comment(in)
	if err != nil {
		return nil, err
	}
	f, err := s.open(ctx, protocolID, seen)
	if err != nil {
		return nil, err
	}
	if err := f.take(approving()); err != nil {
		return nil, err
	}
	me := tenancy.Must(ctx).ID
	if slices.Contains(f.Authors, me) {
		return nil, apperr.New(apperr.Forbidden, ownProtocol, "Somebody else than its authors approves a protocol.")
	}
	hash, err := digest(&f.Protocol)
	if err != nil {
		return nil, err
	}
	set := map[string]any{"status": Approved, "approved_at": stamp(), "approved_by": me, "review_comment": note, "content_sha256": hash}
	if f.Due {
		set["status"], set["effective_at"] = Effective, stamp()
		if err := s.supersede(ctx, f); err != nil {
			return nil, err
		}
	}
	if before := f.before(); before != nil {
		if err := s.readers.Carry(ctx, before.ID, f.ID, s.start(f)); err != nil {
			return nil, err
		}
	}
	return s.write(ctx, f, set)
}

// start is the day from which on reading is due.
func (s *Service) start(f *family) string {
	today := s.kit.Clock().Format(time.DateOnly)
	if f.EffectiveDate == nil || string(*f.EffectiveDate) < today {
		return today
	}
	return string(*f.EffectiveDate)
}

// supersede ends the revisions in force or waiting for their day.
func (s *Service) supersede(ctx context.Context, f *family) error {
	for _, r := range f.all {
		if r.Revision < f.Revision && (r.Status == Approved || r.Status == Effective) {
			if err := s.change(ctx, r, Superseded); err != nil {
				return err
			}
		}
	}
	return nil
}

// before is the newest earlier revision that was approved.
func (f *family) before() *revision {
	for _, r := range slices.Backward(f.all) {
		if r.Revision < f.Revision && r.ApprovedAt != nil {
			return r
		}
	}
	return nil
}

// Reject gives the protocol back to its authors and tells them why.
func (s *Service) Reject(ctx context.Context, protocolID id.ID, seen int, in Comment) (*View, error) {
	note, err := comment(in)
	if err != nil {
		return nil, err
	}
	if reason := tenancy.StampFrom(ctx).Reason; note == nil && reason != "" {
		note = &reason
	}
	f, err := s.open(ctx, protocolID, seen)
	if err != nil {
		return nil, err
	}
	if err := f.take(rejecting()); err != nil {
		return nil, err
	}
	if f.LockedAt != nil {
		return nil, apperr.Signed("protocol")
	}
	if note == nil {
		return nil, endpoint.ReasonRequired()
	}
	return s.write(ctx, f, map[string]any{"status": Draft, "review_comment": note, "submitted_at": nil, "submitted_by": nil})
}

// Retire ends a protocol without a successor.
func (s *Service) Retire(ctx context.Context, protocolID id.ID, seen int, in Comment) (*View, error) {
	note, err := comment(in)
	if err != nil {
		return nil, err
	}
	f, err := s.open(ctx, protocolID, seen)
	if err != nil {
		return nil, err
	}
	if err := f.take(retiring()); err != nil {
		return nil, err
	}
	set := map[string]any{"status": Retired, "retired_at": stamp(), "retired_by": tenancy.Must(ctx).ID}
	if note != nil {
		set["review_comment"] = note
	}
	return s.write(ctx, f, set)
}

// Revise begins the next revision as a draft with the text of this one. There is one open draft at most.
func (s *Service) Revise(ctx context.Context, protocolID id.ID, seen int) (*View, error) {
	f, err := s.open(ctx, protocolID, seen)
	if err != nil {
		return nil, err
	}
	for _, r := range f.all {
		if r.ArchivedAt == nil && (r.Status == Draft || r.Status == InReview) {
			return nil, draftExists().With("protocol_id", r.ID).With("revision", r.Revision)
		}
	}
	if err := f.take(revising()); err != nil {
		return nil, err
	}
	p := &Protocol{Head: Head{Key: db.NewKey(ctx), Number: f.Number, Revision: f.all[len(f.all)-1].Revision + 1, Title: f.Title, HazardLevel: f.HazardLevel,
		TrainingRequired: f.TrainingRequired, Status: Draft, Authors: People{tenancy.Must(ctx).ID}, Stamps: db.By(ctx)}, Body: f.Body, Checklist: f.Checklist}
	if err := db.Insert(ctx, s.kit.DB, p); err != nil {
		return nil, conflict(err)
	}
	return s.Get(ctx, p.ID)
}

// TakeEffect writes down which revisions of an organisation have become effective and which they superseded. Reading does
// not wait for it.
func (s *Service) TakeEffect(ctx context.Context) error {
	for {
		ids, err := s.store.overdue(ctx, 100)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, protocolID := range ids {
			err := s.kit.DB.InTx(ctx, func(ctx context.Context) error {
				all, err := s.store.lock(ctx, protocolID)
				if err != nil {
					return err
				}
				return s.settle(ctx, all)
			})
			if err != nil {
				return err
			}
		}
	}
}

func comment(in Comment) (*string, error) {
	var f values.Faults
	note := f.Prose("/comment", in.Comment, 2000)
	return note, f.Err()
}
