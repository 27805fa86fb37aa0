package auth_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/auth"
)

func TestLogin(t *testing.T) {
	h := newHouse(t)
	user := h.person("Ada.Lovelace@a.example", "scientist")
	// NFKC and case folding: full-width letters and other case are the same login.
	for _, spelling := range []string{"Ada.Lovelace@a.example", "ADA.lovelace@A.EXAMPLE", " ada.lovelace@a.example ", "ａda.lovelace@a.example"} {
		r := h.login(spelling)
		if str(t, r, "user.id") != user.String() || str(t, r, "user.org_slug") != "org-a" || str(t, r, "token_type") != "Bearer" {
			t.Fatalf("%s: %s", spelling, r.Body)
		}
		if fmt.Sprint(r.Get("expires_in")) != "900" || fmt.Sprint(r.Get("refresh_expires_in")) != "604800" {
			t.Errorf("lives: %s", r.Body)
		}
	}
	token := h.token("ada.lovelace@a.example")
	me := h.api.Do(token, "GET", "/auth/me", nil).Want(200)
	if str(t, me, "org.slug") != "org-a" || str(t, me, "session_id") == "" || str(t, me, "email") != "Ada.Lovelace@a.example" || str(t, me, "password_changed_at") == "" {
		t.Errorf("me: %s", me.Body)
	}
	if list := me.Get("permissions").([]any); !slices.Contains(list, any("project:create")) || slices.Contains(list, any("user:update")) {
		t.Errorf("permissions: %v", list)
	}
	if got := h.events("session"); len(got) != 5 || got[0] != "session.started" {
		t.Errorf("audit: %v", got)
	}
	for _, e := range h.lab.Audit(t, "a") {
		if e.RecordType == "session" && e.ActorName != "Person Ada.Lovelace@a.example" {
			t.Errorf("the session was started by %q", e.ActorName)
		}
	}
	if len(h.logged(h.lab.Org("a"), "login")) != 5 {
		t.Error("sign-ins are missing in the access log")
	}
}

// Whatever is wrong, the answer is the same to the byte, but for the request id.
func TestLoginRefusalsLookAlike(t *testing.T) {
	h := newHouse(t)
	h.person("known@a.example", "viewer")
	gone := h.person("gone@a.example", "viewer")
	h.person("boss@a.example", "admin")
	_, err := h.m.CreateUser(t.Context(), auth.NewUser{Org: "org-a", Email: "invited@a.example", Name: "Invited"})
	must(t, err)
	h.api.Do(h.token("boss@a.example"), "POST", "/users/"+gone.String()+"/deactivate", nil).Want(200)
	var first []byte
	for name, body := range map[string]map[string]any{
		"wrong password":           {"email": "known@a.example", "password": "wrong wrong wrong"},
		"unknown address":          {"email": "nobody@a.example", "password": password},
		"no address at all":        {"email": "???", "password": password},
		"other organisation":       {"email": "known@a.example", "password": password, "org": "org-b"},
		"unknown organisation":     {"email": "known@a.example", "password": password, "org": "nowhere"},
		"deactivated":              {"email": "gone@a.example", "password": password},
		"invited, without any":     {"email": "invited@a.example", "password": password},
		"one trailing space":       {"email": "known@a.example", "password": password + " "},
		"a person without account": {"email": "viewer@a.example", "password": password},
	} {
		r := h.api.Do("", "POST", "/auth/login", body)
		wantCode(t, r, 401, "invalid_credentials")
		text := bytes.ReplaceAll(r.Body, []byte(str(t, r, "request_id")), nil)
		if first == nil {
			first = text
		}
		if !bytes.Equal(first, text) {
			t.Errorf("%s: %s\nis not\n%s", name, text, first)
		}
		if r.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: sets a cookie", name)
		}
	}
	if len(h.logged(h.lab.Org("a"), "login_failed")) != 6 {
		t.Errorf("failures in the access log of the organisation: %d", len(h.logged(h.lab.Org("a"), "login_failed")))
	}
}

