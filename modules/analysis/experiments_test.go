package analysis_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

func TestExperimentCreated(t *testing.T) {
	s := open(t)
	sample, other := s.sample("a", "Wafer 1"), s.sample("a", "Wafer 2")
	project, instrument := s.project("a", "Strain"), s.instrument("a", "Raman microscope")
	n := s.entries()
	r := s.Do("a/technician", "POST", "/experiments", `{"title":" Raman ","method":"raman","project_id":"`+project+`","instrument_id":"`+instrument+`",
		"sample_ids":["`+other+`","`+sample+`"],"parameters":[{"name":"laser","value":"532.10","unit":"nm","type":"quantity"},{"name":"passes","value":1.10},
		{"name":"cooled","value":true},{"name":"on","value":"2026-02-28","type":"date"},{"name":"after","value":"EXP-2026-000001","type":"reference"},{"name":"remark","value":"ok"}]}`).Want(201)
	experiment := r.ID()
	for path, want := range map[string]string{"title": "Raman", "status": "draft", "project_name": "Strain", "instrument_name": "Raman microscope", "created_by_name": "Technician A",
		"sample_ids.0": other, "sample_ids.1": sample, "samples.1.name": "Wafer 1", "parameters.0.value": "532.10", "parameters.0.unit": "nm", "parameters.1.value": "1.10",
		"parameters.1.type": "number", "parameters.2.value": "true", "parameters.2.type": "boolean", "parameters.5.type": "string", "calibration_override": "<nil>",
		"result_count": "0", "started_at": "<nil>", "_actions.update": "true", "_actions.approve": "false", "next_statuses.0": "running",
		"_actions.record_result.reason": "experiment_not_running"} {
		if got := fmt.Sprint(r.Get(path)); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if !strings.HasPrefix(fmt.Sprint(r.Get("code")), "EXP-") || r.Header.Get("Location") != "/experiments/"+experiment || r.Header.Get("ETag") != `"1"` {
		t.Errorf("code %v, headers %v", r.Get("code"), r.Header)
	}
	want := []string{"experiment.created experiment experiments"}
	want = append(want, slices.Repeat([]string{"experiment.created experiment experiment_samples"}, 2)...)
	want = append(want, slices.Repeat([]string{"experiment.created experiment data_lineage"}, 2)...)
	want = append(want, slices.Repeat([]string{"experiment.created experiment experiment_parameters"}, 6)...)
	if got := s.since(n); !slices.Equal(got, want) {
		t.Errorf("audit %q, want %q", got, want)
	}
	one := s.Do("a/viewer", "GET", "/experiments/"+experiment, nil).Want(200)
	if one.Get("_actions.update") != false || one.Header.Get("ETag") != `"1"` {
		t.Errorf("viewer sees %s", one.Body)
	}
}

func TestExperimentBadInput(t *testing.T) {
	s := open(t)
	mine := s.sample("a", "Wafer")
	theirs := map[string]string{"sample": s.sample("b", "W"), "project": s.project("b", "P"), "instrument": s.instrument("b", "I"), "protocol": s.protocol("b", "effective")}
	random := id.New().String()
	n := s.entries()
	type bad struct {
		name, body string
		status     int
		pointers   []string
	}
	with := func(more string) string { return `{"title":"T","method":"m",` + more + `}` }
	cases := []bad{
		{"blank title", `{"title":"  ","method":"m"}`, 422, []string{"/title"}},
		{"no method", `{"title":"T"}`, 422, nil},
		{"control character", "{\"title\":\"a\\tb\",\"method\":\"m\"}", 422, []string{"/title"}},
		{"status", with(`"status":"approved"`), 422, []string{"/status"}},
		{"locked_at", with(`"locked_at":null`), 422, []string{"/locked_at"}},
		{"org_id", with(`"org_id":"` + random + `"`), 422, []string{"/org_id"}},
		{"created_by", with(`"created_by":"` + random + `"`), 422, []string{"/created_by"}},
		{"calibration_override", with(`"calibration_override":{"by":"me"}`), 422, []string{"/calibration_override"}},
		{"code", with(`"code":"EXP-1"`), 422, []string{"/code"}},
		{"sample twice", with(`"sample_ids":["` + mine + `","` + mine + `"]`), 422, []string{"/sample_ids/1"}},
		{"no id", with(`"sample_ids":["x"]`), 422, nil},
		{"parameter twice", with(`"parameters":[{"name":"a","value":"1"},{"name":"a","value":"2"}]`), 422, []string{"/parameters/1/name"}},
		{"quantity without unit", with(`"parameters":[{"name":"a","value":"1","type":"quantity"}]`), 422, []string{"/parameters/0/unit"}},
		{"quantity of text", with(`"parameters":[{"name":"a","value":"NaN","type":"quantity","unit":"nm"}]`), 422, []string{"/parameters/0/value"}},
		{"number out of range", with(`"parameters":[{"name":"a","value":"1e400","type":"number"}]`), 422, []string{"/parameters/0/value"}},
		{"JSON number out of range", with(`"parameters":[{"name":"a","value":1e400}]`), 422, []string{"/parameters/0/value"}},
		{"null value", with(`"parameters":[{"name":"a","value":null}]`), 422, []string{"/parameters/0/value"}},
		{"object value", with(`"parameters":[{"name":"a","value":{"x":1}}]`), 422, []string{"/parameters/0/value"}},
		{"no day", with(`"parameters":[{"name":"a","value":"2026-02-30","type":"date"}]`), 422, []string{"/parameters/0/value"}},
		{"no reference", with(`"parameters":[{"name":"a","value":"me","type":"reference"}]`), 422, []string{"/parameters/0/value"}},
		{"unit of text", with(`"parameters":[{"name":"a","value":"b","type":"string","unit":"nm"}]`), 422, []string{"/parameters/0/unit"}},
		{"bad name", with(`"parameters":[{"name":" a","value":"b"}]`), 422, []string{"/parameters/0/name"}},
		{"no object", `[]`, 422, nil},
		{"no JSON", `{`, 400, nil},
	}
	for _, f := range []string{"project", "instrument", "protocol"} {
		for who, v := range map[string]string{"foreign": theirs[f], "random": random} {
			cases = append(cases, bad{who + " " + f, with(`"` + f + `_id":"` + v + `"`), 422, []string{"/" + f + "_id"}})
		}
	}
	for who, v := range map[string]string{"foreign": theirs["sample"], "random": random} {
		cases = append(cases, bad{who + " sample", with(`"sample_ids":["` + mine + `","` + v + `"]`), 422, []string{"/sample_ids/1"}})
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			refused(t, s.Do("a/scientist", "POST", "/experiments", tc.body), tc.status, "", tc.pointers...)
		})
	}
	if got := s.since(n); len(got) > 0 {
		t.Errorf("refused requests left %q", got)
	}
}

