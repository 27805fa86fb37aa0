package auth_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/auth"
)

func TestT_27_GroupRemoved(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with(func(o *auth.SSO) {
		o.RoleMap = []string{"cn=lab,dc=example=scientist", "bosses=admin", "chiefs=manager"}
	}))
	h.person("root@a.example", "admin")
	come := func(groups ...string) (*apptest.Answer, string) {
		p.knows("ada", "ada@a.example", true, groups...)
		b := h.browser()
		r := b.in(b.signIn())
		return r, fmt.Sprint(r.Get("user.roles"))
	}
	if _, roles := come("admin", "administrators", "Bosses"); roles != "[viewer]" { // admin only where the operator wrote it
		t.Errorf("unmapped groups gave %s", roles)
	}
	first, roles := come("cn=lab,dc=example", "bosses", "x")
	if roles != "[admin scientist viewer]" {
		t.Errorf("mapped groups gave %s", roles)
	}
	token := str(t, first, "access_token")
	h.api.Do(token, "PATCH", "/organizations/current", map[string]any{"name": "Lab"}, "If-Match", `"1"`).Want(200)
	user := str(t, first, "user.id")
	// A role given by hand is not the provider's to take.
	h.api.Do(h.token("root@a.example"), "PUT", "/users/"+user+"/roles", map[string]any{"roles": []string{"admin", "scientist", "technician"}}).Want(200)
	if _, roles := come("cn=lab,dc=example"); roles != "[scientist technician]" {
		t.Errorf("after the group was left: %s", roles)
	}
	h.api.Do(token, "PATCH", "/organizations/current", map[string]any{"name": "Mine"}, "If-Match", `"2"`).Want(403) // in the session that is open
	if _, roles := come(); roles != "[technician]" {
		t.Errorf("without groups: %s", roles)
	}
	if got := h.events("user"); !slices.Contains(got, "user.roles_changed") {
		t.Errorf("trail: %v", got)
	}
}

func TestOIDCLastAdministratorStays(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with(func(o *auth.SSO) { o.RoleMap = []string{"bosses=admin"} }))
	for _, groups := range [][]string{{"bosses"}, nil} {
		p.knows("ada", "ada@a.example", true, groups...)
		b := h.browser()
		if r := b.in(b.signIn()); !slices.Contains(r.Get("user.roles").([]any), any("admin")) {
			t.Errorf("groups %v: %s", groups, r.Body)
		}
		h.admin(asOperator(h.lab.Org("a"), "user.roles_changed") + `delete from spectra.user_roles r using spectra.users u where u.org_id=r.org_id and u.id=r.user_id and u.email<>'ada@a.example' and r.role_key='admin'`)
	}
}

func TestT_28_ReturnTo(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	p.knows("ada", "ada@a.example", true)
	for _, to := range []string{"//evil.example", `/\evil.example`, "https:evil.example", "https://evil.example", `\\evil.example`, "/\t/evil.example", "/\n/evil.example", "evil.example",
		"///evil.example", "/..//evil.example", "/x/../..//evil", "/%5cevil.example/%5c", "javascript:alert(1)", "//evil.example@lims.example/", "/ /evil", "/\u00a0/evil", "/x\x7f", "?x", "#x", "/a//evil", "/%2f/evil", "/%09/evil"} {
		r := h.api.Do("", "GET", "/auth/oidc/login?"+url.Values{"return_to": {to}}.Encode(), nil)
		if r.Status != 422 {
			t.Errorf("%q: %d %s", to, r.Status, r.Header.Get("Location"))
		}
	}
	for _, to := range []string{"/", "/samples", "/samples/", "/r/SMP-2026-000001", "/samples?q=a%2Fb&x=//y", "/notebooks/x#line-3"} {
		b := h.browser()
		if got := b.do("GET", b.visit(b.leave(to)), nil).Want(303).Header.Get("Location"); got != site+to {
			t.Errorf("%q: led to %q", to, got)
		}
	}
}

