package entries_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

func TestStory(t *testing.T) {
	d := open(t)
	start := len(d.lab.Audit(t, "a"))
	r := d.entry("  heated to 400 °C \r\n\n", m{"title": " Day 1 ", "links": []m{link("sample", d.sample)}}).Want(201)
	path := r.Header.Get("Location")
	got := d.Do("a/viewer", "GET", path, nil).Want(200)
	for k, want := range (m{"title": "Day 1", "body": "  heated to 400 °C \r\n\n", "notebook_id": d.notebook, "notebook_title": "Lab book", "links.0.id": d.sample, "linked.0.label": "W1", "created_by_name": "Scientist A",
		"updated_by_name": "Scientist A", "locked_at": nil, "archived_at": nil, "template_id": nil, "_actions.update": false}) {
		if got.Get(k) != want {
			t.Errorf("%s: %v, want %v", k, got.Get(k), want)
		}
	}
	if code, _ := got.Get("code").(string); !strings.HasPrefix(code, "ENT-") || got.Header.Get("ETag") != `"1"` {
		t.Errorf("%s %v", code, got.Header)
	}
	d.Do("a/manager", "PATCH", path, m{"body": "heated to 450 °C", "links": []m{link("sample", d.sample), link("notebook", d.notebook)}}, "If-Match", `"1"`, "X-Change-Reason", "misread").Want(200)
	if r := d.Do("a/scientist", "PATCH", path, m{"title": "Day 1", "body": "heated to 450 °C", "links": []m{link("sample", d.sample), link("notebook", d.notebook)}}, "If-Match", `"2"`).Want(200); r.Header.Get("ETag") != `"2"` {
		t.Errorf("no change made version %s", r.Header.Get("ETag"))
	}
	d.Do("a/scientist", "DELETE", path, nil, "If-Match", `"2"`).Want(403)
	d.Do("a/manager", "DELETE", path, nil, "If-Match", `"2"`).Want(204)
	d.Do("a/manager", "DELETE", path, nil, "If-Match", `"3"`).Want(204)
	d.Do("a/viewer", "GET", path, nil).Want(200)
	v := d.Do("a/viewer", "GET", path+"/versions", nil).Want(200)
	for k, want := range (m{"items.0.version": "3", "items.0.change": "archived", "items.1.version": "2", "items.1.change": "updated", "items.1.reason": "misread", "items.1.created_by_name": "Manager A", "items.2.version": "1",
		"items.2.change": "created", "items.2.characters": "22", "items.2.reason": nil, "next_cursor": nil}) {
		if x := v.Get(k); want == nil && x != nil || want != nil && fmt.Sprint(x) != want {
			t.Errorf("%s: %v, want %v", k, x, want)
		}
	}
	one := d.Do("a/viewer", "GET", path+"/versions/1", nil).Want(200)
	if one.Get("body") != "  heated to 400 °C \r\n\n" || one.Get("links.1") != nil || one.Header.Get("ETag") != `"1"` {
		t.Errorf("%s", one.Body)
	}
	e := d.lab.Audit(t, "a")[start:]
	if len(e) != 3 || e[0].Action != "notebook_entry.created" || e[1].Action != "notebook_entry.updated" || e[1].Reason != "misread" || e[2].Action != "notebook_entry.archived" {
		t.Fatalf("%+v", e)
	}
	var p struct{ Changed []string }
	if err := json.Unmarshal([]byte(e[1].Payload), &p); err != nil || fmt.Sprint(p.Changed) != "[body links]" {
		t.Errorf("%v %v", p, err)
	}
}

