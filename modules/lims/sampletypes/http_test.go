package sampletypes_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

func open(t testing.TB) (*apptest.Lab, *apptest.API) {
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

func wafer() []any {
	return []any{m{"key": "polished", "kind": "boolean"}, m{"key": "thickness", "kind": "quantity", "unit": "um", "min": "100", "max": "1000", "required": true},
		m{"key": "sides", "kind": "choice", "choices": []string{"one", "both"}, "shown_when": m{"field": "polished", "equals": true}}}
}

// keys lists the types a viewer sees.
func keys(api *apptest.API, org, query string) string {
	list, _ := api.Do(org+"/viewer", "GET", "/sample-types"+query, nil).Want(200).Get("items").([]any)
	out := []string{}
	for _, x := range list {
		out = append(out, x.(map[string]any)["key"].(string)) //nolint:forcetypeassert // a list of types
	}
	return strings.Join(out, " ")
}

const builtIn = "wafer die chip thin_film powder liquid other"

func TestStory(t *testing.T) {
	lab, api := open(t)
	start := len(lab.Audit(t, "a"))
	if got := keys(api, "a", ""); got != builtIn {
		t.Error(got)
	}
	r := api.Do("a/manager", "POST", "/sample-types", m{"key": "ingot", "label": " Ingot ", "description": "as grown", "strict": true, "fields": wafer()}).Want(201)
	if r.Header.Get("Location") != "/sample-types/ingot" || r.Header.Get("ETag") != `"1"` || r.Get("label") != "Ingot" || r.Get("built_in") != false || r.Get("fields.1.min") != "100" || r.Get("fields.2.shown_when.equals") != true {
		t.Errorf("%v %s", r.Header, r.Body)
	}
	got := api.Do("a/viewer", "GET", "/sample-types/ingot", nil).Want(200)
	if got.Get("_actions.update") != false || r.Get("_actions.update") != true || got.Get("strict") != true || got.Get("version") != r.Get("version") {
		t.Errorf("%s", got.Body)
	}
	path := "/sample-types/ingot"
	r = api.Do("a/manager", "PATCH", path, m{"fields": wafer()[:2], "strict": false}, "If-Match", `"1"`, "X-Change-Reason", "simpler").Want(200)
	if list, _ := r.Get("fields").([]any); len(list) != 2 || r.Header.Get("ETag") != `"2"` || r.Get("strict") != false || r.Get("label") != "Ingot" {
		t.Errorf("%s", r.Body)
	}
	api.Do("a/manager", "PATCH", path, m{"fields": wafer()[:2]}, "If-Match", `"2"`).Want(200)
	api.Do("a/manager", "DELETE", path, nil, "If-Match", `"1"`).Want(412)
	api.Do("a/manager", "DELETE", path, nil, "If-Match", `"2"`).Want(204)
	api.Do("a/manager", "DELETE", path, nil, "If-Match", `"3"`).Want(204)
	e := lab.Audit(t, "a")[start:]
	if len(e) != 3 || e[0].Action != "sample_type.created" || e[1].Action != "sample_type.updated" || e[1].Reason != "simpler" || e[2].Action != "sample_type.archived" || e[1].RecordType != "sample_type" {
		t.Fatalf("%+v", e)
	}
	var p struct {
		Old, New map[string]any
		Changed  []string
	}
	if err := json.Unmarshal([]byte(e[1].Payload), &p); err != nil || !slices.Equal(p.Changed, []string{"fields", "strict"}) {
		t.Errorf("%v %+v", err, p)
	}
	if old, _ := p.Old["fields"].([]any); len(old) != 3 {
		t.Errorf("%v", p.Old)
	}
	if keys(api, "a", "") != builtIn || keys(api, "a", "?include_archived=true") != builtIn+" ingot" || keys(api, "b", "?include_archived=true") != builtIn {
		t.Error("the archived type is not where it should be")
	}
	sample := m{"name": "x", "sample_type": "ingot"}
	if r := api.Do("a/technician", "POST", "/samples", sample).Want(422); codes(r) != "/sample_type sample_type_archived" {
		t.Errorf("%s", r.Body)
	}
	if r := api.Do("a/manager", "POST", "/sample-types", m{"key": "ingot", "label": "x"}).Want(409); codes(r) != "/key key_taken" {
		t.Errorf("%s", r.Body)
	}
}

// TestBuiltIn: every organisation has them without a row; a change gives one its row, of that organisation only.
func TestBuiltIn(t *testing.T) {
	lab, api := open(t)
	r := api.Do("a/viewer", "GET", "/sample-types/wafer", nil).Want(200)
	if r.Get("id") != nil || r.Get("built_in") != true || r.Header.Get("ETag") != `"1"` || fmt.Sprint(r.Get("fields")) != "[]" {
		t.Errorf("%s", r.Body)
	}
	start := len(lab.Audit(t, "a"))
	api.Do("a/manager", "PATCH", "/sample-types/wafer", m{"label": "Wafer", "fields": []any{}}, "If-Match", `"1"`).Want(200) // no change
	api.Do("a/manager", "PATCH", "/sample-types/wafer", m{"label": "x"}, "If-Match", `"2"`).Want(412)
	api.Do("a/manager", "PATCH", "/sample-types/wafer", m{"label": "x"}).Want(428)
	if n := len(lab.Audit(t, "a")); n != start {
		t.Errorf("%d entries for nothing", n-start)
	}
	r = api.Do("a/manager", "PATCH", "/sample-types/wafer", m{"fields": wafer()}, "If-Match", `"1"`).Want(200)
	if r.Get("id") == nil || r.Header.Get("ETag") != `"2"` || r.Get("built_in") != true {
		t.Errorf("%s", r.Body)
	}
	for _, e := range lab.Audit(t, "a")[start:] {
		if e.Action != "sample_type.updated" {
			t.Errorf("%+v", e)
		}
	}
	if r := api.Do("b/viewer", "GET", "/sample-types/wafer", nil).Want(200); r.Get("id") != nil || r.Header.Get("ETag") != `"1"` {
		t.Errorf("%s", r.Body)
	}
	api.Do("b/technician", "POST", "/samples", m{"name": "x", "sample_type": "wafer"}).Want(201)
	if r := api.Do("a/technician", "POST", "/samples", m{"name": "x", "sample_type": "wafer"}).Want(422); codes(r) != "/metadata/thickness required" {
		t.Errorf("%s", r.Body)
	}
	if r := api.Do("a/manager", "DELETE", "/sample-types/wafer", nil, "If-Match", `"2"`).Want(409); r.Get("code") != "built_in" {
		t.Errorf("%s", r.Body)
	}
	if keys(api, "a", "") != builtIn {
		t.Error(keys(api, "a", ""))
	}
}

func TestRefuses(t *testing.T) {
	lab, api := open(t)
	api.Do("a/manager", "POST", "/sample-types", m{"key": "own", "label": "Own"}).Want(201)
	before := len(lab.Audit(t, "a"))
	for _, tc := range []struct {
		body any
		want string
	}{
		{m{"label": "x"}, "/key required"}, {m{"key": "Own", "label": "x"}, "/key invalid_key"}, {m{"key": "", "label": " "}, "/key invalid_key|/label required"}, {m{"key": "1a", "label": "x"}, "/key invalid_key"},
		{m{"key": "a", "label": "x", "version": 2}, "/version unknown_field"}, {m{"key": "a", "label": "x", "fields": []any{m{"kind": "text"}}}, "/fields/0/key required"},
		{m{"key": "a", "label": "x", "fields": []any{m{"key": "k", "kind": "text", "colour": 1}}}, "/fields/0/colour unknown_field"},
		{m{"key": "a", "label": "x", "fields": []any{m{"key": "k", "kind": "quantity", "unit": "furlong"}, m{"key": "k", "kind": "text"}}}, "/fields/0/unit unknown_unit|/fields/1/key duplicate"},
	} {
		if r := api.Do("a/manager", "POST", "/sample-types", tc.body); r.Status != 422 || codes(r) != tc.want {
			t.Errorf("%v: %d %s", tc.body, r.Status, r.Body)
		}
	}
	for key, want := range map[string]int{"wafer": 409, "own": 409} {
		api.Do("a/manager", "POST", "/sample-types", m{"key": key, "label": "x"}).Want(want)
	}
	for _, body := range []any{m{"key": "x"}, m{"label": nil}, m{"fields": []any{m{"key": "a/b", "kind": "text"}}}, m{"strict": nil}, m{"built_in": true}} {
		api.Do("a/manager", "PATCH", "/sample-types/own", body, "If-Match", `"1"`).Want(422)
	}
	for _, key := range []string{"nope", "%27", "OWN", "a%00"} {
		for method, body := range map[string]any{"GET": nil, "PATCH": m{"label": "x"}, "DELETE": nil} {
			api.Do("a/manager", method, "/sample-types/"+key, body, "If-Match", `"1"`).Want(404)
		}
	}
	for _, who := range []string{"a/scientist", "a/technician", "a/viewer", "a/auditor"} {
		api.Do(who, "POST", "/sample-types", m{"key": "z", "label": "x"}).Want(403)
		api.Do(who, "PATCH", "/sample-types/own", m{"label": "x"}, "If-Match", `"1"`).Want(403)
		api.Do(who, "DELETE", "/sample-types/own", nil, "If-Match", `"1"`).Want(403)
	}
	if n := len(lab.Audit(t, "a")); n != before {
		t.Errorf("%d entries after refusals", n-before)
	}
}

func TestOtherOrganisation(t *testing.T) {
	lab, api := open(t)
	api.Do("b/manager", "POST", "/sample-types", m{"key": "secret", "label": "Secret", "fields": wafer()}).Want(201)
	theirs := api.Do("b/technician", "POST", "/samples", m{"name": "x", "sample_type": "die"}).Want(201)
	for method, body := range map[string]any{"GET": nil, "PATCH": m{"label": "x"}, "DELETE": nil} {
		api.Do("a/manager", method, "/sample-types/secret", body, "If-Match", `"1"`).Want(404)
	}
	if r := api.Do("a/technician", "POST", "/samples", m{"name": "x", "sample_type": "secret"}).Want(422); codes(r) != "/sample_type unknown_sample_type" {
		t.Errorf("%s", r.Body)
	}
	api.Do("a/viewer", "GET", "/samples?sample_type=secret", nil).Want(422)
	api.Do("b/viewer", "GET", "/samples?sample_type=secret", nil).Want(200)
	api.Do("a/manager", "POST", "/sample-types", m{"key": "secret", "label": "Ours too", "fields": []any{m{"key": "mask", "kind": "reference", "reference_type": "sample"}}}).Want(201)
	ours := api.Do("a/technician", "POST", "/samples", m{"name": "x", "sample_type": "secret"}).Want(201)
	for ref, want := range map[string]int{theirs.ID(): 422, ours.ID(): 201, fmt.Sprint(ours.Get("code")): 201, "SMP-2000-000001": 422, lab.User("a", "viewer").String(): 422} {
		r := api.Do("a/technician", "POST", "/samples", m{"name": "y", "sample_type": "secret", "metadata": m{"mask": ref}})
		if r.Status != want || want == 422 && codes(r) != "/metadata/mask unknown_reference" {
			t.Errorf("%s: %d %s", ref, r.Status, r.Body)
		}
	}
}

// TestOneOfManyWins: changes of one version leave one winner, also where a built-in type has no row yet.
func TestOneOfManyWins(t *testing.T) {
	lab, api := open(t)
	var wg sync.WaitGroup
	status := make([]int, 12)
	for i := range status {
		wg.Go(func() {
			status[i] = api.Do("a/manager", "PATCH", "/sample-types/chip", m{"label": fmt.Sprint("Chip ", i)}, "If-Match", `"1"`).Status
		})
	}
	wg.Wait()
	slices.Sort(status)
	if status[0] != 200 || status[1] != 412 || status[11] != 412 {
		t.Errorf("%v", status)
	}
	if n := len(lab.Audit(t, "a")); fmt.Sprint(api.Do("a/viewer", "GET", "/sample-types/chip", nil).Get("version")) != "2" {
		t.Errorf("%d entries", n)
	}
	for i := range status {
		wg.Go(func() {
			status[i] = api.Do("a/manager", "POST", "/sample-types", m{"key": "same", "label": "x"}).Status
		})
	}
	wg.Wait()
	slices.Sort(status)
	if status[0] != 201 || status[1] != 409 || status[11] != 409 {
		t.Errorf("%v", status)
	}
}

// TestSchemaChangesWhileSamplesAreMade: every sample fits the fields of some moment, none comes after a change was
// answered without fitting it, and nothing fails otherwise.
func TestSchemaChangesWhileSamplesAreMade(t *testing.T) {
	_, api := open(t)
	api.Do("a/manager", "POST", "/sample-types", m{"key": "t", "label": "T", "fields": []any{m{"key": "a", "kind": "number"}}}).Want(201)
	var wg sync.WaitGroup
	changed := make(chan struct{})
	for range 4 {
		wg.Go(func() {
			for done := false; ; {
				select {
				case <-changed:
					done = true
				default:
				}
				r := api.Do("a/technician", "POST", "/samples", m{"name": "x", "sample_type": "t", "metadata": m{"a": 1}})
				if r.Status != 201 && r.Status != 422 || done && codes(r) != "/metadata/b required" || r.Status == 201 && fmt.Sprint(r.Get("schema_faults")) != "[]" {
					t.Errorf("%d %s", r.Status, r.Body)
				}
				if done {
					return
				}
			}
		})
	}
	for i := range 6 {
		fields := []any{m{"key": "a", "kind": "number"}, m{"key": "b", "kind": "number", "required": i%2 == 1}}
		api.Do("a/manager", "PATCH", "/sample-types/t", m{"fields": fields}, "If-Match", fmt.Sprintf(`"%d"`, i+1)).Want(200)
	}
	close(changed)
	wg.Wait()
}
