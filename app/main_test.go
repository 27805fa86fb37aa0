package app

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/auth"
)

// testPassword is that of every person of these tests.
const testPassword = "violet kestrel over the fjord 42"

// testRoles are the ones everybody of whom signs in.
var testRoles = []string{"admin", "manager", "scientist", "technician", "viewer", "auditor"}

// running is the real server on a database of the test's own, with organisations "a" and "b" and people of every role.
type running struct {
	*App
	url string
	t   testing.TB
	mu  sync.Mutex
	tok map[string]string
}

func start(t testing.TB, env ...string) *running {
	t.Helper()
	return startWith(t, Options{}, env...)
}

func startWith(t testing.TB, o Options, env ...string) *running {
	t.Helper()
	pg := apptest.Database(t)
	env = append([]string{"DATABASE_URL=" + pg.AppURL, "SPECTRA_DATABASE_WORKER_URL=" + pg.WorkerURL, "SPECTRA_DATABASE_CHECKPOINTER_URL=" + pg.CheckpointerURL, "SPECTRA_DATABASE_ADMIN_URL=" + pg.AdminURL,
		"SPECTRA_STATE_DIR=" + t.TempDir(), "SPECTRA_AUTH_BCRYPT_COST=4", "SPECTRA_SERVER_ADDR=127.0.0.1:0", "LOG_LEVEL=error"}, env...)
	cfg, err := config.Load(nil, env, "")
	if err != nil {
		t.Fatal(err)
	}
	out := &logged{}
	o.Console = out
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
		if text := out.text(); strings.Contains(text, "panic") {
			t.Errorf("the server panicked:\n%.2000s", text)
		}
	})
	r := &running{App: a, t: t, tok: map[string]string{}}
	select {
	case r.url = <-ready:
	case err := <-ended:
		ended <- nil
		t.Fatalf("the server did not start: %v", err)
	case <-time.After(30 * time.Second):
		t.Fatal("the server did not start")
	}
	r.people()
	return r
}

// logged keeps what the server writes to its log.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (r *running) people() {
	r.t.Helper()
	for _, org := range []string{"a", "b"} {
		if _, _, err := r.core.modules.auth.EnsureOrganization(r.t.Context(), "org-"+org, "Organisation "+strings.ToUpper(org)); err != nil {
			r.t.Fatal(err)
		}
		for _, role := range testRoles {
			u := auth.NewUser{Org: "org-" + org, Email: role + "@" + org + ".example", Name: role + " of " + org, Roles: []string{role}, Password: testPassword}
			if _, err := r.core.modules.auth.CreateUser(r.t.Context(), u); err != nil {
				r.t.Fatal(err)
			}
		}
	}
}

// token signs "a/scientist" in, once.
func (r *running) token(who string) string {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.tok[who] == "" {
		r.tok[who] = r.login(who)
	}
	return r.tok[who]
}

// login makes a new session.
func (r *running) login(who string) string {
	r.t.Helper()
	org, role, _ := strings.Cut(who, "/")
	out := r.send("", "POST", "/auth/login", map[string]any{"email": role + "@" + org + ".example", "password": testPassword})
	token, _ := out.get("access_token").(string)
	if out.status != 200 || token == "" {
		r.t.Fatalf("sign-in of %s: %d %s", who, out.status, out.body)
	}
	return token
}

// reply is an answer of the server.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// send calls with a token; body is nil, a string sent as it is, or anything else as JSON; headers are pairs.
func (r *running) send(token, method, path string, body any, headers ...string) *reply {
	r.t.Helper()
	var in io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		in = strings.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			r.t.Fatal(err)
		}
		in = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.url+path, in)
	if err != nil {
		r.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return &reply{status: res.StatusCode, header: res.Header, body: text}
}

// as calls as a person and expects a status of the 200s.
func (r *running) as(who, method, path string, body any, headers ...string) *reply {
	r.t.Helper()
	out := r.send(r.token(who), method, path, body, headers...)
	if out.status >= 300 {
		r.t.Fatalf("%s %s %s: %d %s", who, method, path, out.status, out.body)
	}
	return out
}

func (p *reply) get(path string) any {
	var v any
	if json.Unmarshal(p.body, &v) != nil {
		return nil
	}
	for step := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			if len(x) == 0 || step != "0" {
				return nil
			}
			v = x[0]
		default:
			return nil
		}
	}
	return v
}

func (p *reply) id() string {
	s, _ := p.get("id").(string)
	return s
}
