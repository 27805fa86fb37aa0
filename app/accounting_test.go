package app

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

var update = flag.Bool("update", false, "write golden files")

func routes(t testing.TB) []endpoint.Route {
	t.Helper()
	r, err := routesOnly(config.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Routes()
}

// uncovered lists the routes that have neither a scenario nor a reason.
func uncovered(all []endpoint.Route) (out []string) {
	for _, rt := range all {
		_, has := scenarios[rt.ID]
		_, exempt := special[rt.ID]
		if !has && !exempt {
			out = append(out, rt.ID)
		}
	}
	return out
}

// TestEveryRouteHasAScenario: the generated tests below cannot leave a route out, and the check itself can fail.
func TestEveryRouteHasAScenario(t *testing.T) {
	all := routes(t)
	if missing := uncovered(all); len(missing) > 0 {
		t.Errorf("routes without a scenario in scenarios_test.go: %s", strings.Join(missing, ", "))
	}
	for name := range scenarios {
		if !slices.ContainsFunc(all, func(rt endpoint.Route) bool { return rt.ID == name }) {
			t.Errorf("scenario %s belongs to no route", name)
		}
	}
	if got := uncovered(append(slices.Clone(all), endpoint.Route{ID: "forgotten"})); !slices.Equal(got, []string{"forgotten"}) {
		t.Errorf("a route without scenario was not found: %v", got)
	}
}

var pathParameter = regexp.MustCompile(`\{([a-z]+)\}`)

// anywhere fills a path with ids that nobody has.
func anywhere(path string) string {
	return pathParameter.ReplaceAllStringFunc(path, func(p string) string {
		switch p {
		case "{id}":
			return id.New().String()
		case "{type}":
			return "sample"
		}
		return "unknown"
	})
}

// TestRolesByRoute calls every route as every role and as nobody. 401 and 403 come before everything else, so an
// empty body and unknown ids tell who may. The table is the golden file; X-15, G8.
func TestRolesByRoute(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	var table strings.Builder
	fmt.Fprintf(&table, "%-24s %-7s %-38s %-22s %s\n", "route", "method", "path", "permission", strings.Join(testRoles, " "))
	for _, rt := range routes(t) {
		anonymous := r.send("", rt.Method, anywhere(rt.Path), bodyOf(rt))
		if rt.Permission != endpoint.Public && anonymous.status != 401 {
			t.Errorf("%s: nobody gets %d, want 401", rt.ID, anonymous.status)
		}
		if anonymous.status >= 500 {
			t.Errorf("%s: %d %s", rt.ID, anonymous.status, anonymous.body)
		}
		fmt.Fprintf(&table, "%-24s %-7s %-38s %-22s", rt.ID, rt.Method, rt.Path, rt.Permission)
		for _, role := range testRoles {
			mark := "x"
			token := r.token("a/" + role)
			if strings.HasPrefix(rt.ID, "logout") {
				token = r.login("a/" + role)
			}
			out := r.send(token, rt.Method, anywhere(rt.Path), bodyOf(rt))
			switch {
			case out.status == 403:
				mark = "."
			case out.status == 401 && out.get("code") == "reauth_required": // the role may; the person has to prove who they are again
			case out.status == 401 && rt.Permission != endpoint.Public, out.status >= 500:
				t.Errorf("%s as %s: %d %s", rt.ID, role, out.status, out.body)
			}
			if rt.ID == "logout-all" {
				delete(r.tok, "a/"+role)
			}
			fmt.Fprintf(&table, " %-*s", len(role), mark)
		}
		trimTrailing(&table)
	}
	golden(t, "testdata/routes.golden.txt", table.String())
}

// bodyOf is an empty document for routes that take one.
func bodyOf(rt endpoint.Route) any {
	if rt.Method == "GET" || rt.Method == "DELETE" {
		return nil
	}
	return "{}"
}

func trimTrailing(b *strings.Builder) {
	text := strings.TrimRight(b.String(), " ") + "\n"
	b.Reset()
	b.WriteString(text)
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at the change, then: go test ./app -run %s -update\n%s", file, t.Name(), firstDifference(string(want), got))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		var a, b string
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\n- %s\n+ %s", i+1, a, b)
		}
	}
	return ""
}

// inside are permissions that handlers ask for beside their route's own.
var inside = []string{"experiment:approve", "project:manage", "project:read_all", "sample:hand_over_any", "calibration:override", "signature:approve", "signature_request:cancel"}

// TestEveryPermissionIsUsed: what modules declare, a route or a handler asks for, and the other way round.
func TestEveryPermissionIsUsed(t *testing.T) {
	c, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	used := slices.Clone(inside)
	for _, rt := range routes(t) {
		if rt.Permission == endpoint.Public {
			continue
		}
		used = append(used, rt.Permission)
		if _, ok := c.ID(rt.Permission); !ok {
			t.Errorf("%s asks for %s, which no module declares", rt.ID, rt.Permission)
		}
	}
	for _, p := range c.All() {
		if !slices.Contains(used, p.Key()) {
			t.Errorf("permission %s is declared and asked for by nobody", p.Key())
		}
	}
}

