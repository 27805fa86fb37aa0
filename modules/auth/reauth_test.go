package auth_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// guest is somebody who came through the identity provider.
type guest struct {
	*browser
	h     *house
	token string
	actor tenancy.Actor
}

func (h *house) guest(p *provider, subject string) *guest {
	h.t.Helper()
	p.knows(subject, subject+"@a.example", true)
	b := h.browser()
	in := b.in(b.signIn())
	g := &guest{browser: b, h: h, token: str(h.t, in, "access_token")}
	g.actor = h.who(g.token)
	return g
}

// who is the actor of a token.
func (h *house) who(token string) tenancy.Actor {
	h.t.Helper()
	me := h.api.Do(token, "GET", "/auth/me", nil).Want(200)
	return tenancy.Actor{Org: parsed(h.t, str(h.t, me, "org.id")), ID: parsed(h.t, str(h.t, me, "id")), Session: parsed(h.t, str(h.t, me, "session_id")), Kind: tenancy.User, Name: str(h.t, me, "name"), Via: "web"}
}

func parsed(t *testing.T, text string) id.ID {
	t.Helper()
	v, ok := id.Parse(text)
	if !ok {
		t.Fatalf("%q is no id", text)
	}
	return v
}

func (h *house) signingAs(a tenancy.Actor) context.Context {
	return endpoint.WithRequest(tenancy.With(h.t.Context(), &a), id.New(), "/signatures")
}

// prove asks for a proof as a signature does, and gives the code of the refusal.
func (h *house) prove(a tenancy.Actor, p signing.Proof) string {
	h.t.Helper()
	method, err := h.m.Reauthenticate(h.signingAs(a), p)
	if err == nil {
		return method
	}
	return codeOf(err)
}

// away begins a fresh sign-in and gives the address at the provider.
func (g *guest) away() string {
	g.t.Helper()
	r := g.bearer("POST", "/auth/oidc/reauth", map[string]any{"return_to": "/sign?entry=7"}).Want(200)
	return str(g.t, r, "authorization_url")
}

// bearer calls with cookies and the access token.
func (g *guest) bearer(method, path string, body any) *apptest.Answer {
	return g.do(method, path, body, "Authorization", "Bearer "+g.token)
}

// fresh goes the whole way and gives the token.
func (g *guest) fresh() string {
	g.t.Helper()
	r := g.do("GET", g.visit(g.away()), nil).Want(303)
	if to := r.Header.Get("Location"); to != site+"/sign?entry=7" {
		g.t.Fatalf("led to %s", to)
	}
	return str(g.t, g.bearer("POST", "/auth/oidc/reauth/token", nil).Want(200), "reauth_token")
}

func TestP11_22_FreshSignIn(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	ada := h.guest(p, "ada")
	// Without a password there is one way, and the refusal tells it.
	_, err := h.m.Reauthenticate(h.signingAs(ada.actor), signing.Proof{})
	if codeOf(err) != "reauth_required" || !strings.Contains(err.Error(), "POST /auth/oidc/reauth") {
		t.Errorf("%v", err)
	}
	r := ada.bearer("POST", "/auth/totp/enroll", map[string]any{})
	wantCode(t, r, 401, "reauth_required")
	if fmt.Sprint(r.Get("methods")) != "[reauth_token]" {
		t.Errorf("%s", r.Body)
	}
	if q := query(ada.away()); q.Get("max_age") != "0" || q.Get("prompt") != "login" || q.Get("code_challenge_method") != "S256" || q.Get("nonce") == "" {
		t.Errorf("leaves with %v", q)
	}
	token := ada.fresh()
	if got := h.prove(ada.actor, signing.Proof{ReauthToken: token}); got != "sso" {
		t.Fatalf("%s", got)
	}
	if got := h.prove(ada.actor, signing.Proof{ReauthToken: token}); got != "invalid_reauth_token" { // P11-23
		t.Errorf("used twice: %s", got)
	}
	wantCode(t, ada.bearer("POST", "/auth/oidc/reauth/token", nil), 401, "invalid_reauth_token") // fetched once
	// Wherever a password is asked for again.
	ada.bearer("POST", "/auth/totp/enroll", map[string]any{"reauth_token": ada.fresh()}).Want(200)
	if strings.Contains(h.dump(), token) || len(h.logged(h.lab.Org("a"), "reauthenticated")) != 2 {
		t.Error("the token is stored, or the sign-ins are not in the access log")
	}
}

