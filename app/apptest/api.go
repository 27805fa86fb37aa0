package apptest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// API is a running HTTP server of some modules.
type API struct {
	URL    string
	Router *endpoint.Router
	Auth   endpoint.Authenticator // replaced by tests of real sign-in
	t      testing.TB
	client *http.Client
}

// Serve runs the modules behind the kernel's guard. "Authorization: Bearer a/scientist" signs that person in.
func (l *Lab) Serve(t testing.TB, mods ...module.Module) *API {
	t.Helper()
	e := echo.New()
	e.Pre(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			requestID, r := id.New(), c.Request()
			c.Response().Header().Set("X-Request-ID", requestID.String())
			c.SetRequest(r.WithContext(endpoint.WithRequest(r.Context(), requestID, r.URL.Path)))
			return next(c)
		}
	})
	a := &API{t: t, Auth: names{l}, client: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	a.Router = endpoint.New(e, "", endpoint.Deps{Auth: a, Policy: l.Policy, DB: l.DB, Clock: clock.System, Log: l.log, BodyLimit: 1 << 20, Version: "test",
		Access: func(entry audittrail.Entry) { l.access.Load().Write(entry) }, Idempotency: db.NewIdempotency(l.DB),
		TrustedIP: client})
	for _, m := range mods {
		m.Routes(a.Router)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.calls.Add(1) // a call is over when its line is in the access log, which is after its answer
		defer l.calls.Add(-1)
		e.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	a.URL = server.URL
	return a
}

// client is where a request comes from: X-Forwarded-For stands for a client elsewhere, as behind a proxy that is trusted.
func client(r *http.Request) string {
	if elsewhere := r.Header.Get("X-Forwarded-For"); elsewhere != "" {
		return elsewhere
	}
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	return host
}

// Authenticate asks the current Auth.
func (a *API) Authenticate(ctx context.Context, r *http.Request) (*tenancy.Actor, error) {
	return a.Auth.Authenticate(ctx, r)
}

// names signs people in by "org/role".
type names struct{ lab *Lab }

func (n names) Authenticate(ctx context.Context, r *http.Request) (*tenancy.Actor, error) {
	name, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	org, role, _ := strings.Cut(name, "/")
	if _, known := n.lab.users[name]; !ok || !known {
		return nil, nil //nolint:nilnil // nobody
	}
	actor := n.lab.Actor(org, role)
	actor.RequestID = endpoint.RequestID(ctx)
	return actor, nil
}

// Answer is what the server said.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	t      testing.TB
	call   string
}

// Do calls a route as "a/scientist"; "" is nobody. body is nil, a string or []byte sent as it is, an io.Reader, or
// anything else as JSON. headers are pairs.
func (a *API) Do(actor, method, path string, body any, headers ...string) *Answer {
	a.t.Helper()
	var in io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		in = strings.NewReader(b)
	case []byte:
		in = bytes.NewReader(b)
	case io.Reader:
		in = b
	default:
		text, err := json.Marshal(b)
		if err != nil {
			a.t.Fatal(err)
		}
		in = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(a.t.Context(), method, a.URL+path, in)
	if err != nil {
		a.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if actor != "" {
		req.Header.Set("Authorization", "Bearer "+actor)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := a.client.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	return &Answer{Status: res.StatusCode, Header: res.Header, Body: out, t: a.t, call: actor + " " + method + " " + path}
}

// Want ends the test unless the status is the expected one.
func (r *Answer) Want(status int) *Answer {
	r.t.Helper()
	if r.Status != status {
		r.t.Fatalf("%s: got %d, want %d: %s", r.call, r.Status, status, r.Body)
	}
	return r
}

// JSON decodes the body; numbers keep their text.
func (r *Answer) JSON() map[string]any {
	r.t.Helper()
	d := json.NewDecoder(bytes.NewReader(r.Body))
	d.UseNumber()
	var out map[string]any
	if err := d.Decode(&out); err != nil {
		r.t.Fatalf("%s: no JSON object: %v: %.200s", r.call, err, r.Body)
	}
	return out
}

// Get finds a member by path, e.g. "items.0.code"; nil when there is none. Numbers are json.Number.
func (r *Answer) Get(path string) any {
	r.t.Helper()
	var v any = r.JSON()
	for _, step := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

// ID is the record's id.
func (r *Answer) ID() string {
	r.t.Helper()
	s, _ := r.Get("id").(string)
	if s == "" {
		r.t.Fatalf("%s: no id in %s", r.call, r.Body)
	}
	return s
}
