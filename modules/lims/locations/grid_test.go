package locations_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/spectra-lab/spectra/modules/lims/locations"
)

// TestLabels: a label and its position follow from one another; nothing else is a label.
func TestLabels(t *testing.T) {
	for _, g := range []locations.Grid{{Rows: 9, Columns: 9, Labels: "letters"}, {Rows: 25, Columns: 1, Labels: "numbers"}, {Rows: 32, Columns: 48, Labels: "letters"},
		{Rows: 100, Columns: 100, Labels: "letters"}, {Rows: 4, Columns: 5, Labels: "numbers"}} {
		seen := map[string]bool{}
		for n := range g.Size() {
			label := g.Label(n)
			if got, ok := g.Index(label); !ok || got != n || seen[label] {
				t.Fatalf("%+v: %d is %s, which is %d %v", g, n, label, got, ok)
			}
			seen[label] = true
		}
		for _, bad := range []string{"", "0", "A", "A0", "A-1", "J1", "A10", "1A", "AA1", "26", "ZZZZ1", "A99999999", "١", "Ä1", "a1 2"} {
			if n, ok := g.Index(bad); ok && !seen[g.Label(n)] || ok && n >= g.Size() {
				t.Errorf("%+v: %q is %d", g, bad, n)
			}
		}
	}
	box := locations.Grid{Rows: 9, Columns: 9, Labels: "letters"}
	for label, want := range map[string]int{"a1": 0, " B02 ": 10, "I9": 80} {
		if n, ok := box.Index(label); !ok || n != want {
			t.Errorf("%q is %d %v, want %d", label, n, ok, want)
		}
	}
	for _, bad := range []string{"J1", "A10", "1", "A"} {
		if _, ok := box.Index(bad); ok {
			t.Errorf("%q is a position of 9 × 9", bad)
		}
	}
}

// TestPositions: one sample in a position; the box shows them all; whoever leaves makes room.
func TestPositions(t *testing.T) {
	b := open(t)
	box := b.place("Box", "box", m{"grid": m{"rows": 2, "columns": 3}})
	b.is(b.Do("a/viewer", "GET", "/locations/"+box, nil), m{"grid.rows": 2, "grid.labels": "letters"})
	first := b.sample(m{"location_id": box, "position": "a1"}).Want(201)
	b.is(first, m{"position": "A1", "location_path": "Box"})
	b.is(b.sample(m{"location_id": box, "position": "A01"}).Want(409), m{"code": "position_taken", "errors.0.pointer": "/position"})
	b.is(b.sample(m{"location_id": box, "position": "C1"}).Want(422), m{"errors.0.code": "unknown_position"})
	b.is(b.sample(m{"position": "A1"}).Want(422), m{"errors.0.code": "not_allowed"})
	second := b.sample(m{"location_id": box, "position": "next"}).Want(201)
	b.is(second, m{"position": "A2"})
	b.sample(m{"location_id": box}).Want(201)
	r := b.Do("a/viewer", "GET", "/locations/"+box+"/grid", nil).Want(200)
	b.is(r, m{"rows": 2, "columns": 3, "capacity": 6, "occupied": 3, "next_free": "A3", "cells.0.position": "A1", "cells.0.sample.id": first.ID(),
		"cells.1.row": 1, "cells.1.column": 2, "cells.2": nil, "unplaced.0.name": "Wafer"})

	moved := b.Do("a/technician", "PATCH", "/samples/"+first.ID(), m{"position": "B3"}, "If-Match", first.Header.Get("ETag")).Want(200)
	b.is(moved, m{"position": "B3", "location_id": box})
	b.is(b.Do("a/viewer", "GET", "/samples/"+first.ID()+"/history?limit=1", nil), m{"items.0.kind": "moved", "items.0.location": "Box / B3", "items.0.details.changes.0.field": "position"})
	b.is(b.sample(m{"location_id": box, "position": "A1"}).Want(201), m{"position": "A1"})
	b.Do("a/technician", "POST", "/samples/"+second.ID()+"/transition", m{"to": "disposed"}).Want(200)
	b.is(b.sample(m{"location_id": box, "position": "A2"}).Want(201), m{"position": "A2"})
	gone := b.Do("a/technician", "PATCH", "/samples/"+first.ID(), m{"location": "bench 4"}, "If-Match", moved.Header.Get("ETag")).Want(200)
	b.is(gone, m{"position": nil, "location_id": nil, "location": "bench 4"})
}

// TestRegrid: no sample loses its position by another grid.
func TestRegrid(t *testing.T) {
	b := open(t)
	box := b.place("Box", "box", nil)
	b.is(b.Do("a/viewer", "GET", "/locations/"+box+"/grid", nil).Want(409), m{"code": "no_grid"})
	b.is(b.sample(m{"location_id": box, "position": "A1"}).Want(422), m{"errors.0.code": "no_grid"})
	b.patch(box, m{"grid": m{"rows": 0, "columns": 101, "labels": "roman"}}, 422)
	b.patch(box, m{"grid": m{"rows": 5, "columns": 5, "labels": "numbers"}}, 200)
	b.sample(m{"location_id": box, "position": "7"}).Want(201)
	for _, grid := range []any{nil, m{"rows": 1, "columns": 5, "labels": "numbers"}, m{"rows": 5, "columns": 6, "labels": "numbers"}, m{"rows": 5, "columns": 5}} {
		b.is(b.patch(box, m{"grid": grid}, 409), m{"code": "position_occupied"})
	}
	b.is(b.patch(box, m{"grid": m{"rows": 8, "columns": 5, "labels": "numbers"}}, 200), m{"grid.rows": 8})
}

// TestPositionRace: a hundred want the same position, and a hundred the next one of ten.
func TestPositionRace(t *testing.T) {
	b := open(t)
	box := b.place("Box", "box", m{"grid": m{"rows": 5, "columns": 2}})
	race := func(position string) map[int]int {
		var all sync.WaitGroup
		var lock sync.Mutex
		got := map[int]int{}
		for range 100 {
			all.Add(1)
			go func() {
				defer all.Done()
				status := b.sample(m{"location_id": box, "position": position}).Status
				lock.Lock()
				got[status]++
				lock.Unlock()
			}()
		}
		all.Wait()
		return got
	}
	if got := race("C1"); got[201] != 1 || got[409] != 99 {
		t.Errorf("one position: %v, want one winner", got)
	}
	if got := race("next"); got[201] != 9 || got[409] != 91 {
		t.Errorf("ten positions: %v, want nine more", got)
	}
	r := b.Do("a/viewer", "GET", "/locations/"+box+"/grid", nil)
	seen := map[string]bool{}
	for i := range 10 {
		seen[fmt.Sprint(r.Get(fmt.Sprintf("cells.%d.position", i)))] = true
	}
	if len(seen) != 10 || r.Get("next_free") != nil || len(r.Get("unplaced").([]any)) != 0 {
		t.Errorf("the box: %s", r.Body)
	}
}
