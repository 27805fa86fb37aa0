package processes_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims"
)

type m = map[string]any

type bench struct {
	*apptest.API
	lab *apptest.Lab
	t   testing.TB
}

func open(t testing.TB) *bench {
	t.Helper()
	lab := apptest.New(t)
	return &bench{API: lab.Serve(t, lims.New(lab.Kit)), lab: lab, t: t}
}

func (b *bench) sample(more m) string {
	b.t.Helper()
	body := m{"name": "Wafer", "sample_type": "wafer"}
	for k, v := range more {
		body[k] = v
	}
	return b.Do("a/technician", "POST", "/samples", body).Want(201).ID()
}

func (b *bench) is(r *apptest.Answer, want m) {
	b.t.Helper()
	for path, v := range want {
		if got := r.Get(path); fmt.Sprint(got) != fmt.Sprint(v) {
			b.t.Errorf("%s is %v, want %v: %s", path, got, v, r.Body)
		}
	}
}

func (b *bench) step(body m) *apptest.Answer {
	b.t.Helper()
	return b.Do("a/technician", "POST", "/processes", body)
}

func in(ids ...string) (out []any) {
	for _, v := range ids {
		out = append(out, m{"sample_id": v})
	}
	return out
}

// edges lists a sample's genealogy as "from relation to" by names.
func (b *bench) edges(sample string) map[string]bool {
	b.t.Helper()
	r := b.Do("a/viewer", "GET", "/samples/"+sample+"/lineage", nil).Want(200)
	names, out := map[any]any{}, map[string]bool{}
	for _, n := range r.Get("nodes").([]any) {
		names[n.(m)["id"]] = n.(m)["label"]
	}
	for _, e := range r.Get("edges").([]any) {
		out[fmt.Sprint(names[e.(m)["from"]], " ", e.(m)["relation"], " ", names[e.(m)["to"]])] = true
	}
	return out
}

// TestAnneal: a step on a sample itself is told in its timeline, listed, corrected and withdrawn.
func TestAnneal(t *testing.T) {
	b := open(t)
	w := b.sample(nil)
	r := b.step(m{"kind": "anneal", "started_at": "2026-01-02T10:00:00+01:00", "finished_at": "2026-01-02T10:00:00Z", "inputs": in(w), "note": "forming gas",
		"parameters": []any{m{"name": "temperature", "value": "450.0", "unit": "Cel"}}}).Want(201)
	b.is(r, m{"kind": "anneal", "started_at": "2026-01-02T09:00:00.000000Z", "parameters.0.value": "450.0", "parameters.0.unit": "Cel", "inputs.0.sample_id": w, "inputs.0.quantity": nil,
		"outputs.0": nil, "_actions.update": true, "_actions.delete": false})
	b.is(b.Do("a/viewer", "GET", "/processes?kind=anneal&q=FORMING&sample_id="+w, nil), m{"items.0.id": r.ID(), "items.1": nil})
	b.is(b.Do("a/viewer", "GET", "/processes?sample_id="+b.sample(nil), nil), m{"items.0": nil})
	b.is(b.Do("a/viewer", "GET", "/samples/"+w+"/history?limit=1", nil), m{"items.0.kind": "processed", "items.0.details.process": "anneal", "items.0.details.role": "input", "items.0.note": "forming gas"})
	b.is(b.Do("a/viewer", "GET", "/samples/"+w, nil), m{"version": 2})
	code := fmt.Sprint(r.Get("code"))
	b.is(b.Do("a/viewer", "GET", "/records/"+code, nil), m{"type": "process", "id": r.ID()})

	same := b.Do("a/technician", "PATCH", "/processes/"+r.ID(), m{"started_at": "2026-01-02T09:00:00Z", "parameters": []any{m{"name": "temperature", "value": "450.0", "unit": "Cel"}}}, "If-Match", `"1"`).Want(200)
	b.is(same, m{"version": 1})
	b.is(b.Do("a/technician", "PATCH", "/processes/"+r.ID(), m{"finished_at": "2026-01-02T08:00:00Z"}, "If-Match", `"1"`).Want(422), m{"errors.0.pointer": "/finished_at"})
	b.is(b.Do("a/technician", "PATCH", "/processes/"+r.ID(), m{"note": nil, "parameters": nil}, "If-Match", `"1"`).Want(200), m{"note": nil, "version": 2, "parameters.0": nil})
	b.Do("a/technician", "DELETE", "/processes/"+r.ID(), nil, "If-Match", `"2"`).Want(403)
	b.Do("a/manager", "DELETE", "/processes/"+r.ID(), nil, "If-Match", `"2"`).Want(204)
	b.is(b.Do("a/viewer", "GET", "/processes", nil), m{"items.0": nil})
	b.is(b.Do("a/viewer", "GET", "/samples/"+w+"/history?limit=1", nil), m{"items.0.details.withdrawn": true})
	b.Do("a/technician", "PATCH", "/processes/"+r.ID(), m{"note": "x"}, "If-Match", `"3"`).Want(409)
	b.Do("b/viewer", "GET", "/processes/"+r.ID(), nil).Want(404)
}

