package analysis_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

func TestResultRecorded(t *testing.T) {
	s := open(t)
	sample, instrument, file := s.sample("a", "Wafer"), s.instrument("a", "Raman microscope"), s.file("a")
	e := s.experiment(map[string]any{"instrument_id": instrument, "sample_ids": []string{sample}}, "running")
	n := s.entries()
	r := s.record(map[string]any{}, "Idempotency-Key", "x")
	refused(t, r, 422, "invalid")
	body := `{"experiment_id":"` + e + `","sample_id":"` + sample + `","result_type":"peaks","values":[{"name":"shift","value":"520.70","unit":"cm-1","uncertainty":"0.10","k":2},
		{"name":"width","value":3.10,"unit":"cm-1","uncertainty":0.050},{"name":"ratio","value":"-1.2e-3"}],"file_ids":["` + file + `"],
		"metadata":{"laser":{"value":"532.0","unit":"nm"},"spot":3,"ok":true,"who":"me"}}`
	r = s.Do("a/technician", "POST", "/results", body, "Idempotency-Key", "k").Want(201)
	for path, want := range map[string]string{"values.0.name": "shift", "values.0.value": "520.70", "values.0.uncertainty": "0.10", "values.0.k": "2", "values.1.value": "3.10",
		"values.1.uncertainty": "0.050", "values.1.k": "1", "values.2.value": "-1.2e-3", "values.2.uncertainty": "<nil>", "values.2.k": "<nil>", "values.2.unit": "", "values.2.dof": "<nil>",
		"origin": "recorded", "status": "valid", "method": "<nil>", "engine": "<nil>", "stale": "<nil>", "supersedes": "<nil>", "calibration_override": "<nil>", "parameters": "map[]",
		"inputs": "[]", "warnings": "[]", "curves": "[]", "file_ids.0": file, "metadata.laser.value": "532.0", "metadata.laser.type": "quantity", "metadata.spot.value": "3",
		"metadata.ok.value": "true", "metadata.who.type": "string", "instrument_id": instrument, "instrument_name": "Raman microscope", "sample_name": "Wafer", "created_by_name": "Technician A",
		"experiment_title": "Raman of the wafer", "_actions.void": "false", "observed_at": "<nil>"} {
		if got := fmt.Sprint(r.Get(path)); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	want := []string{"result.recorded result results"}
	want = append(want, slices.Repeat([]string{"result.recorded result result_values"}, 3)...)
	want = append(want, slices.Repeat([]string{"result.recorded result result_metadata"}, 4)...)
	want = append(want, "result.recorded result result_files")
	want = append(want, slices.Repeat([]string{"result.recorded result data_lineage"}, 3)...)
	if got := s.since(n); !slices.Equal(got, want) {
		t.Errorf("audit %q, want %q", got, want)
	}
	if again := s.Do("a/technician", "POST", "/results", body, "Idempotency-Key", "k").Want(201); again.ID() != r.ID() || s.entries() != n+len(want) {
		t.Errorf("replayed as %s", again.Body)
	}
	var shadow string
	if err := s.lab.DB.Q(s.lab.Ctx("a", "viewer")).Raw("select value_number::text from result_values where result_id = ? and name = 'ratio'", r.ID()).Row().Scan(&shadow); err != nil || shadow != "-0.0012" {
		t.Errorf("numeric shadow %q, %v", shadow, err)
	}
}

func TestResultBadInput(t *testing.T) {
	s := open(t)
	e := s.experiment(nil, "running")
	random := id.New().String()
	theirs := map[string]string{"sample_id": s.sample("b", "W"), "instrument_id": s.instrument("b", "I"), "file_ids": s.file("b")}
	body := func(values, more string) string {
		return `{"experiment_id":"` + e + `","result_type":"t","values":` + values + more + `}`
	}
	const fine = `[{"name":"a","value":"1"}]`
	type bad struct{ name, body, pointer string }
	cases := []bad{
		{"no values", body(`[]`, ""), "/values"}, {"null values", body(`null`, ""), "/values"},
		{"name twice", body(`[{"name":"a","value":"1"},{"name":"a","value":"2"}]`, ""), "/values/1/name"},
		{"text", body(`[{"name":"a","value":"high"}]`, ""), "/values/0/value"}, {"empty", body(`[{"name":"a","value":""}]`, ""), "/values/0/value"},
		{"NaN text", body(`[{"name":"a","value":"NaN"}]`, ""), "/values/0/value"}, {"infinity text", body(`[{"name":"a","value":"-Infinity"}]`, ""), "/values/0/value"},
		{"NaN", body(`[{"name":"a","value":NaN}]`, ""), "/values/0/value"}, {"out of range", body(`[{"name":"a","value":1e400}]`, ""), "/values/0/value"},
		{"text out of range", body(`[{"name":"a","value":"1e400"}]`, ""), "/values/0/value"}, {"hexadecimal", body(`[{"name":"a","value":"0x10"}]`, ""), "/values/0/value"},
		{"too long", body(`[{"name":"a","value":"1.`+strings.Repeat("0", 60)+`"}]`, ""), "/values/0/value"}, {"boolean", body(`[{"name":"a","value":true}]`, ""), "/values/0/value"},
		{"object", body(`[{"name":"a","value":{"v":1}}]`, ""), "/values/0/value"}, {"null value", body(`[{"name":"a","value":null}]`, ""), "/values/0/value"},
		{"negative uncertainty", body(`[{"name":"a","value":"1","uncertainty":"-0.1"}]`, ""), "/values/0/uncertainty"},
		{"uncertainty of text", body(`[{"name":"a","value":"1","uncertainty":"small"}]`, ""), "/values/0/uncertainty"},
		{"k alone", body(`[{"name":"a","value":"1","k":2}]`, ""), "/values/0/k"}, {"k zero", body(`[{"name":"a","value":"1","uncertainty":"1","k":0}]`, ""), "/values/0/k"},
		{"k of text", body(`[{"name":"a","value":"1","uncertainty":"1","k":"2"}]`, ""), "/values/0/k"}, {"unknown member", body(`[{"name":"a","value":"1","dof":3}]`, ""), "/values/0/dof"},
		{"long unit", body(`[{"name":"a","value":"1","unit":"`+strings.Repeat("m", 41)+`"}]`, ""), "/values/0/unit"},
		{"control character", body(`[{"name":"a","value":"1","unit":"a\u0007"}]`, ""), "/values/0/unit"}, {"bad name", body(`[{"name":"\n","value":"1"}]`, ""), "/values/0/name"},
		{"status", body(fine, `,"status":"valid"`), "/status"}, {"origin", body(fine, `,"origin":"computed"`), "/origin"}, {"method", body(fine, `,"method":{}`), "/method"},
		{"locked_at", body(fine, `,"locked_at":null`), "/locked_at"}, {"recorded_at", body(fine, `,"recorded_at":"2026-01-01T00:00:00Z"`), "/recorded_at"},
		{"created_by", body(fine, `,"created_by":"`+random+`"`), "/created_by"}, {"override", body(fine, `,"calibration_override":null`), "/calibration_override"},
		{"metadata key", body(fine, `,"metadata":{" ":1}`), "/metadata/ "}, {"metadata list", body(fine, `,"metadata":{"a":[1]}`), "/metadata/a"},
		{"metadata member", body(fine, `,"metadata":{"a":{"value":1,"x":2}}`), "/metadata/a/x"}, {"metadata range", body(fine, `,"metadata":{"v":1e400}`), "/metadata/v"},
		{"future", body(fine, `,"observed_at":"2999-01-01T00:00:00Z"`), "/observed_at"}, {"no time", body(fine, `,"observed_at":"yesterday"`), "/observed_at"},
		{"duplicate key", body(fine, `,"result_type":"u"`), "/result_type"}, {"same file twice", body(fine, `,"file_ids":["`+random+`","`+random+`"]`), ""},
		{"no experiment", `{"result_type":"t","values":` + fine + `}`, ""}, {"random experiment", `{"experiment_id":"` + random + `","result_type":"t","values":` + fine + `}`, "/experiment_id"},
	}
	for field, v := range theirs {
		for who, v := range map[string]string{"foreign ": v, "random ": random} {
			if field == "file_ids" {
				cases = append(cases, bad{who + field, body(fine, `,"file_ids":["`+v+`"]`), "/file_ids/0"})
			} else {
				cases = append(cases, bad{who + field, body(fine, `,"`+field+`":"`+v+`"`), "/" + field})
			}
		}
	}
	n := s.entries()
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			r := s.Do("a/scientist", "POST", "/results", tc.body)
			if tc.pointer == "" {
				refused(t, r, 422, "")
			} else {
				refused(t, r, 422, "", tc.pointer)
			}
		})
	}
	// another organisation's experiment is refused like one that never was.
	foreign, never := strings.ReplaceAll(body(fine, ""), e, s.Do("b/technician", "POST", "/experiments", `{"title":"T","method":"m"}`).Want(201).ID()), strings.ReplaceAll(body(fine, ""), e, random)
	a, b := s.Do("a/scientist", "POST", "/results", foreign).Want(422).JSON(), s.Do("a/scientist", "POST", "/results", never).Want(422).JSON()
	delete(a, "request_id")
	delete(b, "request_id")
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("foreign %v, random %v", a, b)
	}
	if got := s.since(n); len(got) > 0 {
		t.Errorf("refused requests left %q", got)
	}
}

