package samples

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/locations"
)

// nextFree asks for the first free position.
const nextFree = "next"

func isNext(position *string) bool { return position != nil && *position == nextFree }

// spot is a location as samples come to it.
type spot struct {
	path     string
	archived bool
	room     *int
	occupied int
	grid     *locations.Grid
	taken    map[string]bool // positions
	from     int             // where the search for a free one goes on
}

type spots map[id.ID]*spot

// placed are the code words of what is in the way of a sample that comes to a location.
func placed(f values.Faults) error {
	return f.Refusal("location_full", "location_archived", "position_taken", "barcode_taken")
}

// take puts one more sample into a location and gives its path and the label of its position; what is in the way is a fault
// of the row that base points at.
func (s spots) take(f *values.Faults, base string, to id.ID, position *string) (path, label *string) {
	at := s[to]
	switch {
	case at == nil:
		f.Add(base+"/location_id", "unknown_reference", "There is no such location.")
		return nil, position
	case at.archived:
		f.Add(base+"/location_id", "location_archived", "This location is archived.")
	case at.room != nil && at.occupied >= *at.room:
		f.Add(base+"/location_id", "location_full", "There is no room: this location takes %d samples.", *at.room)
		return &at.path, position
	}
	at.occupied++
	return &at.path, at.place(f, base+"/position", position)
}

// place finds the position that a sample asks for.
func (at *spot) place(f *values.Faults, pointer string, position *string) *string {
	if position == nil {
		return nil
	}
	if at.grid == nil {
		f.Add(pointer, "no_grid", "This location has no grid of positions.")
		return position
	}
	if *position == nextFree {
		return at.next(f, pointer)
	}
	n, ok := at.grid.Index(*position)
	if !ok {
		f.Add(pointer, "unknown_position", "There is no such position in a grid of %d × %d; the last one is %s.", at.grid.Rows, at.grid.Columns, at.grid.Label(at.grid.Size()-1))
		return position
	}
	label := at.grid.Label(n)
	if at.taken[label] {
		f.Add(pointer, "position_taken", "Another sample lies at %s.", label)
	}
	at.taken[label] = true
	return &label
}

func (at *spot) next(f *values.Faults, pointer string) *string {
	for ; at.from < at.grid.Size(); at.from++ {
		if label := at.grid.Label(at.from); !at.taken[label] {
			at.taken[label] = true
			return &label
		}
	}
	f.Add(pointer, "location_full", "No position is free.")
	return nil
}

// enter brings a stored sample into a location. What is used up takes no room.
func (s spots) enter(f *values.Faults, base string, r *Sample, m *move) (path *string) {
	if at := s[*m.to]; at != nil && gone(r.Status) {
		ghost := &spot{path: at.path, archived: at.archived, grid: at.grid, taken: map[string]bool{}}
		path, m.position = spots{*m.to: ghost}.take(f, base, *m.to, m.position)
		return path
	}
	path, m.position = s.take(f, base, *m.to, m.position)
	return path
}

// spots locks locations against others who put samples there, and against being archived, and then counts: whoever
// waited for the lock counts what the one before has put there. The samples that move themselves do not count.
func (s store) spots(ctx context.Context, ids, moving []id.ID) (spots, error) {
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
		var capacity *int
		var labels []string
		at := &spot{taken: map[string]bool{}}
		err := row.Scan(&v, &at.path, &at.archived, &capacity, &at.grid, &at.occupied, &labels)
		at.room = locations.Room(capacity, at.grid)
		for _, l := range labels {
			at.taken[l] = true
		}
		out[v] = at
		return err
	}, `select l.id, p.path, l.archived_at is not null, l.capacity, l.grid, c.n, c.labels
 from locations l join location_paths p on p.org_id = l.org_id and p.location_id = l.id
 cross join lateral (select 0 as n, '{}'::text[] as labels where l.capacity is null and l.grid is null
  union all select o.n, o.labels from app.samples_in(l.id, $3::uuid[]) o where l.capacity is not null or l.grid is not null) c
 where l.org_id = $1 and l.id = any($2)`, org, ids, append([]id.ID{}, moving...))
	return out, err
}
