package app

import (
	"fmt"
	"strings"
	"time"
)

// powder registers a sample with some members more.
func (s *story) powder(name string, more ...any) *reply {
	body := map[string]any{"name": name, "sample_type": "powder", "status": "received"}
	for i := 0; i+1 < len(more); i += 2 {
		body[more[i].(string)] = more[i+1]
	}
	return s.by("technician", "POST", "/samples", body)
}

// peerProcess: what was done to a sample is an edge with a word, an instrument and its parameters.
func peerProcess(s *story) {
	wafer := s.powder("Annealed piece", "quantity", map[string]any{"value": "10", "unit": "g"})
	step := s.does("technician", "POST", "/processes", map[string]any{"kind": "anneal", "note": "forming gas", "parameters": []any{map[string]any{"name": "temperature", "value": "450", "unit": "Cel"}},
		"inputs":  []any{map[string]any{"sample_id": wafer.id(), "quantity": map[string]any{"value": "4", "unit": "g"}}},
		"outputs": []any{map[string]any{"new": map[string]any{"name": "Annealed part", "sample_type": "powder"}}}})
	s.shows(step, "code", "started_at", "outputs.0.code")
	s.want(step, "kind", "anneal", "inputs.0.name", "Annealed piece", "parameters.0.value", "450")
	s.want(s.does("viewer", "GET", "/samples/"+wafer.id(), nil), "quantity.value", "6")
	family := string(s.does("viewer", "GET", "/samples/"+wafer.id()+"/lineage?down=1", nil).body)
	if !strings.Contains(family, "anneal") || !strings.Contains(family, step.text("outputs.0.code")) {
		s.t.Errorf("%s", family)
	}
	s.problem(s.by("technician", "POST", "/processes", map[string]any{"kind": "bewitch", "inputs": []any{map[string]any{"sample_id": wafer.id()}}}), 422, "/kind")
	s.problem(s.by("technician", "POST", "/processes", map[string]any{"kind": "anneal", "inputs": []any{map[string]any{"sample_id": wafer.id(), "quantity": map[string]any{"value": "7", "unit": "g"}}}}), 422)
	s.problem(s.by("viewer", "POST", "/processes", map[string]any{"kind": "anneal", "inputs": []any{map[string]any{"sample_id": wafer.id()}}}), 403)
}

// peerGrid: one sample in each position of a box, and the box at a glance.
func peerGrid(s *story) {
	box := s.does("technician", "POST", "/locations", map[string]any{"name": "Grid box", "kind": "box", "grid": map[string]any{"rows": 2, "columns": 2}}).id()
	s.want(s.powder("In A1", "location_id", box, "position", "A1"), "position", "A1")
	s.problem(s.powder("Also in A1", "location_id", box, "position", "A1"), 409)
	s.problem(s.powder("Outside", "location_id", box, "position", "C7"), 422, "/position")
	s.want(s.powder("Next to it", "location_id", box, "position", "next"), "position", "A2")
	grid := string(s.does("viewer", "GET", "/locations/"+box+"/grid", nil).body)
	if !strings.Contains(grid, "In A1") || !strings.Contains(grid, "Next to it") || strings.Contains(grid, "Outside") {
		s.t.Errorf("%s", grid)
	}
}

// peerMove: many samples in one call, all or none.
func peerMove(s *story) {
	shelf := s.first("/locations?q=Shelf+1").id()
	var rows []any
	for i := range 20 {
		rows = append(rows, map[string]any{"id": s.powder(fmt.Sprint("Moved ", i), "lot", "MOVE").id()})
	}
	bad := append(append([]any{}, rows...), map[string]any{"id": "01900000-0000-7000-8000-000000000000"})
	if out := s.by("technician", "POST", "/samples/bulk-move", map[string]any{"items": bad, "location_id": shelf}); out.status != 422 && out.status != 404 {
		s.t.Errorf("%d %s", out.status, out.body)
	}
	s.want(s.does("viewer", "GET", "/samples?count=true&lot=MOVE&location_id="+shelf, nil), "total", "0")
	s.does("technician", "POST", "/samples/bulk-move", map[string]any{"items": rows, "location_id": shelf, "note": "tidied up"})
	s.want(s.does("viewer", "GET", "/samples?count=true&lot=MOVE&location_id="+shelf, nil), "total", "20")
	s.want(s.does("viewer", "GET", "/samples/"+rows[7].(map[string]any)["id"].(string)+"/history?limit=1", nil), "items.0.kind", "moved", "items.0.note", "tidied up")
	s.problem(s.by("viewer", "POST", "/samples/bulk-move", map[string]any{"items": rows, "location_id": shelf}), 403)
}

// peerStock: who looks after a sample is told that it expires or runs out; both are filters of the list.
func peerStock(s *story) {
	now := time.Now().UTC()
	old := s.powder("Old resist", "lot", "STOCK", "received_at", now.AddDate(-1, 0, 0).Format(time.RFC3339), "expires_at", now.AddDate(0, 0, -2).Format(time.RFC3339))
	s.want(old, "expired", "true")
	low := s.powder("Nearly empty", "lot", "STOCK", "quantity", map[string]any{"value": "80", "unit": "mL"}, "minimum_quantity", map[string]any{"value": "0.1", "unit": "L"})
	s.shows(low, "low_stock_since")
	s.want(s.does("viewer", "GET", "/samples?lot=STOCK&expired=true", nil), "items.0.id", old.id())
	s.want(s.does("viewer", "GET", "/samples?lot=STOCK&low_stock=true", nil), "items.0.id", low.id())
	inbox := string(s.does("technician", "GET", "/inbox", nil).body)
	if !strings.Contains(inbox, "sample_expiring") || !strings.Contains(inbox, "sample_low_stock") {
		s.t.Errorf("%.900s", inbox)
	}
	s.problem(s.powder("Backwards", "received_at", now.Format(time.RFC3339), "expires_at", now.AddDate(0, 0, -2).Format(time.RFC3339)), 422, "/expires_at")
	s.problem(s.powder("Other dimension", "quantity", map[string]any{"value": "80", "unit": "mL"}, "minimum_quantity", map[string]any{"value": "1", "unit": "kg"}), 422, "/minimum_quantity")
}