// P11-40: what was observed long before it was recorded says why.
func TestP11_40_Contemporaneous(t *testing.T) {
	s := open(t)
	body := thickness(s.experiment(nil, "running"))
	body["observed_at"] = time.Now().Add(-48 * time.Hour)
	refused(t, s.record(body), 422, "reason_required")
	late := s.record(body, "X-Change-Reason", "network was down").Want(201)
	if late.Get("observed_at") == nil || late.Get("recorded_at") == nil {
		t.Errorf("times %s", late.Body)
	}
	body["observed_at"] = time.Now().Add(-time.Hour)
	s.record(body).Want(201)
}

func TestResultBulk(t *testing.T) {
	s := open(t)
	e, closed := s.experiment(nil, "running"), s.experiment(nil)
	row := func(n int) map[string]any {
		r := thickness(e)
		r["values"] = []any{map[string]any{"name": "d", "value": fmt.Sprintf("%d.10", n)}}
		return r
	}
	n := s.entries()
	bad := `{"items":[{"experiment_id":"` + e + `","result_type":"t","values":[{"name":"a","value":"1"}]},
		{"experiment_id":"` + e + `","result_type":"","values":[{"name":"a","value":"x"},{"value":"1","y":2}],"z":1},
		{"experiment_id":"` + closed + `","result_type":"t","values":[{"name":"a","value":"1"}],"sample_id":"` + id.New().String() + `"},
		7,{"experiment_id":null,"result_type":"t","values":"none"}]}`
	faults := []string{"/items/1/result_type", "/items/1/values/0/value", "/items/1/values/1/name", "/items/1/values/1/y", "/items/1/z", "/items/2/experiment_id", "/items/2/sample_id"}
	dry := s.Do("a/technician", "POST", "/results/bulk?dry_run=true", bad).Want(200)
	found := map[string]bool{}
	for _, f := range dry.Get("errors").([]any) {
		found[fmt.Sprint(f.(map[string]any)["pointer"])] = true
	}
	for _, p := range faults {
		if !found[p] {
			t.Errorf("no fault at %s in %s", p, dry.Body)
		}
	}
	if fmt.Sprintf("%v %v %v", dry.Get("rows"), dry.Get("valid"), dry.Get("invalid")) != "5 1 4" {
		t.Errorf("report %s", dry.Body)
	}
	refused(t, s.Do("a/technician", "POST", "/results/bulk", bad), 422, "invalid")
	refused(t, s.Do("a/technician", "POST", "/results/bulk", map[string]any{"items": []any{row(1), thickness(closed)}}), 409, "experiment_not_running", "/items/1/experiment_id")
	refused(t, s.Do("a/technician", "POST", "/results/bulk", `{"items":[]}`), 422, "")
	refused(t, s.Do("a/technician", "POST", "/results/bulk", `{"items":[`+strings.TrimSuffix(strings.Repeat("1,", 1001), ",")+`]}`), 422, "", "/items")
	refused(t, s.Do("a/viewer", "POST", "/results/bulk", bad), 403, "forbidden")
	s.Do("a/technician", "POST", "/results/bulk?dry_run=true", map[string]any{"items": []any{row(1)}}).Want(200)
	if got := s.since(n); len(got) > 0 {
		t.Errorf("refused requests left %q", got)
	}
	rows := make([]any, 1000)
	for i := range rows {
		rows[i] = row(i)
	}
	var r map[string]any
	statements := s.statements(func() {
		r = s.Do("a/technician", "POST", "/results/bulk", map[string]any{"items": rows}).Want(201).JSON()
	})
	items := r["items"].([]any)
	for i, item := range items {
		if v := item.(map[string]any)["values"].([]any)[0].(map[string]any)["value"]; v != fmt.Sprintf("%d.10", i) {
			t.Fatalf("item %d has %v: the order of the rows is lost", i, v)
		}
	}
	// P11-06: a bulk of N leaves N entries for the records, their values and edges each.
	if got := s.entries() - n; len(items) != 1000 || got != 3000 || statements > 8 {
		t.Errorf("%d results, %d entries, %d statements", len(items), got, statements)
	}
}

