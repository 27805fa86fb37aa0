package samples_test

import (
	"fmt"
	"reflect"
	"testing"
)

// TestAnswerOfACreationIsWhatAReadShows: whatever a new sample has, alone and with others that have something else, the
// statement that writes it shows what the one that reads it does.
func TestAnswerOfACreationIsWhatAReadShows(t *testing.T) {
	b := open(t)
	project, parent := b.project("a"), b.sample("a", nil)
	place := b.Do("a/technician", "POST", "/locations", m{"name": "Shelf", "kind": "shelf"}).Want(201).ID()
	parts := []struct {
		name  string
		value any
	}{{"project_id", project}, {"parent_id", parent}, {"location_id", place}, {"metadata", m{"run": m{"value": "7", "type": "number"}}}}
	var rows []any
	for n := range 1 << len(parts) {
		body := m{"name": fmt.Sprintf("Wafer %d", n), "sample_type": "wafer"}
		for i, p := range parts {
			if n>>i&1 == 1 {
				body[p.name] = p.value
			}
		}
		rows = append(rows, body)
		made := b.Do("a/technician", "POST", "/samples", body).Want(201)
		for _, p := range parts[:3] {
			if made.Get(p.name) != body[p.name] {
				t.Errorf("%v: %s is %v", body, p.name, made.Get(p.name))
			}
		}
		if read := b.Do("a/technician", "GET", "/samples/"+made.ID(), nil).Want(200); !reflect.DeepEqual(made.JSON(), read.JSON()) {
			t.Errorf("%v:\nmade %s\nread %s", body, made.Body, read.Body)
		}
	}
	many := b.Do("a/technician", "POST", "/samples/bulk", m{"items": rows}).Want(201)
	for n := range rows {
		for _, p := range parts[:3] {
			if got := many.Get(fmt.Sprintf("items.%d.%s", n, p.name)); got != rows[n].(m)[p.name] {
				t.Errorf("%v: %s is %v", rows[n], p.name, got)
			}
		}
	}
}
