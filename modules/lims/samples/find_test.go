package samples_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
)

// names lists the names a call finds, in their order.
func (b *bench) names(call string, pairs ...string) []string {
	b.t.Helper()
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	r := b.Do("a/viewer", "GET", call+"?sort=name&"+q.Encode(), nil)
	return listed(r.Want(200))
}

func listed(r *apptest.Answer) []string {
	out := []string{}
	for _, item := range r.Get("items").([]any) { //nolint:forcetypeassert // a list
		out = append(out, item.(map[string]any)["name"].(string)) //nolint:forcetypeassert // of samples
	}
	return out
}

// shelf has four samples that differ in what filters look at.
func shelf(t *testing.T) *bench {
	b := open(t)
	b.Do("a/manager", "PATCH", "/sample-types/wafer", m{"fields": []m{{"key": "thickness", "kind": "quantity", "unit": "um"},
		{"key": "grade", "kind": "choice", "choices": []string{"prime", "test"}}, {"key": "unused", "kind": "number"}}}, "If-Match", `"1"`).Want(200)
	for name, meta := range map[string]m{
		"A": {"thickness": m{"value": "500", "unit": "um"}, "grade": "prime", "polished": true, "made": m{"value": "2026-01-31", "type": "date"}, "n": 7},
		"B": {"thickness": m{"value": "0.50", "unit": "mm"}, "grade": "test", "polished": false, "made": m{"value": "2026-02-01", "type": "date"}, "n": "7"},
		"C": {"thickness": m{"value": "775", "unit": "um"}, "grade": "prime", "odd key": "SiGe 10%", "stage": m{"value": "20", "unit": "Cel"}},
		"D": {},
	} {
		b.sample("a", m{"name": name, "metadata": meta, "lot": map[string]any{"A": "A7", "B": "A7"}[name]})
	}
	b.sample("b", m{"name": "foreign", "metadata": m{"thickness": m{"value": "500", "unit": "nm"}, "secret": 1}})
	return b
}

func TestFindByCustomValues(t *testing.T) {
	b := shelf(t)
	for in, want := range map[string]string{
		"thickness 0.5 mm": "A B", "thickness gt:0.5 mm": "C", "thickness ge:0.0005m": "A B C", "thickness gt:0.4 mm,lt:700 um": "A B", "thickness ne:500 um": "C D",
		"grade prime": "A C", "grade ne:prime": "B D", "polished true": "A", "polished false": "B", "made ge:2026-02-01": "B", "made lt:2026-02-01": "A",
		"made 2026-01-31": "A", "n 7": "A B", "n gt:6": "A", "odd key contains:sige": "C", "odd key contains:10%": "C", "odd key contains:_": "",
		"thickness *": "A B C", "stage gt:290 K": "C", "stage lt:19.99 Cel": "", "unused gt:1": "", "grade prime,ne:test": "A C",
	} {
		key, filter, _ := strings.Cut(strings.ReplaceAll(in, "odd key", "odd_key"), " ")
		if got := strings.Join(b.names("/samples", "meta."+strings.ReplaceAll(key, "_", " "), filter), " "); got != want {
			t.Errorf("meta.%s: %q, not %q", in, got, want)
		}
	}
	r := b.Do("a/viewer", "GET", "/samples?meta.thickness=gt:0.5+mm&meta.grade=prime&count=true", nil).Want(200)
	if fmt.Sprint(r.Get("total")) != "1" || len(listed(r)) != 1 {
		t.Errorf("%s", r.Body)
	}
	if csv := b.Do("a/viewer", "GET", "/samples/export?columns=name&preamble=false&meta.grade=prime&sort=name", nil).Want(200).Body; strings.Fields(string(csv))[1] != "A" || strings.Contains(string(csv), "B") {
		t.Errorf("%s", csv)
	}
}

