package projects_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

func open(t *testing.T) (*apptest.Lab, *apptest.API) {
	t.Helper()
	lab := apptest.New(t)
	return lab, lab.Serve(t, lims.New(lab.Kit))
}

func codes(r *apptest.Answer) string {
	list, _ := r.Get("errors").([]any)
	out := make([]string, len(list))
	for i, e := range list {
		f := e.(map[string]any) //nolint:forcetypeassert // a problem document
		out[i] = fmt.Sprint(f["pointer"], " ", f["code"])
	}
	return strings.Join(out, "|")
}

// sortable writes a member so that its text sorts as its value does.
func sortable(v any) string {
	text := fmt.Sprint(v)
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at.Format("2006-01-02T15:04:05.000000Z")
	}
	return text
}

func TestStory(t *testing.T) {
	lab, api := open(t)
	start := len(lab.Audit(t, "a"))
	r := api.Do("a/scientist", "POST", "/projects", m{"name": " Perovskites ", "description": "d"}).Want(201)
	want := m{"name": "Perovskites", "description": "d", "status": "active", "owner_id": lab.User("a", "scientist").String(), "created_by": lab.User("a", "scientist").String(),
		"org_id": lab.Org("a").String(), "archived_at": nil, "_actions.update": true, "_actions.delete": false}
	got := api.Do("a/scientist", "GET", r.Header.Get("Location"), nil).Want(200)
	for k, v := range want {
		if r.Get(k) != v || got.Get(k) != v {
			t.Errorf("%s: written %v, read %v, want %v", k, r.Get(k), got.Get(k), v)
		}
	}
	if code, _ := r.Get("code").(string); !strings.HasPrefix(code, "PRJ-") || r.Header.Get("ETag") != `"1"` {
		t.Errorf("%s %v", code, r.Header)
	}
	path, owner := "/projects/"+r.ID(), lab.User("a", "manager").String()
	r = api.Do("a/scientist", "PATCH", path, m{"name": "Tandem", "description": nil, "status": "on_hold", "owner_id": owner}, "If-Match", `"1"`, "X-Change-Reason", "new goal").Want(200)
	if r.Header.Get("ETag") != `"2"` || r.Get("description") != nil || r.Get("owner_id") != owner {
		t.Errorf("%s", r.Body)
	}
	api.Do("a/scientist", "PATCH", path, m{"name": " Tandem ", "status": "on_hold"}, "If-Match", `"2"`).Want(200)
	api.Do("a/scientist", "DELETE", path, nil, "If-Match", `"2"`).Want(403)
	api.Do("a/manager", "DELETE", path, nil, "If-Match", `"2"`).Want(204)
	api.Do("a/manager", "DELETE", path, nil, "If-Match", `"3"`).Want(204)
	e := lab.Audit(t, "a")[start:]
	if len(e) != 3 || e[0].Action != "project.created" || e[1].Action != "project.updated" || e[1].Reason != "new goal" || e[2].Action != "project.archived" {
		t.Fatalf("%+v", e)
	}
	var p struct {
		Old     map[string]any
		Changed []string
	}
	if err := json.Unmarshal([]byte(e[1].Payload), &p); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(p.Changed, []string{"description", "name", "owner_id", "status"}) ||
		!reflect.DeepEqual(p.Old, m{"description": "d", "name": "Perovskites", "owner_id": lab.User("a", "scientist").String(), "status": "active"}) {
		t.Errorf("%+v", p)
	}
	for q, n := range map[string]int{"": 0, "?include_archived=true": 1} {
		if items, _ := api.Do("a/viewer", "GET", "/projects"+q, nil).Want(200).Get("items").([]any); len(items) != n {
			t.Errorf("%q: %d items, want %d", q, len(items), n)
		}
	}
}

func TestRefuses(t *testing.T) {
	lab, api := open(t)
	p := api.Do("a/scientist", "POST", "/projects", m{"name": "P"}).Want(201).ID()
	before := len(lab.Audit(t, "a"))
	for _, tc := range []struct {
		method string
		body   any
		want   string
	}{
		{"POST", m{}, "/name required"}, {"POST", m{"name": "  "}, "/name required"}, {"POST", m{"name": strings.Repeat("ä", 201)}, "/name out_of_range"}, {"POST", m{"name": 1}, "/name wrong_type"},
		{"POST", m{"name": "x", "status": "archived"}, "/status not_allowed"}, {"POST", m{"name": "x", "version": 1}, "/version unknown_field"}, {"POST", m{"name": "a\x01"}, "/name control_character"},
		{"PATCH", m{"name": nil}, "/name required"}, {"PATCH", m{"name": " "}, "/name required"}, {"PATCH", m{"status": nil}, "/status required"}, {"PATCH", m{"status": "archived"}, "/status not_allowed"},
		{"PATCH", m{"org_id": id.New()}, "/org_id unknown_field"}, {"PATCH", m{"created_by": id.New()}, "/created_by unknown_field"}, {"PATCH", m{"version": 9}, "/version unknown_field"},
		{"PATCH", m{"code": "PRJ-2026-000009"}, "/code unknown_field"}, {"PATCH", m{"archived_at": nil}, "/archived_at unknown_field"}, {"PATCH", m{"id": id.New()}, "/id unknown_field"},
		{"PATCH", m{"description": strings.Repeat("x", 20001)}, "/description out_of_range"},
	} {
		path := "/projects"
		if tc.method == "PATCH" {
			path += "/" + p
		}
		if r := api.Do("a/scientist", tc.method, path, tc.body, "If-Match", `"1"`); r.Status != 422 || codes(r) != tc.want {
			t.Errorf("%s %v: %d %s", tc.method, tc.body, r.Status, r.Body)
		}
	}
	for method, body := range map[string]any{"PATCH": m{"name": "x"}, "DELETE": nil} {
		api.Do("a/manager", method, "/projects/"+p, body).Want(428)
		if r := api.Do("a/manager", method, "/projects/"+p, body, "If-Match", `"7"`).Want(412); fmt.Sprint(r.Get("current_version")) != "1" {
			t.Errorf("%s", r.Body)
		}
	}
	api.Do("a/technician", "POST", "/projects", m{"name": "x"}).Want(403)
	if n := len(lab.Audit(t, "a")); n != before {
		t.Errorf("%d entries after refusals", n-before)
	}
}

