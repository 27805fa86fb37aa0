package analyses_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/analyses"
	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

type body = map[string]any

func ask(trace string, more ...any) body {
	out := body{"method": "peaks.find", "inputs": body{"trace_id": trace}}
	for i := 0; i < len(more); i += 2 {
		out[more[i].(string)] = more[i+1]
	}
	return out
}

func TestCatalogueOverHTTP(t *testing.T) {
	b := open(t)
	list := b.Do("a/viewer", "GET", "/methods?count=true&limit=1&sort=-name", nil).Want(200)
	if list.Get("items.0.name") != "peaks.find" || list.Get("next_cursor") != nil || fmt.Sprint(list.Get("total")) != "1" {
		t.Errorf("%s", list.Body)
	}
	m := b.Do("a/viewer", "GET", "/methods/peaks.find", nil).Want(200)
	for path, want := range map[string]any{"name": "peaks.find", "version": "1.0.0", "inputs.0.name": "trace_id", "inputs.0.kind": "trace", "inputs.0.required": true, "outputs.0.unit": "x"} {
		if got := m.Get(path); got != want {
			t.Errorf("%s = %v, want %v", path, got, want)
		}
	}
	if p, _ := m.Get("parameters").([]any); len(p) != 10 || m.Get("reference") == "" {
		t.Errorf("%s", m.Body)
	}
	b.Do("a/viewer", "GET", "/methods/peaks.lose", nil).Want(404)
	b.Do("a/viewer", "GET", "/methods?sort=version", nil).Want(422)
	b.Do("", "GET", "/methods", nil).Want(401)
}

// TestResultIsComputedAndStored is the whole of one analysis: values, where they come from, and who says so.
func TestResultIsComputedAndStored(t *testing.T) {
	b := open(t)
	experiment := b.experiment("a", "running")
	file := b.file("a", experiment)
	trace := b.trace("a", file, silicon(2000))
	r := b.Do("a/scientist", "POST", "/analyses", ask(trace, "parameters", body{"x_min": 400, "x_max": 700})).Want(201)
	resultID := r.ID()
	if r.Header.Get("Location") != "/results/"+resultID || r.Header.Get("ETag") != `"1"` {
		t.Errorf("headers %v", r.Header)
	}
	for path, want := range map[string]string{"method.name": "peaks.find", "method.version": "1.0.0", "result_type": "peaks", "origin": "computed", "status": "valid",
		"experiment_id": experiment, "inputs.0.type": "trace", "inputs.0.id": trace, "inputs.0.file_sha256": strings.Repeat("ab", 32), "inputs.0.reader": "text/1",
		"inputs.0.block": "0", "engine.version": "1.2.3", "values.0.name": "peak1.position", "values.0.unit": "cm-1", "values.4.name": "peak1.area",
		"values.4.unit": "counts cm-1", "parameters.x_min": "400", "parameters.distance": "1", "parameters.polarity": "maxima", "sample_name": "W1"} {
		if got := fmt.Sprint(r.Get(path)); got != want {
			t.Errorf("%s = %s, want %s", path, got, want)
		}
	}
	if len(fmt.Sprint(r.Get("inputs.0.data_sha256"))) != 64 || fmt.Sprint(r.Get("engine.arch")) == "" || r.Get("values.0.uncertainty") != nil {
		t.Errorf("%s", r.Body)
	}
	near(t, r.Get("values.0.value"), 520.7, 1)
	near(t, r.Get("values.2.value"), 1000, 30)
	near(t, r.Get("values.3.value"), 8, 0.5)
	near(t, r.Get("parameters.prominence"), 30, 6)

	stored := b.Do("a/viewer", "GET", "/results/"+resultID, nil).Want(200)
	if a, c := fmt.Sprint(stored.Get("values")), fmt.Sprint(r.Get("values")); a != c {
		t.Errorf("stored %s, answered %s", a, c)
	}
	graph := string(b.Do("a/viewer", "GET", "/lineage/result/"+resultID+"?up=1&down=1", nil).Want(200).Body)
	for _, from := range []string{trace, experiment} {
		if !strings.Contains(graph, `"from":"`+from+`","to":"`+resultID) {
			t.Errorf("no edge from %s in %s", from, graph)
		}
	}
	var actions []string
	for _, e := range b.lab.Audit(t, "a") {
		if e.RecordID == resultID && e.RecordType == "result" {
			actions = append(actions, e.Action+" by "+e.ActorName)
		}
	}
	if len(actions) == 0 || actions[0] != "result.computed by Scientist A" {
		t.Errorf("audit %v", actions)
	}
}