func TestLoginOfSeveralOrganisations(t *testing.T) {
	h := newHouse(t)
	h.personIn("org-a", "both@x.example", "viewer")
	h.personIn("org-b", "both@x.example", "manager")
	wrong := map[string]any{"email": "both@x.example", "password": "not the password"}
	wantCode(t, h.api.Do("", "POST", "/auth/login", wrong), 401, "invalid_credentials")
	right := map[string]any{"email": "both@x.example", "password": password}
	r := h.api.Do("", "POST", "/auth/login", right)
	wantCode(t, r, 409, "org_required")
	if fmt.Sprint(r.Get("organizations")) != "[org-a org-b]" {
		t.Errorf("slugs: %s", r.Body)
	}
	right["org"] = "org-b"
	if r := h.api.Do("", "POST", "/auth/login", right).Want(200); fmt.Sprint(r.Get("user.roles")) != "[manager]" || str(t, r, "user.org_id") != h.lab.Org("b").String() {
		t.Errorf("user: %s", r.Body)
	}
}

// TestRLS_16_UserInTwo: who is in two organisations reaches with a token of one nothing of the other.
func TestRLS_16_UserInTwo(t *testing.T) {
	h := newHouse(t)
	h.personIn("org-a", "both@x.example", "admin")
	other := h.personIn("org-b", "both@x.example", "admin")
	a := str(t, h.api.Do("", "POST", "/auth/login", map[string]any{"email": "both@x.example", "password": password, "org": "org-a"}).Want(200), "access_token")
	for _, q := range [][2]string{{"GET", "/users/"}, {"PATCH", "/users/"}} {
		if r := h.api.Do(a, q[0], q[1]+other.String(), map[string]any{"name": "Mine"}, "If-Match", `"1"`); r.Status != 404 {
			t.Errorf("%s: %d %s", q[0], r.Status, r.Body)
		}
	}
	if r := h.api.Do(a, "GET", "/users?limit=200", nil).Want(200); strings.Contains(string(r.Body), other.String()) {
		t.Errorf("people: %s", r.Body)
	}
	for _, header := range []string{"X-Org", "X-Organization", "X-Tenant-Id"} {
		if r := h.api.Do(a, "GET", "/organizations/current", nil, header, "org-b").Want(200); r.Get("slug") != "org-a" {
			t.Errorf("%s: %s", header, r.Body)
		}
	}
}

func TestT_22_OddPasswords(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	long := strings.Repeat("x", 72)
	for i, p := range []string{long + " the 73rd character and on counts", "🔬🔭🧪🧫🧬📈📉🧲⚗️🔋🪫💡🔦🕯️", "ﬁne ligatures are folded", strings.Repeat("wxyz ", 51)} {
		email := fmt.Sprintf("odd%d@a.example", i)
		_, err := h.m.CreateUser(t.Context(), auth.NewUser{Org: "org-a", Email: email, Name: "Odd", Password: p})
		must(t, err)
		h.api.Do("", "POST", "/auth/login", map[string]any{"email": email, "password": p}).Want(200)
		cut := string([]rune(p)[:len([]rune(p))-1])
		wantCode(t, h.api.Do("", "POST", "/auth/login", map[string]any{"email": email, "password": cut}), 401, "invalid_credentials")
	}
	h.api.Do("", "POST", "/auth/login", map[string]any{"email": "odd2@a.example", "password": "fine ligatures are folded"}).Want(200)

	// NUL and half surrogates are no text.
	for name, body := range map[string]string{
		"NUL": `{"email":"odd0@a.example","password":"a\u0000b"}`, "surrogate": `{"email":"odd0@a.example","password":"\ud800"}`,
		"twice": `{"email":"a","email":"b","password":"x"}`, "field": `{"email":"a","password":"x","is_admin":true}`, "empty": `{}`,
	} {
		if r := h.api.Do("", "POST", "/auth/login", body); r.Status != 422 {
			t.Errorf("%s: %d %s", name, r.Status, r.Body)
		}
	}
}

// T-23: a megabyte is refused before anything is hashed.
func TestT_23_LongPassword(t *testing.T) {
	h := newHouse(t, func(o *auth.Options) { o.BcryptCost = 12 })
	h.person("ada@a.example", "viewer")
	began := processorTime(t)
	r := h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@a.example", "password": strings.Repeat("a", 1<<20)})
	if spent := processorTime(t) - began; r.Status != 422 && r.Status != 413 || spent > 200*time.Millisecond {
		t.Errorf("1 MB password: %d after %s of the processor", r.Status, spent)
	}
}

