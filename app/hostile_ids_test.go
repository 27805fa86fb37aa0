package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// everything makes one record of each kind in a world.
func (w *world) everything() {
	w.t.Helper()
	w.result()
	w.job()
	w.user()
	w.apiKey()
	w.location()
	w.person()
	w.entry()
	w.template()
	w.calibration()
	w.maintenance()
	w.protocol()
}

// packages reports whether a route answers from the bytes it is given alone and reads no record.
func packages(rt endpoint.Route) bool { return rt.ID == "verify-evidence" }

// TestForeignIDsInBodies: an id of another organisation in a body is answered exactly like one that nobody has,
// whatever the route, the field and the type; nothing is written.
func TestForeignIDsInBodies(t *testing.T) {
	a := newAttack(t)
	theirs := a.world(t)
	theirs.org = "b"
	theirs.everything()
	replaced := 0
	a.walk(t, func(rt endpoint.Route) bool {
		return rt.Method != http.MethodGet && only[rt.ID] == nil && !packages(rt)
	}, func(t *testing.T, rt endpoint.Route) {
		a.running.t = t
		w := a.world(t)
		w.everything()
		q := scenarios[rt.ID](w)
		a.met[rt.ID] = true
		body := q.body
		if widened := wider[rt.ID]; widened != nil {
			body = widened(w, body)
		}
		text, ok := body.(string)
		if !ok && body != nil {
			text = encode(t, body)
		}
		for what, own := range w.made {
			if !anyID.MatchString(own) || !strings.Contains(text, own) {
				continue
			}
			replaced++
			with := func(other string) *reply {
				return w.send(w.token(q.who), q.method, q.path, strings.ReplaceAll(text, own, other), q.headers...)
			}
			foreign, random := with(theirs.made[what]), with(id.New().String())
			a.refusal(t, what, foreign, 422)
			a.refusal(t, what, random, 422)
			x, y := anyRequestID.ReplaceAll(foreign.body, nil), anyRequestID.ReplaceAll(random.body, nil)
			x, y = anyID.ReplaceAll(x, nil), anyID.ReplaceAll(y, nil) // of the attempts themselves: they have reports
			if !bytes.Equal(x, y) {
				t.Errorf("%s: the answer differs from that for an unknown id:\n%s\n%s", what, x, y)
			}
			if p, _ := foreign.get("errors.0.pointer").(string); p == "" || foreign.get("errors.0.code") == nil {
				t.Errorf("%s: no pointer: %s", what, foreign.body)
			}
		}
	})
	if replaced < 20 {
		t.Errorf("only %d ids replaced", replaced)
	}
}

// wider puts every id into a body that it can carry; the scenarios send the least.
var wider = map[string]func(*world, any) any{
	"create-project": func(w *world, b any) any { return plus(b, "owner_id", w.user()) },
	"update-project": func(w *world, b any) any { return plus(b, "owner_id", w.user()) },
	"create-sample": func(w *world, b any) any {
		return w.placed(plus(plus(b, "project_id", w.project()), "parent_id", w.sample()))
	},
	"create-samples": func(w *world, b any) any {
		row := b.(map[string]any)["items"].([]any)[0]
		return map[string]any{"items": []any{row, w.placed(plus(plus(row, "project_id", w.project()), "parent_id", w.sample()))}}
	},
	"update-sample": func(w *world, b any) any {
		return w.placed(plus(plus(b, "project_id", w.project()), "parent_id", w.sample()))
	},
	"transition-sample":  func(w *world, b any) any { return w.placed(b) },
	"split-sample":       func(w *world, b any) any { return w.placed(b) },
	"offer-custody":      func(w *world, b any) any { return w.placed(b) },
	"offer-custody-bulk": func(w *world, b any) any { return w.placed(b) },
	"create-location":    func(w *world, b any) any { return plus(b, "parent_id", w.location()) },
	"update-location":    func(w *world, b any) any { return plus(b, "parent_id", w.room()) },
	"create-experiment": func(w *world, b any) any {
		return plus(plus(plus(b, "project_id", w.project()), "instrument_id", w.instrument()), "protocol_id", w.protocol())
	},
	"update-experiment": func(w *world, b any) any {
		return plus(plus(plus(plus(b, "project_id", w.project()), "instrument_id", w.instrument()), "protocol_id", w.protocol()), "sample_ids", []string{w.sample()})
	},
	"record-result":      func(w *world, b any) any { return plus(b, "instrument_id", w.instrument()) },
	"create-api-key":     func(w *world, b any) any { return plus(b, "instrument_id", w.instrument()) },
	"transition-samples": func(w *world, b any) any { return w.placed(b) },
	"create-signature-request": func(w *world, b any) any {
		return plus(plus(b, "record_id", w.entry()), "stages", []any{map[string]any{"user_id": w.person(), "meaning": "review"}})
	},
	"create-process": func(w *world, b any) any {
		return plus(plus(b, "instrument_id", w.instrument()), "protocol_id", w.protocol())
	},
	"update-process": func(w *world, b any) any {
		return plus(plus(b, "instrument_id", w.instrument()), "protocol_id", w.protocol())
	},
	"record-results": func(w *world, b any) any {
		row := b.(map[string]any)["items"].([]any)[0]
		return map[string]any{"items": []any{plus(row, "instrument_id", w.instrument())}}
	},
}

