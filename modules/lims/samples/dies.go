package samples

import (
	"context"
	"math"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// DieGrid lays dies out in rows and columns around the centre of a wafer.
type DieGrid struct {
	Rows          int     `json:"rows" minimum:"1" maximum:"1000"`
	Columns       int     `json:"columns" minimum:"1" maximum:"1000"`
	FirstRow      *int    `json:"first_row,omitempty" minimum:"-1000" maximum:"1000" nullable:"true" doc:"Number of the first row, 1 when absent; -2 with five rows puts row 0 into the middle."`
	FirstColumn   *int    `json:"first_column,omitempty" minimum:"-1000" maximum:"1000" nullable:"true"`
	Diameter      float64 `json:"diameter,omitempty" minimum:"0" maximum:"10000" doc:"Of the wafer; dies that are not whole within it are left out. All lengths in one unit."`
	EdgeExclusion float64 `json:"edge_exclusion,omitempty" minimum:"0" maximum:"10000" doc:"Width of the rim where no die counts."`
	DieWidth      float64 `json:"die_width,omitempty" minimum:"0" maximum:"10000"`
	DieHeight     float64 `json:"die_height,omitempty" minimum:"0" maximum:"10000"`
}

// maxParts bounds one split.
const maxParts = 1000

// layOut gives a split its positions and count, and notes what does not fit together.
func (in *Split) layOut(f *values.Faults) {
	if in.Grid != nil {
		if len(in.Positions) > 0 {
			f.Add("/grid", "not_allowed", "Give positions or a grid, not both.")
			return
		}
		before := len(*f)
		if in.Positions = in.Grid.positions(f); len(*f) > before {
			return
		}
	}
	n := len(in.Positions)
	switch {
	case in.Count == 0 && n == 0 && in.Grid == nil:
		f.Add("/count", "required", "Say into how many parts: count, positions or a grid.")
	case in.Count == 0:
		in.Count = n
	case n > 0 && n != in.Count:
		f.Add("/positions", "out_of_range", "%d parts need %d positions, not %d.", in.Count, in.Count, n)
	}
}

// positions are the dies that are whole within the wafer, along the rows.
func (g *DieGrid) positions(f *values.Faults) []Position {
	limit := g.Diameter/2 - g.EdgeExclusion
	switch {
	case g.Rows*g.Columns > 100*maxParts:
		f.Add("/grid", "out_of_range", "A grid has at most %d fields.", 100*maxParts)
	case g.Diameter > 0 && (g.DieWidth <= 0 || g.DieHeight <= 0):
		f.Add("/grid/die_width", "required", "With the diameter of the wafer, die_width and die_height tell which dies are whole.")
	case g.Diameter > 0 && limit <= 0:
		f.Add("/grid/edge_exclusion", "out_of_range", "The rim leaves nothing of the wafer.")
	case g.Diameter <= 0 && g.EdgeExclusion > 0:
		f.Add("/grid/diameter", "required", "A rim needs the diameter of the wafer.")
	}
	if len(*f) > 0 {
		return nil
	}
	top, left := 1, 1
	if g.FirstRow != nil {
		top = *g.FirstRow
	}
	if g.FirstColumn != nil {
		left = *g.FirstColumn
	}
	var out []Position
	for row := range g.Rows {
		for col := range g.Columns {
			if g.Diameter <= 0 || g.corner(row, col) <= limit*(1+1e-12) {
				out = append(out, Position{DieRow: row + top, DieCol: col + left})
			}
		}
	}
	if len(out) == 0 || len(out) > maxParts {
		f.Add("/grid", "out_of_range", "The grid has %d whole dies; 1 to %d can be made at once.", len(out), maxParts)
	}
	return out
}

// corner is how far the outermost corner of a die lies from the centre.
func (g *DieGrid) corner(row, col int) float64 {
	x := (math.Abs(float64(2*col-g.Columns+1)) + 1) / 2 * g.DieWidth
	y := (math.Abs(float64(2*row-g.Rows+1)) + 1) / 2 * g.DieHeight
	return math.Hypot(x, y)
}

// Die is a part at its place on the wafer.
type Die struct {
	ID         id.ID  `json:"id"`
	Code       string `json:"code"`
	Name       string `json:"name"`
	SampleType string `json:"sample_type"`
	Status     string `json:"status"`
	X          int    `json:"x" doc:"Its die_col."`
	Y          int    `json:"y" doc:"Its die_row."`
}

// Range is where coordinates begin and end.
type Range struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// WaferMap is all that was made of a sample and has a place on it.
type WaferMap struct {
	SampleID id.ID                  `json:"sample_id"`
	Dies     []Die                  `json:"dies" doc:"By y, then x."`
	X        endpoint.OrNull[Range] `json:"x" doc:"Null while there are no dies."`
	Y        endpoint.OrNull[Range] `json:"y"`
	Counts   map[string]int         `json:"counts" doc:"Dies by status."`
}

// WaferMap reads the dies of a wafer at once.
func (s *Service) WaferMap(ctx context.Context, sampleID id.ID) (*WaferMap, error) {
	dies, err := s.store.dies(ctx, sampleID)
	if err != nil {
		return nil, err
	}
	m := &WaferMap{SampleID: sampleID, Dies: dies, Counts: map[string]int{}}
	if len(dies) == 0 {
		m.Dies = []Die{}
		return m, s.store.exists(ctx, sampleID)
	}
	x, y := Range{dies[0].X, dies[0].X}, Range{dies[0].Y, dies[len(dies)-1].Y}
	for _, d := range dies {
		x.Min, x.Max = min(x.Min, d.X), max(x.Max, d.X)
		m.Counts[d.Status]++
	}
	m.X.Value, m.Y.Value = &x, &y
	return m, nil
}

// maxDies bounds a map: more cannot be told apart on one.
const maxDies = 20000

func (s store) dies(ctx context.Context, wafer id.ID) (out []Die, err error) {
	err = s.db.Each(ctx, func(row pgx.Rows) error {
		var d Die
		err := row.Scan(&d.ID, &d.Code, &d.Name, &d.SampleType, &d.Status, &d.X, &d.Y)
		out = append(out, d)
		return err
	}, `select id, code, name, sample_type, status, die_col, die_row from samples where org_id = $1 and parent_id = $2 and die_row is not null and die_col is not null
 and archived_at is null order by die_row, die_col, id limit $3`, tenancy.Must(ctx).Org, wafer, maxDies)
	return out, err
}
