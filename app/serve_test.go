package app

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/config"
)

// launch starts a server without people.
func launch(t *testing.T, o Options, env ...string) (*App, string) {
	t.Helper()
	cfg, err := config.Load(nil, append([]string{"SPECTRA_STATE_DIR=" + t.TempDir(), "SPECTRA_AUTH_BCRYPT_COST=4", "SPECTRA_SERVER_ADDR=127.0.0.1:0", "LOG_LEVEL=error"}, env...), "")
	if err != nil {
		t.Fatal(err)
	}
	o.Console = io.Discard
	a, err := New(t.Context(), cfg, o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- a.Run(ctx, func(url string) { ready <- url }) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with: %v", err)
		}
	})
	select {
	case u := <-ready:
		return a, u
	case err := <-ended:
		ended <- nil
		t.Fatalf("the server did not start: %v", err)
	case <-time.After(60 * time.Second):
		t.Fatal("the server did not start")
	}
	return nil, ""
}

func fetch(t *testing.T, method, address string, header http.Header) *reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if header != nil {
		req.Header = header
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return &reply{status: res.StatusCode, header: res.Header, body: body}
}

// TestFirstRun: with nobody there, the greeting has a link; it makes the first organisation and administrator once.
func TestFirstRun(t *testing.T) {
	a, base := launch(t, Options{}, external(t)...)
	greeting := a.greeting(base)
	i := strings.Index(greeting, base+"/setup")
	if i < 0 {
		t.Fatalf("no link in the greeting: %s", greeting)
	}
	link, _, _ := strings.Cut(greeting[i:], "\n")
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	q, err := url.ParseQuery(u.Fragment) // behind #: it reaches no log of a server or proxy
	if err != nil || q.Get("setup") == "" {
		t.Fatalf("no token in %s", link)
	}
	r := &running{App: a, url: base, t: t, tok: map[string]string{}}
	first := map[string]any{"token": q.Get("setup"), "organization": map[string]any{"slug": "first-lab", "name": "First Lab"},
		"user": map[string]any{"email": "head@first.lab", "name": "Head", "password": testPassword}}
	if out := r.send("", "POST", "/auth/setup", map[string]any{"token": "wrong", "organization": first["organization"], "user": first["user"]}); out.status < 400 || out.status >= 500 {
		t.Errorf("a wrong token: %d %s", out.status, out.body)
	}
	if out := r.send("", "POST", "/auth/setup", first); out.status != 201 {
		t.Fatalf("set-up: %d %s", out.status, out.body)
	}
	if out := r.send("", "POST", "/auth/setup", first); out.status < 400 || out.status >= 500 {
		t.Errorf("set-up a second time: %d %s", out.status, out.body)
	}
	in := r.send("", "POST", "/auth/login", map[string]any{"email": "head@first.lab", "password": testPassword})
	if in.status != 200 || in.get("user.org_slug") != "first-lab" || in.get("user.roles.0") != "admin" {
		t.Errorf("sign-in: %d %s", in.status, in.body)
	}
}

// TestPolicyFileIsPickedUp: an edit takes effect without restart; a broken one changes nothing and shows in /health.
func TestPolicyFileIsPickedUp(t *testing.T) {
	file := filepath.Join(t.TempDir(), "policy.csv")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	shipped := string(config.Bundle().Policy)
	write(shipped)
	r := start(t, "SPECTRA_AUTH_POLICY_FILE="+file)
	try := func() int { return r.send(r.token("a/viewer"), "GET", "/samples", nil).status }
	if try() != 200 {
		t.Fatal("a viewer may not list samples")
	}
	eventually := func(what string, f func() bool) {
		t.Helper()
		for deadline := time.Now().Add(8 * time.Second); !f(); time.Sleep(50 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal(what)
			}
		}
	}
	write(strings.Replace(shipped, "p, viewer, sample, read", "p, technician, sample, read", 1))
	eventually("the edit was not picked up", func() bool { return try() == 403 })
	policy := func() any { return fetch(t, "GET", r.url+"/health", nil).get("checks.policy.status") }
	write(shipped + "\np, viewer, sample, raed\n")
	eventually("the broken file does not show in /health", func() bool { return policy() == "degraded" })
	if out := fetch(t, "GET", r.url+"/health", nil); try() != 403 || out.status != 200 || out.get("status") != "degraded" {
		t.Errorf("a broken file changed something: %d %s", out.status, out.body)
	}
	write(shipped + "g, steward, viewer\np, steward, audit, read\n")
	eventually("the mended file was not picked up", func() bool { return try() == 200 && policy() == "ok" })
	eventually("the new role is not listed", func() bool { return strings.Contains(string(r.as("a/viewer", "GET", "/roles", nil).body), "steward") })
}