func near(t *testing.T, got any, want, tolerance float64) {
	t.Helper()
	text := fmt.Sprint(got)
	var f float64
	if err := json.Unmarshal([]byte(text), &f); err != nil || f < want-tolerance || f > want+tolerance {
		t.Errorf("%s is not %v ± %v", text, want, tolerance)
	}
}

func TestDryRunStoresNothing(t *testing.T) {
	b := open(t)
	trace := b.trace("a", b.file("a", b.experiment("a", "completed")), silicon(500))
	before := len(b.lab.Audit(t, "a"))
	r := b.Do("a/scientist", "POST", "/analyses?dry_run=true", ask(trace), "Prefer", "respond-async").Want(200)
	if r.Get("id") != nil || r.Get("values.0.name") != "peak1.position" || r.Get("method.version") != "1.0.0" || r.Get("engine.version") != "1.2.3" || r.Get("inputs.0.id") != trace {
		t.Errorf("%s", r.Body)
	}
	if n := b.count("a", "results"); n != 0 || len(b.lab.Audit(t, "a")) != before {
		t.Errorf("%d results and %d audit entries too many", n, len(b.lab.Audit(t, "a"))-before)
	}
	// A named experiment is checked as for a result.
	b.Do("a/scientist", "POST", "/analyses?dry_run=true", ask(trace, "experiment_id", b.experiment("a", "completed"))).Want(409)
}

func TestExperimentMustRun(t *testing.T) {
	b := open(t)
	loose := b.trace("a", "", silicon(500))
	for _, status := range []string{"draft", "completed"} {
		experiment := b.experiment("a", status)
		r := b.Do("a/scientist", "POST", "/analyses", ask(loose, "experiment_id", experiment)).Want(409)
		if r.Get("code") != "experiment_not_running" {
			t.Errorf("%s", r.Body)
		}
		// Leaving the id out is no way around: the trace's own experiment counts.
		own := b.trace("a", b.file("a", experiment), silicon(500))
		b.Do("a/scientist", "POST", "/analyses", ask(own)).Want(409)
		b.Do("a/scientist", "POST", "/analyses", ask(own), "Prefer", "respond-async").Want(409)
	}
	r := b.Do("a/scientist", "POST", "/analyses", ask(loose)).Want(201)
	if r.Get("experiment_id") != nil {
		t.Errorf("a trace of no experiment: %s", r.Body)
	}
	if n := b.count("a", "results"); n != 1 {
		t.Errorf("%d results", n)
	}
}

func TestRefusals(t *testing.T) {
	b := open(t)
	trace, foreign := b.trace("a", "", silicon(500)), b.trace("b", "", silicon(500))
	foreignExperiment := b.experiment("b", "running")
	for name, c := range map[string]struct {
		body    any
		pointer string
		code    string
	}{
		"unknown method":       {body{"method": "peaks.lose", "inputs": body{}}, "/method", "unknown_method"},
		"no method":            {body{"inputs": body{"trace_id": trace}}, "", ""},
		"no inputs":            {body{"method": "peaks.find"}, "", ""},
		"no trace":             {body{"method": "peaks.find", "inputs": body{}}, "/inputs/trace_id", "required"},
		"trace null":           {body{"method": "peaks.find", "inputs": body{"trace_id": nil}}, "/inputs/trace_id", "required"},
		"trace number":         {body{"method": "peaks.find", "inputs": body{"trace_id": 7}}, "/inputs/trace_id", "wrong_type"},
		"trace text":           {ask("seven"), "/inputs/trace_id", "unknown_reference"},
		"trace nobody has":     {ask(id.New().String()), "/inputs/trace_id", "unknown_reference"},
		"trace of others":      {ask(foreign), "/inputs/trace_id", "unknown_reference"},
		"unknown input":        {body{"method": "peaks.find", "inputs": body{"trace_id": trace, "a/b": 1}}, "/inputs/a~1b", "unknown_input"},
		"unknown parameter":    {ask(trace, "parameters", body{"heigth": 1}), "/parameters/heigth", "unknown_parameter"},
		"wrong type":           {ask(trace, "parameters", body{"height": "1"}), "/parameters/height", "wrong_type"},
		"nested":               {ask(trace, "parameters", body{"height": body{"min": 1}}), "/parameters/height", "wrong_type"},
		"out of bounds":        {ask(trace, "parameters", body{"max_peaks": 201}), "/parameters/max_peaks", "out_of_range"},
		"range without points": {ask(trace, "parameters", body{"x_min": 5000}), "/parameters/x_min", "out_of_range"},
		"experiment of others": {ask(trace, "experiment_id", foreignExperiment), "/experiment_id", "unknown_reference"},
		"unknown field":        {ask(trace, "method_version", "1.0.0"), "/method_version", "unknown_field"},
		"parameters as list":   {ask(trace, "parameters", []int{1}), "/parameters", ""},
		"NaN":                  {`{"method":"peaks.find","inputs":{"trace_id":"` + trace + `"},"parameters":{"height":NaN}}`, "", ""},
	} {
		r := b.Do("a/scientist", "POST", "/analyses", c.body)
		if r.Status != 422 && !(name == "NaN" && r.Status == 400) {
			t.Errorf("%s: %d %s", name, r.Status, r.Body)
			continue
		}
		if c.pointer != "" && (r.Get("errors.0.pointer") != c.pointer || c.code != "" && r.Get("errors.0.code") != c.code) {
			t.Errorf("%s: %s", name, r.Body)
		}
	}
	all := b.Do("a/scientist", "POST", "/analyses", body{"method": "peaks.find", "inputs": body{"x": 1}, "parameters": body{"y": 1, "width": -1}}).Want(422)
	if list, _ := all.Get("errors").([]any); len(list) != 4 {
		t.Errorf("every fault at once: %s", all.Body)
	}
	b.Do("a/technician", "POST", "/analyses", ask(trace)).Want(403)
	b.Do("a/viewer", "POST", "/analyses?dry_run=true", ask(trace)).Want(403)
	b.Do("", "POST", "/analyses", ask(trace)).Want(401)
	if n := b.count("a", "results"); n != 0 {
		t.Errorf("%d results", n)
	}
}