// P11-11: what the state machine does not allow is 409, and nothing else is.
func TestP11_11_ExperimentStates(t *testing.T) {
	s := open(t)
	paths := map[string][]string{"draft": {}, "running": {"running"}, "completed": {"running", "completed"}, "reviewed": {"running", "completed", "reviewed"},
		"approved": {"running", "completed", "reviewed", "approved"}, "voided": {"voided"}}
	allowed := map[string]string{"draft": "running voided", "running": "completed voided", "completed": "reviewed running voided", "reviewed": "approved voided"}
	for _, from := range slices.Sorted(maps.Keys(paths)) {
		for _, to := range slices.Sorted(maps.Keys(paths)) {
			t.Run(from+" to "+to, func(t *testing.T) {
				e := s.experiment(nil, paths[from]...)
				r := s.move(e, to)
				if slices.Contains(strings.Fields(allowed[from]), to) {
					if r.Want(200).Get("status") != to {
						t.Errorf("status %v", r.Get("status"))
					}
					return
				}
				refused(t, r, 409, "invalid_transition")
				if got := s.Do("a/viewer", "GET", "/experiments/"+e, nil).Get("status"); got != from {
					t.Errorf("refused, yet the state is %v", got)
				}
			})
		}
		if from != "running" {
			e := s.experiment(nil, paths[from]...)
			refused(t, s.record(thickness(e)), 409, "experiment_not_running")
		}
	}
	refused(t, s.move(s.experiment(nil), "done"), 422, "", "/to")
}