func TestResultVoid(t *testing.T) {
	s := open(t)
	e := s.experiment(nil, "running")
	first := s.record(thickness(e)).Want(201).ID()
	second := s.compute(t, results.Computed{Inputs: []results.Input{{Type: "result", ID: uuid(t, first)}}})
	third := s.compute(t, results.Computed{Inputs: []results.Input{{Type: "result", ID: second.ID}}})
	replaced := s.compute(t, results.Computed{Supersedes: &third.ID})
	apart := s.compute(t, results.Computed{})
	path := "/results/" + first + "/void"
	refused(t, s.Do("a/scientist", "POST", path, nil, "X-Change-Reason", "wrong wafer"), 403, "forbidden")
	refused(t, s.Do("a/manager", "POST", path, nil), 422, "reason_required", "header:X-Change-Reason")
	refused(t, s.Do("a/manager", "POST", path, nil, "X-Change-Reason", "no"), 422, "", "header:X-Change-Reason")
	n := s.entries()
	r := s.Do("a/manager", "POST", path, nil, "X-Change-Reason", "wrong wafer").Want(200)
	if r.Get("status") != "voided" || r.Get("void_reason") != "wrong wafer" || r.Get("voided_at") == nil || fmt.Sprint(r.Get("_actions.void.reason")) != "already_voided" || r.Header.Get("ETag") != `"2"` {
		t.Errorf("voided: %s", r.Body)
	}
	if got := s.since(n); !slices.Equal(got, slices.Repeat([]string{"result.voided result results"}, 3)) {
		t.Errorf("audit %q", got)
	}
	for v, stale := range map[string]bool{second.ID.String(): true, third.ID.String(): true, replaced.ID.String(): false, apart.ID.String(): false} {
		got := s.Do("a/viewer", "GET", "/results/"+v, nil).Want(200)
		if (got.Get("stale") != nil) != stale || got.Get("status") != "valid" {
			t.Errorf("%s: %s", v, got.Body)
		}
	}
	refused(t, s.Do("a/manager", "POST", path, nil, "X-Change-Reason", "wrong wafer"), 409, "already_voided")
	s.exec("a", "update results set locked_at = now() where id = ?", apart.ID)
	refused(t, s.Do("a/manager", "POST", "/results/"+apart.ID.String()+"/void", nil, "X-Change-Reason", "wrong wafer"), 423, "locked")
}

