package samples

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Hold locks a sample for a step of a hand-over. seen is the version that the client has seen, 0 for any.
func (s *Service) Hold(ctx context.Context, sampleID id.ID, seen int) (*Sample, error) {
	r, err := s.open(ctx, sampleID, seen)
	if err != nil {
		return nil, err
	}
	return r, shelved(r)
}

// HoldAll locks samples in one order, so that two who want the same ones cannot block each other. What is not there is
// absent.
func (s *Service) HoldAll(ctx context.Context, ids []id.ID) (map[id.ID]*Sample, error) {
	found, err := s.store.lockAll(ctx, ids)
	out := make(map[id.ID]*Sample, len(found))
	for _, r := range found {
		out[r.ID] = r
	}
	return out, err
}

// Gone tells whether nothing is left of the sample.
func (r *Sample) Gone() bool { return gone(r.Status) }

// Step is one step of a hand-over in the timeline: offered, accepted, declined or withdrawn.
type Step struct {
	Word     string  `json:"step"`
	Transfer id.ID   `json:"transfer_id"`
	From     *Person `json:"from,omitempty"`
	To       *Person `json:"to,omitempty"`
	Note     *string `json:"-"`
}

// Stay notes steps that leave held samples where they are, one for each. What is shown of them changes, and so do their
// versions.
func (s *Service) Stay(ctx context.Context, held []*Sample, steps []Step) error {
	if err := s.store.bumpAll(ctx, held); err != nil {
		return err
	}
	lines := make([]*History, len(held))
	for i, r := range held {
		lines[i] = s.line(ctx, step(r, steps[i], nil))
	}
	return db.Insert(ctx, s.kit.DB, &lines)
}

// HandOver gives a held sample to a person, and into a location when one is given.
func (s *Service) HandOver(ctx context.Context, r *Sample, to id.ID, place *id.ID, st Step) error {
	c := &changes{columns: map[string]any{"custodian_id": to}}
	shown, err := s.relocate(ctx, r, move{set: place != nil, to: place}, c)
	if err != nil {
		return err
	}
	if err := db.Update(ctx, s.kit.DB, r, c.columns); err != nil {
		return err
	}
	return s.note(ctx, step(r, st, shown))
}

func step(r *Sample, st Step, place *string) *History {
	return &History{SampleID: r.ID, Kind: "custody", Location: place, Note: st.Note, Details: mustJSON(st)}
}