// perform runs a scenario's call.
func (w *world) perform(q request) *reply {
	token := ""
	if who, fresh := strings.CutPrefix(q.who, "fresh "); fresh {
		token = w.login(who)
	} else if who != "" {
		token = w.token(who)
	}
	return w.send(token, q.method, q.path, q.body, q.headers...)
}

// events reads the sealed entries of one request, with the audit log's own actions.
func (r *running) events(t testing.TB, requestID string) []string {
	t.Helper()
	var out []string
	for _, org := range []string{"org-a", "org-b"} {
		var orgID id.ID
		err := r.core.pool.Q(context.Background()).Raw("select id from auth.find_org(?)", org).Row().Scan(&orgID)
		if err != nil {
			t.Fatal(err)
		}
		var actions []string
		ctx := tenancy.With(context.Background(), tenancy.CLI(orgID))
		if err := r.core.pool.Q(ctx).Raw("select l.action from audit.audit_chain c join audit.audit_logs l on l.id=c.entry_id where c.org_id=? and l.request_id=? order by c.seq", orgID, requestID).Scan(&actions).Error; err != nil {
			t.Fatal(err)
		}
		out = append(out, actions...)
	}
	return out
}

// TestEveryWriteLeavesItsEvent: each writing route leaves entries under its own event and no other; reads leave none.
func TestEveryWriteLeavesItsEvent(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	for _, rt := range routes(t) {
		scenario, ok := scenarios[rt.ID]
		if !ok {
			continue
		}
		t.Run(rt.ID, func(t *testing.T) {
			w := newWorld(t, r, &n)
			r.t = t
			out := w.perform(scenario(w))
			if out.status != rt.Status && (rt.Status != 0 || out.status != 200) {
				t.Fatalf("got %d, want %d: %s", out.status, rt.Status, out.body)
			}
			got := r.events(t, out.header.Get("X-Request-ID"))
			if rt.Event == "" && len(got) > 0 {
				t.Errorf("a route without event left %v", got)
			}
			if rt.Event != "" && (len(got) == 0 || slices.ContainsFunc(got, func(s string) bool { return s != rt.Event })) {
				t.Errorf("left %v, want only %s", got, rt.Event)
			}
		})
	}
	r.t = t
}

var anyRequestID = regexp.MustCompile(`"request_id":"[^"]*"`)

// TestOtherOrganisationSeesNothing: every route with an id, called by organisation B on A's record, answers exactly as
// for an id that nobody has; every list shows nothing of A.
func TestOtherOrganisationSeesNothing(t *testing.T) {
	r := start(t, "SPECTRA_JOBS_WORKERS=0")
	n := 0
	w := newWorld(t, r, &n)
	w.result()
	w.job()
	w.user()
	w.apiKey()
	for _, rt := range routes(t) {
		scenario, ok := scenarios[rt.ID]
		if !ok || rt.Permission == endpoint.Public {
			continue
		}
		t.Run(rt.ID, func(t *testing.T) {
			r.t = t
			switch {
			case strings.Contains(rt.Path, "{id}"), strings.Contains(rt.Path, "{code}"):
				foreign(t, newWorld(t, r, &n), rt, scenario)
			case rt.Method == "GET" && !strings.Contains(rt.Path, "{"):
				out := r.send(r.token("b/admin"), "GET", rt.Path, nil)
				for what, v := range w.made {
					if v != "" && bytes.Contains(out.body, []byte(v)) {
						t.Errorf("%s shows a %s of the other organisation", rt.Path, what)
					}
				}
			}
		})
	}
	r.t = t
}

func foreign(t *testing.T, w *world, rt endpoint.Route, scenario func(*world) request) {
	q := scenario(w)
	token := w.token("b/admin")
	out := w.send(token, q.method, q.path, q.body, q.headers...)
	nobodys := q.path
	if strings.Contains(rt.Path, "{code}") {
		nobodys = "/records/SMP-2020-999999"
	} else {
		nobodys = anyID.ReplaceAllStringFunc(nobodys, func(string) string { return id.New().String() })
	}
	random := w.send(token, q.method, nobodys, q.body, q.headers...)
	if out.status != 404 {
		t.Errorf("%s %s of the other organisation: %d, want 404: %s", q.method, rt.Path, out.status, out.body)
	}
	a, b := anyRequestID.ReplaceAll(out.body, nil), anyRequestID.ReplaceAll(random.body, nil)
	if out.status != random.status || !bytes.Equal(a, b) {
		t.Errorf("the answer differs from that for an unknown id:\n%s\n%s", out.body, random.body)
	}
}

var anyID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// TestPolicyTable: the shipped policy as the inspector reads it.
func TestPolicyTable(t *testing.T) {
	c, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	bundle := config.Bundle()
	p, err := authz.Compile(c, bundle.Model, bundle.Policy, config.PolicyName)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/policy.golden.txt", p.Matrix().Text())
}
