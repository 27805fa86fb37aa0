package samples_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
)

// typed gives organisation a's wafers fields.
func (b *bench) typed(version string, more ...any) {
	b.t.Helper()
	fields := append([]any{m{"key": "polished", "kind": "boolean"}, m{"key": "thickness", "kind": "quantity", "unit": "um", "min": "100", "max": "1000", "required": true},
		m{"key": "sides", "kind": "choice", "choices": []string{"one", "both"}, "required": true, "shown_when": m{"field": "polished", "equals": true}},
		m{"key": "grade", "kind": "choice", "choices": []string{"prime", "test"}, "default": "prime"}}, more...)
	b.Do("a/manager", "PATCH", "/sample-types/wafer", m{"fields": fields}, "If-Match", version).Want(200)
}

func um(v string) m { return m{"value": v, "unit": "um"} }

// TestValuesFitTheType: on every way a sample is written.
func TestValuesFitTheType(t *testing.T) {
	b := open(t)
	b.typed(`"1"`)
	for _, tc := range []struct {
		metadata any
		want     string
	}{
		{nil, "/metadata/thickness required"}, {m{"thickness": um("99")}, "/metadata/thickness out_of_range"}, {m{"thickness": m{"value": "1", "unit": "s"}}, "/metadata/thickness unit_dimension"},
		{m{"thickness": um("500"), "polished": true}, "/metadata/sides required"}, {m{"thickness": um("500"), "sides": "one"}, "/metadata/sides not_shown"},
		{m{"thickness": um("500"), "polished": true, "sides": "top", "grade": "x"}, "/metadata/sides not_in_choices|/metadata/grade not_in_choices"},
	} {
		body := m{"name": "x", "sample_type": "wafer"}
		if tc.metadata != nil {
			body["metadata"] = tc.metadata
		}
		if r := b.Do("a/technician", "POST", "/samples", body); r.Status != 422 || faultsOf(r) != tc.want {
			t.Errorf("%v: %s", tc.metadata, r.Body)
		}
	}
	r := b.Do("a/technician", "POST", "/samples", m{"name": "x", "sample_type": "wafer", "metadata": m{"thickness": m{"value": "0.5250", "unit": "mm"}, "polished": true, "sides": "both", "free": "text"}}).Want(201)
	got := b.Do("a/viewer", "GET", r.Header.Get("Location"), nil).Want(200)
	if r.Get("metadata.thickness.value") != "0.5250" || r.Get("metadata.thickness.unit") != "mm" || r.Get("metadata.grade.value") != "prime" || r.Get("metadata.free.value") != "text" || fmt.Sprint(got.Get("schema_faults")) != "[]" ||
		fmt.Sprint(got.Get("metadata")) != fmt.Sprint(r.Get("metadata")) {
		t.Errorf("%s\n%s", r.Body, got.Body)
	}
	path := "/samples/" + r.ID()
	for _, tc := range []struct {
		body m
		want string
	}{
		{m{"metadata": m{"polished": false}}, "/metadata/sides not_shown"}, {m{"metadata": m{"thickness": nil}}, "/metadata/thickness required"}, {m{"metadata": nil}, "/metadata/thickness required"},
		{m{"metadata": m{"sides": nil, "thickness": um("5")}}, "/metadata/thickness out_of_range|/metadata/sides required"}, {m{"sample_type": "nope"}, "/sample_type unknown_sample_type"}, {m{"sample_type": nil}, "/sample_type required"},
	} {
		if r := b.Do("a/technician", "PATCH", path, tc.body, "If-Match", `"1"`); r.Status != 422 || faultsOf(r) != tc.want {
			t.Errorf("%v: %s", tc.body, r.Body)
		}
	}
	b.Do("a/technician", "PATCH", path, m{"metadata": m{"polished": false, "sides": nil}}, "If-Match", `"1"`).Want(200)
	for _, tc := range []struct {
		key, want string
		body      m
	}{{"thickness", "/value unit_dimension", m{"value": "1", "unit": "Ohm"}}, {"thickness", "/unit required", m{"value": "500"}}, {"polished", "/metadata/sides required", m{"value": true}}, {"sides", "/value not_shown", m{"value": "one"}}} {
		if r := b.Do("a/technician", "PUT", path+"/metadata/"+tc.key, tc.body); r.Status != 422 || faultsOf(r) != tc.want {
			t.Errorf("%s %v: %s", tc.key, tc.body, r.Body)
		}
	}
	if r := b.Do("a/technician", "DELETE", path+"/metadata/thickness", nil).Want(422); faultsOf(r) != "path:key required" {
		t.Errorf("%s", r.Body)
	}
	if r := b.Do("a/technician", "PUT", path+"/metadata/thickness", m{"value": "0.6", "unit": "mm"}).Want(200); r.Get("type") != "quantity" || r.Get("value") != "0.6" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/technician", "DELETE", path+"/metadata/free", nil).Want(204)
}

// TestPartsFitTheirType: split with values of each part.
func TestPartsFitTheirType(t *testing.T) {
	b := open(t)
	w := b.sample("a", nil)
	b.typed(`"1"`)
	if r := b.Do("a/technician", "POST", "/samples/"+w+"/split", m{"count": 2}).Want(422); faultsOf(r) != "/metadata/thickness required" {
		t.Errorf("%s", r.Body)
	}
	r := b.Do("a/technician", "POST", "/samples/"+w+"/split", m{"count": 2, "metadata": m{"thickness": um("500")}}).Want(201)
	for _, i := range []string{"0", "1"} {
		if r.Get("items."+i+".metadata.thickness.value") != "500" || r.Get("items."+i+".metadata.grade.value") != "prime" {
			t.Errorf("%s", r.Body)
		}
	}
	b.Do("a/technician", "POST", "/samples/"+w+"/split", m{"count": 2, "sample_type": "die"}).Want(201)
}