func TestExperimentTransition(t *testing.T) {
	s := open(t)
	e := s.experiment(nil, "running")
	path := "/experiments/" + e + "/transition"
	first := s.Do("a/viewer", "GET", "/experiments/"+e, nil)
	if first.Get("started_at") == nil || first.Get("completed_at") != nil {
		t.Errorf("started %v, completed %v", first.Get("started_at"), first.Get("completed_at"))
	}
	n := s.entries()
	done := s.Do("a/technician", "POST", path, `{"to":"completed","note":"lamp was changed"}`).Want(200)
	if done.Get("completed_at") == nil || done.Get("version").(interface{ String() string }).String() != "3" {
		t.Errorf("completed: %s", done.Body)
	}
	audit := s.lab.Audit(t, "a")[n:]
	if len(audit) != 2 || audit[0].Action != "experiment.transitioned" || !strings.Contains(audit[1].Payload, "lamp was changed") || audit[1].RecordID != e {
		t.Errorf("audit %+v", audit)
	}
	refused(t, s.Do("a/technician", "POST", path, `{"to":"reviewed"}`), 403, "forbidden")
	refused(t, s.Do("a/technician", "POST", path, `{"to":"running"}`), 422, "reason_required")
	refused(t, s.Do("a/technician", "POST", path, `{"to":"voided"}`), 422, "reason_required")
	refused(t, s.Do("a/technician", "POST", path, `{"to":"running"}`, "If-Match", `"1"`), 412, "stale")
	again := s.Do("a/technician", "POST", path, `{"to":"running"}`, "X-Change-Reason", "one more spot", "If-Match", `"3"`).Want(200)
	if again.Get("completed_at") != nil || again.Get("started_at") != first.Get("started_at") {
		t.Errorf("reopened: %s", again.Body)
	}
	s.Do("a/technician", "POST", path, `{"to":"completed"}`).Want(200)
	s.Do("a/manager", "POST", path, `{"to":"reviewed"}`).Want(200)
	approved := s.Do("a/manager", "POST", path, `{"to":"approved"}`).Want(200)
	if fmt.Sprint(approved.Get("_actions.transition.reason")) != "approved" || len(approved.Get("next_statuses").([]any)) != 0 {
		t.Errorf("approved: %s", approved.Body)
	}
	refused(t, s.Do("a/manager", "PATCH", "/experiments/"+e, `{"title":"x"}`, "If-Match", approved.Header.Get("ETag")), 422, "reason_required")
}

// P11-11: work follows an effective protocol; the revision in force stays with the experiment.
func TestP11_11_ProtocolEffective(t *testing.T) {
	s := open(t)
	refused(t, s.move(s.experiment(map[string]any{"protocol_id": s.protocol("a", "draft")}), "running"), 409, "protocol_not_effective")
	r := s.move(s.experiment(map[string]any{"protocol_id": s.protocol("a", "effective")}), "running").Want(200)
	if fmt.Sprint(r.Get("protocol_revision")) != "3" {
		t.Errorf("revision %v", r.Get("protocol_revision"))
	}
}

