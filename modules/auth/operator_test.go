package auth_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/spectra-lab/spectra/modules/auth"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

func TestOperator(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	org, created, err := h.m.EnsureOrganization(ctx, "new-lab", "New Lab")
	if err != nil || !created {
		t.Fatal(created, err)
	}
	again, created, err := h.m.EnsureOrganization(ctx, "new-lab", "Another Name")
	if err != nil || created || again != org {
		t.Fatalf("the second call: %v %v %v", again, created, err)
	}
	for _, slug := range []string{"", "x", "New-Lab", "a--b", "-a", "a b", strings.Repeat("a", 64), "a/b"} {
		if _, _, err := h.m.EnsureOrganization(ctx, slug, "X"); !apperr.Is(err, apperr.Invalid) {
			t.Errorf("slug %q: %v", slug, err)
		}
	}
	in := auth.NewUser{Org: "new-lab", Email: "Ada@n.example", Name: "Ada", Roles: []string{"admin"}, Password: password}
	made, err := h.m.CreateUser(ctx, in)
	if err != nil || !made.Created || made.Link != "" {
		t.Fatalf("%+v %v", made, err)
	}
	in.Email, in.Password = "ADA@N.example", "quite another password"
	if second, err := h.m.CreateUser(ctx, in); err != nil || second.Created || second.ID != made.ID {
		t.Fatalf("the second call: %+v %v", second, err)
	}
	h.login("ada@n.example") // the password is still the first
	for name, bad := range map[string]auth.NewUser{
		"organisation": {Org: "nowhere", Email: "x@n.example", Name: "X"}, "address": {Org: "new-lab", Email: "x", Name: "X"}, "name": {Org: "new-lab", Email: "x@n.example"},
		"role": {Org: "new-lab", Email: "x@n.example", Name: "X", Roles: []string{"root"}}, "password": {Org: "new-lab", Email: "x@n.example", Name: "X", Password: "short"},
	} {
		if _, err := h.m.CreateUser(ctx, bad); err == nil {
			t.Errorf("a wrong %s is accepted", name)
		}
	}
	if _, err := h.m.ResetLink(ctx, "new-lab", "nobody@n.example"); !apperr.Is(err, apperr.NotFound) {
		t.Errorf("reset of nobody: %v", err)
	}
	actor, err := h.m.JobActor(ctx, org, made.ID)
	if err != nil || !slices.Equal(actor.Roles, []string{"admin"}) || actor.Via != "job" || actor.Kind != tenancy.User {
		t.Errorf("job: %+v %v", actor, err)
	}
	for _, user := range []id.ID{id.New(), h.lab.User("a", "admin")} {
		if _, err := h.m.JobActor(ctx, org, user); err == nil {
			t.Error("a job runs for somebody of another organisation")
		}
	}
}

// The operator's changes are in the trail under system:cli.
func TestOperatorIsAudited(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	var seen bool
	for _, e := range h.lab.Audit(t, "a") {
		seen = seen || e.Action == "user.created" && e.TableName == "users" && e.ActorName == "system:cli" && strings.Contains(e.Payload, "ada@a.example")
	}
	if !seen {
		t.Error("the creation is not in the audit trail")
	}
}