// TestNarrowerTypesKeepOldSamples: what is stored stays readable and workable; GET names what no longer fits.
func TestNarrowerTypesKeepOldSamples(t *testing.T) {
	b := open(t)
	old := "/samples/" + b.sample("a", m{"metadata": m{"grade": "Z", "note": "n"}})
	b.typed(`"1"`, m{"key": "owner", "kind": "text", "required": true})
	b.Do("a/manager", "PATCH", "/sample-types/wafer", m{"strict": true}, "If-Match", `"2"`).Want(200)
	before := b.lab.Statements.Load()
	r := b.Do("a/viewer", "GET", old, nil).Want(200)
	if n := b.lab.Statements.Load() - before; n != 1 {
		t.Errorf("%d statements", n)
	}
	faults, _ := r.Get("schema_faults").([]any)
	got := []string{}
	for _, f := range faults {
		got = append(got, fmt.Sprint(f.(m)["pointer"], " ", f.(m)["code"])) //nolint:forcetypeassert // faults
	}
	if strings.Join(got, "|") != "/metadata/thickness required|/metadata/grade not_in_choices|/metadata/owner required|/metadata/note unknown_field" {
		t.Errorf("%v", got)
	}
	b.Do("a/technician", "PATCH", old, m{"name": "Renamed", "metadata": m{"owner": "me"}}, "If-Match", `"1"`).Want(200)
	b.Do("a/technician", "POST", old+"/transition", m{"to": "received"}).Want(200)
	b.Do("a/technician", "DELETE", old+"/metadata/note", nil).Want(204)
	if r := b.Do("a/technician", "PUT", old+"/metadata/grade", m{"value": "Y"}).Want(422); faultsOf(r) != "/value not_in_choices" {
		t.Errorf("%s", r.Body)
	}
	if r := b.Do("a/technician", "PATCH", old, m{"metadata": m{"more": 1}}, "If-Match", `"4"`).Want(422); faultsOf(r) != "/metadata/more unknown_field" {
		t.Errorf("%s", r.Body)
	}
	die := "/samples/" + b.sample("a", m{"sample_type": "die"})
	if r := b.Do("a/technician", "PATCH", die, m{"sample_type": "wafer"}, "If-Match", `"1"`).Want(422); faultsOf(r) != "/metadata/thickness required|/metadata/owner required" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/technician", "PATCH", die, m{"sample_type": "wafer", "metadata": m{"thickness": um("500"), "owner": "me"}}, "If-Match", `"1"`).Want(200)
	b.Do("a/technician", "PATCH", die, m{"sample_type": "chip"}, "If-Match", `"2"`).Want(200)
}

// TestBulkFindsEveryValue: 1000 rows, every third with a fault of its own, all in one report and nothing written.
func TestBulkFindsEveryValue(t *testing.T) {
	b := open(t)
	b.typed(`"1"`, m{"key": "mask", "kind": "reference", "reference_type": "sample"})
	mask := b.sample("a", m{"sample_type": "other"})
	bad := []struct {
		metadata m
		want     string
	}{
		{m{}, "thickness required"}, {m{"thickness": um("5000")}, "thickness out_of_range"}, {m{"thickness": m{"value": "1", "unit": "V"}}, "thickness unit_dimension"},
		{m{"thickness": um("500"), "sides": "one"}, "sides not_shown"}, {m{"thickness": um("500"), "grade": "Q"}, "grade not_in_choices"}, {m{"thickness": um("500"), "mask": "SMP-2000-000009"}, "mask unknown_reference"},
	}
	rows, want := make([]any, 1000), []string{}
	for i := range rows {
		meta := m{"thickness": um("525"), "mask": mask}
		if i%3 == 0 {
			meta = bad[i/3%len(bad)].metadata
			want = append(want, fmt.Sprintf("/items/%d/metadata/%s", i, bad[i/3%len(bad)].want))
		}
		rows[i] = m{"name": fmt.Sprint("W", i), "sample_type": "wafer", "metadata": meta}
	}
	r := b.Do("a/technician", "POST", "/samples/bulk?dry_run=true", m{"items": rows}).Want(200)
	got := map[string]bool{}
	for _, line := range strings.Split(faultsOf(r), "|") {
		got[line] = true
	}
	for _, line := range want {
		if !got[line] {
			t.Errorf("no %s", line)
		}
	}
	if len(got) != len(want) || fmt.Sprint(r.Get("invalid")) != fmt.Sprint(len(want)) {
		t.Errorf("%d faults, want %d", len(got), len(want))
	}
	before := b.lab.Statements.Load()
	b.Do("a/technician", "POST", "/samples/bulk", m{"items": rows}).Want(422)
	if n := b.lab.Statements.Load() - before; n > 8 {
		t.Errorf("%d statements for 1000 rows", n)
	}
	if r := b.Do("a/viewer", "GET", "/samples?sample_type=wafer&count=true", nil).Want(200); fmt.Sprint(r.Get("total")) != "0" {
		t.Errorf("%v written", r.Get("total"))
	}
	b.Do("a/technician", "POST", "/samples/bulk", m{"items": rows[1:3]}).Want(201)
}

func faultsOf(r *apptest.Answer) string { return strings.Join(codes(r), "|") }