func TestLoginThrottle(t *testing.T) {
	for _, email := range []string{"victim@a.example", "nobody@a.example"} {
		t.Run(email, func(t *testing.T) {
			h := newHouse(t)
			h.person("victim@a.example", "viewer")
			wrong := map[string]any{"email": email, "password": "wrong wrong wrong"}
			for range 10 {
				wantCode(t, h.api.Do("", "POST", "/auth/login", wrong), 401, "invalid_credentials")
			}
			wrong["email"] = strings.ToUpper(email) // the same account
			r := h.api.Do("", "POST", "/auth/login", wrong)
			wantCode(t, r, 429, "too_many_attempts")
			if r.Header.Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
			wantCode(t, h.api.Do("", "POST", "/auth/login", map[string]any{"email": email, "password": password}), 429, "too_many_attempts")
			h.advance(16 * time.Minute)
			status := map[bool]int{true: 200, false: 401}[email == "victim@a.example"]
			h.api.Do("", "POST", "/auth/login", map[string]any{"email": email, "password": password}).Want(status)
		})
	}
}

// A right password clears the failures of its account, and other accounts are not held up.
func TestThrottleIsPerAccount(t *testing.T) {
	h := newHouse(t)
	h.person("victim@a.example", "viewer")
	h.person("other@a.example", "viewer")
	wrong := map[string]any{"email": "victim@a.example", "password": "wrong wrong wrong"}
	for range 9 {
		h.api.Do("", "POST", "/auth/login", wrong).Want(401)
	}
	h.login("victim@a.example")
	for range 10 {
		h.api.Do("", "POST", "/auth/login", wrong).Want(401)
	}
	h.api.Do("", "POST", "/auth/login", wrong).Want(429)
	h.login("other@a.example")
}

// T-20: one source over many accounts is held up too.
func TestT_20_SprayFromOneSource(t *testing.T) {
	h := newHouse(t)
	h.person("victim@a.example", "viewer")
	var refused int
	for i := range 104 {
		if h.api.Do("", "POST", "/auth/login", map[string]any{"email": fmt.Sprintf("a%d@a.example", i), "password": "wrong wrong wrong"}).Status == 429 {
			refused++
		}
	}
	if refused != 4 {
		t.Errorf("%d of 104 refused with 429, want 4", refused)
	}
}

// a burst cannot get more guesses through than the limit and the hashes under way.
func TestX19_ParallelGuesses(t *testing.T) {
	h := newHouse(t)
	h.person("victim@a.example", "viewer")
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := map[int]int{}
	for range 60 {
		wg.Go(func() {
			r := h.api.Do("", "POST", "/auth/login", map[string]any{"email": "victim@a.example", "password": "wrong wrong wrong"})
			mu.Lock()
			got[r.Status]++
			mu.Unlock()
		})
	}
	wg.Wait()
	if got[401] < 10 || got[401] > 13 || got[401]+got[429] != 60 {
		t.Errorf("statuses: %v, want 10 to 13 refusals and 429 for the rest", got)
	}
}

// T-19: an unknown account costs the same work as a wrong password: the same statements to the database and one hash at
// full cost. Wall-clock medians would measure the machine.
func TestT_19_UnknownAccountsCostTheSame(t *testing.T) {
	h := newHouse(t, func(o *auth.Options) { o.BcryptCost = 9 })
	h.person("known@a.example", "viewer")
	accounts := []string{"known@a.example", "unknown@a.example", "no address"}
	statements, work := map[string]int64{}, map[string]time.Duration{}
	for range 7 { // by turns, so that what else goes on falls on all of them
		for _, email := range accounts {
			sent, spent := h.lab.Statements.Load(), processorTime(t)
			h.api.Do("", "POST", "/auth/login", map[string]any{"email": email, "password": "wrong wrong wrong"}).Want(401)
			sent, spent = h.lab.Statements.Load()-sent, processorTime(t)-spent
			if statements[email] == 0 || sent < statements[email] {
				statements[email] = sent
			}
			if work[email] == 0 || spent < work[email] {
				work[email] = spent
			}
		}
	}
	for _, email := range accounts[1:] {
		if statements[email] != statements[accounts[0]] {
			t.Errorf("statements of an attempt: %v", statements)
		}
		if work[email] < work[accounts[0]]/2 || work[email] > work[accounts[0]]*2 {
			t.Errorf("processor time of an attempt: %v", work)
		}
	}
}

