package samples_test

import (
	"fmt"
	"strings"
	"testing"
)

// behind makes a kind whose newest version asks for more than n samples of it have; some have a value that cannot stay.
func behind(t *testing.T, n, bad int) (*bench, string) {
	b := open(t)
	b.Do("a/manager", "PATCH", "/sample-types/wafer", m{"fields": []m{{"key": "thick", "kind": "text"}, {"key": "note", "kind": "text"}}}, "If-Match", `"1"`).Want(200)
	rows := make([]m, n)
	for i := range rows {
		grade := "prime"
		if i < bad {
			grade = "odd"
		}
		rows[i] = m{"name": fmt.Sprintf("W%03d", i), "sample_type": "wafer", "metadata": m{"thick": "x", "note": "old", "grade": grade}}
	}
	first := b.Do("a/technician", "POST", "/samples/bulk", m{"items": rows}).Want(201).Get("items.0.id").(string) //nolint:forcetypeassert // an id
	b.Do("a/manager", "PATCH", "/sample-types/wafer", m{"strict": true, "fields": []m{{"key": "thickness", "kind": "text", "required": true},
		{"key": "grade", "kind": "choice", "choices": []string{"prime", "test"}}, {"key": "site", "kind": "text", "required": true}}}, "If-Match", `"2"`).Want(200)
	return b, first
}

func mapping(dry bool) m {
	return m{"dry_run": dry, "mapping": m{"rename": m{"thick": "thickness"}, "default": m{"site": "Graz"}, "remove": []string{"note"}}}
}

// TestP11_42UpgradeAllOrNone: forty samples that cannot be upgraded stop the other 160, and each is named.
func TestP11_42UpgradeAllOrNone(t *testing.T) {
	b, _ := behind(t, 200, 40)
	at := len(b.lab.Audit(t, "a"))
	r := b.Do("a/manager", "POST", "/sample-types/wafer/upgrade", mapping(true)).Want(200)
	errs, _ := r.Get("errors").([]any)
	if len(errs) != 40 || fmt.Sprintf("%v %v", r.Get("samples"), r.Get("upgraded")) != "200 0" || r.Get("errors.0.code") != "not_in_choices" ||
		!strings.HasSuffix(r.Get("errors.0.pointer").(string), "/metadata/grade") { //nolint:forcetypeassert // a pointer
		t.Errorf("%d %s", len(errs), r.Body)
	}
	if got := codes(b.Do("a/manager", "POST", "/sample-types/wafer/upgrade", mapping(false)).Want(422)); len(got) != 40 {
		t.Errorf("%d", len(got))
	}
	if n := len(b.names("/samples", "query", "type_version<3", "limit", "200")); n != 200 || len(b.since(at)) != 0 {
		t.Errorf("%d are behind, %d entries", n, len(b.since(at)))
	}
	b.Do("a/scientist", "POST", "/sample-types/wafer/upgrade", mapping(true)).Want(403)
	b.Do("a/manager", "POST", "/sample-types/nothing/upgrade", mapping(true)).Want(404)
}

// TestUpgrade: what can be upgraded is, with an entry and a line for each; signed, archived and foreign samples stay.
func TestUpgrade(t *testing.T) {
	b, first := behind(t, 4, 0)
	ids := b.Do("a/viewer", "GET", "/samples?sort=name", nil).Want(200)
	signed, gone := ids.Get("items.1.id").(string), ids.Get("items.2.id").(string) //nolint:forcetypeassert // ids
	b.lock("a", signed)
	b.Do("a/manager", "DELETE", "/samples/"+gone, nil, "If-Match", `"1"`).Want(204)
	foreign := b.sample("b", m{"metadata": m{"thick": "x"}})
	if r := b.Do("b/manager", "POST", "/sample-types/wafer/upgrade", m{}).Want(200); fmt.Sprint(r.Get("samples")) != "0" {
		t.Errorf("%s", r.Body)
	}
	at := len(b.lab.Audit(t, "a"))
	r := b.Do("a/manager", "POST", "/sample-types/wafer/upgrade", mapping(false)).Want(200)
	if fmt.Sprintf("%v %v %v", r.Get("samples"), r.Get("upgraded"), r.Get("version")) != "2 2 3" {
		t.Errorf("%s", r.Body)
	}
	touched := map[string]int{}
	for _, e := range b.since(at) {
		if e.RecordType == "sample" {
			touched[e.RecordID]++
		}
	}
	if len(touched) != 2 || touched[first] == 0 {
		t.Errorf("%v", touched)
	}
	got := b.Do("a/viewer", "GET", "/samples/"+first, nil).Want(200)
	if fmt.Sprintf("%v %v %v %v %v %v", got.Get("metadata.thickness.value"), got.Get("metadata.site.value"), got.Get("metadata.note"), got.Get("metadata.thick"), got.Get("type_version"), got.Get("version")) != "x Graz <nil> <nil> 3 2" {
		t.Errorf("%s", got.Body)
	}
	b.Do("a/technician", "PATCH", "/samples/"+first, m{"name": "late"}, "If-Match", `"1"`).Want(412)
	if r := b.Do("a/viewer", "GET", "/samples/"+signed, nil); fmt.Sprint(r.Get("type_version")) != "2" {
		t.Errorf("%s", r.Body)
	}
	if r := b.Do("b/viewer", "GET", "/samples/"+foreign, nil); r.Get("metadata.thick.value") != "x" {
		t.Errorf("%s", r.Body)
	}
	if r := b.Do("a/manager", "POST", "/sample-types/wafer/upgrade", mapping(false)).Want(200); fmt.Sprint(r.Get("samples")) != "0" {
		t.Errorf("%s", r.Body)
	}
}

// TestQueryOfUnknownType: a kind that nobody has is said, with those there are.
func TestQueryOfUnknownType(t *testing.T) {
	b := open(t)
	r := b.Do("a/viewer", "GET", "/samples?query=name:x+AND+type:waver", nil).Want(422)
	if r.Get("errors.0.code") != "unknown_sample_type" || !strings.Contains(fmt.Sprint(r.Get("errors.0.detail")), "column 17") || !strings.Contains(fmt.Sprint(r.Get("errors.0.detail")), "wafer, die") {
		t.Errorf("%s", r.Body)
	}
	b.Do("a/viewer", "GET", "/samples?query=NOT+type:(wafer,die)", nil).Want(200)
}
