package auth_test

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestT_11_ParallelRefreshesGiveOneSuccessor(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	token := str(t, h.login("ada@a.example"), "refresh_token")
	var wg sync.WaitGroup
	var mu sync.Mutex
	successors := map[string]int{}
	for range 20 {
		wg.Go(func() {
			r := h.refresh(token)
			mu.Lock()
			defer mu.Unlock()
			if r.Status != 200 {
				t.Errorf("%d %s", r.Status, r.Body)
				return
			}
			successors[fmt.Sprint(r.Get("refresh_token"))]++
		})
	}
	wg.Wait()
	if len(successors) != 1 {
		t.Fatalf("%d successors of one token", len(successors))
	}
	for next := range successors {
		if next == token {
			t.Error("the token was not rotated")
		}
		h.refresh(next).Want(200)
	}
}

func TestT_12_ReplayAfterGraceEndsTheFamily(t *testing.T) {
	h := newHouse(t)
	user := h.person("ada@a.example", "viewer")
	first := h.login("ada@a.example")
	old := str(t, first, "refresh_token")
	next := str(t, h.refresh(old).Want(200), "refresh_token")
	h.advance(19 * time.Second)
	if again := str(t, h.refresh(old).Want(200), "refresh_token"); again != next {
		t.Fatal("within the grace another successor is given")
	}
	h.advance(2 * time.Second)
	wantCode(t, h.refresh(old), 401, "refresh_reused")
	// It was committed although the request failed: the thief's and the owner's tokens are dead.
	wantCode(t, h.refresh(next), 401, "session_ended")
	wantCode(t, h.api.Do(str(t, first, "access_token"), "GET", "/auth/me", nil), 401, "session_ended")
	if got := h.events("session"); !slices.Equal(got, []string{"session.started", "session.ended"}) {
		t.Errorf("audit: %v", got)
	}
	if e := h.logged(h.lab.Org("a"), "refresh_reused"); len(e) != 1 || e[0].RecordID != user || e[0].Status != 401 {
		t.Errorf("access log: %+v", e)
	}
	h.login("ada@a.example")
}

// T-13: a grandparent is a reuse even within its grace: its successor was received and used.
func TestT_13_ReplayOfGrandparent(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	first := str(t, h.login("ada@a.example"), "refresh_token")
	second := str(t, h.refresh(first).Want(200), "refresh_token")
	third := str(t, h.refresh(second).Want(200), "refresh_token")
	wantCode(t, h.refresh(first), 401, "refresh_reused")
	wantCode(t, h.refresh(third), 401, "session_ended")
}

// T-14: the answer got lost; the client asks again with what it has and goes on.
func TestT_14_LostAnswer(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	token := str(t, h.login("ada@a.example"), "refresh_token")
	for range 4 {
		h.refresh(token).Want(200) // lost
		token = str(t, h.refresh(token).Want(200), "refresh_token")
	}
}

func TestRefreshRefusesTheRest(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	g := h.login("ada@a.example")
	for name, token := range map[string]string{"empty": "", "garbage": "garbage", "unknown": "spr_" + strings.Repeat("A", 43), "access token": str(t, g, "access_token")[:200], "quote": "spr_'; drop table users; --" + strings.Repeat("A", 16)} {
		if r := h.refresh(token); r.Status != 401 {
			t.Errorf("%s: %d %s", name, r.Status, r.Body)
		}
	}
	h.advance(7*24*time.Hour + time.Second)
	wantCode(t, h.refresh(str(t, g, "refresh_token")), 401, "session_ended")
}

// The family ends 30 days after sign-in, however often it was refreshed.
func TestFamilyEnds(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	token := str(t, h.login("ada@a.example"), "refresh_token")
	for range 5 {
		h.advance(6*24*time.Hour - time.Minute)
		r := h.refresh(token).Want(200)
		token = str(t, r, "refresh_token")
	}
	h.advance(10 * time.Minute)
	wantCode(t, h.refresh(token), 401, "session_ended")
}

// ID-06: another replica, which had the session in its cache, refuses within five seconds; so do refresh tokens, also
// the ones within their grace.
func TestID06_LogoutWithin5s(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	other := h.lab.Serve(t, h.m)
	other.Auth = h.replica()
	g := h.login("ada@a.example")
	access, used := str(t, g, "access_token"), str(t, g, "refresh_token")
	next := str(t, h.refresh(used).Want(200), "refresh_token")
	other.Do(access, "GET", "/auth/me", nil).Want(200)
	h.api.Do(access, "POST", "/auth/logout", nil).Want(204)
	wantCode(t, h.api.Do(access, "GET", "/auth/me", nil), 401, "session_ended")
	wantCode(t, h.refresh(used), 401, "session_ended")
	wantCode(t, h.refresh(next), 401, "session_ended")
	h.advance(5 * time.Second)
	wantCode(t, other.Do(access, "GET", "/auth/me", nil), 401, "session_ended")
	if r := h.api.Do("", "GET", "/auth/me", nil); r.Status != 401 || r.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("nobody: %d", r.Status)
	}
}