func TestExperimentChange(t *testing.T) {
	s := open(t)
	one, two := s.sample("a", "Wafer 1"), s.sample("a", "Wafer 2")
	e := s.experiment(map[string]any{"sample_ids": []string{one}, "description": "first", "parameters": []any{map[string]any{"name": "laser", "value": "532", "unit": "nm"},
		map[string]any{"name": "spot", "value": "1"}}})
	path := "/experiments/" + e
	refused(t, s.Do("a/technician", "PATCH", path, `{"title":"x"}`), 428, "if_match_required")
	stale := s.Do("a/technician", "PATCH", path, `{"title":"x"}`, "If-Match", `"7"`)
	refused(t, stale, 412, "stale")
	if fmt.Sprint(stale.Get("current_version")) != "1" {
		t.Errorf("412 without the current version: %s", stale.Body)
	}
	for _, body := range []string{`{"status":"approved"}`, `{"version":9}`, `{"id":"` + id.New().String() + `"}`, `{"title":null}`, `{"title":" "}`, `{"locked_at":null}`,
		`{"sample_ids":["` + id.New().String() + `"]}`, `{"project_id":"` + id.New().String() + `"}`, `{"parameters":[{"name":"a","value":{}}]}`} {
		refused(t, s.Do("a/technician", "PATCH", path, body, "If-Match", `"1"`), 422, "")
	}
	n := s.entries()
	s.Do("a/technician", "PATCH", path, `{"title":"Raman of the wafer","sample_ids":["`+one+`"]}`, "If-Match", `"1"`).Want(200)
	if got := s.since(n); len(got) > 0 {
		t.Errorf("a change of nothing left %q", got)
	}
	r := s.Do("a/technician", "PATCH", path, `{"description":null,"sample_ids":["`+two+`"],"parameters":[{"name":"laser","value":"785.0","unit":"nm"},{"name":"spot","value":"1"}]}`, "If-Match", `"1"`).Want(200)
	if r.Get("description") != nil || r.Get("sample_ids.0") != two || r.Get("parameters.0.value") != "785.0" || r.Header.Get("ETag") != `"2"` {
		t.Errorf("changed: %s", r.Body)
	}
	want := []string{"experiment.updated experiment experiments", "experiment.updated experiment experiment_samples", "experiment.updated experiment experiment_samples",
		"experiment.updated experiment data_lineage", "experiment.updated experiment experiment_parameters"}
	if got := s.since(n); !slices.Equal(got, want) {
		t.Errorf("audit %q, want %q", got, want)
	}
	only := s.Do("a/technician", "PATCH", path, `{"parameters":[]}`, "If-Match", `"2"`).Want(200)
	if only.Header.Get("ETag") != `"3"` || len(only.Get("parameters").([]any)) != 0 {
		t.Errorf("a change of parameters alone: %s", only.Body)
	}
	// Lineage tells what was: both samples stay its sources.
	if g := s.Do("a/viewer", "GET", "/lineage/experiment/"+e, nil).Want(200); len(g.Get("edges").([]any)) != 2 {
		t.Errorf("lineage %s", g.Body)
	}
}

// API.md §1 "Reason": experiments that have results are not changed without one.
func TestP11_09_ExperimentWithResults(t *testing.T) {
	s := open(t)
	e := s.experiment(nil, "running")
	s.record(thickness(e)).Want(201)
	path := "/experiments/" + e
	refused(t, s.Do("a/manager", "PATCH", path, `{"title":"New"}`, "If-Match", `"2"`), 422, "reason_required", "header:X-Change-Reason")
	refused(t, s.Do("a/manager", "PATCH", path, `{"title":"New"}`, "If-Match", `"2"`, "X-Change-Reason", "  "), 422, "reason_required")
	refused(t, s.Do("a/manager", "DELETE", path, nil, "If-Match", `"2"`), 422, "reason_required")
	n := s.entries()
	s.Do("a/manager", "PATCH", path, `{"title":"New"}`, "If-Match", `"2"`, "X-Change-Reason", "typing error").Want(200)
	if a := s.lab.Audit(t, "a")[n:]; len(a) != 1 || a[0].Reason != "typing error" {
		t.Errorf("audit %+v", a)
	}
}

