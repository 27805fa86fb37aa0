package auth_test

import (
	"database/sql"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/auth"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

const password = "a long enough sentence"

// house is an installation with real sign-in and a clock that can be moved.
type house struct {
	t     *testing.T
	lab   *apptest.Lab
	api   *apptest.API
	m     *auth.Module
	o     auth.Options
	ahead atomic.Int64

	mu     sync.Mutex
	access []audittrail.Entry
}

func newHouse(t *testing.T, change ...func(*auth.Options)) *house {
	t.Helper()
	h := &house{t: t, lab: apptest.New(t)}
	bundle := config.Bundle()
	holder, err := authz.Open(authz.Options{Catalogue: h.lab.Policy.Catalogue(), Model: bundle.Model, Builtin: bundle.Policy, BuiltinName: config.PolicyName, Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	h.o = auth.Options{Algorithm: "HS256", Secret: []byte("0123456789abcdef0123456789abcdef"), KeysDir: t.TempDir(), BcryptCost: 4, BcryptConcurrency: 4, Policy: holder, Access: h.write}
	for _, f := range change {
		f(&h.o)
	}
	h.lab.Kit.Clock, h.lab.Kit.Can = h.now, h.o.Policy.Can
	h.m = h.replica()
	must(t, h.m.SyncCatalogue(t.Context()))
	h.api = h.lab.Serve(t, h.m)
	h.api.Auth, h.api.Router.Policy = h.m, h.o.Policy
	return h
}

// replica is one more server process on the same database.
func (h *house) replica() *auth.Module {
	h.t.Helper()
	m, err := auth.New(h.lab.Kit, h.o)
	must(h.t, err)
	return m
}

func (h *house) now() time.Time          { return clock.System().Add(time.Duration(h.ahead.Load())) }
func (h *house) advance(d time.Duration) { h.ahead.Add(int64(d)) }

func (h *house) write(e audittrail.Entry) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.access = append(h.access, e)
}

// logged lists the access log entries of an action in an organisation.
func (h *house) logged(org id.ID, action string) []audittrail.Entry {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []audittrail.Entry
	for _, e := range h.access {
		if e.Actor != nil && e.Actor.Org == org && e.Action == action {
			out = append(out, e)
		}
	}
	return out
}

// person makes somebody in organisation org-a with the password of all.
func (h *house) person(email string, roles ...string) id.ID {
	return h.personIn("org-a", email, roles...)
}

func (h *house) personIn(org, email string, roles ...string) id.ID {
	h.t.Helper()
	made, err := h.m.CreateUser(h.t.Context(), auth.NewUser{Org: org, Email: email, Name: "Person " + email, Roles: roles, Password: password})
	must(h.t, err)
	return made.ID
}

func (h *house) login(email string) *apptest.Answer {
	h.t.Helper()
	return h.api.Do("", "POST", "/auth/login", map[string]any{"email": email, "password": password}).Want(200)
}

// token signs somebody in and gives the access token.
func (h *house) token(email string) string { return str(h.t, h.login(email), "access_token") }

func (h *house) refresh(token string) *apptest.Answer {
	h.t.Helper()
	return h.api.Do("", "POST", "/auth/refresh", map[string]any{"refresh_token": token})
}

// events lists the distinct actions of organisation a's chain on a record type, in order.
func (h *house) events(recordType string) []string {
	h.t.Helper()
	var out []string
	for _, e := range h.lab.Audit(h.t, "a") {
		if e.RecordType == recordType {
			out = append(out, e.Action)
		}
	}
	return out
}

func str(t *testing.T, r *apptest.Answer, path string) string {
	t.Helper()
	s, ok := r.Get(path).(string)
	if !ok || s == "" {
		t.Fatalf("no text at %s in %s", path, r.Body)
	}
	return s
}

func wantCode(t *testing.T, r *apptest.Answer, status int, code string) {
	t.Helper()
	r.Want(status)
	if got := r.Get("code"); got != code {
		t.Fatalf("got code %v, want %s: %s", got, code, r.Body)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// dump is everything in the database as its administrator reads it.
func (h *house) dump() string {
	h.t.Helper()
	admin, err := sql.Open("pgx", h.lab.Pg.AdminURL)
	must(h.t, err)
	defer admin.Close()
	var out strings.Builder
	rows, err := admin.QueryContext(h.t.Context(), `select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables where schemaname in ('spectra','audit','auth')`)
	must(h.t, err)
	defer rows.Close()
	var tables []string
	for rows.Next() {
		var name string
		must(h.t, rows.Scan(&name))
		tables = append(tables, name)
	}
	must(h.t, rows.Err())
	for _, name := range tables {
		var text *string
		must(h.t, admin.QueryRowContext(h.t.Context(), "select string_agg(to_jsonb(x)::text, E'\n') from "+name+" x").Scan(&text))
		if text != nil {
			out.WriteString(*text)
		}
	}
	return out.String()
}

// withPolicy adds lines to the shipped policy.
func withPolicy(t *testing.T, lines []byte) func(*auth.Options) {
	t.Helper()
	return func(o *auth.Options) {
		bundle := config.Bundle()
		holder, err := authz.Open(authz.Options{Catalogue: o.Policy.Current().Catalogue(), Model: bundle.Model, Builtin: append(bundle.Policy, lines...), BuiltinName: "test", Log: slog.New(slog.DiscardHandler)})
		must(t, err)
		o.Policy = holder
	}
}

// admin runs SQL as the database's administrator.
func (h *house) admin(statements string) {
	h.t.Helper()
	admin, err := sql.Open("pgx", h.lab.Pg.AdminURL)
	must(h.t, err)
	defer admin.Close()
	_, err = admin.ExecContext(h.t.Context(), statements)
	must(h.t, err)
}

// codeOf is the stable word of an error; "" when there is none.
func codeOf(err error) string {
	if e, ok := apperr.As(err); ok {
		return e.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
