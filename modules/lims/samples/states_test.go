package samples_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// every state and where it may go, written down once more: the test must not learn it from the code it tests.
var life = map[string]string{
	"registered": "received in_use in_storage disposed",
	"received":   "in_use in_storage consumed disposed",
	"in_use":     "in_storage consumed disposed",
	"in_storage": "in_use consumed disposed",
	"consumed":   "disposed",
	"disposed":   "",
}

func TestEveryTransition(t *testing.T) {
	b := open(t)
	for from, next := range life {
		allowed := strings.Fields(next)
		for to := range life {
			s := b.in("a", from)
			before := len(b.lab.Audit(t, "a"))
			r := b.Do("a/technician", "POST", "/samples/"+s+"/transition", m{"to": to, "location": "Bench", "note": "why"})
			if slices.Contains(allowed, to) {
				if r.Want(200).Get("status") != to || r.Get("location") != "Bench" {
					t.Errorf("%s → %s: %s", from, to, r.Body)
				}
				if e := b.since(before); len(e) != 1 || e[0].Action != "sample.transitioned" || pairs(t, e[0])["status"] != from+" → "+to {
					t.Errorf("%s → %s: audit %+v", from, to, e)
				}
				continue
			}
			if r.Want(409).Get("code") != "invalid_transition" {
				t.Errorf("%s → %s: %s", from, to, r.Body)
			}
			if e := b.since(before); len(e) != 0 {
				t.Errorf("%s → %s refused but audited %+v", from, to, e)
			}
		}
		s := b.in("a", from)
		got := b.Do("a/technician", "GET", "/samples/"+s, nil).Want(200)
		if n, _ := got.Get("next_statuses").([]any); len(n) != len(allowed) {
			t.Errorf("%s: next_statuses %v, want %v", from, n, allowed)
		}
		want := http.StatusCreated
		if from == "consumed" || from == "disposed" {
			want = http.StatusConflict
		}
		if can := got.Get("_actions.split"); (can == true) != (want == http.StatusCreated) {
			t.Errorf("%s: _actions.split %v", from, can)
		}
		b.Do("a/technician", "POST", "/samples/"+s+"/split", m{"count": 1}).Want(want)
	}
}

func TestTransitionRefuses(t *testing.T) {
	b := open(t)
	s := b.sample("a", nil)
	for _, tc := range []struct {
		body any
		want string
	}{
		{m{}, "/to required"}, {m{"to": "lost"}, "/to not_allowed"}, {m{"to": nil}, "/to wrong_type"}, {m{"to": "received", "status": "in_use"}, "/status unknown_field"},
		{m{"to": "received", "location": "a\tb"}, "/location control_character"}, {m{"to": "received", "note": 1}, "/note wrong_type"},
		{m{"to": "received", "note": strings.Repeat("x", 2001)}, "/note out_of_range"},
	} {
		if r := b.Do("a/technician", "POST", "/samples/"+s+"/transition", tc.body).Want(422); lines(codes(r)) != tc.want {
			t.Errorf("%v: %s", tc.body, r.Body)
		}
	}
	b.Do("a/technician", "POST", "/samples/"+s+"/transition", m{"to": "received"}, "If-Match", `"2"`).Want(412)
	b.Do("a/technician", "POST", "/samples/"+s+"/transition", m{"to": "received"}, "If-Match", `"1"`).Want(200)
}

func TestArchivedSample(t *testing.T) {
	b := open(t)
	s := b.sample("a", nil)
	b.Do("a/technician", "DELETE", "/samples/"+s, nil, "If-Match", `"1"`).Want(403)
	before := len(b.lab.Audit(t, "a"))
	b.Do("a/manager", "DELETE", "/samples/"+s, nil, "If-Match", `"1"`).Want(204)
	if e := b.since(before); len(e) != 1 || e[0].Action != "sample.archived" {
		t.Errorf("audit %+v", e)
	}
	r := b.Do("a/manager", "GET", "/samples/"+s, nil).Want(200)
	if r.Get("archived_at") == nil || r.Get("version").(interface{ String() string }).String() != "2" || r.Get("_actions.delete.reason") != "archived" {
		t.Errorf("%s", r.Body)
	}
	for path, want := range map[string]int{"/samples": 0, "/samples?include_archived=true": 1, "/samples?q=wafer": 0, "/samples?q=wafer&include_archived=true": 1} {
		if items, _ := b.Do("a/viewer", "GET", path, nil).Want(200).Get("items").([]any); len(items) != want {
			t.Errorf("%s: %d items, want %d", path, len(items), want)
		}
	}
	for path, body := range map[string]m{"/transition": {"to": "received"}, "/split": {"count": 2}} {
		if r := b.Do("a/manager", "POST", "/samples/"+s+path, body).Want(409); r.Get("code") != "archived" {
			t.Errorf("%s: %s", path, r.Body)
		}
	}
	b.Do("a/manager", "DELETE", "/samples/"+s, nil, "If-Match", `"2"`).Want(204) // already so
	if n := len(b.since(before)); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
}

func TestLockedSample(t *testing.T) {
	b := open(t)
	s := b.sample("a", m{"metadata": m{"k": "v"}})
	other := b.sample("a", nil)
	b.lock("a", s)
	before := len(b.lab.Audit(t, "a"))
	for _, c := range []struct {
		method, path string
		body         any
	}{
		{"PATCH", "/samples/" + s, m{"name": "x"}}, {"PATCH", "/samples/" + s, m{"metadata": m{"k": "w"}}}, {"DELETE", "/samples/" + s, nil},
		{"POST", "/samples/" + s + "/transition", m{"to": "received"}}, {"POST", "/samples/" + s + "/split", m{"count": 1}},
		{"PUT", "/samples/" + s + "/metadata/k", m{"value": "w"}}, {"DELETE", "/samples/" + s + "/metadata/k", nil},
		{"POST", "/samples", m{"name": "x", "sample_type": "die", "parent_id": s}}, {"PATCH", "/samples/" + other, m{"parent_id": s}},
		{"POST", "/samples/bulk", m{"items": []m{{"name": "x", "sample_type": "die", "parent_id": s}}}},
	} {
		r := b.Do("a/manager", c.method, c.path, c.body, "If-Match", `"1"`).Want(423)
		if r.Get("code") != "locked" {
			t.Errorf("%s %s: %s", c.method, c.path, r.Body)
		}
	}
	if e := b.since(before); len(e) != 0 {
		t.Errorf("a locked sample was changed: %+v", e)
	}
	if r := b.Do("a/manager", "GET", "/samples/"+s, nil).Want(200); r.Get("_actions.update.reason") != "locked" || r.Get("_actions.split.reason") != "locked" {
		t.Errorf("%s", r.Body)
	}
}
