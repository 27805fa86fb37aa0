package samples_test

import (
	"fmt"
	"testing"
)

// TestDieGrid: dies that are whole within the wafer and its rim, named by their place, found by it, and mapped.
func TestDieGrid(t *testing.T) {
	b := open(t)
	w := b.sample("a", m{"name": "W7"})
	split := func(grid m, more m, want int) string {
		body := m{"grid": grid, "sample_type": "die", "pattern": "{parent}-R{row}C{col}"}
		for k, v := range more {
			body[k] = v
		}
		return lines(codes(b.Do("a/technician", "POST", "/samples/"+w+"/split", body).Want(want)))
	}
	for want, grid := range map[string]m{
		"/grid/die_width required": {"rows": 3, "columns": 3, "diameter": 100}, "/grid/edge_exclusion out_of_range": {"rows": 3, "columns": 3, "diameter": 100, "die_width": 1, "die_height": 1, "edge_exclusion": 50},
		"/grid/diameter required": {"rows": 3, "columns": 3, "edge_exclusion": 5}, "/grid out_of_range": {"rows": 50, "columns": 50},
	} {
		if got := split(grid, nil, 422); got != want {
			t.Errorf("%v: %s, want %s", grid, got, want)
		}
	}
	if got := split(m{"rows": 2, "columns": 2}, m{"positions": []any{m{"die_row": 1, "die_col": 1}}}, 422); got != "/grid not_allowed" {
		t.Error(got)
	}
	if got := split(m{"rows": 2, "columns": 2}, m{"pattern": "{parent}-R{row}"}, 422); got != "/pattern no_number" {
		t.Error(got)
	}
	// 5 × 5 dies of 20 mm on 100 mm with a rim of 5 mm: the corners of the outer ones lie at 70.7 and 58.3 mm, and those in the
	// middle of an edge at 51 mm; only 3 × 3 lie within 45 mm.
	if got := split(m{"rows": 5, "columns": 5, "first_row": -2, "first_column": -2, "diameter": 100, "die_width": 20, "die_height": 20, "edge_exclusion": 5}, nil, 201); got != "" {
		t.Error(got)
	}
	r := b.Do("a/viewer", "GET", "/samples/"+w+"/wafer-map", nil).Want(200)
	if got := fmt.Sprint(len(r.Get("dies").([]any)), r.Get("x.min"), r.Get("x.max"), r.Get("y.min"), r.Get("dies.0.name"), r.Get("counts.registered")); got != "9 -1 1 -1W7-R-1C-1 9" && got != "9-11-1W7-R-1C-19" {
		t.Errorf("map: %s", got)
	}
	found := b.Do("a/viewer", "GET", "/samples?die_row=0&die_col=1&parent_id="+w, nil).Want(200)
	if len(found.Get("items").([]any)) != 1 || found.Get("items.0.name") != "W7-R0C1" {
		t.Errorf("by place: %s", found.Body)
	}
	b.Do("a/viewer", "GET", "/samples?die_row=x", nil).Want(422)
	if kids := b.Do("a/viewer", "GET", "/samples/"+w+"/children?limit=1", nil); kids.Get("items.0.die_row") == nil {
		t.Errorf("children: %s", kids.Body)
	}
	b.Do("a/technician", "POST", "/samples/"+w+"/split", m{}).Want(422)
	b.Do("b/viewer", "GET", "/samples/"+w+"/wafer-map", nil).Want(404)
}
