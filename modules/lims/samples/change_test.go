package samples_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestP11_06_TrailOfChanges: three fields are one entry with three pairs, no change is no entry, a refused change is none.
func TestP11_06_TrailOfChanges(t *testing.T) {
	b := open(t)
	s := b.sample("a", m{"lot": "L1", "quantity": m{"value": "1.10", "unit": "g"}})
	before := len(b.lab.Audit(t, "a"))
	r := b.Do("a/technician", "PATCH", "/samples/"+s, m{"name": "Renamed", "lot": nil, "die_row": 4}, "If-Match", `"1"`, "X-Change-Reason", "label was wrong").Want(200)
	if r.Header.Get("ETag") != `"2"` || fmt.Sprint(r.Get("version")) != "2" || r.Get("lot") != nil || r.Get("name") != "Renamed" {
		t.Errorf("%s", r.Body)
	}
	e := b.since(before)
	if len(e) != 1 || e[0].Action != "sample.updated" || e[0].RecordID != s || e[0].Reason != "label was wrong" || e[0].ActorName != "Technician A" {
		t.Fatalf("%+v", e)
	}
	if got := pairs(t, e[0]); !reflect.DeepEqual(got, m{"name": "Wafer → Renamed", "lot": "L1 → <nil>", "die_row": "<nil> → 4"}) {
		t.Errorf("%v", got)
	}
	line := b.Do("a/viewer", "GET", "/samples/"+s+"/history?limit=1", nil).Want(200)
	if line.Get("items.0.kind") != "updated" || line.Get("items.0.note") != "label was wrong" || line.Get("items.0.actor_name") != "Technician A" ||
		line.Get("items.0.details.changes.0.field") != "name" || line.Get("items.0.details.changes.0.old") != "Wafer" || line.Get("items.0.details.changes.0.new") != "Renamed" {
		t.Errorf("%s", line.Body)
	}
	for _, same := range []m{{}, {"name": "Renamed"}, {"name": " Renamed "}, {"lot": nil}, {"lot": ""}, {"die_row": 4}, {"hazards": []string{}}, {"hazards": nil}, {"metadata": m{}},
		{"metadata": m{"absent": nil}}, {"metadata": nil}, {"quantity": m{}}, {"quantity": m{"value": "1.10"}}, {"quantity": m{"unit": "g"}}} {
		r := b.Do("a/technician", "PATCH", "/samples/"+s, same, "If-Match", `"2"`).Want(200)
		if r.Header.Get("ETag") != `"2"` {
			t.Errorf("%v: version %s", same, r.Header.Get("ETag"))
		}
	}
	b.Do("a/technician", "PATCH", "/samples/"+s, m{"name": "Other", "barcode": "x", "project_id": stranger()}, "If-Match", `"2"`).Want(422)
	if n := len(b.since(before)); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
	if items, _ := b.Do("a/viewer", "GET", "/samples/"+s+"/history", nil).Want(200).Get("items").([]any); len(items) != 2 {
		t.Errorf("%d lines of history, want 2", len(items))
	}
}

func TestReasonForm(t *testing.T) {
	b := open(t)
	s := b.sample("a", nil)
	for _, reason := range []string{"no", strings.Repeat("x", 501)} {
		b.Do("a/technician", "PATCH", "/samples/"+s, m{"name": "x"}, "If-Match", `"1"`, "X-Change-Reason", reason).Want(422)
	}
	r := b.Do("a/technician", "POST", "/samples", m{"name": "x", "sample_type": "die"}, "X-Change-Reason", "found in the freezer").Want(201)
	if got := b.Do("a/viewer", "GET", "/samples/"+r.ID()+"/history", nil).Get("items.0.note"); got != "found in the freezer" {
		t.Errorf("note %v", got)
	}
}