// What a voided experiment gave stays, marked.
func TestExperimentVoidMarksResults(t *testing.T) {
	s := open(t)
	e := s.experiment(nil, "running")
	direct := s.record(thickness(e)).Want(201).ID()
	derived := s.compute(t, results.Computed{Inputs: []results.Input{{Type: "result", ID: uuid(t, direct)}}}).ID.String()
	apart := s.record(thickness(s.experiment(nil, "running"))).Want(201).ID()
	s.move(e, "voided").Want(200)
	for v, stale := range map[string]bool{direct: true, derived: true, apart: false} {
		got := s.Do("a/viewer", "GET", "/results/"+v, nil).Want(200)
		if (got.Get("stale") != nil) != stale || got.Get("status") != "valid" {
			t.Errorf("%s: %s", v, got.Body)
		}
	}
}

// compute stores a result of a method the way analyses do.
func (s *scene) compute(t *testing.T, c results.Computed) *results.View {
	t.Helper()
	c.ResultType, c.MethodName, c.MethodVersion = "peaks", "peaks.find", "1.0.0"
	if c.Values == nil {
		c.Values = []results.Value{{Name: "n", Value: "0"}}
	}
	var out *results.View
	ctx := tenancy.WithStamp(s.lab.Ctx("a", "scientist"), tenancy.Stamp{Event: "result.computed"})
	err := s.lab.DB.InTx(ctx, func(ctx context.Context) (err error) {
		out, err = s.mod.Results.RecordComputed(ctx, c)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func uuid(t *testing.T, text string) id.ID {
	t.Helper()
	v, ok := id.Parse(text)
	if !ok {
		t.Fatalf("no id: %s", text)
	}
	return v
}

func TestResultComputed(t *testing.T) {
	s := open(t)
	instrument := s.instrument("a", "I")
	e := uuid(t, s.experiment(map[string]any{"instrument_id": instrument}, "running"))
	u, k, dof := "0.00012052482229791", 1.0, 73.0
	trace := id.New()
	v := s.compute(t, results.Computed{ExperimentID: &e, Parameters: map[string]any{"height": 1.5}, Engine: map[string]string{"arch": "amd64"}, Warnings: []string{"flat"},
		Inputs: []results.Input{{Type: "trace", ID: trace, DataSHA256: strings.Repeat("a", 64), Reader: "jcamp/1", Block: "0"}}, Curves: []id.ID{id.New()},
		Values: []results.Value{{Name: "Eg", Value: "3.300022521524295", Unit: "eV", Uncertainty: &u, K: &k, DOF: &dof}, {Name: "b", Value: "1e-9"}, {Name: "a", Value: "2"}}})
	r := s.Do("a/viewer", "GET", "/results/"+v.ID.String(), nil).Want(200)
	for path, want := range map[string]string{"origin": "computed", "method.name": "peaks.find", "method.version": "1.0.0", "parameters.height": "1.5", "engine.arch": "amd64", "warnings.0": "flat",
		"inputs.0.id": trace.String(), "inputs.0.reader": "jcamp/1", "values.0.value": "3.300022521524295", "values.0.dof": "73", "values.1.name": "b", "values.2.name": "a", "instrument_id": instrument} {
		if got := fmt.Sprint(r.Get(path)); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if len(r.Get("curves").([]any)) != 1 {
		t.Errorf("curves %v", r.Get("curves"))
	}
	for name, c := range map[string]results.Computed{
		"NaN":          {Values: []results.Value{{Name: "x", Value: "NaN"}}},
		"experiment":   {ExperimentID: &trace},
		"superseded":   {Supersedes: &trace},
		"sample":       {SampleID: &trace},
		"same name":    {Values: []results.Value{{Name: "x", Value: "1"}, {Name: "x", Value: "1"}}},
		"inf k":        {Values: []results.Value{{Name: "x", Value: "1", Uncertainty: &u, K: ptr(-1.0)}}},
		"empty method": {},
	} {
		c.ResultType, c.MethodName, c.MethodVersion = "peaks", "peaks.find", "1.0.0"
		if name == "empty method" {
			c.MethodName = ""
		}
		err := s.lab.DB.InTx(s.lab.Ctx("a", "scientist"), func(ctx context.Context) error {
			_, err := s.mod.Results.RecordComputed(ctx, c)
			return err
		})
		if err == nil {
			t.Errorf("%s was stored", name)
		}
	}
}

func ptr[T any](v T) *T { return &v }

func TestResultList(t *testing.T) {
	s := open(t)
	sample := s.sample("a", "Wafer")
	e := s.experiment(nil, "running")
	body := thickness(e)
	body["sample_id"] = sample
	for range 3 {
		s.record(body).Want(201)
	}
	s.compute(t, results.Computed{})
	for query, want := range map[string]int{"": 4, "?origin=computed": 1, "?status=voided": 0, "?experiment_id=" + e: 3, "?sample_id=" + sample: 3, "?result_type=thickness": 3,
		"?value_name=d": 3, "?value_name=n": 1, "?q=THICK": 3, "?q=peaks.f": 1, "?q=%25": 0, "?method=peaks.find": 1, "?instrument_id=" + id.New().String(): 0} {
		r := s.Do("a/viewer", "GET", "/results"+query, nil).Want(200)
		if got := len(r.Get("items").([]any)); got != want {
			t.Errorf("%s: %d items, want %d", query, got, want)
		}
	}
	for _, query := range []string{"?status=x", "?origin=x", "?experiment_id=1", "?sort=value", "?x=1"} {
		refused(t, s.Do("a/viewer", "GET", "/results"+query, nil), 422, "")
	}
	r := s.Do("a/viewer", "GET", "/results?limit=2&sort=code", nil).Want(200)
	if r.Get("items.0.values.0.value") != "1.10" || r.Get("items.0.sample_name") != "Wafer" || r.Get("next_cursor") == nil {
		t.Errorf("page %s", r.Body)
	}
	if n := s.statements(func() { s.Do("a/viewer", "GET", "/results", nil).Want(200) }); n != 1 {
		t.Errorf("a page takes %d statements, want 1", n)
	}
}

// Every role may do exactly what the policy says.
func TestRoles(t *testing.T) {
	s := open(t)
	e := s.experiment(nil, "running")
	body, err := json.Marshal(thickness(e))
	if err != nil {
		t.Fatal(err)
	}
	for role, want := range map[string][]int{"viewer": {200, 403, 403, 200, 403, 200}, "auditor": {200, 403, 403, 200, 403, 200}, "technician": {200, 201, 201, 200, 403, 200},
		"scientist": {200, 201, 201, 200, 403, 200}, "manager": {200, 201, 201, 200, 404, 200}, "admin": {200, 201, 201, 200, 404, 200}} {
		as := "a/" + role
		got := []int{s.Do(as, "GET", "/experiments", nil).Status, s.Do(as, "POST", "/experiments", `{"title":"T","method":"m"}`).Status, s.Do(as, "POST", "/results", body).Status,
			s.Do(as, "GET", "/results", nil).Status, s.Do(as, "POST", "/results/"+id.New().String()+"/void", nil, "X-Change-Reason", "test").Status,
			s.Do(as, "GET", "/lineage/experiment/"+e, nil).Status}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", role, got, want)
		}
	}
	for _, path := range []string{"/experiments", "/results", "/lineage/sample/" + e} {
		s.Do("", "GET", path, nil).Want(401)
	}
}
