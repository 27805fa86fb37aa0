package samples

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// where takes a place as it comes in: a location with a position in it, or words; not both.
func where(f *values.Faults, base string, words *string, to *id.ID, position *string) (*string, *id.ID, *string) {
	words, position = f.Line(base+"/location", words, 200), f.Line(base+"/position", position, maxLabel)
	switch {
	case words != nil && to != nil:
		f.Add(base+"/location", "not_allowed", "Give a location_id or free text, not both.")
	case position != nil && to == nil:
		f.Add(base+"/position", "not_allowed", "A position lies in a location: give the location_id, too.")
	}
	return words, to, position
}

const maxLabel = 10

// move is a change of place: into a location, to a place in words, or away from any. A position goes with its location.
type move struct {
	set      bool
	words    *string
	to       *id.ID
	position *string
	unplace  bool // null was given for the position
}

// checkMove reads a move from a merge patch. A place in words takes the sample out of its location, and the other way
// round.
func checkMove(f *values.Faults, r *Sample, in Change) move {
	words, to, position := in.Location, in.LocationID, in.Position
	if !words.Set && !position.Set && (!to.Set || to.Null && r.LocationID == nil) {
		return move{}
	}
	m := move{set: true, unplace: position.Set && position.Null}
	if words.Set {
		m.words = words.Given()
	}
	if to.Set {
		m.to = to.Given()
	} else if !words.Set {
		m.to, m.words = r.LocationID, r.Location
	}
	if position.Set {
		m.position = position.Given()
	}
	m.words, m.to, m.position = where(f, "", m.words, m.to, m.position)
	return m
}

// settled is the move as it concerns a sample: who stays in a location keeps the position there.
func (m move) settled(r *Sample) move {
	if m.to != nil && same(m.to, r.LocationID) && r.Position != nil && !m.unplace && (m.position == nil || *m.position == nextFree) {
		m.position = r.Position
	}
	return m
}

// goes tells whether the sample is moved at all.
func (m move) goes(r *Sample) bool {
	return m.set && (!same(m.words, r.Location) || !same(m.to, r.LocationID) || !same(m.position, r.Position))
}

func same[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }

// in gives words for a position in a place.
func in(place, position *string) *string {
	if place == nil || position == nil {
		return place
	}
	whole := *place + " / " + *position
	return &whole
}

// enterAll brings drafts to their locations; base points at a draft's row. Who asks for a certain position comes before who
// takes any.
func (s *Service) enterAll(ctx context.Context, f *values.Faults, base func(i int) string, drafts []draft) error {
	var ids []id.ID
	for i := range drafts {
		ids = with(ids, drafts[i].LocationID)
	}
	at, err := s.store.spots(ctx, ids, nil)
	if err != nil {
		return err
	}
	for _, any := range []bool{false, true} {
		for i := range drafts {
			if d := &drafts[i]; d.LocationID != nil && isNext(d.Position) == any {
				var place *string
				place, d.Position = at.take(f, base(i), *d.LocationID, d.Position)
				d.Place = in(place, d.Position)
			}
		}
	}
	return nil
}

// relocate moves a locked sample and notes the columns; it gives the new place in words.
func (s *Service) relocate(ctx context.Context, r *Sample, m move, c *changes) (shown *string, err error) {
	m = m.settled(r)
	if !m.goes(r) {
		return nil, nil //nolint:nilnil // it stays where it is
	}
	old := r.Location
	if r.LocationID != nil {
		if old, err = s.store.path(ctx, *r.LocationID); err != nil {
			return nil, err
		}
	}
	shown = m.words
	if m.to != nil {
		if shown, err = s.arrive(ctx, r, &m); err != nil {
			return nil, err
		}
	}
	c.move(r, m, old, shown)
	return in(shown, m.position), nil
}

// move notes another place.
func (c *changes) move(r *Sample, m move, old, shown *string) {
	if !same(m.words, r.Location) || !same(m.to, r.LocationID) {
		c.columns["location"], c.columns["location_id"] = nil, nil
		if m.words != nil {
			c.columns["location"] = *m.words
		}
		if m.to != nil {
			c.columns["location_id"] = *m.to
		}
		c.list = append(c.list, difference{"location", old, shown})
	}
	put(c, "position", r.Position, m.position)
}

// arrive takes room in the location that a sample comes to. What is used up takes none.
func (s *Service) arrive(ctx context.Context, r *Sample, m *move) (*string, error) {
	if same(r.LocationID, m.to) && same(r.Position, m.position) {
		return s.store.path(ctx, *m.to)
	}
	at, err := s.store.spots(ctx, []id.ID{*m.to}, []id.ID{r.ID})
	if err != nil {
		return nil, err
	}
	var f values.Faults
	path := at.enter(&f, "", r, m)
	return path, placed(f)
}

// path is the way to a location.
func (s store) path(ctx context.Context, locationID id.ID) (path *string, err error) {
	err = s.db.Each(ctx, func(row pgx.Rows) error { return row.Scan(&path) },
		"select path from location_paths where org_id = $1 and location_id = $2", tenancy.Must(ctx).Org, locationID)
	return path, err
}

// subtree is the condition of the samples in a location or in what lies in it; %s is the location.
func subtree(org string) string {
	return `location_id = any(array(with recursive below(id) as (select id from locations where org_id = ` + org + ` and id = %s
 union all select l.id from below b join locations l on l.org_id = ` + org + ` and l.parent_id = b.id) select id from below))`
}

// placeOf is where a sample is, in words.
func (s *Service) placeOf(ctx context.Context, r *Sample) (*string, error) {
	if r.LocationID == nil {
		return r.Location, nil
	}
	path, err := s.store.path(ctx, *r.LocationID)
	return in(path, r.Position), err
}
