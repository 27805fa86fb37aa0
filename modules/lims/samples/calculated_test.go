package samples_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
)

// film makes wafers a kind with calculated fields.
func film(b *bench) {
	b.Do("a/manager", "PATCH", "/sample-types/wafer", m{"fields": []m{{"key": "mass", "kind": "quantity", "unit": "g"}, {"key": "volume", "kind": "quantity", "unit": "cm3"},
		{"key": "n", "kind": "number"}, {"key": "density", "kind": "calculated", "expression": "mass / volume", "unit": "g/cm3"},
		{"key": "share", "kind": "calculated", "expression": "n / 3"}, {"key": "heavier", "kind": "calculated", "expression": "density * 2 + density", "unit": "kg/m3"}}}, "If-Match", `"1"`).Want(200)
}

// TestP11_42Calculated: what is calculated is exact, has a unit, and says why where it is not there.
func TestP11_42Calculated(t *testing.T) {
	b := open(t)
	film(b)
	id := b.sample("a", m{"metadata": m{"mass": m{"value": "0.3", "unit": "kg"}, "volume": m{"value": "100.0", "unit": "mL"}, "n": "1"}})
	for _, r := range []struct {
		path string
		at   string
	}{{"/samples/" + id, ""}, {"/samples/export?format=json", "items.0."}} {
		got := b.Do("a/viewer", "GET", r.path, nil).Want(200)
		if r.at != "" {
			got = items(got)
		}
		said := fmt.Sprint(got.Get(r.at+"calculated.density.value"), got.Get(r.at+"calculated.density.unit"), got.Get(r.at+"calculated.heavier.value"), got.Get(r.at+"calculated.share.value"),
			got.Get(r.at+"calculated.share.type"), got.Get(r.at+"metadata.mass.value"))
		if said != "3g/cm390000.3333333333333333333333333333333333number0.3" {
			t.Errorf("%s: %s %s", r.path, said, got.Body)
		}
	}
	r := b.Do("a/technician", "POST", "/samples", m{"name": "B", "sample_type": "wafer", "metadata": m{"mass": m{"value": "1", "unit": "g"}, "n": "0"}}).Want(201)
	if r.Get("calculated.density.value") != nil || r.Get("calculated.density.reason") != "missing" || r.Get("calculated.heavier.field") != "volume" || r.Get("calculated.share.value") != "0" {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/technician", "PUT", "/samples/"+r.ID()+"/metadata/volume", m{"value": "0", "unit": "L"}).Want(200)
	if r := items(b.Do("a/viewer", "GET", "/samples/export?format=json&sort=name", nil)); r.Get("items.0.calculated.density.reason") != "division_by_zero" {
		t.Errorf("%s", r.Body)
	}
	if got := lines(codes(b.Do("a/technician", "PUT", "/samples/"+id+"/metadata/density", m{"value": "5", "unit": "g/cm3"}).Want(422))); got != "/value calculated" {
		t.Error(got)
	}
	if got := lines(codes(b.Do("a/viewer", "GET", "/samples?meta.density=gt:1+g/cm3", nil).Want(422))); got != "?meta.density not_allowed" {
		t.Error(got)
	}
	csv := string(b.Do("a/viewer", "GET", "/samples/export?columns=name,metadata,calculated.density+%5Bg/cm3%5D,calculated.share&preamble=false&sort=name", nil).Want(200).Body)
	if want := "\ufeffname,metadata.mass [g],metadata.n,metadata.volume [L],metadata.mass [kg],metadata.volume [mL],calculated.density [g/cm3],calculated.share\r\n" +
		"B,1,0,0,,,,0\r\nWafer,,1,,0.3,100.0,3,0.3333333333333333333333333333333333\r\n"; csv != want {
		t.Errorf("%q", csv)
	}
}

// items makes an exported list one that Get can look into.
func items(r *apptest.Answer) *apptest.Answer {
	r.Body = slices.Concat([]byte(`{"items":`), r.Body, []byte("}"))
	return r
}

// TestCalculatedCircleIsFoundOnce: a hundred fields that each need the two before them are no circle, and are checked in
// no time, although more ways lead through them than there are grains of sand.
func TestCalculatedCircleIsFoundOnce(t *testing.T) {
	b := open(t)
	fields := []m{{"key": "c0", "kind": "number"}, {"key": "c1", "kind": "calculated", "expression": "c0"}}
	for i := 2; i < 100; i++ {
		fields = append(fields, m{"key": fmt.Sprint("c", i), "kind": "calculated", "expression": fmt.Sprintf("c%d + c%d", i-1, i-2)})
	}
	b.Do("a/manager", "POST", "/sample-types", m{"key": "chain", "label": "Chain", "fields": fields}).Want(201)
	r := b.Do("a/technician", "POST", "/samples", m{"name": "S", "sample_type": "chain", "metadata": m{"c0": "1"}}).Want(201)
	if r.Get("calculated.c99.value") != "354224848179261915075" {
		t.Errorf("%v", r.Get("calculated.c99"))
	}
	fields[1]["expression"] = "c99"
	r = b.Do("a/manager", "POST", "/sample-types", m{"key": "circle", "label": "Circle", "fields": fields}).Want(422)
	if got := codes(r); len(got) == 0 || got[0] != "/fields/1/expression cycle" {
		t.Errorf("%v", got)
	}
}

func TestCalculatedFieldsAreChecked(t *testing.T) {
	b := open(t)
	for want, fields := range map[string][]m{
		"/fields/1/expression unit_dimension":                    {{"key": "a", "kind": "quantity", "unit": "g"}, {"key": "c", "kind": "calculated", "expression": "a + 1", "unit": "g"}},
		"/fields/1/unit unit_dimension":                          {{"key": "a", "kind": "quantity", "unit": "g"}, {"key": "c", "kind": "calculated", "expression": "a * a", "unit": "g"}},
		"/fields/1/unit not_allowed":                             {{"key": "a", "kind": "quantity", "unit": "K"}, {"key": "c", "kind": "calculated", "expression": "a", "unit": "Cel"}},
		"/fields/0/expression cycle":                             {{"key": "c", "kind": "calculated", "expression": "c + 1"}},
		"/fields/0/expression unknown_field":                     {{"key": "c", "kind": "calculated", "expression": "missing"}},
		"/fields/1/expression not_allowed":                       {{"key": "a", "kind": "text"}, {"key": "c", "kind": "calculated", "expression": "a"}},
		"/fields/0/expression invalid_expression":                {{"key": "c", "kind": "calculated", "expression": "1 +"}},
		"/fields/0/expression required":                          {{"key": "c", "kind": "calculated"}},
		"/fields/0/required not_allowed":                         {{"key": "c", "kind": "calculated", "expression": "1", "required": true}},
		"/fields/0/default not_allowed":                          {{"key": "c", "kind": "calculated", "expression": "1", "default": "1"}},
		"/fields/0/min not_allowed":                              {{"key": "c", "kind": "calculated", "expression": "1", "min": "1"}},
		"/fields/0/unit unknown_unit":                            {{"key": "c", "kind": "calculated", "expression": "1", "unit": "parsec"}},
		"/fields/0/expression cycle\n/fields/1/expression cycle": {{"key": "c", "kind": "calculated", "expression": "d"}, {"key": "d", "kind": "calculated", "expression": "c"}},
	} {
		if got := lines(codes(b.Do("a/manager", "POST", "/sample-types", m{"key": "x", "label": "X", "fields": fields}).Want(422))); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}
