package samples_test

import (
	"fmt"
	"testing"
)

// TestBulkMove: all or none, each row's fault, positions in the order of the rows, and an entry for each sample.
func TestBulkMove(t *testing.T) {
	b := open(t)
	box := b.Do("a/technician", "POST", "/locations", m{"name": "Cassette", "kind": "box", "grid": m{"rows": 25, "columns": 1, "labels": "numbers"}}).Want(201).ID()
	rows := []any{}
	ids := []string{}
	for range 24 {
		s := b.sample("a", nil)
		ids, rows = append(ids, s), append(rows, m{"id": s})
	}
	bad := append([]any{m{"id": stranger()}, m{"id": ids[0]}, m{"id": ids[0]}, m{"id": ids[1], "version": 9}, m{"id": ids[2], "position": "26"}, m{"id": b.sample("b", nil)}, m{}}, rows[3:]...)
	before := len(b.lab.Audit(t, "a"))
	body := m{"items": bad, "location_id": box, "position": "next"}
	dry := b.Do("a/technician", "POST", "/samples/bulk-move?dry_run=true", body).Want(200)
	if got := fmt.Sprint(dry.Get("rows"), dry.Get("valid"), dry.Get("invalid")); got != "28226" {
		t.Errorf("dry run: %s %s", got, dry.Body)
	}
	want := "/items/6/id required\n/items/0/id unknown_reference\n/items/2/id duplicate\n/items/3/version stale\n/items/5/id unknown_reference\n/items/4/position unknown_position"
	if got := lines(codes(b.Do("a/technician", "POST", "/samples/bulk-move", body).Want(422))); got != want {
		t.Errorf("faults\n%s\nwant\n%s", got, want)
	}
	if n := len(b.since(before)); n != 0 {
		t.Errorf("%d entries of a refused move", n)
	}
	r := b.Do("a/technician", "POST", "/samples/bulk-move", m{"items": rows, "location_id": box, "position": "next", "note": "run 7"}).Want(200)
	if r.Get("items.0.position") != "1" || r.Get("items.23.position") != "24" || r.Get("items.23.id") != ids[23] {
		t.Errorf("positions: %s", r.Body)
	}
	if n := len(b.since(before)); n != 24 {
		t.Errorf("%d entries, want 24", n)
	}
	h := b.Do("a/viewer", "GET", "/samples/"+ids[4]+"/history?limit=1", nil)
	if h.Get("items.0.kind") != "moved" || h.Get("items.0.location") != "Cassette / 5" || h.Get("items.0.note") != "run 7" {
		t.Errorf("timeline: %s", h.Body)
	}
	swap := []any{m{"id": ids[0], "position": "2"}, m{"id": ids[1], "position": "1"}}
	if r := b.Do("a/technician", "POST", "/samples/bulk-move", m{"items": swap}).Want(200); r.Get("items.0.position") != "2" || r.Get("items.1.position") != "1" {
		t.Errorf("swap: %s", r.Body)
	}
	more := []any{m{"id": b.sample("a", nil)}, m{"id": b.sample("a", nil)}}
	full := b.Do("a/technician", "POST", "/samples/bulk-move", m{"items": more, "location_id": box}).Want(409)
	if full.Get("code") != "location_full" || full.Get("errors.0.pointer") != "/items/1/location_id" {
		t.Errorf("full: %s", full.Body)
	}
	b.Do("a/technician", "POST", "/samples/bulk-move", m{"items": rows}).Want(422)
	b.Do("a/viewer", "POST", "/samples/bulk-move", m{"items": rows, "location": "x"}).Want(403)
}

// TestBulkTransition: many samples change state as one would.
func TestBulkTransition(t *testing.T) {
	b := open(t)
	a, c, gone := b.sample("a", nil), b.sample("a", nil), b.in("a", "disposed")
	r := b.Do("a/technician", "POST", "/samples/bulk-transition", m{"items": []any{m{"id": a}, m{"id": gone}}, "to": "received"}).Want(409)
	if r.Get("errors.0.pointer") != "/items/1/id" || r.Get("errors.0.code") != "invalid_transition" {
		t.Errorf("refused: %s", r.Body)
	}
	r = b.Do("a/technician", "POST", "/samples/bulk-transition", m{"items": []any{m{"id": a}, m{"id": c, "location": "shelf 2"}}, "to": "received", "location": "shelf 1"}).Want(200)
	if r.Get("items.0.status") != "received" || r.Get("items.0.location") != "shelf 1" || r.Get("items.1.location") != "shelf 2" || r.Get("items.0.received_at") == nil {
		t.Errorf("received: %s", r.Body)
	}
	h := b.Do("a/viewer", "GET", "/samples/"+c+"/history?limit=1", nil)
	if h.Get("items.0.kind") != "transition" || h.Get("items.0.from_status") != "registered" || h.Get("items.0.location") != "shelf 2" {
		t.Errorf("timeline: %s", h.Body)
	}
	b.lock("a", a)
	b.Do("a/technician", "POST", "/samples/bulk-transition", m{"items": []any{m{"id": a}, m{"id": c}}, "to": "in_use"}).Want(423)
}