// Whoever redeemed an invitation of another organisation in somebody's name knows that account's password. It must
// not open what the operator makes for the person here.
func TestOperatorRefusesAnotherAccountsPassword(t *testing.T) {
	h := newHouse(t)
	h.personIn("org-b", "boss@b.example", "admin")
	boss := h.token("boss@b.example")
	invited := h.api.Do(boss, "POST", "/users", map[string]any{"email": "ada@x.example", "name": "Ada"}).Want(201)
	h.api.Do("", "POST", "/auth/reset", map[string]any{"token": fragment(t, str(t, invited, "invite_url"), "invite"), "password": password}).Want(204)

	in := auth.NewUser{Org: "org-a", Email: "ada@x.example", Name: "Ada", Roles: []string{"admin"}, Password: "chosen by the operator"}
	if _, err := h.m.CreateUser(t.Context(), in); !apperr.Is(err, apperr.Conflict) {
		t.Fatalf("a password that is not the account's: %v", err)
	}
	enter := func(word string) int {
		return h.api.Do("", "POST", "/auth/login", map[string]any{"email": in.Email, "password": word, "org": in.Org}).Status
	}
	if enter(password) != 401 {
		t.Fatal("the password set elsewhere opens the account")
	}
	in.Password = ""
	if _, err := h.m.CreateUser(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	link, err := h.m.ResetLink(t.Context(), in.Org, in.Email) // the way out for an owner who never set the password
	must(t, err)
	h.api.Do("", "POST", "/auth/reset", map[string]any{"token": fragment(t, link, "reset"), "password": "chosen by the owner herself"}).Want(204)
	if enter(password) != 401 || enter("chosen by the owner herself") != 200 {
		t.Error("the reset did not hand the account to its owner")
	}
}

// emptied is an installation in which nobody was ever created.
func emptied(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.admin(`alter table spectra.users disable trigger all; alter table spectra.user_roles disable trigger all; delete from spectra.user_roles; delete from spectra.users;
		alter table spectra.users enable always trigger audit_row; alter table spectra.user_roles enable always trigger audit_row`)
	return h
}

func TestSetupOnce(t *testing.T) {
	h := emptied(t)
	url, needed, err := h.m.SetupLink(t.Context())
	if err != nil || !needed {
		t.Fatal(needed, err)
	}
	token := fragment(t, url, "setup")
	if again, _, _ := h.replica().SetupLink(t.Context()); again != url {
		t.Error("the second start invalidates the link")
	}
	file := filepath.Join(h.o.KeysDir, "setup.secret")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("secret: %v %v", info, err)
	}
	body := func(token, slug, email, pw string) map[string]any {
		return map[string]any{"token": token, "organization": map[string]any{"slug": slug, "name": "First Lab"}, "user": map[string]any{"email": email, "name": "Ada", "password": pw}}
	}
	wantCode(t, h.api.Do("", "POST", "/auth/setup", body("x"+token, "first-lab", "ada@f.example", password)), 401, "invalid_link")
	for pointer, bad := range map[string]map[string]any{
		"/user/password": body(token, "first-lab", "ada@f.example", "short"), "/user/email": body(token, "first-lab", "no address", password), "/organization/slug": body(token, "First Lab", "ada@f.example", password),
	} {
		if r := h.api.Do("", "POST", "/auth/setup", bad); r.Status != 422 || r.Get("errors.0.pointer") != pointer {
			t.Errorf("%s: %d %s", pointer, r.Status, r.Body)
		}
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := map[int]int{}
	for i := range 8 {
		wg.Go(func() {
			r := h.api.Do("", "POST", "/auth/setup", body(token, fmt.Sprintf("lab-%d", i), "ada@f.example", password))
			mu.Lock()
			got[r.Status]++
			mu.Unlock()
		})
	}
	wg.Wait()
	if got[201] != 1 || got[201]+got[409] != 8 {
		t.Fatalf("statuses: %v", got)
	}
	if r := h.login("ada@f.example"); fmt.Sprint(r.Get("user.roles")) != "[admin]" {
		t.Errorf("first person: %s", r.Body)
	}
	wantCode(t, h.api.Do("", "POST", "/auth/setup", body(token, "second-lab", "bob@f.example", password)), 409, "already_set_up")
	if _, needed, err := h.m.SetupLink(t.Context()); needed || err != nil {
		t.Error(needed, err)
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Error("the secret is still there")
	}
}

func TestSD3_Production(t *testing.T) {
	h := newHouse(t)
	for name, change := range map[string]func(*auth.Options){
		"HS256 in production": func(o *auth.Options) { o.Production = true }, "no secret": func(o *auth.Options) { o.Secret = nil }, "short secret": func(o *auth.Options) { o.Secret = []byte("short") },
		"unknown algorithm": func(o *auth.Options) { o.Algorithm = "none" }, "no policy": func(o *auth.Options) { o.Policy = nil },
	} {
		o := h.o
		change(&o)
		if _, err := auth.New(h.lab.Kit, o); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestRS256AndJWKS(t *testing.T) {
	h := newHouse(t, func(o *auth.Options) { o.Algorithm, o.Production = "RS256", true })
	h.person("ada@a.example", "viewer")
	token := h.token("ada@a.example")
	h.api.Do(token, "GET", "/auth/me", nil).Want(200)
	r := h.api.Do("", "GET", "/.well-known/jwks.json", nil).Want(200)
	if r.Get("keys.0.kty") != "RSA" || r.Get("keys.0.alg") != "RS256" || str(t, r, "keys.0.kid") == "" || strings.Contains(string(r.Body), `"d"`) {
		t.Errorf("JWKS: %s", r.Body)
	}
	h.api.Do(h.replicaToken(), "GET", "/auth/me", nil).Want(200)
	must(t, h.m.RotateKeys())
	h.api.Do(token, "GET", "/auth/me", nil).Want(200)
	h.api.Do(h.token("ada@a.example"), "GET", "/auth/me", nil).Want(200)

	plain := newHouse(t)
	if r := plain.api.Do("", "GET", "/.well-known/jwks.json", nil).Want(200); fmt.Sprint(r.Get("keys")) != "[]" {
		t.Errorf("HS256 shows keys: %s", r.Body)
	}
}

// replicaToken is an access token made by another process of the installation.
func (h *house) replicaToken() string {
	h.t.Helper()
	m := h.replica()
	api := h.lab.Serve(h.t, m)
	api.Auth = m
	return str(h.t, api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@a.example", "password": password}).Want(200), "access_token")
}