func TestMergePatch(t *testing.T) {
	b := open(t)
	project := b.project("a")
	s := b.sample("a", m{"quantity": m{"value": "1.10", "unit": "g"}, "hazards": []string{"toxic"}, "metadata": m{"a": 1, "b": "x"}})
	version := 1
	patch := func(body m) func(path string) any {
		t.Helper()
		r := b.Do("a/technician", "PATCH", "/samples/"+s, body, "If-Match", fmt.Sprintf(`"%d"`, version)).Want(200)
		if version++; r.Header.Get("ETag") != fmt.Sprintf(`"%d"`, version) {
			t.Errorf("%v: ETag %s, want %d", body, r.Header.Get("ETag"), version)
		}
		return r.Get
	}
	if get := patch(m{"quantity": m{"value": "1.100"}}); get("quantity.value") != "1.100" || get("quantity.unit") != "g" {
		t.Error("a member of the quantity is merged into the rest")
	}
	if get := patch(m{"quantity": nil, "project_id": project, "hazards": []string{"GHS01"}}); get("quantity") != nil || get("project_id") != project || get("hazards.0") != "explosive" {
		t.Error("null clears")
	}
	if get := patch(m{"metadata": m{"a": nil, "c": m{"value": "2.50", "unit": "nm"}}}); get("metadata.a") != nil || get("metadata.b.value") != "x" || get("metadata.c.value") != "2.50" {
		t.Error("metadata is merged by key")
	}
	if get := patch(m{"metadata": m{"b": "y"}, "project_id": nil}); get("metadata.b.value") != "y" || get("project_id") != nil {
		t.Error("metadata and columns at once")
	}
	if get := patch(m{"metadata": nil}); len(get("metadata").(map[string]any)) != 0 { //nolint:forcetypeassert // an object
		t.Error("null removes all metadata")
	}
	if get := patch(m{"location": "Freezer 2"}); get("location") != "Freezer 2" {
		t.Error("location")
	}
	if r := b.Do("a/viewer", "GET", "/samples/"+s+"/history?limit=1", nil); r.Get("items.0.kind") != "moved" || r.Get("items.0.location") != "Freezer 2" {
		t.Errorf("%s", r.Body)
	}
}

func TestPatchRefuses(t *testing.T) {
	b := open(t)
	s := b.sample("a", nil)
	for _, tc := range []struct {
		body any
		want string
	}{
		{m{"status": "in_use"}, "/status unknown_field"}, {m{"version": 7}, "/version unknown_field"}, {m{"org_id": stranger()}, "/org_id unknown_field"},
		{m{"created_by": stranger()}, "/created_by unknown_field"}, {m{"locked_at": nil}, "/locked_at unknown_field"}, {m{"archived_at": nil}, "/archived_at unknown_field"},
		{m{"id": stranger()}, "/id unknown_field"}, {m{"code": "SMP-2026-000009"}, "/code unknown_field"}, {m{"created_at": "2020-01-01T00:00:00Z"}, "/created_at unknown_field"},
		{m{"name": nil}, "/name required"}, {m{"name": " "}, "/name required"}, {m{"name": 1}, "/name wrong_type"}, {m{"sample_type": nil}, "/sample_type required"},
		{m{"sample_type": "planet"}, "/sample_type unknown_sample_type"}, {m{"quantity": m{"value": nil}}, "/quantity/value not_decimal|/quantity/unit required"},
		{m{"lot": strings.Repeat("x", 201)}, "/lot out_of_range"}, {m{"die_row": 200000}, "/die_row out_of_range"}, {m{"hazards": []any{1}}, "/hazards/0 wrong_type"},
		{m{"metadata": m{"": "x"}}, "/metadata/ invalid_key"}, {m{"metadata": []int{}}, "/metadata wrong_type"}, {m{"parent_id": s}, "/parent_id genealogy_cycle"},
		{`{"name":"a","name":"b"}`, "/name duplicate_key"}, {"[]", "?"}, {"null", "?"}, {`"x"`, "?"},
	} {
		r := b.Do("a/technician", "PATCH", "/samples/"+s, tc.body, "If-Match", `"1"`)
		if r.Status != 422 || tc.want != "?" && strings.Join(codes(r), "|") != tc.want {
			t.Errorf("%v: %d %s", tc.body, r.Status, r.Body)
		}
	}
	many := m{}
	for i := range 201 {
		many[fmt.Sprint("k", i)] = i
	}
	b.Do("a/technician", "PATCH", "/samples/"+s, m{"metadata": many}, "If-Match", `"1"`).Want(422)
	b.Do("a/viewer", "PATCH", "/samples/"+s, m{"name": "x"}, "If-Match", `"1"`).Want(403)
	if r := b.Do("a/viewer", "GET", "/samples/"+s, nil); r.Header.Get("ETag") != `"1"` {
		t.Error("something was written")
	}
}

func TestPreconditions(t *testing.T) {
	b := open(t)
	s := b.sample("a", nil)
	for method, body := range map[string]any{"PATCH": m{"name": "x"}, "DELETE": nil} {
		if r := b.Do("a/manager", method, "/samples/"+s, body).Want(428); r.Get("code") != "if_match_required" {
			t.Errorf("%s", r.Body)
		}
		r := b.Do("a/manager", method, "/samples/"+s, body, "If-Match", `"2"`).Want(412)
		if r.Get("code") != "stale" || fmt.Sprint(r.Get("current_version")) != "1" {
			t.Errorf("%s", r.Body)
		}
		b.Do("a/manager", method, "/samples/"+s, body, "If-Match", `"x"`).Want(412)
	}
	b.Do("a/manager", "PUT", "/samples/"+s+"/metadata/k", m{"value": "v"}, "If-Match", `"2"`).Want(412)
	b.Do("a/manager", "POST", "/samples/"+s+"/split", m{"count": 1}, "If-Match", `"2"`).Want(412)
}