func TestExperimentLockedAndArchived(t *testing.T) {
	s := open(t)
	e := s.experiment(nil, "running")
	path := "/experiments/" + e
	s.exec("a", "update experiments set locked_at = now() where id = ?", e)
	refused(t, s.Do("a/manager", "PATCH", path, `{"title":"x"}`, "If-Match", `"2"`), 423, "locked")
	refused(t, s.Do("a/manager", "DELETE", path, nil, "If-Match", `"2"`), 423, "locked")
	refused(t, s.move(e, "completed"), 423, "locked")
	refused(t, s.record(thickness(e)), 423, "locked")
	gone := s.experiment(nil, "running")
	s.Do("a/manager", "DELETE", "/experiments/"+gone, nil, "If-Match", `"2"`).Want(204)
	s.Do("a/manager", "DELETE", "/experiments/"+gone, nil, "If-Match", `"3"`).Want(204)
	refused(t, s.move(gone, "completed"), 409, "archived")
	refused(t, s.record(thickness(gone)), 409, "archived")
	refused(t, s.Do("a/manager", "PATCH", "/experiments/"+gone, `{"title":"x"}`, "If-Match", `"3"`), 409, "archived")
	s.Do("a/viewer", "GET", "/experiments/"+gone, nil).Want(200)
	if got := len(s.Do("a/viewer", "GET", "/experiments", nil).Get("items").([]any)); got != 1 {
		t.Errorf("%d experiments in the list, want 1", got)
	}
	if got := len(s.Do("a/viewer", "GET", "/experiments?include_archived=true", nil).Get("items").([]any)); got != 2 {
		t.Errorf("%d with archived ones, want 2", got)
	}
}

func TestExperimentRace(t *testing.T) {
	s := open(t)
	e := s.experiment(nil)
	var wg sync.WaitGroup
	status := make([]int, 8)
	for i := range status {
		wg.Add(1)
		go func() {
			defer wg.Done()
			status[i] = s.Do("a/technician", "PATCH", "/experiments/"+e, fmt.Sprintf(`{"title":"by %d"}`, i), "If-Match", `"1"`).Status
		}()
	}
	wg.Wait()
	slices.Sort(status)
	if want := append([]int{200}, slices.Repeat([]int{412}, 7)...); !slices.Equal(status, want) {
		t.Errorf("got %v, want one 200", status)
	}
}

func TestExperimentIdempotency(t *testing.T) {
	s := open(t)
	body := `{"title":"Once","method":"raman"}`
	first := s.Do("a/technician", "POST", "/experiments", body, "Idempotency-Key", "k1").Want(201)
	n := s.entries()
	again := s.Do("a/technician", "POST", "/experiments", body, "Idempotency-Key", "k1").Want(201)
	if again.ID() != first.ID() || s.entries() != n {
		t.Errorf("another experiment %s", again.Body)
	}
	refused(t, s.Do("a/technician", "POST", "/experiments", `{"title":"Other","method":"raman"}`, "Idempotency-Key", "k1"), 422, "idempotency_mismatch")
}