// TestIdempotency: one key, one result, the first answer again.
func TestIdempotency(t *testing.T) {
	b := open(t)
	trace := b.trace("a", "", silicon(500))
	first := b.Do("a/scientist", "POST", "/analyses", ask(trace), "Idempotency-Key", "k1").Want(201)
	again := b.Do("a/scientist", "POST", "/analyses", ask(trace), "Idempotency-Key", "k1").Want(201)
	if first.ID() != again.ID() || again.Header.Get("ETag") != `"1"` || again.Header.Get("Idempotent-Replayed") != "true" || b.count("a", "results") != 1 {
		t.Errorf("%s\n%s", first.Body, again.Body)
	}
	b.Do("a/scientist", "POST", "/analyses", ask(trace, "parameters", body{"width": 2}), "Idempotency-Key", "k1").Want(422)
}

// TestSameDigits: the same trace and parameters give the same text, bit for bit.
func TestSameDigits(t *testing.T) {
	b := open(t)
	trace := b.trace("a", "", silicon(3000))
	first := b.Do("a/scientist", "POST", "/analyses", ask(trace)).Want(201)
	again := b.Do("a/scientist", "POST", "/analyses", ask(trace, "parameters", first.Get("parameters"))).Want(201)
	for _, part := range []string{"values", "parameters", "warnings"} {
		if x, y := fmt.Sprint(first.Get(part)), fmt.Sprint(again.Get(part)); x != y {
			t.Errorf("%s: %s, then %s", part, x, y)
		}
	}
}

// TestStrangeUnits: what stood where the unit stands never keeps a result from being stored.
func TestStrangeUnits(t *testing.T) {
	b := open(t)
	tr := silicon(500)
	tr.X.Unit, tr.Y.Unit = "arbitrary thing\tmeasured along the way", strings.Repeat("ü", 60)
	r := b.Do("a/scientist", "POST", "/analyses", ask(b.trace("a", "", tr))).Want(201)
	for i := range 5 {
		if u := fmt.Sprint(r.Get(fmt.Sprintf("values.%d.unit", i))); len([]rune(u)) > 40 || strings.Contains(u, "\t") || u == "" {
			t.Errorf("unit %q", u)
		}
	}
}

func TestNothingFoundIsAResult(t *testing.T) {
	b := open(t)
	flat := formats.Trace{X: formats.Linear(formats.Quantity{}, 0, 9, 10), Data: make([]float64, 10)}
	r := b.Do("a/scientist", "POST", "/analyses", ask(b.trace("a", "", flat))).Want(201)
	if v, _ := r.Get("values").([]any); len(v) != 0 || r.Get("warnings.0") != "No peak passes the filters." {
		t.Errorf("%s", r.Body)
	}
}

func TestWithoutJobClient(t *testing.T) {
	b := open(t)
	trace := b.trace("a", "", silicon(500))
	r := b.Do("a/scientist", "POST", "/analyses", ask(trace), "Prefer", "respond-async").Want(503)
	if r.Get("code") != "jobs_unavailable" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/viewer", "GET", "/jobs", nil).Want(503)
	b.Do("a/scientist", "POST", "/analyses?dry_run=true", ask(b.trace("a", "", silicon(analyses.LongWork+1)))).Want(200)
}