// TestWaitsForTheDatabase (F-03): alive and not ready while the database is away.
func TestWaitsForTheDatabase(t *testing.T) {
	cfg, err := config.Load(nil, []string{"SPECTRA_STATE_DIR=" + t.TempDir(), "SPECTRA_SERVER_ADDR=127.0.0.1:0", "DATABASE_URL=postgres://spectra_app@127.0.0.1:1/x"}, "")
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(t.Context(), cfg, Options{Console: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, func(string) { t.Error("ready without a database") }) }()
	for path, want := range map[string]int{"/livez": 200, "/readyz": 503, "/health": 503, "/samples": 503} {
		out := fetch(t, "GET", a.URL()+path, nil)
		if out.status != want || want == 503 && out.header.Get("Retry-After") == "" {
			t.Errorf("%s: %d %v", path, out.status, out.header)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestSystemRoutes: health, documents, metrics, frontend and what does not exist, at the root and under a prefix.
func TestSystemRoutes(t *testing.T) {
	for _, prefix := range []string{"", "/lims"} {
		_, base := launch(t, Options{}, append(external(t), "SPECTRA_SERVER_BASE_PATH="+prefix, "SPECTRA_METRICS_TOKEN=a-token-for-scrapers")...)
		html := http.Header{"Accept": {"text/html"}}
		for _, tc := range []struct {
			path   string
			header http.Header
			status int
			says   string
		}{
			{"/health", nil, 200, `"status":"ok"`},
			{"/livez", nil, 200, "ok"},
			{"/readyz", nil, 200, "ok"},
			{"/openapi.json", nil, 200, `"openapi":"3.1.0"`},
			{"/docs", html, 200, "/samples/{id}/transition"},
			{"/docs/inspectors", html, 200, "The window in which nothing is found"},
			{"/metrics", nil, 401, "metrics.token"},
			{"/metrics", http.Header{"Authorization": {"Bearer a-token-for-scrapers"}}, 200, "spectra_http_requests_total"},
			{"/", html, 200, `<div id="root">`},
			{"/o/demo-lab/samples", html, 200, `<div id="root">`},
			{"/o/demo-lab/samples", nil, 404, `"code":"not_found"`},
			{"/.git/config", html, 404, "not_found"},
			{"/debug/pprof/", html, 404, `<div id="root">`}, // the page, never a profile
			{"/debug/pprof/heap", nil, 404, "not_found"},
			{"/samples", nil, 401, `"code":"unauthenticated"`},
		} {
			out := fetch(t, "GET", base+tc.path, tc.header)
			if out.status != tc.status || !strings.Contains(string(out.body), tc.says) {
				t.Errorf("%s%s: %d %.200s", prefix, tc.path, out.status, out.body)
			}
			for _, h := range []string{"X-Content-Type-Options", "Content-Security-Policy", "X-Request-Id"} {
				if len(out.header.Values(h)) != 1 {
					t.Errorf("%s%s: header %s is %q", prefix, tc.path, h, out.header.Values(h))
				}
			}
		}
		if out := fetch(t, "TRACE", base+"/health", nil); out.status != 405 && out.status != 404 {
			t.Errorf("TRACE: %d", out.status)
		}
	}
}

// TestProductionMetrics: what the server counts is nobody's business there without a token.
func TestProductionMetrics(t *testing.T) {
	env := append(external(t), "SPECTRA_ENV=production", "JWT_ALGORITHM=RS256", "JWT_SECRET=h3vT9qLw2ZsX7bNc5RdK8mJf4GyP6aUe1Ho0Vi", "SPECTRA_AUTH_BCRYPT_COST=12",
		"SPECTRA_SERVER_DRAIN_DELAY=0s")
	_, base := launch(t, Options{}, env...)
	if out := fetch(t, "GET", base+"/metrics", nil); out.status != 404 {
		t.Errorf("without token and address: %d", out.status)
	}
	if out := fetch(t, "GET", base+"/health", nil); out.header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS in production")
	}
}

// TestHealthTellsNothing: no version, host or address (SD-4).
func TestHealthTellsNothing(t *testing.T) {
	_, base := launch(t, Options{}, external(t)...)
	out := fetch(t, "GET", base+"/health", nil)
	var doc struct{ Checks map[string]map[string]string }
	if err := json.Unmarshal(out.body, &doc); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"database", "schema", "jobs", "storage", "clock", "policy"} {
		if doc.Checks[name]["status"] != "ok" {
			t.Errorf("%s is %v", name, doc.Checks[name])
		}
	}
	for _, secret := range []string{Version, "postgres", "127.0.0.1", "spectra_app"} {
		if strings.Contains(string(out.body), secret) {
			t.Errorf("/health tells %q: %s", secret, out.body)
		}
	}
}

// TestTour runs the README's first working day by curl against a server with demo data, as a new user would.
func TestTour(t *testing.T) {
	_, base := launch(t, Options{Demo: true}, external(t)...)
	out, err := exec.CommandContext(t.Context(), "sh", "demo/tour.sh", base).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"experiment EXP-", " is running", "\nidentical\n", ".position = 520.8 cm-1\n", "version 2\n", `why: "orientation was missing"`,
		`"old":"Si (100) reference, tour","new":"Si (100) reference wafer, tour"`, "404 /lineage/result/{id}", "\n== done"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is not in the output:\n%s", want, out)
		}
	}
}

