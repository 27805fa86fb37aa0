package app

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
)

// volley sends the same call n times at once, each with its own turn's body and headers, and counts the statuses.
func (r *running) volley(t *testing.T, token string, n int, call func(i int) request) (map[int]int, []*reply) {
	t.Helper()
	out, begin := make([]*reply, n), make(chan struct{})
	var wait sync.WaitGroup
	for i := range n {
		q := call(i)
		wait.Go(func() {
			<-begin
			out[i] = r.send(token, q.method, q.path, q.body, q.headers...)
		})
	}
	close(begin)
	wait.Wait()
	count := map[int]int{}
	for _, o := range out {
		count[o.status]++
	}
	return count, out
}

// TestRaces: many at once, one succeeds, the others are told why; the record and its trail show one change.
func TestRaces(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	r.t = t
	n := 0
	same := func(q request) func(int) request { return func(int) request { return q } }
	ready := func(w *world) string { // an experiment that waits for its approval
		path := "/experiments/" + w.runningExperiment() + "/transition"
		w.result()
		w.as("a/scientist", "POST", path, map[string]any{"to": "completed"})
		w.as("a/manager", "POST", path, map[string]any{"to": "reviewed"})
		return path
	}
	for _, tc := range []struct {
		name, who string
		times     int
		losers    []int
		call      func(w *world) func(i int) request
	}{
		{"50 starts of an experiment", "a/scientist", 50, []int{409}, func(w *world) func(int) request {
			return same(post("", "/experiments/"+w.experiment()+"/transition", map[string]any{"to": "running"}))
		}},
		{"50 approvals of an experiment", "a/admin", 50, []int{409}, func(w *world) func(int) request {
			return same(post("", ready(w), map[string]any{"to": "approved"}))
		}},
		{"50 receipts of a sample", "a/technician", 50, []int{409}, func(w *world) func(int) request {
			return same(post("", "/samples/"+w.sample()+"/transition", map[string]any{"to": "received"}))
		}},
		{"20 changes of a sample with one tag", "a/technician", 20, []int{412}, func(w *world) func(int) request {
			q := w.patch("", "/samples/"+w.sample(), nil)
			return func(i int) request { q.body = map[string]any{"lot": fmt.Sprint("L", i)}; return q }
		}},
		{"20 changes of a project with one tag", "a/scientist", 20, []int{412}, func(w *world) func(int) request {
			q := w.patch("", "/projects/"+w.project(), nil)
			return func(i int) request { q.body = map[string]any{"name": w.name("Renamed")}; return q }
		}},
		{"20 changes of an instrument with one tag", "a/manager", 20, []int{412}, func(w *world) func(int) request {
			q := w.patch("", "/instruments/"+w.instrument(), nil)
			return func(i int) request { q.body = map[string]any{"location": fmt.Sprint("Bench ", i)}; return q }
		}},
		{"20 changes of an experiment with one tag", "a/technician", 20, []int{412}, func(w *world) func(int) request {
			q := w.patch("", "/experiments/"+w.experiment(), nil)
			return func(i int) request { q.body = map[string]any{"title": w.name("Renamed")}; return q }
		}},
		{"20 archivings with one tag", "a/manager", 20, []int{409, 412}, func(w *world) func(int) request { return same(w.remove("", "/samples/"+w.sample())) }},
		{"20 voidings of a result", "a/manager", 20, []int{409}, func(w *world) func(int) request {
			return same(request{"", "POST", "/results/" + w.result() + "/void", nil, []string{"X-Change-Reason", "wrong sample"}})
		}},
		{"20 uses of a link", "", 20, []int{401, 404, 409, 410, 422}, func(w *world) func(int) request {
			return same(post("", "/auth/reset", map[string]any{"token": w.linkToken(), "password": "another long enough phrase"}))
		}},
		{"20 samples with one barcode", "a/technician", 20, []int{409, 422}, func(w *world) func(int) request {
			code := w.name("BC")
			return func(int) request {
				return post("", "/samples", map[string]any{"name": w.name("S"), "sample_type": "wafer", "barcode": code})
			}
		}},
		{"20 users with one address", "a/admin", 20, []int{409}, func(w *world) func(int) request {
			return same(post("", "/users", map[string]any{"email": "twin@a.example", "name": "Twin", "roles": []string{"viewer"}}))
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r.t = t
			w := newWorld(t, r, &n)
			call, token := tc.call(w), ""
			if tc.who != "" {
				token = r.token(tc.who)
			}
			count, all := r.volley(t, token, tc.times, call)
			won := count[200] + count[201] + count[204]
			for status := range count {
				if status >= 300 && !slices.Contains(tc.losers, status) {
					t.Errorf("some get %d", status)
				}
			}
			if won != 1 {
				t.Errorf("%d succeed, want 1: %v", won, count)
			}
			wrote := 0
			for _, o := range all {
				wrote += min(1, len(r.events(t, o.header.Get("X-Request-ID"))))
				if o.status >= 400 {
					for _, f := range problemFaults(o) {
						t.Errorf("%d: %s", o.status, f)
					}
				}
			}
			if wrote != 1 {
				t.Errorf("%d requests left entries, want 1", wrote)
			}
		})
	}
	r.t = t
}

// TestOneKeyAtOnce (F-19, X-18): the same Idempotency-Key many times at once has one effect; who is early is told that
// the first is still running, who is late gets its answer.
func TestOneKeyAtOnce(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	q := request{"", "POST", "/samples", map[string]any{"name": "Once", "sample_type": "wafer"}, []string{"Idempotency-Key", "once"}}
	count, all := r.volley(t, r.token("a/technician"), 30, func(int) request { return q })
	ids := map[string]bool{}
	for _, o := range all {
		switch {
		case o.status == 201:
			ids[o.id()] = true
		case o.status != 409 || o.get("code") != "request_in_flight":
			t.Errorf("%d %s", o.status, o.body)
		}
	}
	if len(ids) != 1 || count[http.StatusCreated] < 1 {
		t.Errorf("%d samples: %v", len(ids), count)
	}
	if out := r.as("a/viewer", "GET", "/samples?count=true", nil); out.get("total") != 1.0 {
		t.Errorf("there are %v", out.get("total"))
	}
}

// TestCodesAreUnique: codes made at once are a row without gaps or doubles.
func TestCodesAreUnique(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	_, all := r.volley(t, r.token("a/technician"), 40, func(i int) request {
		return post("", "/samples", map[string]any{"name": fmt.Sprint("S", i), "sample_type": "die"})
	})
	codes := map[string]bool{}
	for _, o := range all {
		code, _ := o.get("code").(string)
		codes[code] = true
		if o.status != 201 {
			t.Errorf("%d %s", o.status, o.body)
		}
	}
	if len(codes) != 40 {
		t.Errorf("%d codes for 40 samples", len(codes))
	}
}