func TestDiff(t *testing.T) {
	d := open(t)
	path := at(d.entry("# Day\n\nheated to 400 °C\n", m{"links": []m{link("sample", d.sample)}}).Want(201).ID())
	d.Do("a/scientist", "PATCH", path, m{"title": "Day 2", "body": "# Day\n\nheated to 450 °C\n", "links": []m{link("notebook", d.notebook)}}, "If-Match", `"1"`).Want(200)
	r := d.Do("a/viewer", "GET", path+"/diff", nil).Want(200)
	want := `{"from":1,"to":2,"title":{"old":"Day 1","new":"Day 2"},"links_added":[{"type":"notebook","id":"` + d.notebook + `"}],"links_removed":[{"type":"sample","id":"` + d.sample + `"}],"lines_added":1,"lines_removed":1,"hunks":[[` +
		`{"op":"same","old":1,"new":1,"text":"# Day"},{"op":"same","old":2,"new":2,"text":""},{"op":"removed","old":3,"text":"heated to 400 °C","spans":[{"text":"heated to ","changed":false},{"text":"400","changed":true},{"text":" °C","changed":false}]},` +
		`{"op":"added","new":3,"text":"heated to 450 °C","spans":[{"text":"heated to ","changed":false},{"text":"450","changed":true},{"text":" °C","changed":false}]},{"op":"same","old":4,"new":4,"text":""}]],"truncated":false}`
	if got := strings.TrimSpace(string(r.Body)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	same := d.Do("a/viewer", "GET", path+"/diff?from=2&to=2", nil).Want(200)
	if got := strings.TrimSpace(string(same.Body)); got != `{"from":2,"to":2,"title":null,"links_added":[],"links_removed":[],"lines_added":0,"lines_removed":0,"hunks":[],"truncated":false}` {
		t.Errorf("%s", got)
	}
	for q, want := range map[string]string{"?from=3": "?from unknown_reference", "?to=9": "?to unknown_reference", "?from=0": "?from out_of_range", "?from=x": "?from invalid", "?to=99999999999": "?to out_of_range"} {
		if r := d.Do("a/viewer", "GET", path+"/diff"+q, nil); r.Status != 422 || !strings.Contains(codes(r)+" ", want[:strings.Index(want, " ")]) {
			t.Errorf("%s: %d %s", q, r.Status, r.Body)
		}
	}
	long := strings.Repeat("a\n", 15000)
	d.Do("a/scientist", "PATCH", path, m{"body": long}, "If-Match", `"2"`).Want(200)
	d.Do("a/scientist", "PATCH", path, m{"body": strings.Repeat("b\n", 15000)}, "If-Match", `"3"`).Want(200)
	if r := d.Do("a/viewer", "GET", path+"/diff", nil).Want(200); r.Get("truncated") != true || fmt.Sprint(r.Get("lines_added")) != "15000" {
		t.Errorf("%.300s", r.Body)
	}
}

func TestRefuses(t *testing.T) {
	d := open(t)
	entry := d.entry("x", nil).Want(201).ID()
	theirs := d.Do("b/scientist", "POST", "/notebooks", m{"title": "Secret"}).Want(201).ID()
	theirSample := d.Do("b/technician", "POST", "/samples", m{"name": "W", "sample_type": "wafer"}).Want(201).ID()
	nobody, before := id.New().String(), len(d.lab.Audit(t, "a"))
	many := make([]m, 201)
	for i := range many {
		many[i] = link("sample", id.New().String())
	}
	both := []m{link("sample", d.sample), link("sample", d.sample)}
	for _, tc := range []struct {
		method string
		body   m
		want   string
	}{
		{"POST", m{"title": ""}, "/title required"}, {"POST", m{"title": " "}, "/title required"}, {"POST", m{"title": strings.Repeat("ä", 301)}, "/title out_of_range"}, {"POST", m{"title": "a\nb"}, "/title control_character"},
		{"POST", m{"notebook_id": nobody}, "/notebook_id unknown_reference"}, {"POST", m{"notebook_id": theirs}, "/notebook_id unknown_reference"}, {"POST", m{"notebook_id": "x"}, "/notebook_id invalid"},
		{"POST", m{"template_id": nobody}, "/template_id unknown_reference"}, {"POST", m{"body": strings.Repeat("ä", 200_001)}, "/body out_of_range"}, {"POST", m{"code": "ENT-2026-000009"}, "/code unknown_field"},
		{"POST", m{"links": []m{link("sample", nobody)}}, "/links/0/id unknown_reference"}, {"POST", m{"links": []m{link("sample", d.sample), link("sample", theirSample)}}, "/links/1/id unknown_reference"},
		{"POST", m{"links": []m{link("experiment", d.sample)}}, "/links/0/id unknown_reference"}, {"POST", m{"links": []m{link("user", d.sample)}}, "/links/0/type not_allowed"}, {"POST", m{"links": []m{link("sample", "x")}}, "/links/0/id invalid"},
		{"POST", m{"links": []m{{"type": "sample"}}}, "/links/0/id required"}, {"POST", m{"links": both}, "/links/1 duplicate"}, {"POST", m{"links": many}, "/links out_of_range"}, {"POST", m{"links": []m{{"type": "sample", "id": d.sample, "label": "x"}}}, "/links/0/label unknown_field"},
		{"PATCH", m{"title": nil}, "/title required"}, {"PATCH", m{"title": " "}, "/title required"}, {"PATCH", m{"body": strings.Repeat("x", 200_001)}, "/body out_of_range"}, {"PATCH", m{"notebook_id": d.notebook}, "/notebook_id unknown_field"},
		{"PATCH", m{"version": 3}, "/version unknown_field"}, {"PATCH", m{"locked_at": nil}, "/locked_at unknown_field"}, {"PATCH", m{"links": both}, "/links/1 duplicate"}, {"PATCH", m{"links": many}, "/links out_of_range"},
		{"PATCH", m{"links": []m{link("notebook_entry", entry)}}, "/links/0 self_reference"}, {"PATCH", m{"links": []m{link("sample", theirSample)}}, "/links/0/id unknown_reference"}, {"PATCH", m{"links": []m{link("sample", "00000000-0000-0000-0000-000000000000")}}, "/links/0/id unknown_reference"},
	} {
		var got string
		r := d.Do("a/scientist", "PATCH", at(entry), tc.body, "If-Match", `"1"`)
		if tc.method == "POST" {
			r = d.entry("x", tc.body)
		}
		if got = codes(r); r.Status != 422 || got != tc.want {
			t.Errorf("%s %.80v: %d %s", tc.method, tc.body, r.Status, r.Body)
		}
	}
	for method, body := range map[string]any{"PATCH": m{"title": "x"}, "DELETE": nil} {
		d.Do("a/manager", method, at(entry), body).Want(428)
		d.Do("a/manager", method, at(entry), body, "If-Match", `"x"`).Want(412)
	}
	d.Do("a/technician", "POST", "/notebooks/entries", m{"notebook_id": d.notebook, "title": "x"}).Want(403)
	if r := d.entry(strings.Repeat("x", 1<<20), nil); r.Status != 413 {
		t.Errorf("a body larger than a request: %d", r.Status)
	}
	if n := len(d.lab.Audit(t, "a")); n != before {
		t.Errorf("%d entries after refusals", n-before)
	}
	var kept int64
	if err := d.lab.DB.Q(d.lab.Ctx("a", "admin")).Raw("select count(*) from entry_versions").Scan(&kept).Error; err != nil || kept != 1 {
		t.Errorf("%d versions after refusals, %v", kept, err)
	}
	d.Do("a/manager", "DELETE", "/notebooks/"+d.notebook, nil, "If-Match", `"1"`).Want(204)
	if r := d.entry("x", nil).Want(409); r.Get("code") != "notebook_archived" {
		t.Errorf("%s", r.Body)
	}
}

func TestOtherOrganisation(t *testing.T) {
	d := open(t)
	mine := d.entry("secret", nil).Want(201).ID()
	for _, path := range []string{"", "/versions", "/versions/1", "/diff", "/attachments", "/rendered", "/draft"} {
		for _, entryID := range []string{mine, id.New().String(), "x"} {
			if r := d.Do("b/admin", "GET", at(entryID)+path, nil).Want(404); r.Get("detail") != "There is no such notebook_entry." {
				t.Errorf("%s: %s", path, r.Body)
			}
		}
	}
	for method, body := range map[string]any{"PATCH": m{"title": "x"}, "DELETE": nil} {
		d.Do("b/admin", method, at(mine), body, "If-Match", `"1"`).Want(404)
		d.Do("b/admin", method, "/notebooks/"+d.notebook, body, "If-Match", `"1"`).Want(404)
	}
	d.Do("b/admin", "PUT", at(mine)+"/draft", m{"base_version": 1}).Want(404)
	d.Do("b/admin", "DELETE", at(mine)+"/draft", nil).Want(404)
	d.Do("b/admin", "GET", "/notebooks/"+d.notebook+"/entries", nil).Want(404)
	for _, q := range []string{"/notebooks/entries?q=secret", "/notebooks/entries?notebook_id=" + d.notebook, "/notebooks?include_archived=true"} {
		if items, _ := d.Do("b/admin", "GET", q, nil).Want(200).Get("items").([]any); len(items) != 0 {
			t.Errorf("%s: %v", q, items)
		}
	}
}