func TestMetadataRoutes(t *testing.T) {
	b := open(t)
	s := b.sample("a", nil)
	before := len(b.lab.Audit(t, "a"))
	put := func(key string, body any, status int) string {
		t.Helper()
		r := b.Do("a/technician", "PUT", "/samples/"+s+"/metadata/"+key, body).Want(status)
		if status != 200 {
			return strings.Join(codes(r), "|")
		}
		return fmt.Sprint(r.Get("key"), " ", r.Get("value"), " ", r.Get("unit"), " ", r.Get("type"), " ", r.Header.Get("ETag"))
	}
	for _, tc := range []struct {
		key  string
		body any
		want string
	}{
		{"thickness", m{"value": "1.10", "unit": "um", "type": "quantity"}, `thickness 1.10 um quantity "2"`},
		{"thickness", m{"value": "1.10", "unit": "um"}, `thickness 1.10 um quantity "2"`}, // the same again
		{"thickness", m{"value": "1.1", "unit": "um"}, `thickness 1.1 um quantity "3"`},   // written otherwise
		{"a%20b", m{"value": true}, `a b true <nil> boolean "4"`},
		{"%C3%A9.1", m{"value": 2.50}, `é.1 2.5 <nil> number "5"`},
		{"on", m{"value": "2026-11-24", "type": "date"}, `on 2026-11-24 <nil> date "6"`},
	} {
		if got := put(tc.key, tc.body, 200); got != tc.want {
			t.Errorf("%s %v: got %s, want %s", tc.key, tc.body, got, tc.want)
		}
	}
	e := b.since(before)
	if len(e) != 5 || e[1].Action != "sample.metadata_set" || e[1].RecordID != s || !reflect.DeepEqual(pairs(t, e[1]), m{"value_text": "1.10 → 1.1"}) && !reflect.DeepEqual(pairs(t, e[1]), m{"value_text": "1.10 → 1.1", "value_number": "1.1 → 1.1"}) {
		t.Errorf("%d entries: %+v", len(e), e)
	}
	for _, tc := range []struct {
		key  string
		body any
		want string
	}{
		{"k", m{}, "/value required"}, {"k", m{"value": nil}, "/value not_text"}, {"k", m{"value": "x", "type": "quantity"}, "/value not_decimal|/unit required"},
		{"k", m{"value": "x", "colour": 1}, "/colour unknown_field"}, {"k", m{"value": "1", "type": "colour"}, "/type not_allowed"}, {"k", m{"value": []int{1}}, "/value not_text"},
		{"k", m{"value": "yes", "type": "boolean"}, "/value not_boolean"}, {"k", m{"value": "x", "type": "reference"}, "/value not_a_reference"}, {"a%2Fb", m{"value": "x"}, "path:key invalid_key"},
	} {
		if got := put(tc.key, tc.body, 422); got != tc.want {
			t.Errorf("%s %v: got %s, want %s", tc.key, tc.body, got, tc.want)
		}
	}
	b.Do("a/technician", "DELETE", "/samples/"+s+"/metadata/a%20b", nil).Want(204)
	b.Do("a/technician", "DELETE", "/samples/"+s+"/metadata/a%20b", nil).Want(404)
	last := b.since(before)
	if x := last[len(last)-1]; len(last) != 6 || x.Action != "sample.metadata_removed" || x.TableName != "sample_metadata" {
		t.Errorf("%d entries, last %+v", len(last), x)
	}
	r := b.Do("a/viewer", "GET", "/samples/"+s, nil).Want(200)
	keys := []string{}
	for k := range r.Get("metadata").(map[string]any) { //nolint:forcetypeassert // an object
		keys = append(keys, k)
	}
	slices.Sort(keys)
	if strings.Join(keys, ",") != "on,thickness,é.1" || r.Header.Get("ETag") != `"7"` {
		t.Errorf("%v %s", keys, r.Header.Get("ETag"))
	}
}

// TestOneOfManyWins: of parallel changes based on one version exactly one is taken.
func TestOneOfManyWins(t *testing.T) {
	b := open(t)
	s := b.sample("a", nil)
	status := make([]int, 8)
	var all sync.WaitGroup
	for i := range status {
		all.Add(1)
		go func() {
			defer all.Done()
			status[i] = b.Do("a/technician", "PATCH", "/samples/"+s, m{"name": fmt.Sprint("Name ", i)}, "If-Match", `"1"`).Status
		}()
	}
	all.Wait()
	if slices.Sort(status); status[0] != 200 || status[1] != 412 || status[7] != 412 {
		t.Errorf("statuses %v, want one 200 and else 412", status)
	}
}
