package custody

import (
	"context"
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/samples"
)

// Accept gives the sample to the caller, who must be the one it was offered to.
func (s *Service) Accept(ctx context.Context, sampleID id.ID, seen int, in Reply) (*Item, error) {
	r, t, note, err := s.pending(ctx, sampleID, seen, in)
	if err != nil {
		return nil, err
	}
	if t.ToUserID != tenancy.Must(ctx).ID {
		return nil, notReceiver("accept")
	}
	if r.Gone() {
		return nil, apperr.New(apperr.Conflict, "sample_gone", "A sample that is %s cannot be handed over.", r.Status)
	}
	if err := s.store.decide(ctx, t, Accepted, note); err != nil {
		return nil, err
	}
	if err := s.samples.HandOver(ctx, r, t.ToUserID, t.LocationID, samples.Step{Word: Accepted, Transfer: t.ID, Note: note}); err != nil {
		return nil, err
	}
	if err := s.tell(ctx, r, t, Accepted); err != nil {
		return nil, err
	}
	return s.item(ctx, t.ID)
}

// Decline ends a hand-over: the receiver declines it; whoever offered it, or a manager, takes it back.
func (s *Service) Decline(ctx context.Context, sampleID id.ID, seen int, in Reply) (*Item, error) {
	r, t, note, err := s.pending(ctx, sampleID, seen, in)
	if err != nil {
		return nil, err
	}
	me, status := tenancy.Must(ctx).ID, Declined
	if t.ToUserID != me {
		if (t.CreatedBy == nil || *t.CreatedBy != me) && !s.kit.Can(ctx, anyones) {
			return nil, notReceiver("decline")
		}
		status = Withdrawn
	}
	if err := s.store.decide(ctx, t, status, note); err != nil {
		return nil, err
	}
	if err := s.samples.Stay(ctx, []*samples.Sample{r}, []samples.Step{{Word: status, Transfer: t.ID, Note: note}}); err != nil {
		return nil, err
	}
	if err := s.tell(ctx, r, t, status); err != nil {
		return nil, err
	}
	return s.item(ctx, t.ID)
}

// pending holds a sample with the hand-over that waits for it.
func (s *Service) pending(ctx context.Context, sampleID id.ID, seen int, in Reply) (*samples.Sample, *Transfer, *string, error) {
	var f values.Faults
	note := f.Prose("/note", in.Note, 2000)
	if err := f.Err(); err != nil {
		return nil, nil, nil, err
	}
	r, err := s.samples.Hold(ctx, sampleID, seen)
	if err != nil {
		return nil, nil, nil, err
	}
	waiting, err := s.store.waiting(ctx, []id.ID{sampleID})
	if err != nil {
		return nil, nil, nil, err
	}
	if waiting[sampleID] == nil {
		return nil, nil, nil, apperr.New(apperr.Conflict, "no_pending_custody", "No hand-over of this sample waits for an answer.")
	}
	return r, waiting[sampleID], note, nil
}

func notReceiver(verb string) error {
	return apperr.New(apperr.Forbidden, "not_receiver", "Only the person the sample was offered to can %s.", verb)
}

func (s *Service) item(ctx context.Context, transferID id.ID) (*Item, error) {
	items, err := s.store.items(ctx, []id.ID{transferID})
	if err != nil || len(items) == 0 {
		return nil, err
	}
	return &items[0], nil
}

func itoa(n int) string { return strconv.Itoa(n) }