func TestOtherOrganisation(t *testing.T) {
	lab, api := open(t)
	theirs := api.Do("b/scientist", "POST", "/projects", m{"name": "Secret"}).Want(201).ID()
	mine := api.Do("a/scientist", "POST", "/projects", m{"name": "Mine"}).Want(201).ID()
	for method, body := range map[string]any{"GET": nil, "PATCH": m{"name": "x"}, "DELETE": nil} {
		for _, p := range []string{theirs, id.New().String(), "x", strings.ToUpper(mine) + "0"} {
			if r := api.Do("a/manager", method, "/projects/"+p, body, "If-Match", `"1"`).Want(404); r.Get("detail") != "There is no such project." {
				t.Errorf("%s", r.Body)
			}
		}
	}
	for _, owner := range []string{lab.User("b", "manager").String(), id.New().String()} {
		for _, r := range []*apptest.Answer{api.Do("a/scientist", "POST", "/projects", m{"name": "x", "owner_id": owner}), api.Do("a/scientist", "PATCH", "/projects/"+mine, m{"owner_id": owner}, "If-Match", `"1"`)} {
			if r.Want(422); codes(r) != "/owner_id unknown_reference" {
				t.Errorf("%s", r.Body)
			}
		}
	}
	if items, _ := api.Do("a/viewer", "GET", "/projects?q=secret&include_archived=true", nil).Want(200).Get("items").([]any); len(items) != 0 {
		t.Errorf("%v", items)
	}
}

func TestList(t *testing.T) {
	lab, api := open(t)
	for i := range 17 {
		api.Do("a/scientist", "POST", "/projects", m{"name": fmt.Sprintf("Same %d", i%2), "description": []string{"50% off", "a_b", `c\d`, "axb"}[i%4], "status": []string{"active", "on_hold"}[i%2]}).Want(201)
	}
	for _, sort := range []string{"created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "code", "-code"} {
		seen := map[any]bool{}
		values := []string{}
		for cursor := ""; ; {
			before := lab.Statements.Load()
			r := api.Do("a/viewer", "GET", "/projects?limit=5&sort="+sort+"&cursor="+url.QueryEscape(cursor), nil).Want(200)
			if n := lab.Statements.Load() - before; n != 1 {
				t.Fatalf("%d statements, want 1", n)
			}
			items, _ := r.Get("items").([]any)
			for _, x := range items {
				item := x.(map[string]any) //nolint:forcetypeassert // a list item
				seen[item["id"]] = true
				values = append(values, sortable(item[strings.TrimPrefix(sort, "-")]))
			}
			next, more := r.Get("next_cursor").(string)
			if !more {
				break
			}
			cursor = next
		}
		if strings.HasPrefix(sort, "-") {
			slices.Reverse(values)
		}
		if len(seen) != 17 || len(values) != 17 || !slices.IsSorted(values) {
			t.Errorf("%s: %d rows, %d different, %v", sort, len(values), len(seen), values)
		}
	}
	for q, want := range map[string]string{"q=%25": "5", "q=_": "4", "q=%5C": "4", "q=a_B": "4", "q=50%25": "5", "q=SAME": "17", "q=prj-": "17", "q=zzz": "0", "status=on_hold": "8", "status=on_hold,active": "17", "status=completed": "0"} {
		if r := api.Do("a/viewer", "GET", "/projects?limit=1&count=true&"+q, nil).Want(200); fmt.Sprint(r.Get("total")) != want {
			t.Errorf("%s: %v, want %s", q, r.Get("total"), want)
		}
	}
	for _, q := range []string{"status=lost", "sort=owner_id", "colour=red", "limit=0", "limit=201", "cursor=x", "include_archived=x"} {
		if r := api.Do("a/viewer", "GET", "/projects?"+q, nil); r.Status != 422 {
			t.Errorf("%s: %d", q, r.Status)
		}
	}
}
