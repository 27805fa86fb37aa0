package samples_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestP11_06_Bulk: a thousand rows are a thousand entries, or none.
func TestP11_06_Bulk(t *testing.T) {
	b := open(t)
	before := len(b.lab.Audit(t, "a"))
	items := make([]m, 1000)
	for i := range items {
		items[i] = m{"name": fmt.Sprint("Row ", i), "sample_type": "chip", "barcode": fmt.Sprint("B", i)}
	}
	r := b.Do("a/technician", "POST", "/samples/bulk?dry_run=true", m{"items": items}).Want(200)
	if fmt.Sprintf("%v %v %v", r.Get("rows"), r.Get("valid"), r.Get("invalid")) != "1000 1000 0" || len(b.since(before)) != 0 {
		t.Errorf("dry run %s, %d entries", r.Body, len(b.since(before)))
	}
	r = b.Do("a/technician", "POST", "/samples/bulk", m{"items": items}, "X-Change-Reason", "delivery of May").Want(201)
	list, _ := r.Get("items").([]any)
	for i, x := range list {
		item := x.(map[string]any) //nolint:forcetypeassert // a sample
		if item["name"] != fmt.Sprint("Row ", i) || !strings.HasSuffix(fmt.Sprint(item["code"]), fmt.Sprintf("-%06d", i+1)) {
			t.Fatalf("row %d: %v %v", i, item["name"], item["code"])
		}
	}
	e := b.since(before)
	seen := map[string]bool{}
	for _, x := range e {
		seen[x.RecordID] = true
		if x.Action != "sample.created" || x.Reason != "delivery of May" {
			t.Fatalf("%+v", x)
		}
	}
	if len(list) != 1000 || len(e) != 1000 || len(seen) != 1000 {
		t.Errorf("%d samples, %d entries about %d records, want 1000 of each", len(list), len(e), len(seen))
	}
}

func TestBulkReportsEveryRow(t *testing.T) {
	b := open(t)
	b.sample("a", m{"barcode": "taken"})
	before := len(b.lab.Audit(t, "a"))
	items := []any{m{"name": "good", "sample_type": "die"}, m{"name": "", "sample_type": "planet", "colour": 1}, 7, nil,
		m{"name": "x", "sample_type": "die", "project_id": stranger(), "parent_id": stranger(), "barcode": "taken"}, m{"name": nil, "sample_type": "die", "die_row": "1"},
		m{"name": "x", "sample_type": "die", "barcode": "b"}, m{"name": "x", "sample_type": "die", "barcode": "b"}, m{"name": "x", "sample_type": "die", "parent_id": "x", "metadata": m{"a~/b": "x"}},
		m{"name": "x", "sample_type": "die", "version": 3, "quantity": nil, "status": "disposed"}}
	want := "/items/1/colour unknown_field|/items/1/name required|/items/1/sample_type unknown_sample_type|/items/2 wrong_type|/items/3 wrong_type|" +
		"/items/5/die_row wrong_type|/items/5/name wrong_type|/items/8/parent_id wrong_type|/items/8/metadata/a~0~1b invalid_key|/items/9/version unknown_field|/items/9/status not_allowed|" +
		"/items/4/project_id unknown_reference|/items/4/parent_id unknown_reference|/items/4/barcode barcode_taken|/items/7/barcode barcode_taken"
	dry := b.Do("a/technician", "POST", "/samples/bulk?dry_run=true", m{"items": items}).Want(200)
	if got := strings.Join(codes(dry), "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := fmt.Sprintf("%v %v %v", dry.Get("rows"), dry.Get("valid"), dry.Get("invalid")); got != "10 2 8" {
		t.Errorf("rows, valid, invalid: %s", got)
	}
	if got := strings.Join(codes(b.Do("a/technician", "POST", "/samples/bulk", m{"items": items}).Want(422)), "|"); got != want {
		t.Errorf("applied: %s", got)
	}
	r := b.Do("a/technician", "POST", "/samples/bulk", m{"items": []m{{"name": "x", "sample_type": "die"}, {"name": "x", "sample_type": "die", "barcode": "taken"}}}).Want(409)
	if r.Get("code") != "barcode_taken" || lines(codes(r)) != "/items/1/barcode barcode_taken" {
		t.Errorf("%s", r.Body)
	}
	if n := len(b.since(before)); n != 0 {
		t.Errorf("%d entries: something was written", n)
	}
}

func TestBulkRefuses(t *testing.T) {
	b := open(t)
	for _, body := range []any{m{}, m{"items": []m{}}, m{"items": nil}, m{"items": m{}}, m{"items": []m{{"name": "x", "sample_type": "die"}}, "more": 1}, m{"items": make([]m, 1001)}} {
		if r := b.Do("a/technician", "POST", "/samples/bulk", body); r.Status != 422 {
			t.Errorf("%d %.200s", r.Status, r.Body)
		}
	}
	b.Do("a/viewer", "POST", "/samples/bulk", m{"items": []m{}}).Want(403)
	b.Do("a/technician", "POST", "/samples/bulk?dry_run=perhaps", m{"items": []m{{"name": "x", "sample_type": "die"}}}).Want(422)
}