// TestPool: several samples become one, which takes of each what it says; nothing is half-written.
func TestPool(t *testing.T) {
	b := open(t)
	grams := func(v string) m { return m{"value": v, "unit": "g"} }
	a := b.sample(m{"name": "A", "status": "received", "quantity": grams("1.00")})
	c := b.sample(m{"name": "C", "status": "received", "quantity": grams("2")})
	out := m{"new": m{"name": "Pool", "sample_type": "wafer", "quantity": grams("1.5")}}
	inputs := func(ofA, ofC string) []any {
		return []any{m{"sample_id": a, "quantity": grams(ofA)}, m{"sample_id": c, "quantity": m{"value": ofC, "unit": "mg"}}}
	}
	before := len(b.lab.Audit(t, "a"))
	b.is(b.step(m{"kind": "pool", "inputs": inputs("1.01", "500"), "outputs": []any{out}}).Want(422), m{"errors.0.pointer": "/inputs/0/quantity/value", "errors.0.code": "not_enough"})
	b.is(b.step(m{"kind": "pool", "inputs": inputs("1", "500"), "outputs": []any{m{"new": m{"name": "Pool", "sample_type": "nothing"}}}}).Want(422), m{"errors.0.pointer": "/outputs/0/new/sample_type"})
	if n := len(b.lab.Audit(t, "a")) - before; n != 0 {
		t.Errorf("%d entries of refused steps", n)
	}
	r := b.step(m{"kind": "pool", "inputs": inputs("1", "500"), "outputs": []any{out}}).Want(201)
	b.is(r, m{"inputs.0.status": "consumed", "inputs.0.quantity.value": "1", "inputs.1.status": "received", "outputs.0.name": "Pool"})
	b.is(b.Do("a/viewer", "GET", "/samples/"+a, nil), m{"quantity.value": "0.00", "status": "consumed"})
	b.is(b.Do("a/viewer", "GET", "/samples/"+c, nil), m{"quantity.value": "1.5"})
	pool, _ := r.Get("outputs.0.sample_id").(string)
	b.is(b.Do("a/viewer", "GET", "/samples/"+pool, nil), m{"parent_id": nil, "status": "registered"})
	if got := fmt.Sprint(b.edges(pool)); got != "map[A pool Pool:true C pool Pool:true]" {
		t.Errorf("edges: %s", got)
	}
	b.is(b.step(m{"kind": "etch", "inputs": in(a)}).Want(409), m{"code": "sample_gone"})

	chip := b.step(m{"kind": "dice", "inputs": in(pool), "outputs": []any{m{"new": m{"name": "Chip", "sample_type": "chip"}}}}).Want(201).Get("outputs.0.sample_id")
	b.is(b.Do("a/viewer", "GET", "/samples/"+pool+"/children", nil), m{"items.0.id": chip})
	if got := fmt.Sprint(b.edges(a)); got != "map[A pool Pool:true Pool dice Chip:true]" {
		t.Errorf("edges: %s", got)
	}
}

