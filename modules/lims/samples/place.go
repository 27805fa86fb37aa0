package samples

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// where takes a place as it comes in: a location, or words; not both.
func where(f *values.Faults, base string, words *string, to *id.ID) (*string, *id.ID) {
	words = f.Line(base+"/location", words, 200)
	if words != nil && to != nil {
		f.Add(base+"/location", "not_allowed", "Give a location_id or free text, not both.")
	}
	return words, to
}

// move is a change of place: into a location, to a place in words, or away from any.
type move struct {
	set   bool
	words *string
	to    *id.ID
}

// checkMove reads a move from a merge patch. A place in words takes the sample out of its location, and the other way
// round.
func checkMove(f *values.Faults, r *Sample, words endpoint.Patch[string], to endpoint.Patch[id.ID]) move {
	if !words.Set && (!to.Set || to.Null && r.LocationID == nil) {
		return move{}
	}
	m := move{set: true}
	if words.Set {
		m.words = words.Given()
	}
	if to.Set {
		m.to = to.Given()
	}
	m.words, m.to = where(f, "", m.words, m.to)
	return m
}

// goes tells whether the sample is moved at all.
func (m move) goes(r *Sample) bool {
	return m.set && (!same(m.words, r.Location) || !same(m.to, r.LocationID))
}

func same[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }

// spot is a location as samples come to it.
type spot struct {
	path     string
	archived bool
	capacity *int
	occupied int
}

type spots map[id.ID]*spot

// take puts one more sample into a location and gives its path; what is in the way is a fault of the field.
func (s spots) take(f *values.Faults, pointer string, to id.ID) *string {
	at := s[to]
	switch {
	case at == nil:
		f.Add(pointer, "unknown_reference", "There is no such location.")
		return nil
	case at.archived:
		f.Add(pointer, "location_archived", "This location is archived.")
	case at.capacity != nil && at.occupied >= *at.capacity:
		f.Add(pointer, "location_full", "There is no room: this location takes %d samples.", *at.capacity)
	}
	at.occupied++
	return &at.path
}

// placed are the code words of what is in the way of a sample that comes to a location.
func placed(f values.Faults) error {
	return f.Refusal("location_full", "location_archived", "barcode_taken")
}

// enterAll brings drafts to their locations; base points at a draft's row.
func (s *Service) enterAll(ctx context.Context, f *values.Faults, base func(i int) string, drafts []draft) error {
	var ids []id.ID
	for i := range drafts {
		ids = with(ids, drafts[i].LocationID)
	}
	at, err := s.store.spots(ctx, ids)
	if err != nil {
		return err
	}
	for i := range drafts {
		if d := &drafts[i]; d.LocationID != nil {
			d.Place = at.take(f, base(i)+"/location_id", *d.LocationID)
		}
	}
	return nil
}

// relocate moves a locked sample and notes the columns; it gives the new place in words.
func (s *Service) relocate(ctx context.Context, r *Sample, m move, c *changes) (shown *string, err error) {
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
		if shown, err = s.arrive(ctx, r, *m.to); err != nil {
			return nil, err
		}
	}
	c.columns["location"], c.columns["location_id"] = nil, nil
	if m.words != nil {
		c.columns["location"] = *m.words
	}
	if m.to != nil {
		c.columns["location_id"] = *m.to
	}
	c.list = append(c.list, difference{"location", old, shown})
	return shown, nil
}

// arrive takes room in the location that a sample comes to. What is used up takes none.
func (s *Service) arrive(ctx context.Context, r *Sample, to id.ID) (*string, error) {
	if same(r.LocationID, &to) {
		return s.store.path(ctx, to)
	}
	at, err := s.store.spots(ctx, []id.ID{to})
	if err != nil {
		return nil, err
	}
	if at[to] != nil && gone(r.Status) {
		at[to].capacity = nil
	}
	var f values.Faults
	path := at.take(&f, "/location_id", to)
	return path, placed(f)
}

// spots locks locations against others who put samples there, and against being archived, and then counts: whoever
// waited for the lock counts what the one before has put there.
func (s store) spots(ctx context.Context, ids []id.ID) (spots, error) {
	out := spots{}
	if len(ids) == 0 {
		return out, nil
	}
	org := tenancy.Must(ctx).Org
	err := s.db.Each(ctx, func(pgx.Rows) error { return nil }, "select from locations where org_id = $1 and id = any($2) order by id for no key update", org, ids)
	if err != nil {
		return nil, err
	}
	err = s.db.Each(ctx, func(row pgx.Rows) error {
		var v id.ID
		at := &spot{}
		err := row.Scan(&v, &at.path, &at.archived, &at.capacity, &at.occupied)
		out[v] = at
		return err
	}, `select l.id, p.path, l.archived_at is not null, l.capacity, case when l.capacity is null then 0 else (select count(*) from samples s
  where s.org_id = l.org_id and s.location_id = l.id and s.archived_at is null and s.status not in ('consumed', 'disposed')) end
 from locations l join location_paths p on p.org_id = l.org_id and p.location_id = l.id where l.org_id = $1 and l.id = any($2)`, org, ids)
	return out, err
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
	return s.store.path(ctx, *r.LocationID)
}