func TestExperimentList(t *testing.T) {
	s := open(t)
	sample, project, instrument := s.sample("a", "Wafer"), s.project("a", "P"), s.instrument("a", "I")
	for i := range 12 {
		s.experiment(map[string]any{"title": fmt.Sprintf("Run %02d 100%%", i), "sample_ids": []string{sample}, "project_id": project, "instrument_id": instrument,
			"parameters": []any{map[string]any{"name": "laser", "value": "532"}}})
	}
	other := s.experiment(map[string]any{"method": "xrd", "title": "Other"}, "running")
	s.record(thickness(other)).Want(201)
	for query, want := range map[string]int{"": 13, "?status=running": 1, "?status=running,draft": 13, "?project_id=" + project: 12, "?sample_id=" + sample: 12,
		"?instrument_id=" + instrument: 12, "?method=xrd": 1, "?method=XR": 0, "?q=rUN%200": 10, "?q=100%25": 12, "?q=_": 0, "?q=%25": 12, "?project_id=" + id.New().String(): 0} {
		r := s.Do("a/viewer", "GET", "/experiments"+query, nil).Want(200)
		if got := len(r.Get("items").([]any)); got != want {
			t.Errorf("%s: %d items, want %d", query, got, want)
		}
	}
	for _, query := range []string{"?status=done", "?project_id=x", "?sort=status", "?sort=(select%201)", "?colour=red", "?limit=0", "?cursor=x"} {
		refused(t, s.Do("a/viewer", "GET", "/experiments"+query, nil), 422, "")
	}
	seen, next := []string{}, "/experiments?limit=5&sort=title&count=true"
	for next != "" {
		r := s.Do("a/viewer", "GET", next, nil).Want(200)
		for _, item := range r.Get("items").([]any) {
			seen = append(seen, item.(map[string]any)["title"].(string))
		}
		if next = ""; r.Get("next_cursor") != nil {
			next = "/experiments?limit=5&sort=title&count=true&cursor=" + r.Get("next_cursor").(string)
		}
		if fmt.Sprint(r.Get("total")) != "13" {
			t.Errorf("total %v", r.Get("total"))
		}
	}
	if len(seen) != 13 || !slices.IsSorted(seen) {
		t.Errorf("paging gave %q", seen)
	}
	r := s.Do("a/viewer", "GET", "/experiments?limit=1", nil)
	if fmt.Sprint(r.Get("items.0.result_count")) != "1" || fmt.Sprint(s.Do("a/viewer", "GET", "/experiments?sort=title", nil).Get("items.1.project_code")) == "<nil>" {
		t.Errorf("an item lacks what a table shows: %s", r.Body)
	}
	if n := s.statements(func() { s.Do("a/viewer", "GET", "/experiments?limit=13", nil).Want(200) }); n != 1 {
		t.Errorf("a page takes %d statements, want 1", n)
	}
}

// another organisation's records are not there, on every route and for every verb.
func TestX01_ForeignIDs(t *testing.T) {
	s := open(t)
	e := s.experiment(nil, "running")
	result := s.record(thickness(e)).Want(201).ID()
	for _, target := range []struct{ method, path, body string }{
		{"GET", "/experiments/%s", ""}, {"PATCH", "/experiments/%s", `{"title":"x"}`}, {"DELETE", "/experiments/%s", ""},
		{"POST", "/experiments/%s/transition", `{"to":"completed"}`}, {"GET", "/lineage/experiment/%s", ""},
	} {
		foreign(t, s, target.method, target.path, target.body, e)
	}
	for _, target := range []struct{ method, path, body string }{{"GET", "/results/%s", ""}, {"POST", "/results/%s/void", ""}, {"GET", "/lineage/result/%s", ""}} {
		foreign(t, s, target.method, target.path, target.body, result)
	}
	for _, path := range []string{"/experiments", "/results", "/experiments?include_archived=true", "/results?experiment_id=" + e} {
		if items := s.Do("b/admin", "GET", path, nil).Want(200).Get("items").([]any); len(items) > 0 {
			t.Errorf("%s shows %v", path, items)
		}
	}
}

func foreign(t *testing.T, s *scene, method, path, body, known string) {
	t.Helper()
	var send any
	if body != "" {
		send = body
	}
	call := func(v string) string {
		r := s.Do("b/admin", method, fmt.Sprintf(path, v), send, "If-Match", `"1"`, "X-Change-Reason", "to see more")
		doc := r.JSON()
		delete(doc, "request_id")
		return fmt.Sprint(r.Status, doc)
	}
	got := call(known)
	if !strings.HasPrefix(got, "404") || got != call(id.New().String()) || got != call("no-id") {
		t.Errorf("%s %s: %s for a foreign id, %s for a random one, %s for none", method, path, got, call(id.New().String()), call("no-id"))
	}
}
