package locations

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Occupant is a sample in a place.
type Occupant struct {
	ID            id.ID      `json:"id"`
	Code          string     `json:"code"`
	Name          string     `json:"name"`
	SampleType    string     `json:"sample_type"`
	Status        string     `json:"status"`
	Barcode       *string    `json:"barcode" nullable:"true"`
	ExpiresAt     *time.Time `json:"expires_at" nullable:"true"`
	LowStockSince *time.Time `json:"low_stock_since" nullable:"true"`
	position      *string
}

// Cell is an occupied position.
type Cell struct {
	Position string   `json:"position"`
	Row      int      `json:"row" doc:"From 1, at the top."`
	Column   int      `json:"column" doc:"From 1, at the left."`
	Sample   Occupant `json:"sample"`
}

// Layout is a grid with all that lies in it.
type Layout struct {
	LocationID id.ID  `json:"location_id"`
	Path       string `json:"path"`
	Grid
	Capacity int        `json:"capacity" doc:"How many samples it takes: its positions, or fewer where its capacity says so."`
	Occupied int        `json:"occupied"`
	NextFree *string    `json:"next_free" nullable:"true" doc:"The first free position along the rows; null when nothing more goes in."`
	Cells    []Cell     `json:"cells" doc:"The occupied positions, along the rows."`
	Unplaced []Occupant `json:"unplaced" doc:"Samples that lie in it without a position."`
}

// Room is how many samples a location takes: its capacity, and no more than a grid has positions. nil is any number.
func Room(capacity *int, g *Grid) *int {
	if g == nil || capacity != nil && *capacity < g.Size() {
		return capacity
	}
	n := g.Size()
	return &n
}

// Layout reads the grid of a location with all that lies in it.
func (s *Service) Layout(ctx context.Context, locationID id.ID) (*Layout, error) {
	l, err := s.store.get(ctx, locationID)
	if err != nil {
		return nil, err
	}
	if l.Grid == nil {
		return nil, apperr.New(apperr.Conflict, "no_grid", "This location has no grid; PATCH it with grid {rows, columns} to give it positions.")
	}
	found, err := s.store.occupants(ctx, locationID)
	if err != nil {
		return nil, err
	}
	out := &Layout{LocationID: l.ID, Path: l.Path, Grid: *l.Grid, Capacity: *Room(l.Capacity, l.Grid), Occupied: len(found), Cells: []Cell{}, Unplaced: []Occupant{}}
	at := make([]*Occupant, l.Grid.Size())
	for i := range found {
		o := &found[i]
		if o.position != nil {
			if n, ok := l.Grid.Index(*o.position); ok {
				at[n] = o
				continue
			}
		}
		out.Unplaced = append(out.Unplaced, *o)
	}
	out.fill(at)
	return out, nil
}

func (l *Layout) fill(at []*Occupant) {
	for n, o := range at {
		label := l.Label(n)
		switch {
		case o != nil:
			l.Cells = append(l.Cells, Cell{Position: label, Row: n/l.Columns + 1, Column: n%l.Columns + 1, Sample: *o})
		case l.NextFree == nil && l.Occupied < l.Capacity:
			l.NextFree = &label
		}
	}
}

func (s store) occupants(ctx context.Context, locationID id.ID) (out []Occupant, err error) {
	err = s.db.Each(ctx, func(row pgx.Rows) error {
		var o Occupant
		err := row.Scan(&o.ID, &o.Code, &o.Name, &o.SampleType, &o.Status, &o.Barcode, &o.ExpiresAt, &o.LowStockSince, &o.position)
		out = append(out, o)
		return err
	}, `select id, code, name, sample_type, status, barcode, expires_at, low_stock_since, position from samples
 where org_id = $1 and location_id = $2 and archived_at is null and status not in ('consumed', 'disposed') order by created_at, id`, tenancy.Must(ctx).Org, locationID)
	return out, err
}

// regrid checks that no sample loses its position by another grid. The location is locked: none comes meanwhile.
func (s *Service) regrid(ctx context.Context, before, after *Location) error {
	found, err := s.store.occupants(ctx, after.ID)
	if err != nil {
		return err
	}
	if after.Grid != nil && len(found) > after.Grid.Size() {
		return full(len(found), "/grid")
	}
	for _, o := range found {
		if o.position != nil && !keeps(before.Grid, after.Grid, *o.position) {
			return apperr.New(apperr.Conflict, "position_occupied", "%s lies at %s, which the other grid does not have at the same place; move it first.", o.Code, *o.position).
				At("/grid", "position_occupied", "%s lies at %s.", o.Code, *o.position)
		}
	}
	return nil
}

// keeps tells whether a label means the same position in both grids.
func keeps(before, after *Grid, label string) bool {
	if before == nil || after == nil {
		return false
	}
	a, was := before.Index(label)
	b, is := after.Index(label)
	return was && is && a/before.Columns == b/after.Columns && a%before.Columns == b%after.Columns
}

func full(n int, pointer string) error {
	return apperr.New(apperr.Conflict, "location_full", "%d samples lie here; it cannot take fewer.", n).At(pointer, "location_full", "%d samples lie here.", n)
}
