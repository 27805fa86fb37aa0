package protocols

import (
	"context"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/textdiff"
)

// Side names one of two revisions.
type Side struct {
	ID       id.ID  `json:"id"`
	Code     string `json:"code"`
	Number   string `json:"number"`
	Revision int    `json:"revision"`
	Status   string `json:"status"`
}

// FieldChange is a field that differs.
type FieldChange struct {
	Field string `json:"field"`
	Old   any    `json:"old"`
	New   any    `json:"new"`
}

// Comparison shows two revisions side by side.
type Comparison struct {
	Older     endpoint.OrNull[Side] `json:"older" doc:"null: there is no revision before the first."`
	Newer     Side                  `json:"newer"`
	Fields    []FieldChange         `json:"fields" doc:"Fields other than body and checklist that differ."`
	Body      []textdiff.Line       `json:"body"`
	Checklist []textdiff.Line       `json:"checklist"`
	Added     int                   `json:"added" doc:"Lines of body and checklist that were added."`
	Removed   int                   `json:"removed"`
}

// Diff compares a revision with another one of any protocol, or with the one before it.
func (s *Service) Diff(ctx context.Context, protocolID id.ID, against string) (*Comparison, error) {
	newer, err := s.store.get(ctx, protocolID)
	if err != nil {
		return nil, err
	}
	older, err := s.other(ctx, newer, against)
	if err != nil {
		return nil, err
	}
	out := &Comparison{Newer: newer.side(), Fields: []FieldChange{}}
	if older == nil {
		older = &Full{}
	} else {
		side := older.side()
		out.Older.Value = &side
	}
	out.compare(older, newer)
	return out, nil
}

func (s *Service) other(ctx context.Context, newer *Full, against string) (*Full, error) {
	if against == "" {
		return s.store.previous(ctx, newer)
	}
	otherID, ok := id.Parse(against)
	if !ok {
		return nil, apperr.InvalidField("?against", "invalid", "This is not the id of a record.")
	}
	older, err := s.store.get(ctx, otherID)
	if apperr.Is(err, apperr.NotFound) {
		return nil, apperr.InvalidField("?against", "unknown_reference", "There is no such protocol.")
	}
	return older, err
}

func (p *Full) side() Side {
	return Side{ID: p.ID, Code: p.Code, Number: p.Number, Revision: p.Revision, Status: p.Status}
}

func (c *Comparison) compare(older, newer *Full) {
	field := func(name string, a, b any, same bool) {
		if !same {
			c.Fields = append(c.Fields, FieldChange{name, a, b})
		}
	}
	field("title", older.Title, newer.Title, older.Title == newer.Title)
	field("effective_date", older.EffectiveDate, newer.EffectiveDate, equal(older.EffectiveDate, newer.EffectiveDate))
	field("hazard_level", older.HazardLevel, newer.HazardLevel, equal(older.HazardLevel, newer.HazardLevel))
	field("training_required", older.TrainingRequired, newer.TrainingRequired, older.TrainingRequired == newer.TrainingRequired)
	c.Body = textdiff.Lines(older.Body, newer.Body)
	c.Checklist = textdiff.Lines(outline(older.Checklist), outline(newer.Checklist))
	for _, lines := range [][]textdiff.Line{c.Body, c.Checklist} {
		added, removed := textdiff.Count(lines)
		c.Added, c.Removed = c.Added+added, c.Removed+removed
	}
}

func equal[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }

// outline writes a checklist one step a line.
func outline(steps []Step) string {
	lines := make([]string, len(steps))
	for i, s := range steps {
		kind := s.Kind
		if s.Required {
			kind += ", required"
		}
		lines[i] = s.Text + " (" + kind + ")"
	}
	return strings.Join(lines, "\n")
}