// processorTime is what this process has used: unlike the clock it does not depend on what else the machine does.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func TestT_18_Cookies(t *testing.T) {
	h := newHouse(t, func(o *auth.Options) { o.PublicURL = "https://lab.example" })
	h.person("ada@a.example", "viewer")
	body := map[string]any{"email": "ada@a.example", "password": password}
	page := []string{"Origin", "https://lab.example", "X-Spectra-CSRF", "1"}
	r := h.api.Do("", "POST", "/auth/login", body, page...).Want(200)
	if r.Get("refresh_token") != nil {
		t.Error("a page is given the refresh token in reach of its scripts")
	}
	c, err := http.ParseSetCookie(r.Header.Get("Set-Cookie"))
	must(t, err)
	if c.Name != "__Host-spectra_rt" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" || c.MaxAge != 604800 {
		t.Fatalf("cookie: %s", r.Header.Get("Set-Cookie"))
	}
	with := func(more ...string) []string { return append([]string{"Cookie", c.Name + "=" + c.Value}, more...) }
	// T-18: not from elsewhere, not without the header.
	for name, headers := range map[string][]string{
		"other site": with("Origin", "https://evil.example", "X-Spectra-CSRF", "1"), "no header": with("Origin", "https://lab.example"), "no origin": with("X-Spectra-CSRF", "1"),
		"other scheme": with("Origin", "http://lab.example", "X-Spectra-CSRF", "1"), "suffix": with("Origin", "https://lab.example.evil.example", "X-Spectra-CSRF", "1"), "null": with("Origin", "null", "X-Spectra-CSRF", "1"),
	} {
		if r := h.api.Do("", "POST", "/auth/refresh", nil, headers...); r.Status != 403 {
			t.Errorf("%s: %d %s", name, r.Status, r.Body)
		}
	}
	wantCode(t, h.api.Do("", "POST", "/auth/refresh", nil, page...), 401, "invalid_refresh_token")
	wantCode(t, h.api.Do("", "POST", "/auth/refresh", nil, append([]string{"Cookie", "spectra_rt=" + c.Value}, page...)...), 401, "invalid_refresh_token")
	r = h.api.Do("", "POST", "/auth/refresh", nil, with(page...)...).Want(200)
	if r.Get("refresh_token") != nil || !strings.HasPrefix(r.Header.Get("Set-Cookie"), c.Name+"=") || strings.Contains(r.Header.Get("Set-Cookie"), c.Value) {
		t.Errorf("refresh by cookie: %v %s", r.Header, r.Body)
	}
	r = h.api.Do(str(t, r, "access_token"), "POST", "/auth/logout", nil).Want(204)
	if gone, err := http.ParseSetCookie(r.Header.Get("Set-Cookie")); err != nil || gone.Name != c.Name || gone.MaxAge >= 0 || !gone.Secure {
		t.Errorf("sign-out leaves the cookie: %s", r.Header.Get("Set-Cookie"))
	}
}

// In development on plain http browsers would drop a Secure cookie; the host that the request names is the own origin.
func TestCookieOnPlainHTTP(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	r := h.login("ada@a.example")
	c, err := http.ParseSetCookie(r.Header.Get("Set-Cookie"))
	must(t, err)
	if c.Name != "spectra_rt" || c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
		t.Fatalf("cookie: %s", r.Header.Get("Set-Cookie"))
	}
	str(t, r, "refresh_token")
	h.api.Do("", "POST", "/auth/refresh", nil, "Cookie", "spectra_rt="+c.Value, "Origin", h.api.URL, "X-Spectra-CSRF", "1").Want(200)
	h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@a.example", "password": password}, "Origin", "https://evil.example").Want(200)
	if r := h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@a.example", "password": password}, "Origin", "https://evil.example"); r.Header.Get("Set-Cookie") != "" {
		t.Error("another site's page can sign its visitors in")
	}
}

func TestOIDCIsOff(t *testing.T) {
	h := newHouse(t)
	wantCode(t, h.api.Do("", "GET", "/auth/oidc/login?return_to=//evil.example", nil), 404, "oidc_disabled")
	wantCode(t, h.api.Do("", "GET", "/auth/oidc/callback?code=x&state=y", nil), 404, "oidc_disabled")
}