// TestCycle: no sample comes from itself, by steps, by parents, or by both.
func TestCycle(t *testing.T) {
	b := open(t)
	x, y, z := b.sample(m{"name": "X"}), b.sample(m{"name": "Y"}), b.sample(m{"name": "Z"})
	child := b.sample(m{"parent_id": z})
	b.step(m{"kind": "bond", "inputs": in(x), "outputs": in(y)}).Want(201)
	b.step(m{"kind": "bond", "inputs": in(y), "outputs": in(z)}).Want(201)
	for _, tc := range [][2]string{{x, x}, {y, x}, {z, x}, {child, x}, {child, z}} {
		b.is(b.step(m{"kind": "bond", "inputs": in(tc[0]), "outputs": in(tc[1])}).Want(409), m{"code": "genealogy_cycle", "errors.0.pointer": "/outputs/0/sample_id"})
	}
	tag := b.Do("a/viewer", "GET", "/samples/"+x, nil).Header.Get("ETag")
	b.is(b.Do("a/technician", "PATCH", "/samples/"+x, m{"parent_id": child}, "If-Match", tag).Want(422), m{"errors.0.code": "genealogy_cycle"})
}

// TestBadSteps: what a step cannot be.
func TestBadSteps(t *testing.T) {
	b := open(t)
	w, foreign := b.sample(nil), b.Do("b/technician", "POST", "/samples", m{"name": "B", "sample_type": "wafer"}).Want(201).ID()
	for _, tc := range []struct {
		body m
		want string
	}{
		{m{"kind": "magic", "inputs": in(w)}, "/kind unknown_kind"},
		{m{"kind": "etch", "inputs": []any{}}, "/inputs"},
		{m{"kind": "etch", "inputs": in(w, w)}, "/inputs/1/sample_id duplicate"},
		{m{"kind": "etch", "inputs": in(foreign)}, "/inputs/0/sample_id unknown_reference"},
		{m{"kind": "etch", "inputs": in(w), "outputs": in(foreign)}, "/outputs/0/sample_id unknown_reference"},
		{m{"kind": "etch", "inputs": in(w), "outputs": []any{m{}}}, "/outputs/0 required"},
		{m{"kind": "etch", "inputs": in(w), "started_at": "2999-01-01T00:00:00Z"}, "/started_at out_of_range"},
		{m{"kind": "etch", "inputs": in(w), "instrument_id": id.New().String()}, "/instrument_id unknown_reference"},
		{m{"kind": "etch", "inputs": []any{m{"sample_id": w, "quantity": m{"value": "-1", "unit": "g"}}}}, "/inputs/0/quantity/value out_of_range"},
		{m{"kind": "etch", "inputs": in(w), "parameters": []any{m{"name": "t", "value": "1"}, m{"name": "t", "value": "1"}}}, "/parameters/1/name duplicate"},
	} {
		r := b.step(tc.body).Want(422)
		got := fmt.Sprint(r.Get("errors.0.pointer"), " ", r.Get("errors.0.code"))
		if got != tc.want && fmt.Sprint(r.Get("errors.0.pointer")) != tc.want {
			t.Errorf("%v: %s, want %s", tc.body, got, tc.want)
		}
	}
	b.Do("a/viewer", "POST", "/processes", m{"kind": "etch", "inputs": in(w)}).Want(403)
}

// TestCycleRace: two steps that are harmless alone would close a cycle together.
func TestCycleRace(t *testing.T) {
	b := open(t)
	x, y := b.sample(nil), b.sample(nil)
	var all sync.WaitGroup
	var lock sync.Mutex
	got := map[int]int{}
	for i := range 40 {
		all.Add(1)
		go func() {
			defer all.Done()
			from, to := x, y
			if i%2 == 1 {
				from, to = y, x
			}
			status := b.step(m{"kind": "bond", "inputs": in(from), "outputs": in(to)}).Status
			lock.Lock()
			got[status]++
			lock.Unlock()
		}()
	}
	all.Wait()
	if got[201] != 20 || got[409] != 20 {
		t.Errorf("%v, want one direction of twenty and none of the other", got)
	}
}
