package app

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// public are the things of a world that belong to no project.
var public = []string{"user", "invite", "api_key", "location", "room", "person", "instrument", "template", "calibration", "maintenance", "protocol", "submitted_protocol",
	"effective_protocol", "assignment", "view", "sample_type", "feed", "grid", "mail", "hold", "held_sample", "second_admin", "reset", "approval"}

// aCode is a human code of what can belong to a project.
var aCode = regexp.MustCompile(`\b(PRJ|SMP|EXP|RES|FIL|NTB|ENT)-\d{4}-\d{6}\b`)

// echoed is what an exported table says of the request itself.
var echoed = regexp.MustCompile(`(?m)^\W*spectra_(filter|time),.*$`)

// closed makes everything in one project and closes it to all but the administrator; it gives what nobody else may read.
func (w *world) closed() (secrets []string) {
	w.t.Helper()
	q := w.patch("a/admin", "/projects/"+w.project(), map[string]any{"access": "members", "owner_id": w.as("a/admin", "GET", "/auth/me", nil).id()})
	for what, path := range map[string]string{"project": "/projects/", "sample": "/samples/", "experiment": "/experiments/", "result": "/results/", "file": "/files/",
		"notebook": "/notebooks/", "entry": "/notebooks/entries/"} {
		secrets = append(secrets, fmt.Sprint(w.as("a/admin", "GET", path+w.made[what], nil).get("code")))
	}
	w.as(q.who, q.method, q.path, q.body, q.headers...)
	for what, own := range w.made {
		if !slices.Contains(public, what) && anyID.MatchString(own) {
			secrets = append(secrets, own)
		}
	}
	return secrets
}

// outsider gives the credentials of somebody with the right and no part in the project: the person of the scenario, or,
// where that one sees every project, a key that has the one right alone.
func (w *world) outsider(who, permission string) (token string, headers []string) {
	w.t.Helper()
	if role := strings.TrimPrefix(who, "a/"); role != "manager" && role != "admin" {
		return w.token(who), nil
	}
	key := fmt.Sprint(w.as(who, "POST", "/api-keys", map[string]any{"name": w.name("Key"), "scopes": []string{permission}}).get("key"))
	w.send("", "GET", "/auth/me", nil, "X-API-Key", key) // the first use of a key is in the trail
	return "", []string{"X-API-Key", key}
}

// others do what the person of the scenario may do with the own.
var others = map[string]string{"cancel-job": "a/manager"}

// TestClosedProjectIsNotThere: whoever has no part in a project that is for its members is answered, on every route, as if
// nothing in it were there: exactly as for ids that nobody has, and no list, search, export or count knows of it.
func TestClosedProjectIsNotThere(t *testing.T) {
	a := newAttack(t)
	tried := map[string]int{}
	a.walk(t, func(rt endpoint.Route) bool {
		return only[rt.ID] == nil && rt.Permission != endpoint.Public && !packages(rt)
	}, func(t *testing.T, rt endpoint.Route) {
		a.running.t = t
		w := a.world(t)
		w.everything()
		w.imported()
		q := scenarios[rt.ID](w)
		a.met[rt.ID] = true
		secrets := w.closed()
		if who := others[rt.ID]; who != "" {
			q.who = who
		}
		if widened := wider[rt.ID]; widened != nil {
			q.body = widened(w, q.body)
		}
		text, ok := q.body.(string)
		if !ok && q.body != nil {
			text = encode(t, q.body)
		}
		hidden := func(s string) bool {
			return slices.ContainsFunc(secrets, func(x string) bool { return strings.Contains(s, x) })
		}
		path, query, _ := strings.Cut(q.path, "?")
		if !hidden(q.path) && !hidden(text) && rt.Method != http.MethodGet || q.who == "a/auditor" || strings.HasPrefix(q.who, "fresh ") || rt.Record == "user" || rt.Record == "approval" {
			return // makes something new, reads the trail, which is whole, or is about people, whom no key manages
		}
		token, headers := w.outsider(q.who, rt.Permission)
		call := func(path, text string) *reply {
			var body any
			if text != "" {
				body = text
			}
			return w.send(token, q.method, path, body, append(headers, q.headers...)...)
		}
		x := call(q.path, text)
		if hidden(string(echoed.ReplaceAll(x.body, nil))) && x.status < 300 {
			t.Errorf("tells of it: %d %.600s", x.status, x.body)
		}
		switch {
		case hidden(path):
			tried["path"]++
			a.refusal(t, "path", x, 404)
		case hidden(text):
			tried["body"]++
			a.refusal(t, "body", x, 422)
		case x.status == 404 && hidden(query): // one answer for several named records
			tried["list"]++
		case x.status != 200 && x.status != 204:
			t.Errorf("list: %d %.300s", x.status, x.body)
		default:
			tried["list"]++
		}
		if hidden(q.path) || hidden(text) {
			nobody := func(s string) string {
				for _, v := range secrets {
					s = strings.ReplaceAll(s, v, map[bool]string{true: v[:9] + "999999", false: id.New().String()}[aCode.MatchString(v)])
				}
				return s
			}
			other := nobody(q.path)
			y := call(other, nobody(text))
			if got, want := stripped(x, q.path), stripped(y, other); !bytes.Equal(got, want) {
				t.Errorf("differs from what nobody has:\n%s\n%s", got, want)
			}
			if query != "" {
				tried["query"]++
			}
		}
	})
	if tried["path"] < 40 || tried["body"] < 12 || tried["list"] < 20 {
		t.Errorf("only %v", tried)
	}
	t.Log(tried)
}

// stripped is an answer without what differs from call to call.
func stripped(r *reply, path string) []byte {
	out := bytes.ReplaceAll(echoed.ReplaceAll(r.body, nil), []byte(path), nil)
	return append([]byte(fmt.Sprint(r.status, " ")), anyID.ReplaceAll(anyRequestID.ReplaceAll(out, nil), nil)...)
}