func TestT_29_IssuerOnPrivateAddresses(t *testing.T) {
	p := newProvider(t)
	for _, issuer := range []string{p.url, strings.Replace(p.url, "127.0.0.1", "localhost", 1), strings.Replace(p.url, "http:", "https:", 1), "https://[::1]:1", "http://10.0.0.1", "https://169.254.169.254"} {
		h := newHouse(t, p.with(func(o *auth.SSO) { o.Provider.AllowPrivate, o.Provider.Issuer = false, issuer }))
		began := time.Now()
		r := h.api.Do("", "GET", "/auth/oidc/login", nil)
		wantCode(t, r, 503, "sso_unavailable")
		if time.Since(began) > 3*time.Second || strings.Contains(string(r.Body), "127.0.0.1") {
			t.Errorf("%s: after %s: %s", issuer, time.Since(began), r.Body)
		}
		h.person("ada@a.example", "viewer")
		h.login("ada@a.example") // F-25: passwords still work
	}
	if p.asked.Load() != 0 {
		t.Errorf("the provider was asked %d times", p.asked.Load())
	}
	// Allowed or not, discovery must not lead elsewhere.
	for _, address := range []string{"http://10.0.0.1/a", "https://169.254.169.254/x", "http://idp.example/a", "javascript:alert(1)", ""} {
		var inner *httptest.Server
		inner = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprintf(w, `{"issuer":%q,"authorization_endpoint":%q,"token_endpoint":%q,"jwks_uri":%q}`, inner.URL, address, inner.URL+"/t", inner.URL+"/k")
		}))
		h := newHouse(t, p.with(func(o *auth.SSO) { o.Provider.Issuer = inner.URL }))
		if r := h.api.Do("", "GET", "/auth/oidc/login", nil); r.Status != 503 && address != "https://169.254.169.254/x" { // a browser may go there, the server does not
			t.Errorf("%s: %d", address, r.Status)
		}
		inner.Close()
	}
}

func TestOIDCKeepsOut(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with(func(o *auth.SSO) { o.Domains = []string{"a.example"} }))
	h.person("boss@a.example", "admin")
	boss := h.token("boss@a.example")
	// An invited person comes in without the link, which is then void.
	made := h.api.Do(boss, "POST", "/users", map[string]any{"email": "ada@a.example", "name": "Ada", "roles": []string{"technician"}}).Want(201)
	p.knows("ada", "ada@a.example", true)
	b := h.browser()
	r := b.in(b.signIn())
	if str(t, r, "user.id") != made.ID() || fmt.Sprint(r.Get("user.roles")) != "[technician]" {
		t.Errorf("arrived: %s", r.Body)
	}
	invite := str(t, made, "invite_url")
	wantCode(t, h.api.Do("", "POST", "/auth/reset", map[string]any{"token": invite[strings.LastIndex(invite, "=")+1:], "password": password}), 401, "invalid_link")
	// There is no password to guess.
	wantCode(t, h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@a.example", "password": "x"}), 401, "invalid_credentials")
	h.api.Do(boss, "POST", "/users/"+made.ID()+"/deactivate", nil).Want(200)
	wantCode(t, h.api.Do(str(t, r, "access_token"), "GET", "/auth/me", nil), 401, "session_ended")
	c := h.browser()
	c.refused(c.signIn(), "account_inactive")
	h.api.Do(boss, "POST", "/users/"+made.ID()+"/reactivate", nil).Want(200)
	c.in(c.signIn())
	h.admin(asOperator(h.lab.Org("a"), "organization.updated") + "update spectra.organizations set status='suspended' where slug='org-a'")
	d := h.browser()
	d.refused(d.signIn(), "no_account")
}

// TestOIDCWithoutOrganisation: people come into the one they belong to, nobody is made.
func TestOIDCWithoutOrganisation(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with(func(o *auth.SSO) { o.Org, o.Domains = "", []string{"x.example"} }))
	h.personIn("org-b", "ada@x.example", "scientist")
	p.knows("ada", "ada@x.example", true)
	for range 2 {
		b := h.browser()
		if r := b.in(b.signIn()); str(t, r, "user.org_slug") != "org-b" {
			t.Errorf("arrived: %s", r.Body)
		}
	}
	p.knows("eve", "eve@x.example", true)
	b := h.browser()
	b.refused(b.signIn(), "no_account")
	h.personIn("org-a", "ada@x.example", "viewer")
	p.knows("ada", "ada@x.example", true)
	b.refused(b.signIn(), "org_required")
}

func TestOIDCFirstArrivalsAtOnce(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	p.knows("ada", "ada@a.example", true)
	var paths []func() *apptest.Answer
	for range 6 {
		b := h.browser()
		path := b.visit(b.leave(""))
		paths = append(paths, func() *apptest.Answer { return b.do("GET", path, nil) })
	}
	var wg sync.WaitGroup
	for _, f := range paths {
		wg.Go(func() {
			if r := f(); r.Status != 303 || strings.Contains(r.Header.Get("Location"), "error") {
				t.Errorf("%d %s %s", r.Status, r.Header.Get("Location"), r.Body)
			}
		})
	}
	wg.Wait()
}
