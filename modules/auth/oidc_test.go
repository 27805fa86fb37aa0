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
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

func TestOIDCMakesViewers(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	p.knows("ada", "ada@a.example", true)
	b := h.browser()
	r := b.do("GET", b.visit(b.leave("/samples?status=received")), nil).Want(303)
	if to := r.Header.Get("Location"); to != site+"/samples?status=received" {
		t.Errorf("led to %s", to)
	}
	me := b.in(r)
	if str(t, me, "user.email") != "ada@a.example" || str(t, me, "user.name") != "Person ada" || fmt.Sprint(me.Get("user.roles")) != "[viewer]" || me.Get("refresh_token") != nil {
		t.Errorf("arrived as %s", me.Body)
	}
	// The session is of the same kind: listed, and ended by signing out.
	token := str(t, me, "access_token")
	if list := h.api.Do(token, "GET", "/auth/sessions", nil).Want(200); len(list.Get("items").([]any)) != 1 {
		t.Errorf("sessions: %s", list.Body)
	}
	h.api.Do(token, "POST", "/auth/logout", nil).Want(204)
	wantCode(t, h.api.Do(token, "GET", "/auth/me", nil), 401, "session_ended")
	// Again is the same person, and by subject: the address at the provider may change.
	p.knows("ada", "ada.lovelace@a.example", true)
	again := h.browser()
	if str(t, again.in(again.signIn()), "user.id") != str(t, me, "user.id") {
		t.Error("the same subject became somebody else")
	}
	if got := h.events("user"); !slices.Contains(got, "user.created") {
		t.Errorf("trail: %v", got)
	}
	if log := h.logged(h.lab.Org("a"), "login"); len(log) != 2 || log[0].Detail != "oidc" {
		t.Errorf("access log: %+v", log)
	}
	for _, secret := range []string{"ada", "token"} {
		if strings.Contains(r.Header.Get("Location"), secret) {
			t.Errorf("the address carries %s", secret)
		}
	}
}

// TestT_24_State: missing, of another browser, of another sign-in, used, late.
func TestT_24_State(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	p.knows("ada", "ada@a.example", true)
	for name, spoil := range map[string]func(b *browser, path string) *apptest.Answer{
		"no state":      func(b *browser, path string) *apptest.Answer { return b.do("GET", without(path, "state"), nil) },
		"another state": func(b *browser, path string) *apptest.Answer { return b.do("GET", with(path, "state", "x"), nil) },
		"no cookie":     func(_ *browser, path string) *apptest.Answer { return h.browser().do("GET", path, nil) },
		"another browser": func(_ *browser, path string) *apptest.Answer {
			c := h.browser()
			c.leave("")
			return c.do("GET", path, nil)
		},
		"another sign-in": func(b *browser, path string) *apptest.Answer { b.leave(""); return b.do("GET", path, nil) },
		"a made-up cookie": func(b *browser, path string) *apptest.Answer {
			b.cookies["spectra_oidc"] = "AAAA"
			return b.do("GET", path, nil)
		},
		"an altered cookie": func(b *browser, path string) *apptest.Answer {
			b.cookies["spectra_oidc"] = altered(b.cookies["spectra_oidc"])
			return b.do("GET", path, nil)
		},
		"11 minutes later": func(b *browser, path string) *apptest.Answer {
			h.advance(11 * time.Minute)
			return b.do("GET", path, nil)
		},
	} {
		t.Log(name)
		b := h.browser()
		b.refused(spoil(b, b.visit(b.leave(""))), "invalid_state")
	}
	// Used once, the cookie is worth nothing more, even where the browser kept it.
	b := h.browser()
	path := b.visit(b.leave(""))
	kept := b.cookies["spectra_oidc"]
	b.in(b.do("GET", path, nil))
	again := h.browser()
	again.cookies["spectra_oidc"] = kept
	again.refused(again.do("GET", path, nil), "invalid_state")
	again.page = false
	wantCode(t, again.do("GET", path, nil), 401, "invalid_state")
	if len(h.logged(h.lab.Org("a"), "login_failed")) < 9 {
		t.Error("refusals are missing in the access log")
	}
}

