package analysis_test

import (
	"fmt"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// TestImpact: what an instrument found out of tolerance gave since its last good calibration, flagged in one go.
func TestImpact(t *testing.T) {
	s := open(t)
	i := s.device("drifting")
	good := s.calibrate(i, "pass", -80, 10)
	e := s.experiment(map[string]any{"instrument_id": i}, "running")
	late := []string{"X-Change-Reason", "written down late"}
	at := func(d float64) string {
		b := thickness(e)
		b["observed_at"] = days(d)
		return s.record(b, late...).Want(201).ID()
	}
	early, middle, recent, voided := at(-79), at(-40), at(-20), at(-30)
	s.Do("a/manager", "POST", "/results/"+voided+"/void", nil, "X-Change-Reason", "wrong sample").Want(200)
	derived := s.compute(t, results.Computed{Inputs: []results.Input{{Type: "result", ID: uuid(t, middle)}}}).ID.String()
	elsewhere := s.record(thickness(s.experiment(nil, "running"))).Want(201).ID()
	signed := at(-10)
	s.exec("a", "update results set locked_at = now() where id = ?", signed)
	s.calibrate(i, "pass", -70, 20) // recorded late: the last good one
	bad := s.calibrate(i, "fail", -0.001, 10)
	path := "/calibrations/" + bad + "/impact"
	var r = s.Do("a/viewer", "GET", path, nil).Want(200)
	list := func() (ids []any) {
		items, _ := r.Get("items").([]any)
		for _, x := range items {
			ids = append(ids, x.(map[string]any)["id"])
		}
		return ids
	}
	if got := fmt.Sprint(list()); got != fmt.Sprint([]any{signed, recent, voided, middle}) {
		t.Errorf("%s, early %s good %s", r.Body, early, good)
	}
	for k, want := range map[string]string{"counts.total": "4", "counts.open": "2", "counts.locked": "1", "counts.voided": "1", "counts.flagged": "0", "calibration.out_of_tolerance": "true", "calibration.until": "<nil>", "next_cursor": "<nil>"} {
		if got := fmt.Sprint(r.Get(k)); got != want {
			t.Errorf("%s is %s, want %s", k, got, want)
		}
	}
	if n := s.statements(func() { s.Do("a/viewer", "GET", path+"?limit=2", nil).Want(200) }); n > 4 { // with the beginning of the snapshot
		t.Errorf("%d statements", n)
	}
	var paged []any
	for cursor := ""; ; {
		r = s.Do("a/viewer", "GET", path+"?limit=3&cursor="+cursor, nil).Want(200)
		paged = append(paged, list()...)
		next, more := r.Get("next_cursor").(string)
		if cursor = next; !more {
			break
		}
	}
	if len(paged) != 4 {
		t.Errorf("pages show %v", paged)
	}
	flag := func(who, of string, headers ...string) (int, map[string]any) {
		a := s.Do(who, "POST", "/calibrations/"+of+"/impact/flag", nil, headers...)
		return a.Status, a.JSON()
	}
	why := []string{"X-Change-Reason", "shift of 1.2 cm-1 as found"}
	if status, b := flag("a/manager", bad); status != 422 || b["code"] != "reason_required" {
		t.Errorf("%d %v", status, b)
	}
	if status, _ := flag("a/scientist", bad, why...); status != 403 {
		t.Errorf("%d", status)
	}
	if status, b := flag("a/manager", good, why...); status != 409 || b["code"] != "calibration_in_tolerance" {
		t.Errorf("%d %v", status, b)
	}
	if status, _ := flag("b/manager", bad, why...); status != 404 {
		t.Errorf("%d", status)
	}
	n := s.entries()
	status, b := flag("a/manager", bad, why...)
	if status != 200 || fmt.Sprint(b["flagged"]) != "3" || fmt.Sprint(b["counts"].(map[string]any)["open"]) != "0" {
		t.Fatalf("%d %v", status, b)
	}
	entries := s.lab.Audit(t, "a")[n:]
	for _, a := range entries {
		if a.Action != "result.flagged" || a.Reason != why[1] {
			t.Errorf("%+v", a)
		}
	}
	if status, b := flag("a/manager", bad, why...); status != 200 || fmt.Sprint(b["flagged"]) != "0" || len(s.lab.Audit(t, "a")) != n+3 {
		t.Errorf("again: %d %v", status, b)
	}
	for v, want := range map[string]bool{middle: true, recent: true, derived: true, early: false, voided: false, signed: false, elsewhere: false} {
		if got := s.Do("a/viewer", "GET", "/results/"+v, nil).Want(200); (got.Get("stale") != nil) != want {
			t.Errorf("%s: stale %v, want %v", v, got.Get("stale"), want)
		}
	}
}

// TestImpactOfAnAdjustment: the doubt ends with it; without doubt there is no impact; a withdrawn one casts none.
func TestImpactOfAnAdjustment(t *testing.T) {
	s := open(t)
	i := s.device("adjusted")
	s.calibrate(i, "fail", -90, -80) // not good: the doubt goes back beyond it
	e := s.experiment(nil, "running")
	rec := func(d float64) string {
		b := thickness(e)
		b["instrument_id"], b["observed_at"] = i, days(d)
		return s.Do("a/manager", "POST", "/results", b, override...).Want(201).ID()
	}
	rec(-95)
	rec(-50)
	post := func(found bool) string {
		return s.Do("a/technician", "POST", "/instruments/"+i+"/calibrations", map[string]any{"performed_at": days(-10), "expires_at": days(30), "outcome": "adjusted", "as_found_in_tolerance": found}).Want(201).ID()
	}
	within := post(true)
	if r := s.Do("a/viewer", "GET", "/calibrations/"+within+"/impact", nil).Want(200); r.Get("calibration.out_of_tolerance") != false || len(r.Get("items").([]any)) != 0 {
		t.Errorf("%s", r.Body)
	}
	s.Do("a/manager", "DELETE", "/calibrations/"+within, nil, "If-Match", `"1"`, "X-Change-Reason", "wrong instrument").Want(204)
	bad := post(false)
	rec(-5)
	if r := s.Do("a/viewer", "GET", "/calibrations/"+bad+"/impact", nil).Want(200); fmt.Sprint(r.Get("counts.total")) != "2" || r.Get("calibration.since") != nil || r.Get("calibration.until") == nil {
		t.Errorf("%s", r.Body)
	}
	s.Do("a/manager", "DELETE", "/calibrations/"+bad, nil, "If-Match", `"1"`, "X-Change-Reason", "wrong instrument").Want(204)
	if r := s.Do("a/viewer", "GET", "/calibrations/"+bad+"/impact", nil).Want(200); r.Get("calibration.out_of_tolerance") != false {
		t.Errorf("%s", r.Body)
	}
	s.Do("a/viewer", "GET", "/calibrations/"+id.New().String()+"/impact", nil).Want(404)
}