func plus(body any, name string, v any) any {
	out := map[string]any{}
	for k, x := range body.(map[string]any) {
		out[k] = x
	}
	out[name] = v
	return out
}

// TestWiderBodiesKnowEveryID: a body that may carry an id carries one in the test above.
func TestWiderBodiesKnowEveryID(t *testing.T) {
	a := newAttack(t)
	w := a.world(t)
	w.everything()
	for _, rt := range routes(t) {
		schema := a.doc.body(rt.Method, rt.Path)
		if schema == nil || only[rt.ID] != nil {
			continue
		}
		body := scenarios[rt.ID](w).body
		if f := wider[rt.ID]; f != nil {
			body = f(w, body)
		}
		text := encode(t, body)
		known, _ := a.doc.resolve(schema)["properties"].(map[string]any)
		for name, s := range known {
			s, _ := s.(map[string]any)
			if items, ok := s["items"].(map[string]any); ok {
				s = items
			}
			if s["format"] == "uuid" && !strings.Contains(text, `"`+name+`":`) && !waits(t, name) {
				t.Errorf("%s can carry %s, and no foreign one is tried: add it to wider", rt.ID, name)
			}
		}
	}
}

// waits reports whether nothing can make the record yet that the member names.
func waits(t *testing.T, name string) bool {
	creates := map[string]string{"protocol_id": "create-protocol"}[name]
	return creates != "" && !slices.ContainsFunc(routes(t), func(rt endpoint.Route) bool { return rt.ID == creates })
}

// TestForeignIDsInFilters: a list filtered by another organisation's id is as empty as by nobody's.
func TestForeignIDsInFilters(t *testing.T) {
	a := newAttack(t)
	ours, theirs := a.world(t), a.world(t)
	theirs.org = "b"
	ours.everything()
	theirs.everything()
	tried := 0
	a.walk(t, func(rt endpoint.Route) bool { return rt.Method == http.MethodGet && only[rt.ID] == nil }, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		for _, p := range a.doc.parameters("GET", rt.Path, "query") {
			name := fmt.Sprint(p["name"])
			kind, isID := strings.CutSuffix(name, "_id")
			if !isID {
				continue
			}
			foreign, ok := theirs.made[map[string]string{"parent": "sample", "owner": "user", "actor": "user", "record": "sample"}[kind]]
			if !ok {
				if foreign, ok = theirs.made[kind]; !ok {
					foreign = theirs.made["sample"]
				}
			}
			tried++
			bare, _, _ := strings.Cut(q.path, "?")
			if !slices.ContainsFunc(a.doc.parameters("GET", rt.Path, "query"), func(p map[string]any) bool { return p["name"] == "count" || p["name"] == "columns" }) {
				// A file of its own kind: the same for an id of another organisation as for nobody's.
				x, y := a.send(token, "GET", bare+"?"+name+"="+foreign, nil), a.send(token, "GET", bare+"?"+name+"="+id.New().String(), nil)
				if x.status != y.status || x.get("code") != y.get("code") || x.status == 200 && !bytes.HasSuffix(x.body, []byte("{\"rows\":0}\n")) {
					t.Errorf("%s: %d %.200s, unknown %d %.200s", name, x.status, x.body, y.status, y.body)
				}
				continue
			}
			if strings.HasSuffix(bare, "/export") { // has no total; its array is empty
				x := a.send(token, "GET", bare+"?format=json&"+name+"="+foreign, nil)
				if x.status != 200 || string(x.body) != "[]\n" {
					t.Errorf("%s: %d %.200s", name, x.status, x.body)
				}
				continue
			}
			x := a.send(token, "GET", bare+"?count=true&"+name+"="+foreign, nil)
			y := a.send(token, "GET", bare+"?count=true&"+name+"="+id.New().String(), nil)
			if x.status != 200 || y.status != 200 || !bytes.Equal(x.body, y.body) || x.get("total") != json.Number("0") && x.get("total") != 0.0 {
				t.Errorf("%s: %d %.200s, unknown %d %.200s", name, x.status, x.body, y.status, y.body)
			}
		}
	})
	if tried < 10 {
		t.Errorf("only %d filters", tried)
	}
}
