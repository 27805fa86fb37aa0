package samples_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestSplit(t *testing.T) {
	b := open(t)
	project := b.project("a")
	w := b.sample("a", m{"name": "W7", "lot": "L1", "material": "Si", "hazards": []string{"toxic"}, "location": "Rack", "project_id": project})
	before := len(b.lab.Audit(t, "a"))
	r := b.Do("a/technician", "POST", "/samples/"+w+"/split", m{"count": 3, "pattern": "{parent}/{lot}-{nn}", "sample_type": "die", "quantity": m{"value": "0.10", "unit": "g"},
		"positions": []m{{"die_row": 0, "die_col": 1}, {"die_row": 0, "die_col": 2}, {"die_row": -1, "die_col": 3}}}, "X-Change-Reason", "dicing").Want(201)
	for i, name := range []string{"W7/L1-01", "W7/L1-02", "W7/L1-03"} {
		at := fmt.Sprintf("items.%d.", i)
		for k, v := range map[string]any{"name": name, "parent_id": w, "parent_name": "W7", "sample_type": "die", "lot": "L1", "material": "Si", "location": "Rack", "project_id": project,
			"hazards.0": "toxic", "status": "registered", "quantity.value": "0.10"} {
			if got := r.Get(at + k); got != v {
				t.Errorf("%s%s: %v, want %v", at, k, got, v)
			}
		}
		if got := fmt.Sprintf("%v %v", r.Get(at+"die_row"), r.Get(at+"die_col")); got != []string{"0 1", "0 2", "-1 3"}[i] {
			t.Errorf("die at %s", got)
		}
	}
	if e := b.since(before); len(e) != 3 || e[0].Action != "sample.split" || e[2].Reason != "dicing" {
		t.Errorf("%+v", e)
	}
	parts, _ := r.Get("items").([]any)
	own := b.Do("a/viewer", "GET", "/samples/"+w+"/history?limit=1", nil)
	if own.Get("items.0.kind") != "split" || own.Get("items.0.details.children.2") != parts[2].(map[string]any)["id"] || own.Get("items.0.note") != "dicing" { //nolint:forcetypeassert // a sample
		t.Errorf("%s", own.Body)
	}
	child, _ := r.Get("items.0.id").(string)
	if h := b.Do("a/viewer", "GET", "/samples/"+child+"/history", nil); h.Get("items.0.kind") != "created_by_split" || h.Get("items.0.details.parent_id") != w || h.Get("items.1") != nil {
		t.Errorf("%s", h.Body)
	}
	more := b.Do("a/technician", "POST", "/samples/"+w+"/split", m{"count": 1}).Want(201)
	if more.Get("items.0.name") != "W7-04" || more.Get("items.0.sample_type") != "wafer" {
		t.Errorf("numbers go on: %s", more.Body)
	}
}

func TestSplitRefuses(t *testing.T) {
	b := open(t)
	s := b.sample("a", nil)
	before := len(b.lab.Audit(t, "a"))
	for _, tc := range []struct {
		body m
		want string
	}{
		{m{}, "/count required"}, {m{"count": 0}, "/count out_of_range"}, {m{"count": 1001}, "/count out_of_range"}, {m{"count": 1.5}, "/count wrong_type"}, {m{"count": "2"}, "/count wrong_type"},
		{m{"count": 2, "pattern": "x"}, "/pattern no_number"}, {m{"count": 2, "pattern": "{n}{colour}"}, "/pattern unknown_placeholder"}, {m{"count": 2, "pattern": "{lot}{n}"}, "/pattern missing_value"},
		{m{"count": 2, "pattern": "{n"}, "/pattern unknown_placeholder"}, {m{"count": 2, "pattern": "a\n{n}"}, "/pattern control_character"}, {m{"count": 1, "sample_type": "planet"}, "/sample_type unknown_sample_type"},
		{m{"count": 2, "positions": []m{{"die_row": 1, "die_col": 1}}}, "/positions out_of_range"}, {m{"count": 1, "positions": []m{{"die_row": 1}}}, "/positions/0/die_col required"},
		{m{"count": 1, "quantity": m{"value": "x", "unit": "g"}}, "/quantity/value not_decimal"}, {m{"count": 1, "parent_id": s}, "/parent_id unknown_field"},
		{m{"count": 2, "pattern": strings.Repeat("{parent}", 45) + "{n}"}, "/pattern out_of_range"},
	} {
		if r := b.Do("a/technician", "POST", "/samples/"+s+"/split", tc.body).Want(422); strings.Join(codes(r), "|") != tc.want {
			t.Errorf("%v: %s", tc.body, r.Body)
		}
	}
	if n := len(b.since(before)); n != 0 {
		t.Errorf("%d entries: something was written", n)
	}
}

