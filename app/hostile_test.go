package app

import (
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// canary is sent where it does not belong; no answer may repeat it.
const canary = "hunter2canary"

// attack is one server under the generated matrix of SECURITY.md §7. Every refused request is remembered: none may have
// left a trace in the records.
type attack struct {
	*running
	doc     apiDoc
	n       int
	refused []string // request ids
	met     map[string]bool
}

func newAttack(t *testing.T) *attack {
	t.Helper()
	a := &attack{running: start(t, "SPECTRA_JOBS_WORKERS=0"), doc: theDoc(t), met: map[string]bool{}}
	t.Cleanup(func() { a.nothingWritten(t) })
	return a
}

func (a *attack) world(t testing.TB) *world { return newWorld(t, a.running, &a.n) }

// only are hostile calls of routes that have no scenario.
var only = map[string]func(*world) request{
	"set-up": func(*world) request {
		return post("", "/auth/setup", map[string]any{"token": "wrong", "organization": map[string]any{"slug": "other-lab", "name": "Other"},
			"user": map[string]any{"email": "x@other.example", "name": "X", "password": testPassword}})
	},
	"oidc-login":    func(*world) request { return get("", "/auth/oidc/login") },
	"oidc-callback": func(*world) request { return get("", "/auth/oidc/callback") },
	"oidc-link":     func(*world) request { return post("", "/auth/oidc/link", map[string]any{"password": testPassword}) },
	"begin-reauth": func(*world) request {
		return post("a/viewer", "/auth/oidc/reauth", map[string]any{"return_to": "/samples"})
	},
	"fetch-reauth-token": func(*world) request { return post("a/viewer", "/auth/oidc/reauth/token", nil) },
}

// target gives the valid call of a route that the attacks are derived from.
func (a *attack) target(t testing.TB, rt endpoint.Route) (request, string) {
	t.Helper()
	make, ok := scenarios[rt.ID]
	if !ok {
		make, ok = only[rt.ID]
	}
	if !ok {
		t.Fatalf("%s has no call to attack", rt.ID)
	}
	a.running.t = t
	w := a.world(t)
	q := make(w)
	a.met[rt.ID] = true
	token := ""
	if who, fresh := strings.CutPrefix(q.who, "fresh "); fresh {
		token = w.login(who)
	} else if who != "" {
		token = w.token(who)
	}
	return q, token
}

// walk runs f for every route that choose picks and fails when the walk itself left one out.
func (a *attack) walk(t *testing.T, choose func(endpoint.Route) bool, f func(t *testing.T, rt endpoint.Route)) {
	t.Helper()
	for _, rt := range routes(t) {
		if choose(rt) {
			t.Run(rt.ID, func(t *testing.T) { f(t, rt) })
		}
	}
	a.running.t = t
	for _, rt := range routes(t) {
		if choose(rt) && !a.met[rt.ID] && !filtered() {
			t.Errorf("%s was not attacked", rt.ID)
		}
	}
}

// filtered reports whether -run picks subtests.
func filtered() bool { return strings.Contains(flag.Lookup("test.run").Value.String(), "/") }

var leak = regexp.MustCompile(`goroutine |\.go:\d|SQLSTATE|pgconn|pgx|\bpq:|runtime error|json: |cannot unmarshal|Go (value|struct)|(?i)\bselect .* from\b|insert into|reflect\.|0x[0-9a-f]{6}|` + canary + `|` + regexp.QuoteMeta(testPassword))

// refusal checks what every refused request must be answered with.
func (a *attack) refusal(t testing.TB, what string, out *reply, allowed ...int) {
	t.Helper()
	if out.status >= 500 || out.status < 400 {
		t.Errorf("%s: %d %.300s", what, out.status, out.body)
		return
	}
	if len(allowed) > 0 && !slices.Contains(allowed, out.status) {
		t.Errorf("%s: %d, want %v: %.300s", what, out.status, allowed, out.body)
	}
	for _, f := range problemFaults(out) {
		t.Errorf("%s: %s: %.300s", what, f, out.body)
	}
	a.refused = append(a.refused, out.header.Get("X-Request-Id"))
}

// problemFaults compares an answer with API.md §1 "Errors".
func problemFaults(out *reply) (faults []string) {
	var p struct {
		Type, Title, Code, Detail string
		Status                    int
		RequestID                 string `json:"request_id"`
		Errors                    []struct{ Pointer, Code, Detail *string }
	}
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if err := json.Unmarshal(out.body, &p); err != nil {
		say("no JSON: %v", err)
		return faults
	}
	if ct := out.header.Get("Content-Type"); ct != "application/problem+json" {
		say("content type %q", ct)
	}
	if p.Type == "" || p.Title == "" || p.Detail == "" || !codeWord.MatchString(p.Code) || p.Status != out.status {
		say("members are missing or wrong")
	}
	if p.RequestID == "" || p.RequestID != out.header.Get("X-Request-Id") {
		say("request id %q, header %q", p.RequestID, out.header.Get("X-Request-Id"))
	}
	for _, e := range p.Errors {
		if e.Pointer == nil || e.Code == nil || e.Detail == nil || !codeWord.MatchString(*e.Code) {
			say("a field at fault lacks pointer, code or detail")
		} else if len(*e.Pointer) > 400 || len(*e.Detail) > 400 {
			say("a field at fault repeats a long text")
		}
	}
	if found := leak.Find(sides.ReplaceAll(out.body, nil)); found != nil {
		say("tells %q", found)
	}
	return append(faults, headerFaults(out)...)
}

// sides of a merge are stored text of the caller's own organisation, which may say anything.
var sides = regexp.MustCompile(`"(base|theirs)":\{"version":\d+,"title":"(\\.|[^"\\])*","body":"(\\.|[^"\\])*"`)

var codeWord = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// nothingWritten asks the database as its owner: no refused request has an audit entry.
func (a *attack) nothingWritten(t *testing.T) {
	t.Helper()
	admin, err := sql.Open("pgx", a.cfg.Database.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	// A failed signing is refused and has its event all the same (SG-1).
	rows, err := admin.Query(`select distinct request_id::text || ' ' || action from audit.audit_logs where request_id = any($1::uuid[])
		and action not in ('signature.failed', 'signing.misused', 'audit.review_failed')`, "{"+strings.Join(a.refused, ",")+"}")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var left string
		if err := rows.Scan(&left); err != nil {
			t.Fatal(err)
		}
		t.Errorf("a refused request left an audit entry: %s", left)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d refused requests wrote nothing", len(a.refused))
}
