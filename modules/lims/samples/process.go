package samples

import (
	"context"
	"errors"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Part is a held sample's part in a step of processing.
type Part struct {
	Sample *Sample
	Role   string    // input or output
	Taken  *Quantity // of an input
	At     string    // points at it in the request
}

// Work is a step of processing, as it is told in the timelines of its samples.
type Work struct {
	Process id.ID   `json:"process_id"`
	Code    string  `json:"process_code"`
	Kind    string  `json:"process"`
	Role    string  `json:"role"`
	Undone  bool    `json:"withdrawn,omitempty"`
	Note    *string `json:"-"`

	Taken   *Quantity    `json:"taken,omitempty"`
	Changes []difference `json:"changes,omitempty"`
}

// CheckQuantity reads an amount as it comes in.
func CheckQuantity(f *values.Faults, pointer string, q QuantityInput) *Quantity {
	text, unit := checkQuantity(f, pointer, q)
	return quantity(text, unit)
}

// Process tells held samples of a step and takes what it used of them. Their versions go up: what is shown of them changes.
func (s *Service) Process(ctx context.Context, step Work, parts []Part) error {
	var untouched []*Sample
	lines := make([]*History, 0, len(parts))
	for _, p := range parts {
		step.Role, step.Taken, step.Changes = p.Role, p.Taken, nil
		h := &History{SampleID: p.Sample.ID, Kind: "processed", Note: step.Note}
		set, err := s.taken(p, h, &step)
		if err != nil {
			return err
		}
		if len(set) > 0 {
			err = db.Update(ctx, s.kit.DB, p.Sample, set)
		} else {
			untouched = append(untouched, p.Sample)
		}
		if err != nil {
			return err
		}
		h.Details = mustJSON(step)
		lines = append(lines, s.line(ctx, h))
	}
	if len(untouched) > 0 {
		if err := s.store.bumpAll(ctx, untouched); err != nil {
			return err
		}
	}
	return db.Insert(ctx, s.kit.DB, &lines)
}

// taken is what a step changes of one sample: its amount, and its state when nothing is left.
func (s *Service) taken(p Part, h *History, step *Work) (map[string]any, error) {
	if p.Taken == nil {
		return nil, nil
	}
	left, err := remainder(p.Sample, &p.Taken.Value, &p.Taken.Unit, 1)
	var refused *apperr.Error
	if errors.As(err, &refused) {
		for i := range refused.Fields {
			refused.Fields[i].Pointer = p.At + refused.Fields[i].Pointer
		}
	}
	if err != nil || left == nil {
		return nil, err
	}
	old := Quantity{Value: *p.Sample.QuantityText, Unit: *p.Sample.QuantityUnit}
	if old == *left {
		return nil, nil
	}
	step.Changes = []difference{{"quantity", old, left}}
	return spend(p.Sample, left, h), nil
}

// spend is what a sample becomes when so much is left of it: nothing left, it is consumed, where its state lets it be.
func spend(r *Sample, left *Quantity, h *History) map[string]any {
	set := map[string]any{"quantity_text": left.Value, "quantity_number": left.Value}
	if left.none() && slices.Contains(Next(r.Status), Consumed) {
		from, to := r.Status, Consumed
		h.FromStatus, h.ToStatus = &from, &to
		set["status"] = to
	}
	return set
}

// Withdraw tells samples that a step they were told of did not happen.
func (s *Service) Withdraw(ctx context.Context, step Work, parts map[id.ID]string) error {
	step.Undone = true
	var lines []*History
	for sampleID, role := range parts {
		step.Role = role
		lines = append(lines, s.line(ctx, &History{SampleID: sampleID, Kind: "processed", Note: step.Note, Details: mustJSON(step)}))
	}
	return db.Insert(ctx, s.kit.DB, &lines)
}

// LockGenealogy makes changes of genealogy wait for one another. It comes before any row lock.
func (s *Service) LockGenealogy(ctx context.Context) error { return s.store.lockGenealogy(ctx) }

// Sources tells which of the candidates are among the samples or what these came from.
func (s *Service) Sources(ctx context.Context, of, candidates []id.ID) (map[id.ID]bool, error) {
	return s.store.sources(ctx, of, candidates)
}

// Make registers samples that come out of a step; at points at each in the request. They are held from then on.
func (s *Service) Make(ctx context.Context, f *values.Faults, in []New, at []string) ([]*Sample, error) {
	names := make([]string, len(in))
	for i := range in {
		names[i] = in[i].SampleType
	}
	known, err := s.schemas(ctx, names...)
	if err != nil {
		return nil, err
	}
	drafts, now := make([]draft, len(in)), s.kit.Clock()
	for i := range in {
		drafts[i] = check(f, at[i], in[i], known, now)
	}
	if err := s.complete(ctx, f, func(i int) string { return at[i] }, drafts); err != nil {
		return nil, err
	}
	if err := placed(f.First()); err != nil {
		return nil, err
	}
	written, err := s.store.insertAll(ctx, drafts)
	if err != nil {
		return nil, conflict(err)
	}
	ids := make([]id.ID, len(written))
	for i := range written {
		ids[i] = written[i].id
	}
	held, err := s.HoldAll(ctx, ids)
	out := make([]*Sample, len(ids))
	for i, v := range ids {
		out[i] = held[v]
	}
	return out, err
}

// complete finds what drafts refer to, and their places.
func (s *Service) complete(ctx context.Context, f *values.Faults, base func(i int) string, drafts []draft) error {
	if err := s.checkCustom(ctx, f, drafts); err != nil {
		return err
	}
	if err := s.checkReferences(ctx, f, base, drafts); err != nil {
		return err
	}
	return s.enterAll(ctx, f, base, drafts)
}