// TestP11_22_FreshSignInOfOthers: person, session, organisation, time.
func TestP11_22_FreshSignInOfOthers(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	bob, ada := h.guest(p, "bob"), h.guest(p, "ada")
	token := ada.fresh()
	other := h.browser()
	second := h.who(str(t, other.in(other.signIn()), "access_token"))
	elsewhere := ada.actor
	elsewhere.Org = h.lab.Org("b")
	for name, a := range map[string]tenancy.Actor{"another person": bob.actor, "another session": second, "another organisation": elsewhere} {
		_, err := h.m.Reauthenticate(h.signingAs(a), signing.Proof{ReauthToken: token})
		if got := codeOf(err); got != "invalid_reauth_token" && a.Org == h.lab.Org("a") || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, made := range []string{"x", altered(token), token[:40], strings.Repeat("A", 1900)} {
		if got := h.prove(ada.actor, signing.Proof{ReauthToken: made}); got != "invalid_reauth_token" {
			t.Errorf("made up: %s", got)
		}
	}
	if got := h.prove(ada.actor, signing.Proof{ReauthToken: token}); got != "sso" { // none of these used it up
		t.Errorf("own: %s", got)
	}
	late := ada.fresh()
	h.advance(3*time.Minute + time.Second)
	if got := h.prove(ada.actor, signing.Proof{ReauthToken: late}); got != "invalid_reauth_token" {
		t.Errorf("late: %s", got)
	}
}

// led asserts where a refused sign-in leads: back to the page, without a token to fetch.
func (g *guest) led(r *apptest.Answer, code string) {
	g.t.Helper()
	if to := r.Want(303).Header.Get("Location"); to != site+"/sign?"+(url.Values{"entry": {"7"}, "reauth_error": {code}}).Encode() {
		g.t.Errorf("led to %s, want %s", to, code)
	}
	wantCode(g.t, g.bearer("POST", "/auth/oidc/reauth/token", nil), 401, "invalid_reauth_token")
	g.h.api.Do(g.token, "GET", "/auth/me", nil).Want(200) // the session goes on
}

// TestP11_22_StaleSignIn: the provider answers with a sign-in from before the request.
func TestP11_22_StaleSignIn(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	ada := h.guest(p, "ada")
	h.advance(10 * time.Second) // what the provider says now is from before
	// Without max_age, as the owner of the browser may ask for.
	ada.led(ada.do("GET", ada.visit(without(without(ada.away(), "max_age"), "prompt")), nil), "stale_login")
	ada.led(ada.do("GET", ada.visit(ada.away()), nil), "stale_login")
}

// TestP11_22_OtherSubject: somebody else signs in at the provider; and the ways of T-24 for this kind of sign-in.
func TestP11_22_OtherSubject(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	h.guest(p, "bob")
	ada := h.guest(p, "ada")
	p.knows("bob", "bob@a.example", true) // linked, and another
	ada.led(ada.do("GET", ada.visit(ada.away()), nil), "other_person")
	p.knows("ada-the-second", "ada@a.example", true) // linked to nobody
	ada.led(ada.do("GET", ada.visit(ada.away()), nil), "other_person")
	p.knows("ada", "ada@a.example", true)
	// Another state, and another browser.
	ada.led(ada.do("GET", with(ada.visit(ada.away()), "state", "x"), nil), "invalid_state")
	path := ada.visit(ada.away())
	c := h.browser()
	c.refused(c.do("GET", path, nil), "invalid_state")
	// The session ended meanwhile.
	h.api.Do(ada.token, "POST", "/auth/logout", nil).Want(204)
	if to := ada.do("GET", path, nil).Want(303).Header.Get("Location"); !strings.Contains(to, "reauth_error=invalid_state") || ada.cookies["spectra_reauth"] != "" {
		t.Errorf("led to %s", to)
	}
	// A sign-in of this kind opens no session.
	if len(h.logged(h.lab.Org("a"), "login")) != 2 {
		t.Errorf("sign-ins: %+v", h.logged(h.lab.Org("a"), "login"))
	}
}

// TestP11_22_FreshSignInAndCode: a second factor is asked for as well, and a wrong code does not cost the token.
func TestP11_22_FreshSignInAndCode(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	ada := h.guest(p, "ada")
	phone := telephone{h, str(t, ada.bearer("POST", "/auth/totp/enroll", map[string]any{"reauth_token": ada.fresh()}).Want(200), "secret")}
	h.api.Do(ada.token, "POST", "/auth/totp/confirm", map[string]any{"totp": phone.code(-1)}).Want(200)
	token := ada.fresh()
	for _, try := range []struct{ code, want string }{{"", "totp_required"}, {"000000", "invalid_credentials"}, {phone.code(0), "sso+totp"}} {
		if got := h.prove(ada.actor, signing.Proof{ReauthToken: token, TOTP: try.code}); got != try.want {
			t.Errorf("%q: %s, want %s", try.code, got, try.want)
		}
	}
	// Without single sign-on there is no such way.
	plain := newHouse(t)
	plain.person("eve@a.example", "scientist")
	eve := plain.token("eve@a.example")
	wantCode(t, plain.api.Do(eve, "POST", "/auth/oidc/reauth", map[string]any{}), 404, "oidc_disabled")
	wantCode(t, plain.api.Do(eve, "POST", "/auth/totp/enroll", map[string]any{"reauth_token": token}), 401, "invalid_reauth_token")
}