// TestDoctorAsksTheServer: what a container's health check runs.
func TestDoctorAsksTheServer(t *testing.T) {
	_, base := launch(t, Options{}, external(t)...)
	addr := "SPECTRA_SERVER_ADDR=" + strings.TrimPrefix(base, "http://")
	if code, out, errs := runCLI(t, "", []string{addr}, "doctor", "--running"); code != exitOK || !strings.Contains(out, `"status":"ok"`) {
		t.Errorf("running: exit %d %q %q", code, out, errs)
	}
	if code, _, errs := runCLI(t, "", []string{"SPECTRA_SERVER_ADDR=127.0.0.1:1"}, "doctor", "--running"); code != exitError || !strings.Contains(errs, "no server answers") {
		t.Errorf("not running: exit %d %q", code, errs)
	}
}

// TestRefusesToServe: as a superuser or owner (SD-2, RLS-11), and on a newer schema.
func TestRefusesToServe(t *testing.T) {
	pg := apptest.Database(t)
	code, _, errs := runCLI(t, "", []string{"DATABASE_URL=" + pg.AdminURL, "SPECTRA_DATABASE_WORKER_URL=" + pg.WorkerURL}, "serve", "--addr", "127.0.0.1:0")
	if code != exitError || !strings.Contains(errs, "is a superuser and could read every organisation") {
		t.Errorf("served as superuser: exit %d %q", code, errs)
	}
}

// TestP11_09ReasonsByOrganisation: an organisation may want a reason for every change of a type of record.
func TestP11_09ReasonsByOrganisation(t *testing.T) {
	r := start(t)
	made := r.as("a/scientist", "POST", "/projects", map[string]any{"name": "Reasons"})
	path := "/projects/" + made.id()
	rename := func(name string, headers ...string) *reply {
		headers = append(headers, "If-Match", r.as("a/scientist", "GET", path, nil).header.Get("ETag"))
		return r.send(r.token("a/scientist"), "PATCH", path, map[string]any{"name": name}, headers...)
	}
	if out := rename("Without"); out.status != 200 {
		t.Fatalf("no reason is wanted yet: %d %s", out.status, out.body)
	}
	r.as("a/admin", "PUT", "/settings/change_reasons", map[string]any{"value": map[string]any{"required_for": []string{"project"}}})
	if out := rename("Refused"); out.status != 422 || out.get("code") != "reason_required" {
		t.Errorf("without a reason: %d %s", out.status, out.body)
	}
	for _, blank := range []string{"  ", "no"} {
		if out := rename("Refused", "X-Change-Reason", blank); out.status != 422 {
			t.Errorf("reason %q: %d %s", blank, out.status, out.body)
		}
	}
	if out := rename("Explained", "X-Change-Reason", "typing mistake"); out.status != 200 || out.get("name") != "Explained" {
		t.Errorf("with a reason: %d %s", out.status, out.body)
	}
	if out := r.send(r.token("a/scientist"), "POST", "/projects", map[string]any{"name": "New"}); out.status != 201 {
		t.Errorf("creating needs no reason: %d %s", out.status, out.body)
	}
	other := r.as("b/scientist", "POST", "/projects", map[string]any{"name": "Elsewhere"})
	if out := r.send(r.token("b/scientist"), "PATCH", "/projects/"+other.id(), map[string]any{"name": "Free"}, "If-Match", `"1"`); out.status != 200 {
		t.Errorf("the other organisation's choice is its own: %d %s", out.status, out.body)
	}
}