func TestT_15_LogoutAll(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	h.person("bob@a.example", "viewer")
	one, two, bob := h.login("ada@a.example"), h.login("ada@a.example"), h.token("bob@a.example")
	h.api.Do(str(t, one, "access_token"), "POST", "/auth/logout-all", nil).Want(204)
	for _, g := range []string{str(t, one, "access_token"), str(t, two, "access_token")} {
		h.api.Do(g, "GET", "/auth/me", nil).Want(401)
	}
	h.refresh(str(t, two, "refresh_token")).Want(401)
	h.api.Do(bob, "GET", "/auth/me", nil).Want(200)
}

func TestT_16_PasswordChange(t *testing.T) {
	h := newHouse(t)
	h.personIn("org-a", "ada@x.example", "viewer")
	h.personIn("org-b", "ada@x.example", "viewer")
	in := func(org, pw string) map[string]any {
		return map[string]any{"email": "ada@x.example", "password": pw, "org": org}
	}
	here, there := h.api.Do("", "POST", "/auth/login", in("org-a", password)).Want(200), h.api.Do("", "POST", "/auth/login", in("org-b", password)).Want(200)
	second := h.api.Do("", "POST", "/auth/login", in("org-a", password)).Want(200)
	me := str(t, here, "access_token")
	change := func(current, next string) map[string]any {
		return map[string]any{"current_password": current, "new_password": next}
	}
	const next = "another sentence, just as long"
	wantCode(t, h.api.Do(me, "POST", "/auth/password", change("not this one at all", next)), 401, "invalid_credentials")
	for bad, code := range map[string]string{"too short": "too_short", "passwordpassword": "too_common", "aaaaaaaaaaaaaaaaaaaa": "too_common", "123456789012345678": "too_common",
		"ada@x.exampleada@x.example": "too_common", strings.Repeat("long ", 60): "too_long", password: "unchanged", "tab\tinside the sentence": "invalid"} {
		r := h.api.Do(me, "POST", "/auth/password", change(password, bad)).Want(422)
		if str(t, r, "errors.0.pointer") != "/new_password" || str(t, r, "errors.0.code") != code {
			t.Errorf("%q: %s", bad, r.Body)
		}
		if strings.Contains(string(r.Body), bad) {
			t.Errorf("the answer repeats the password: %s", r.Body)
		}
	}
	h.api.Do(me, "POST", "/auth/password", change(password, next)).Want(204)
	h.api.Do(me, "GET", "/auth/me", nil).Want(200)
	h.api.Do(str(t, second, "access_token"), "GET", "/auth/me", nil).Want(401)
	h.api.Do(str(t, there, "access_token"), "GET", "/auth/me", nil).Want(401) // it is the same password there
	h.refresh(str(t, second, "refresh_token")).Want(401)
	h.api.Do("", "POST", "/auth/login", in("org-a", password)).Want(401)
	h.api.Do("", "POST", "/auth/login", in("org-b", next)).Want(200)
	if !slices.Contains(h.events("user"), "user.password_changed") {
		t.Errorf("audit: %v", h.events("user"))
	}
	for _, e := range h.lab.Audit(t, "a") {
		if strings.Contains(e.Payload, "$2a$") {
			t.Errorf("a hash is in the audit trail: %s", e.Payload)
		}
	}
}

