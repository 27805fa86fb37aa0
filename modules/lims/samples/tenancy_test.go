package samples_test

import (
	"strings"
	"testing"
)

// TestOtherOrganisation: on every route with an id, another organisation's sample answers exactly as one that never was.
func TestOtherOrganisation(t *testing.T) {
	b := open(t)
	theirs := b.sample("b", m{"metadata": m{"k": "v"}})
	before := len(b.lab.Audit(t, "b"))
	n := 0
	for _, rt := range b.Router.Routes() {
		if !strings.HasPrefix(rt.Path, "/samples/{id}") {
			continue
		}
		n++
		var body any
		switch {
		case strings.HasSuffix(rt.Path, "/transition"):
			body = m{"to": "received"}
		case strings.HasSuffix(rt.Path, "/split"):
			body = m{"count": 2}
		case strings.HasSuffix(rt.Path, "/custody") && rt.Method == "POST":
			body = m{"to_user_id": stranger()}
		case rt.Method == "PUT":
			body = m{"value": "x"}
		case rt.Method == "PATCH":
			body = m{"name": "mine"}
		}
		call := func(sample string) string {
			path := strings.NewReplacer("{id}", sample, "{key}", "k").Replace(rt.Path)
			return without(b.Do("a/manager", rt.Method, path, body, "If-Match", `"1"`).Want(404))
		}
		if foreign, unknown := call(theirs), call(stranger()); foreign != unknown {
			t.Errorf("%s: foreign %s, unknown %s", rt.ID, foreign, unknown)
		}
		call("SMP-2026-000001")
		call("%00")
	}
	if n < 10 {
		t.Errorf("only %d routes with an id found", n)
	}
	if len(b.lab.Audit(t, "b")) != before {
		t.Error("the other organisation's trail grew")
	}
}

// TestForeignIDsInBodies: a foreign id in a body answers exactly as an id nobody has.
func TestForeignIDsInBodies(t *testing.T) {
	b := open(t)
	mine, sample, project := b.sample("a", nil), b.sample("b", nil), b.project("b")
	for _, field := range []string{"parent_id", "project_id"} {
		foreign := map[string]string{"parent_id": sample, "project_id": project}[field]
		for _, call := range []func(v string) string{
			func(v string) string {
				return without(b.Do("a/technician", "POST", "/samples", m{"name": "x", "sample_type": "die", field: v}).Want(422))
			},
			func(v string) string {
				return without(b.Do("a/technician", "PATCH", "/samples/"+mine, m{field: v}, "If-Match", `"1"`).Want(422))
			},
			func(v string) string {
				return without(b.Do("a/technician", "POST", "/samples/bulk", m{"items": []m{{"name": "x", "sample_type": "die", field: v}}}).Want(422))
			},
		} {
			got, want := call(foreign), call(stranger())
			if got != want || !strings.Contains(got, "unknown_reference") {
				t.Errorf("%s: foreign %s, unknown %s", field, got, want)
			}
		}
		if items, _ := b.Do("a/viewer", "GET", "/samples?"+field+"="+foreign, nil).Want(200).Get("items").([]any); len(items) != 0 {
			t.Errorf("filter by a foreign %s shows %d rows", field, len(items))
		}
	}
	b.sample("b", m{"name": "Secret stuff", "lot": "B-LOT"})
	for _, q := range []string{"q=secret", "q=wafer&sort=name", "lot=B-LOT", "q=SMP-"} {
		items, _ := b.Do("a/viewer", "GET", "/samples?"+q, nil).Want(200).Get("items").([]any)
		for _, i := range items {
			if i.(map[string]any)["id"] != mine { //nolint:forcetypeassert // a list item
				t.Errorf("%s shows another organisation's sample: %v", q, i)
			}
		}
	}
}