func TestGenealogy(t *testing.T) {
	b := open(t)
	boule := b.sample("a", m{"name": "Boule"})
	wafer := b.sample("a", m{"name": "Wafer", "parent_id": boule})
	die, _ := b.Do("a/technician", "POST", "/samples/"+wafer+"/split", m{"count": 2, "sample_type": "die"}).Want(201).Get("items.0.id").(string)
	chip := b.sample("a", m{"name": "Chip", "parent_id": die})
	shape := func(path string) string {
		t.Helper()
		r := b.Do("a/viewer", "GET", path, nil).Want(200)
		names, out := map[any]any{}, []string{}
		nodes, _ := r.Get("nodes").([]any)
		for _, n := range nodes {
			node := n.(map[string]any) //nolint:forcetypeassert // a node
			names[node["id"]] = node["label"]
		}
		edges, _ := r.Get("edges").([]any)
		for _, e := range edges {
			edge := e.(map[string]any) //nolint:forcetypeassert // an edge
			out = append(out, fmt.Sprint(names[edge["from"]], ">", names[edge["to"]], ":", edge["relation"]))
		}
		slices.Sort(out)
		return fmt.Sprint(len(nodes), " ", strings.Join(out, " "))
	}
	for path, want := range map[string]string{
		"/samples/" + wafer + "/lineage":             "5 Boule>Wafer:parent Wafer-01>Chip:parent Wafer>Wafer-01:split Wafer>Wafer-02:split",
		"/samples/" + wafer + "/lineage?up=0&down=1": "3 Wafer>Wafer-01:split Wafer>Wafer-02:split",
		"/samples/" + chip + "/lineage":              "4 Boule>Wafer:parent Wafer-01>Chip:parent Wafer>Wafer-01:split",
		"/samples/" + chip + "/lineage?up=1":         "2 Wafer-01>Chip:parent",
		"/samples/" + boule + "/lineage?down=0":      "1 ",
	} {
		if got := shape(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
	for _, q := range []string{"up=11", "down=-1", "up=x"} {
		b.Do("a/viewer", "GET", "/samples/"+chip+"/lineage?"+q, nil).Want(422)
	}
	for _, descendant := range []string{wafer, die, chip} {
		r := b.Do("a/technician", "PATCH", "/samples/"+boule, m{"parent_id": descendant}, "If-Match", `"1"`).Want(422)
		if lines(codes(r)) != "/parent_id genealogy_cycle" {
			t.Errorf("%s", r.Body)
		}
	}
	b.Do("a/technician", "PATCH", "/samples/"+chip, m{"parent_id": boule}, "If-Match", `"1"`).Want(200)
}

// TestGenealogyRace: two changes that are harmless alone would close a cycle together.
func TestGenealogyRace(t *testing.T) {
	b := open(t)
	for range 10 {
		x, y := b.sample("a", nil), b.sample("a", nil)
		var all sync.WaitGroup
		done := make([]int, 2)
		for i, pair := range [][2]string{{x, y}, {y, x}} {
			all.Add(1)
			go func() {
				defer all.Done()
				done[i] = b.Do("a/technician", "PATCH", "/samples/"+pair[0], m{"parent_id": pair[1]}, "If-Match", `"1"`).Status
			}()
		}
		all.Wait()
		if slices.Sort(done); done[0] != 200 || done[1] != 422 {
			t.Fatalf("statuses %v, want one 200 and one 422", done)
		}
	}
}

func TestSampleTypes(t *testing.T) {
	b := open(t)
	r := b.Do("a/viewer", "GET", "/sample-types", nil).Want(200)
	for i, want := range []string{"wafer", "die", "chip", "thin_film", "powder", "liquid", "other"} {
		if got := r.Get(fmt.Sprintf("items.%d.key", i)); got != want {
			t.Errorf("type %d is %v, want %s", i, got, want)
		}
	}
	if !strings.Contains(string(r.Body), `"next_cursor":null`) {
		t.Errorf("%s", r.Body)
	}
}