func TestOwnSessions(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	h.person("bob@a.example", "viewer")
	body := map[string]any{"email": "ada@a.example", "password": password}
	firefox := h.api.Do("", "POST", "/auth/login", body, "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0").Want(200)
	curl := h.api.Do("", "POST", "/auth/login", body, "User-Agent", "curl/8.5.0").Want(200)
	me := str(t, curl, "access_token")
	list := h.api.Do(me, "GET", "/auth/sessions", nil).Want(200)
	if len(list.Get("items").([]any)) != 2 || list.Get("items.0.device") != "curl 8.5.0" || list.Get("items.0.current") != any(true) ||
		list.Get("items.1.device") != "Firefox on Linux" || list.Get("items.1.current") != any(false) || list.Get("items.0.ip") != "127.0.0.1" || str(t, list, "items.0.last_used_at") == "" {
		t.Fatalf("sessions: %s", list.Body)
	}
	page := h.api.Do(me, "GET", "/auth/sessions?limit=1&count=true", nil).Want(200)
	if next := h.api.Do(me, "GET", "/auth/sessions?limit=1&cursor="+str(t, page, "next_cursor"), nil).Want(200); str(t, next, "items.0.id") != str(t, list, "items.1.id") || fmt.Sprint(page.Get("total")) != "2" {
		t.Errorf("pages: %s %s", page.Body, next.Body)
	}
	other := str(t, list, "items.1.id")
	bob := h.token("bob@a.example")
	h.api.Do(bob, "DELETE", "/auth/sessions/"+other, nil).Want(404) // somebody else's
	h.api.Do(me, "DELETE", "/auth/sessions/"+other, nil).Want(204)
	h.api.Do(me, "DELETE", "/auth/sessions/"+other, nil).Want(404)
	h.api.Do(me, "DELETE", "/auth/sessions/nonsense", nil).Want(404)
	h.api.Do(str(t, firefox, "access_token"), "GET", "/auth/me", nil).Want(401)
	h.api.Do(me, "GET", "/auth/me", nil).Want(200)
}

// T-17: nothing in a dump of the database is a usable token, password or key.
func TestT_17_NothingUsableInADump(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	g := h.login("boss@a.example")
	secrets := []string{str(t, g, "refresh_token"), password}
	secrets = append(secrets, str(t, h.refresh(secrets[0]).Want(200), "refresh_token"))
	me := str(t, g, "access_token")
	invite := str(t, h.api.Do(me, "POST", "/users", map[string]any{"email": "new@a.example", "name": "New"}, "Idempotency-Key", "k1").Want(201), "invite_url")
	secrets = append(secrets, invite[strings.LastIndex(invite, "=")+1:])
	secrets = append(secrets, str(t, h.api.Do(me, "POST", "/api-keys", map[string]any{"name": "k", "scopes": []string{"sample:read"}}, "Idempotency-Key", "k2").Want(201), "key"))
	dump := h.dump()
	for _, s := range secrets {
		if strings.Contains(dump, s) || strings.Contains(dump, hex.EncodeToString([]byte(s))) {
			t.Errorf("%.12s… is in the dump", s)
		}
	}
	// The application role cannot even read the hashes.
	for _, q := range []string{"select token_hash from refresh_tokens", "select successor_enc from refresh_tokens", "select token_hash from one_time_tokens", "select secret_hash from api_keys", "select password_hash from auth.identities"} {
		if err := h.lab.DB.Q(h.lab.Ctx("a", "admin")).Exec(q).Error; err == nil {
			t.Errorf("%s is allowed", q)
		}
	}
}

// ID-01, T-09: one credential, in its header.
func TestT_09_Credentials(t *testing.T) {
	h := newHouse(t)
	h.person("ada@a.example", "viewer")
	token := h.token("ada@a.example")
	call := func(query string, set func(http.Header)) int {
		req, err := http.NewRequestWithContext(t.Context(), "GET", h.api.URL+"/auth/me"+query, nil)
		must(t, err)
		set(req.Header)
		res, err := http.DefaultClient.Do(req)
		must(t, err)
		defer res.Body.Close()
		return res.StatusCode
	}
	for name, c := range map[string]struct {
		query string
		want  int
		set   func(http.Header)
	}{
		"one":          {"", 200, func(x http.Header) { x.Add("Authorization", "Bearer "+token) }},
		"any case":     {"", 200, func(x http.Header) { x.Add("Authorization", "bearer "+token) }},
		"two":          {"", 401, func(x http.Header) { x.Add("Authorization", "Bearer "+token); x.Add("Authorization", "Bearer "+token) }},
		"with key":     {"", 401, func(x http.Header) { x.Add("Authorization", "Bearer "+token); x.Add("X-API-Key", "spk_dev_a_b_c") }},
		"in the query": {"?access_token=" + token, 401, func(http.Header) {}},
		"both":         {"?access_token=" + token, 401, func(x http.Header) { x.Add("Authorization", "Bearer "+token) }},
		"basic":        {"", 401, func(x http.Header) { x.Add("Authorization", "Basic "+token) }},
		"empty":        {"", 401, func(x http.Header) { x.Add("Authorization", "Bearer ") }},
		"cookie":       {"", 401, func(x http.Header) { x.Add("Cookie", "access_token="+token) }},
		"dots":         {"", 401, func(x http.Header) { x.Add("Authorization", "Bearer "+strings.Repeat(".", 5000)) }},
		"none":         {"", 401, func(http.Header) {}},
	} {
		if got := call(c.query, c.set); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