func TestT_24_OneOfTwoCallbacks(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	p.knows("ada", "ada@a.example", true)
	b := h.browser()
	path := b.visit(b.leave(""))
	var wg sync.WaitGroup
	won := make(chan bool, 8)
	for range cap(won) {
		wg.Go(func() {
			r := h.api.Do("", "GET", path, nil, "Cookie", "spectra_oidc="+b.cookies["spectra_oidc"])
			won <- r.Status == 303 && strings.Contains(strings.Join(r.Header.Values("Set-Cookie"), ";"), "spectra_rt=spr_")
		})
	}
	wg.Wait()
	close(won)
	n := 0
	for ok := range won {
		if ok {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d of 8 callbacks with one state came in", n)
	}
}

func TestT_24_Nonce(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	p.knows("ada", "ada@a.example", true)
	for name, spoil := range map[string]func(string) string{
		"another": func(a string) string { return with(a, "nonce", "of-somebody-else") }, "missing": func(a string) string { return without(a, "nonce") },
	} {
		b := h.browser()
		r := b.do("GET", b.visit(spoil(b.leave(""))), nil)
		t.Log(name)
		b.refused(r, "sso_failed")
	}
}

func TestT_25_CodeReuse(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	p.knows("ada", "ada@a.example", true)
	// A code of another browser's sign-in, put into one's own answer: PKCE tells.
	victim, thief := h.browser(), h.browser()
	stolen := query(victim.visit(victim.leave(""))).Get("code")
	thief.refused(thief.do("GET", with(thief.visit(thief.leave("")), "code", stolen), nil), "sso_failed")
	// A code that was used.
	b := h.browser()
	path := b.visit(b.leave(""))
	b.in(b.do("GET", path, nil))
	again := h.browser()
	again.refused(again.do("GET", with(again.visit(again.leave("")), "code", query(path).Get("code")), nil), "sso_failed")
	again.refused(again.do("GET", with(again.visit(again.leave("")), "code", "made-up"), nil), "sso_failed")
	for _, fault := range []string{"error=access_denied", "error=login_required&error_description=x&session_state=y", "code="} {
		c := h.browser()
		state := query(c.visit(c.leave(""))).Get("state")
		c.refused(c.do("GET", "/auth/oidc/callback?state="+state+"&"+fault, nil), "sso_refused")
	}
}

func TestT_25_IssuerMixUp(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with())
	p.knows("ada", "ada@a.example", true)
	b := h.browser()
	b.refused(b.do("GET", with(b.visit(b.leave("")), "iss", "https://evil.example"), nil), "sso_failed")
	b = h.browser()
	b.in(b.do("GET", with(b.visit(b.leave("")), "iss", p.url), nil))

	// A server that claims to be the issuer of somebody else.
	liar := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"issuer":%q,"authorization_endpoint":"https://evil.example/a","token_endpoint":"https://evil.example/t","jwks_uri":"https://evil.example/k"}`, p.url)
	}))
	defer liar.Close()
	mixed := newHouse(t, p.with(func(o *auth.SSO) { o.Provider.Issuer = liar.URL }))
	wantCode(t, mixed.api.Do("", "GET", "/auth/oidc/login", nil), 503, "sso_unavailable")
}

// TestT_26_OtherIssuer: the same subject at another issuer is somebody else.
func TestT_26_OtherIssuer(t *testing.T) {
	p, other := newProvider(t), newProvider(t)
	h := newHouse(t, p.with())
	p.knows("ada", "ada@a.example", true)
	b := h.browser()
	first := str(t, b.in(b.signIn()), "user.id")
	other.knows("ada", "mallory@evil.example", true)
	other.with()(&h.o)
	m := h.replica()
	h.api = h.lab.Serve(t, m)
	h.api.Auth, h.api.Router.Policy = m, h.o.Policy
	c := h.browser()
	if str(t, c.in(c.signIn()), "user.id") == first {
		t.Error("another issuer's subject came in as the first one's")
	}
	// And its word about an address is not enough for an account that is there.
	other.knows("eve", "ada@a.example", true)
	d := h.browser()
	d.refused(d.signIn(), "link_required")
}

func TestT_26_UnverifiedAddress(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with(func(o *auth.SSO) { o.Domains = []string{"a.example"} }))
	ada := h.person("ada@a.example", "scientist")
	for _, address := range []string{"ada@a.example", "nobody@a.example"} { // whether there is an account is not told
		p.knows("x-"+address, address, false)
		b := h.browser()
		b.refused(b.signIn(), "link_required")
	}
	p.knows("nobody", "", true)
	b := h.browser()
	b.refused(b.signIn(), "email_missing")
	if strings.Contains(h.dump(), "nobody@a.example") {
		t.Error("an unverified address became an account")
	}
	// Verified and of a trusted domain it is enough; of a domain below it, it is not.
	p.knows("ada", "ADA@a.example", true)
	b = h.browser()
	if str(t, b.in(b.signIn()), "user.id") != ada.String() {
		t.Error("linked to somebody else")
	}
	if got := h.events("user"); !slices.Contains(got, "user.sso_linked") {
		t.Errorf("trail: %v", got)
	}
	h.person("bob@sub.a.example", "scientist")
	p.knows("bob", "bob@sub.a.example", true)
	b = h.browser()
	b.refused(b.signIn(), "link_required")
	// The provider gave the address to somebody new: the account stays with the first.
	p.knows("ada-the-second", "ada@a.example", true)
	b = h.browser()
	b.refused(b.signIn(), "account_linked")
}

func TestT_26_LinkWithPassword(t *testing.T) {
	p := newProvider(t)
	h := newHouse(t, p.with(func(o *auth.SSO) { o.RoleMap = []string{"lab=technician"} }))
	ada := h.person("ada@a.example", "scientist")
	p.knows("ada", "ada@a.example", true, "lab")
	b := h.browser()
	r := b.do("GET", b.visit(b.leave("/inbox")), nil)
	if b.refused(r, "link_required"); !strings.HasSuffix(r.Header.Get("Location"), "&return_to=%2Finbox") {
		t.Errorf("led to %s", r.Header.Get("Location"))
	}
	link := func(c *browser, word string, headers ...string) *apptest.Answer {
		return c.do("POST", "/auth/oidc/link", map[string]any{"password": word}, headers...)
	}
	own := []string{"Origin", site, "X-Spectra-CSRF", "1"}
	wantCode(t, link(b, password), 403, "cross_site")
	wantCode(t, link(b, password, "Origin", "https://evil.example", "X-Spectra-CSRF", "1"), 403, "cross_site")
	wantCode(t, link(h.browser(), password, own...), 401, "invalid_state")
	wantCode(t, link(b, "wrong wrong wrong", own...), 401, "invalid_credentials")
	kept := b.cookies["spectra_oidc_link"]
	if kept == "" {
		t.Fatal("nothing waits for the password")
	}
	r = link(b, password, own...).Want(200)
	if str(t, r, "user.id") != ada.String() || fmt.Sprint(r.Get("user.roles")) != "[scientist technician]" {
		t.Errorf("linked: %s", r.Body)
	}
	c := h.browser()
	c.cookies["spectra_oidc_link"] = kept
	wantCode(t, link(c, password, own...), 401, "invalid_state")
	c = h.browser()
	if str(t, c.in(c.signIn()), "user.id") != ada.String() {
		t.Error("the link is not kept")
	}
	late := h.browser()
	p.knows("bob", "bob@a.example", false)
	late.refused(late.signIn(), "link_required")
	h.advance(11 * time.Minute)
	wantCode(t, link(late, password, own...), 401, "invalid_state")
}

// asOperator lets statements by hand write.
func asOperator(org id.ID, event string) string {
	return fmt.Sprintf("set app.actor_id='%s'; set app.actor_kind='system'; set app.actor_name='test'; set app.actor_via='cli'; set app.event='%s'; set app.org_id='%s'; ", id.New(), event, org)
}

func query(path string) url.Values {
	u, _ := url.Parse(path)
	return u.Query()
}

func with(address, name, value string) string {
	u, _ := url.Parse(address)
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}

func without(address, name string) string {
	u, _ := url.Parse(address)
	q := u.Query()
	q.Del(name)
	u.RawQuery = q.Encode()
	return u.String()
}

// altered changes a character in the middle.
func altered(s string) string {
	b := []byte(s)
	b[len(b)/2] ^= 1
	return string(b)
}