func TestFindByQuery(t *testing.T) {
	b := shelf(t)
	gone := b.sample("a", m{"name": "E", "lot": "A7"})
	b.Do("a/manager", "DELETE", "/samples/"+gone, nil, "If-Match", `"1"`).Want(204)
	for in, want := range map[string]string{
		`type:wafer AND (status:received OR lot:"A7") AND meta.thickness >= 0.5 mm AND created_at >= 2020-01-01 AND NOT archived`: "A B",
		`lot:A7`:                                 "A B",
		`lot:A7 AND (archived OR NOT archived)`:  "A B E",
		`archived`:                               "E",
		`NOT lot:A7`:                             "C D",
		`lot:* AND NOT meta.polished:true`:       "B",
		`meta.thickness > 1 mm OR meta.n:7`:      "A B",
		`meta."odd key" ~ "10%" OR name:(A, D)`:  "A C D",
		`meta.grade != prime`:                    "B D",
		`type_version:2`:                         "A B C D",
		`created_by:nobody`:                      "",
		`created_at < 2020-01-01 OR version > 1`: "",
	} {
		if got := strings.Join(b.names("/samples", "query", in), " "); got != want {
			t.Errorf("%s: %q, not %q", in, got, want)
		}
	}
	if got := b.names("/samples", "query", "lot:A7", "q", "b", "meta.grade", "test"); !slices.Equal(got, []string{"B"}) {
		t.Errorf("%v", got)
	}
}

func TestFindRefuses(t *testing.T) {
	b := shelf(t)
	for in, want := range map[string]string{
		"meta.thickness gt:5": "?meta.thickness unit_required", "meta.thickness gt:5 s": "?meta.thickness unit_dimension", "meta.thickness gt:5 parsec": "?meta.thickness unknown_unit",
		"meta.secret 1": "?meta.secret unknown_field", "meta.thickness thin": "?meta.thickness not_decimal", "meta.grade gt:5": "?meta.grade not_allowed",
		"meta.n 5 mm": "?meta.n not_allowed", "meta.thickness contains:5": "?meta.thickness not_allowed", "meta.made gt:soon": "?meta.made not_allowed",
		"meta. 5": "?meta. invalid", "query lot:": "?query invalid_query", "query status:odd": "?query not_allowed", "query password:x": "?query unknown_field",
		"sort meta.thickness": "?sort unknown_sort", "meta.thickness ": "?meta.thickness invalid_query",
	} {
		name, value, _ := strings.Cut(in, " ")
		r := b.Do("a/viewer", "GET", "/samples?"+url.Values{name: {value}}.Encode(), nil).Want(422)
		if got := lines(codes(r)); got != want && name != "meta." {
			t.Errorf("%s: %s %s", in, got, r.Body)
		}
	}
	r := b.Do("a/viewer", "GET", "/samples?query="+url.QueryEscape("lot:A7 AND AND"), nil).Want(422)
	if !strings.Contains(string(r.Body), "column 12: expected a term before AND or OR") {
		t.Errorf("%s", r.Body)
	}
}

func TestFieldsOfSamples(t *testing.T) {
	b := shelf(t)
	r := b.Do("b/viewer", "GET", "/samples/fields", nil).Want(200)
	if strings.Contains(string(r.Body), "meta.") {
		t.Errorf("%s", r.Body)
	}
	found := map[string]string{}
	for _, item := range b.Do("a/viewer", "GET", "/samples/fields", nil).Want(200).Get("items").([]any) { //nolint:forcetypeassert // a list
		f := item.(m) //nolint:forcetypeassert // of fields
		found[fmt.Sprint(f["name"])] = fmt.Sprint(f["kind"], " ", f["unit"], " ", f["operators"], " ", f["sample_types"], " ", f["sortable"])
	}
	for name, want := range map[string]string{
		"meta.thickness": "quantity um [= != < <= > >= *] [wafer] false", "meta.grade": "choice <nil> [= != ~ *] [wafer] false",
		"name": "text <nil> [= != ~ *] [] true", "archived": "boolean <nil> [= !=] [] false", "created_at": "time <nil> [= != < <= > >= *] [] true",
	} {
		if found[name] != want {
			t.Errorf("%s: %s", name, found[name])
		}
	}
}
