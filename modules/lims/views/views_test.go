package views_test

import (
	"fmt"
	"strings"
	"testing"

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

func names(r *apptest.Answer) string {
	items, _ := r.Get("items").([]any)
	out := make([]string, len(items))
	for i, x := range items {
		v, _ := x.(m)
		out[i] = fmt.Sprint(v["name"])
	}
	return strings.Join(out, " ")
}

func TestStory(t *testing.T) {
	lab, api := open(t)
	start := len(lab.Audit(t, "a"))
	body := m{"resource": "samples", "name": " SiGe ", "query": m{"q": "SiGe", "status": []string{"in_use", "received"}, "include_archived": true, "sort": "-updated_at"}, "columns": []string{"code", "quantity.unit", "name"}}
	r := api.Do("a/viewer", "POST", "/views", body).Want(201)
	if r.Get("name") != "SiGe" || r.Get("query.status.1") != "received" || r.Get("query.sort") != "-updated_at" || r.Get("query.include_archived") != true || r.Get("columns.1") != "quantity.unit" ||
		r.Get("shared") != false || r.Get("_actions.update") != true || r.Get("owner_id") != lab.User("a", "viewer").String() {
		t.Errorf("%s", r.Body)
	}
	path := r.Header.Get("Location")
	got := api.Do("a/viewer", "GET", path, nil).Want(200)
	if string(got.Body) != string(r.Body) {
		t.Errorf("written %s, read %s", r.Body, got.Body)
	}
	api.Do("a/viewer", "POST", "/views", m{"resource": "samples", "name": "sige"}).Want(409)
	api.Do("a/viewer", "POST", "/views", m{"resource": "projects", "name": "SiGe"}).Want(201)
	api.Do("a/manager", "POST", "/views", m{"resource": "samples", "name": "SiGe"}).Want(201)

	// nobody else sees it before it is shared, not even the admin; then everybody does, and nobody else changes it
	for method, body := range map[string]any{"GET": nil, "PATCH": m{"name": "x"}, "DELETE": nil} {
		api.Do("a/admin", method, path, body, "If-Match", `"1"`).Want(404)
	}
	if n := names(api.Do("a/admin", "GET", "/views?resource=samples", nil).Want(200)); n != "" {
		t.Error(n)
	}
	api.Do("a/viewer", "PATCH", path, m{"shared": true}, "If-Match", `"1"`).Want(200)
	if n := names(api.Do("a/admin", "GET", "/views?resource=samples", nil).Want(200)); n != "SiGe" {
		t.Error(n)
	}
	if r := api.Do("a/admin", "GET", path, nil).Want(200); r.Get("_actions.update") != false {
		t.Errorf("%s", r.Body)
	}
	for method, body := range map[string]any{"PATCH": m{"name": "x"}, "DELETE": nil} {
		if r := api.Do("a/admin", method, path, body, "If-Match", `"2"`).Want(403); r.Get("code") != "not_owner" {
			t.Errorf("%s", r.Body)
		}
		api.Do("b/viewer", method, path, body, "If-Match", `"2"`).Want(404)
	}
	api.Do("b/viewer", "GET", path, nil).Want(404)
	api.Do("a/viewer", "GET", "/views/"+id.New().String(), nil).Want(404)

	// changes replace query and columns as a whole; what does not change writes nothing
	r = api.Do("a/viewer", "PATCH", path, m{"name": "Ge", "query": m{"lot": "L7"}, "columns": nil}, "If-Match", `"2"`).Want(200)
	if r.Get("query.lot") != "L7" || r.Get("query.q") != nil || string(r.Body) != string(api.Do("a/viewer", "GET", path, nil).Body) || r.Header.Get("ETag") != `"3"` {
		t.Errorf("%s", r.Body)
	}
	api.Do("a/viewer", "PATCH", path, m{"name": "Ge", "query": m{"lot": "L7"}, "columns": []string{}}, "If-Match", `"3"`).Want(200)
	api.Do("a/viewer", "PATCH", path, m{"name": "x"}).Want(428)
	api.Do("a/viewer", "PATCH", path, m{"name": "x"}, "If-Match", `"1"`).Want(412)
	api.Do("a/viewer", "DELETE", path, nil, "If-Match", `"1"`).Want(412)
	api.Do("a/viewer", "DELETE", path, nil).Want(204)
	if n := names(api.Do("a/viewer", "GET", "/views", nil).Want(200)); n != "SiGe" { // that of projects
		t.Error(n)
	}
	api.Do("a/viewer", "POST", "/views", m{"resource": "samples", "name": "Ge"}).Want(201)
	if e := lab.Audit(t, "a")[start:]; len(e) != 7 || e[0].Action != "view.created" || e[3].Action != "view.updated" || e[5].Action != "view.archived" {
		t.Errorf("%+v", e)
	}
}

func TestRefuses(t *testing.T) {
	lab, api := open(t)
	before := len(lab.Audit(t, "a"))
	long := strings.Repeat("x", 501)
	for _, tc := range []struct {
		body m
		want string
	}{
		{m{"resource": "samples"}, "/name required"}, {m{"resource": "samples", "name": " "}, "/name required"}, {m{"name": "x", "resource": "users"}, "/resource not_allowed"},
		{m{"name": "x", "resource": "samples/export"}, "/resource not_allowed"}, {m{"name": "x", "resource": "samples", "owner_id": id.New()}, "/owner_id unknown_field"},
		{m{"name": "x", "resource": "samples", "query": m{"colour": "red"}}, "/query/colour unknown_filter"}, {m{"name": "x", "resource": "samples", "query": m{"cursor": "x"}}, "/query/cursor unknown_filter"},
		{m{"name": "x", "resource": "samples", "query": m{"sort": "secret"}}, "/query/sort unknown_sort"}, {m{"name": "x", "resource": "samples", "query": m{"sort": ""}}, "/query/sort unknown_sort"},
		{m{"name": "x", "resource": "samples", "query": m{"sort": 7}}, "/query/sort unknown_sort"}, {m{"name": "x", "resource": "samples", "query": m{"q": long}}, "/query/q invalid"},
		{m{"name": "x", "resource": "samples", "query": m{"q": m{"a": 1}}}, "/query/q invalid"}, {m{"name": "x", "resource": "samples", "query": m{"q": nil}}, "/query/q invalid"},
		{m{"name": "x", "resource": "samples", "query": m{"status": []any{1}}}, "/query/status invalid"}, {m{"name": "x", "resource": "samples", "columns": []string{"code", "password"}}, "/columns/1 unknown_column"},
		{m{"name": "x", "resource": "samples", "columns": []string{"code", "code"}}, "/columns/1 duplicate"},
	} {
		r := api.Do("a/viewer", "POST", "/views", tc.body)
		if got := fmt.Sprint(r.Get("errors.0.pointer"), " ", r.Get("errors.0.code")); r.Status != 422 || got != tc.want {
			t.Errorf("%v: %d %s, want %s", tc.body, r.Status, r.Body, tc.want)
		}
	}
	if n := len(lab.Audit(t, "a")); n != before {
		t.Errorf("%d entries after refusals", n-before)
	}
	before64 := lab.Statements.Load()
	api.Do("a/viewer", "GET", "/views?sort=-updated_at", nil).Want(200)
	if n := lab.Statements.Load() - before64; n != 1 {
		t.Errorf("a list takes %d statements", n)
	}
}
