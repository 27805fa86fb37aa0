package maintenance_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

func open(t *testing.T) (*apptest.Lab, *apptest.API, string) {
	t.Helper()
	lab := apptest.New(t)
	api := lab.Serve(t, lims.New(lab.Kit))
	return lab, api, "/instruments/" + api.Do("a/manager", "POST", "/instruments", m{"name": "XRD"}).Want(201).ID() + "/maintenance"
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

func TestStory(t *testing.T) {
	lab, api, path := open(t)
	n := len(lab.Audit(t, "a"))
	hour := time.Now().Add(-time.Hour).UTC().Format(time.RFC3339)
	r := api.Do("a/technician", "POST", path, m{"kind": "corrective", "started_at": hour, "description": "Tube replaced\nand aligned", "performed_by": " Service Ltd "}).Want(201)
	if d, err := r.Get("downtime_seconds").(interface{ Int64() (int64, error) }).Int64(); err != nil || d < 3590 || d > 3700 || r.Get("finished_at") != nil || r.Get("performed_by") != "Service Ltd" || r.Get("instrument_name") != "XRD" {
		t.Errorf("under way: %s", r.Body)
	}
	for q, want := range map[string]int{"": 1, "?open=true": 1, "?kind=preventive": 0, "?kind=corrective,inspection": 1} {
		if items := api.Do("a/viewer", "GET", path+q, nil).Want(200).Get("items").([]any); len(items) != want {
			t.Errorf("%q: %d", q, len(items))
		}
	}
	one := r.Header.Get("Location")
	// The night of 29 March 2026 has a 23-hour day in Berlin: downtime is what passed, not what clocks on walls say.
	r = api.Do("a/technician", "PATCH", one, m{"started_at": "2026-03-28T22:00:00+01:00", "finished_at": "2026-03-29T06:00:00+02:00"}, "If-Match", `"1"`).Want(200)
	if fmt.Sprint(r.Get("downtime_seconds")) != "25200" || r.Header.Get("ETag") != `"2"` {
		t.Errorf("%s", r.Body)
	}
	if r := api.Do("a/technician", "PATCH", one, m{"finished_at": "2026-03-29T04:00:00Z", "kind": "corrective"}, "If-Match", `"2"`).Want(200); r.Header.Get("ETag") != `"2"` {
		t.Error("no change, new version")
	}
	r = api.Do("a/technician", "PATCH", one, m{"finished_at": "2026-03-28T21:00:00Z"}, "If-Match", `"2"`).Want(200)
	if fmt.Sprint(r.Get("downtime_seconds")) != "0" {
		t.Errorf("%s", r.Body)
	}
	api.Do("a/technician", "DELETE", one, nil, "If-Match", `"3"`).Want(403)
	api.Do("a/manager", "DELETE", one, nil, "If-Match", `"3"`).Want(204)
	api.Do("a/technician", "PATCH", one, m{"kind": "inspection"}, "If-Match", `"4"`).Want(409)
	if items := api.Do("a/viewer", "GET", path, nil).Want(200).Get("items").([]any); len(items) != 0 {
		t.Errorf("%v", items)
	}
	e := lab.Audit(t, "a")[n:]
	if len(e) != 4 || e[0].Action != "maintenance_log.created" || e[0].RecordType != "maintenance_log" || e[3].Action != "maintenance_log.archived" {
		t.Errorf("%+v", e)
	}
}

func TestRefuses(t *testing.T) {
	lab, api, path := open(t)
	future := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	with := func(more m) m {
		out := m{"kind": "preventive", "started_at": "2026-03-02T08:00:00Z", "description": "Cleaned"}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	one := api.Do("a/technician", "POST", path, with(nil)).Want(201).Header.Get("Location")
	n := len(lab.Audit(t, "a"))
	for want, body := range map[string]m{
		"/finished_at out_of_range":       with(m{"finished_at": "2026-03-02T07:59:59Z"}),
		"/started_at out_of_range":        with(m{"started_at": future}),
		"/kind not_allowed":               with(m{"kind": "repair"}),
		"/description out_of_range":       with(m{"description": strings.Repeat("x", 20001)}),
		"/description required":           with(m{"description": " "}),
		"/performed_by control_character": with(m{"performed_by": "a\x01"}),
		"/downtime_seconds unknown_field": with(m{"downtime_seconds": 5}),
		"/started_at invalid":             with(m{"started_at": "2026-03-02"}),
		"/version unknown_field":          with(m{"version": 1}),
	} {
		if r := api.Do("a/technician", "POST", path, body); r.Status != 422 || codes(r) != want {
			t.Errorf("%d %s, want %s", r.Status, codes(r), want)
		}
	}
	for _, tc := range []struct {
		body m
		want string
	}{
		{m{"finished_at": future}, "/finished_at out_of_range"}, {m{"finished_at": "2026-03-01T00:00:00Z"}, "/finished_at out_of_range"}, {m{"started_at": nil}, "/started_at required"},
		{m{"description": " "}, "/description required"}, {m{"kind": nil}, "/kind required"}, {m{"instrument_id": id.New()}, "/instrument_id unknown_field"},
	} {
		if r := api.Do("a/technician", "PATCH", one, tc.body, "If-Match", `"1"`); r.Status != 422 || codes(r) != tc.want {
			t.Errorf("%v: %d %s, want %s", tc.body, r.Status, codes(r), tc.want)
		}
	}
	api.Do("a/technician", "PATCH", one, m{"kind": "inspection"}).Want(428)
	api.Do("a/technician", "PATCH", one, m{"kind": "inspection"}, "If-Match", `"7"`).Want(412)
	api.Do("a/viewer", "POST", path, with(nil)).Want(403)
	api.Do("a/viewer", "PATCH", one, m{"kind": "inspection"}, "If-Match", `"1"`).Want(403)
	for _, p := range []string{path, "/instruments/" + id.New().String() + "/maintenance", "/instruments/x/maintenance"} {
		api.Do("b/manager", "GET", p, nil).Want(404)
		api.Do("b/manager", "POST", p, with(nil)).Want(404)
	}
	for _, p := range []string{one, "/maintenance/" + id.New().String(), "/maintenance/x"} {
		api.Do("b/manager", "GET", p, nil).Want(404)
		api.Do("b/manager", "PATCH", p, m{"kind": "inspection"}, "If-Match", `"1"`).Want(404)
		api.Do("b/manager", "DELETE", p, nil, "If-Match", `"1"`).Want(404)
	}
	if len(lab.Audit(t, "a")) != n {
		t.Error("refusals left entries")
	}
	before := lab.Statements.Load()
	api.Do("a/viewer", "GET", path, nil).Want(200)
	if n := lab.Statements.Load() - before; n != 1 {
		t.Errorf("%d statements", n)
	}
}
