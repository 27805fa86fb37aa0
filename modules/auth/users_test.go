package auth_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/auth"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// fragment gives the token in a link.
func fragment(t *testing.T, url, purpose string) string {
	t.Helper()
	_, token, ok := strings.Cut(url, "/setup#"+purpose+"=")
	if !ok || len(token) != 43 {
		t.Fatalf("%q is no %s link", url, purpose)
	}
	return token
}

func TestInviteAndReset(t *testing.T) {
	h := newHouse(t, func(o *auth.Options) { o.PublicURL = "https://lab.example/spectra" })
	h.person("boss@a.example", "admin")
	boss := h.token("boss@a.example")
	made := h.api.Do(boss, "POST", "/users", map[string]any{"email": "Néw.Person@a.example", "name": " New Person ", "roles": []string{"technician", "technician"}}).Want(201)
	if made.Get("status") != "invited" || made.Get("name") != "New Person" || fmt.Sprint(made.Get("roles")) != "[technician]" || made.Header.Get("ETag") != `"1"` || made.Header.Get("Location") != "/users/"+made.ID() {
		t.Fatalf("made: %v %s", made.Header, made.Body)
	}
	url := str(t, made, "invite_url")
	if !strings.HasPrefix(url, "https://lab.example/spectra/setup#") {
		t.Errorf("link: %s", url)
	}
	token := fragment(t, url, "invite")
	reset := func(token, pw string) int {
		return h.api.Do("", "POST", "/auth/reset", map[string]any{"token": token, "password": pw}).Status
	}
	if reset(token, "short") != 422 || reset("x"+token, password) != 401 || reset(token, password) != 204 || reset(token, password) != 401 {
		t.Fatal("an invitation is redeemed once, with a good password")
	}
	h.login("néw.person@a.example")
	if u := h.api.Do(boss, "GET", "/users/"+made.ID(), nil).Want(200); u.Get("status") != "active" || str(t, u, "password_changed_at") == "" || str(t, u, "last_login_at") == "" {
		t.Errorf("after: %s", u.Body)
	}

	// A reset: the old password works until the link is used, then all sessions end; a second link ends the first.
	session := h.token("néw.person@a.example")
	first := fragment(t, str(t, h.api.Do(boss, "POST", "/users/"+made.ID()+"/reset-password", nil).Want(200), "url"), "reset")
	second := fragment(t, str(t, h.api.Do(boss, "POST", "/users/"+made.ID()+"/reset-password", nil).Want(200), "url"), "reset")
	h.api.Do(session, "GET", "/auth/me", nil).Want(200)
	const next = "another sentence, just as long"
	if reset(first, next) != 401 || reset(second, next) != 204 {
		t.Fatal("only the newest link works")
	}
	h.api.Do(session, "GET", "/auth/me", nil).Want(401)
	h.api.Do("", "POST", "/auth/login", map[string]any{"email": "néw.person@a.example", "password": password}).Want(401)
	h.api.Do("", "POST", "/auth/login", map[string]any{"email": "néw.person@a.example", "password": next}).Want(200)

	third := fragment(t, str(t, h.api.Do(boss, "POST", "/users/"+made.ID()+"/reset-password", nil).Want(200), "url"), "reset")
	h.advance(25 * time.Hour)
	if reset(third, password) != 401 {
		t.Error("a link of yesterday works")
	}
	for _, e := range []string{"user.created", "user.password_set", "user.reset_requested"} {
		if !slices.Contains(h.events("user"), e) {
			t.Errorf("no %s in %v", e, h.events("user"))
		}
	}
}

// Of twenty at once, one redeems the link.
func TestLinkRace(t *testing.T) {
	h := newHouse(t)
	made, err := h.m.CreateUser(t.Context(), auth.NewUser{Org: "org-a", Email: "new@a.example", Name: "New"})
	must(t, err)
	token := fragment(t, made.Link, "invite")
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := map[int]int{}
	for i := range 20 {
		wg.Go(func() {
			r := h.api.Do("", "POST", "/auth/reset", map[string]any{"token": token, "password": fmt.Sprintf("a different sentence %d", i)})
			mu.Lock()
			got[r.Status]++
			mu.Unlock()
		})
	}
	wg.Wait()
	if got[204] != 1 || got[401] != 19 {
		t.Errorf("statuses: %v", got)
	}
}

// An administrator of one organisation cannot take over an account that also belongs to another one.
func TestAccountsOfTwoOrganisations(t *testing.T) {
	h := newHouse(t)
	h.personIn("org-a", "ada@x.example", "admin")
	h.personIn("org-b", "boss@b.example", "admin")
	boss := h.token("boss@b.example")
	invited := h.api.Do(boss, "POST", "/users", map[string]any{"email": "ADA@x.example", "name": "Ada", "roles": []string{"viewer"}}).Want(201)
	token := fragment(t, str(t, invited, "invite_url"), "invite") // the same answer as for a new address
	const theirs = "a password chosen by the boss"
	wantCode(t, h.api.Do("", "POST", "/auth/reset", map[string]any{"token": token, "password": theirs}), 401, "invalid_credentials")
	h.login("ada@x.example") // still only in a
	h.api.Do("", "POST", "/auth/reset", map[string]any{"token": token, "password": password}).Want(204)
	wantCode(t, h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@x.example", "password": password}), 409, "org_required")
	h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@x.example", "password": password, "org": "org-b"}).Want(200)

	reset := fragment(t, str(t, h.api.Do(boss, "POST", "/users/"+invited.ID()+"/reset-password", nil).Want(200), "url"), "reset")
	wantCode(t, h.api.Do("", "POST", "/auth/reset", map[string]any{"token": reset, "password": theirs}), 409, "shared_account")
	link, err := h.m.ResetLink(t.Context(), "org-b", "ada@x.example") // the operator may
	must(t, err)
	h.api.Do("", "POST", "/auth/reset", map[string]any{"token": fragment(t, link, "reset"), "password": "chosen by the owner herself"}).Want(204)
	h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@x.example", "password": "chosen by the owner herself", "org": "org-a"}).Want(200)
}

// An invitation nobody accepted gives another organisation no say: the own administrator's reset goes on working.
func TestInvitationElsewhereDoesNotBlockReset(t *testing.T) {
	h := newHouse(t)
	user := h.person("ada@x.example", "scientist")
	h.person("own@a.example", "admin")
	h.personIn("org-b", "boss@b.example", "admin")
	h.api.Do(h.token("boss@b.example"), "POST", "/users", map[string]any{"email": "ada@x.example", "name": "Ada"}).Want(201)
	reset := fragment(t, str(t, h.api.Do(h.token("own@a.example"), "POST", "/users/"+user.String()+"/reset-password", nil).Want(200), "url"), "reset")
	h.api.Do("", "POST", "/auth/reset", map[string]any{"token": reset, "password": "another long sentence"}).Want(204)
}

func TestP11_05_P11_20_DeactivationBites(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	user := h.person("ada@a.example", "scientist")
	boss := h.token("boss@a.example")
	other := h.lab.Serve(t, h.m)
	other.Auth = h.replica()
	g := h.login("ada@a.example")
	access := str(t, g, "access_token")
	key := str(t, h.api.Do(access, "POST", "/api-keys", map[string]any{"name": "k", "scopes": []string{"profile:read"}}).Want(201), "key")
	link := fragment(t, str(t, h.api.Do(boss, "POST", "/users/"+user.String()+"/reset-password", nil).Want(200), "url"), "reset")
	other.Do(access, "GET", "/auth/me", nil).Want(200)
	other.Do("", "GET", "/auth/me", nil, "X-API-Key", key).Want(200)
	r := h.api.Do(boss, "POST", "/users/"+user.String()+"/deactivate", nil).Want(200)
	if r.Get("status") != "deactivated" || str(t, r, "deactivated_at") == "" {
		t.Errorf("answer: %s", r.Body)
	}
	h.advance(5 * time.Second)
	for _, api := range []func() int{
		func() int { return h.api.Do(access, "GET", "/auth/me", nil).Status },
		func() int { return other.Do(access, "GET", "/auth/me", nil).Status },
		func() int { return other.Do("", "GET", "/auth/me", nil, "X-API-Key", key).Status },
		func() int { return h.refresh(str(t, g, "refresh_token")).Status },
		func() int {
			return h.api.Do("", "POST", "/auth/reset", map[string]any{"token": link, "password": password}).Status
		},
	} {
		if got := api(); got != 401 {
			t.Errorf("after deactivation: %d", got)
		}
	}
	if _, err := h.m.JobActor(t.Context(), h.lab.Org("a"), user); err == nil {
		t.Error("a job still runs for the person")
	}
	// P11-20: the address is never given to somebody else; the person can come back.
	for _, email := range []string{"ada@a.example", "ADA@A.example", "ａda@a.example"} {
		wantCode(t, h.api.Do(boss, "POST", "/users", map[string]any{"email": email, "name": "Somebody Else"}), 409, "email_taken")
	}
	h.api.Do(boss, "POST", "/users/"+user.String()+"/reactivate", nil).Want(200)
	wantCode(t, h.api.Do(boss, "POST", "/users/"+user.String()+"/reactivate", nil), 409, "not_deactivated")
	h.login("ada@a.example")
}

// ID-06, X-15: a role that is taken away is gone within five seconds on every replica; the session goes on.
func TestX15_RoleChangeWithin5s(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	user := h.person("ada@a.example", "manager")
	boss := h.token("boss@a.example")
	other := h.lab.Serve(t, h.m)
	other.Auth = h.replica()
	g := h.login("ada@a.example")
	access := str(t, g, "access_token")
	other.Do(access, "GET", "/users", nil).Want(200)
	r := h.api.Do(boss, "PUT", "/users/"+user.String()+"/roles", map[string]any{"roles": []string{"viewer"}}, "If-Match", `"1"`).Want(200)
	if fmt.Sprint(r.Get("roles")) != "[viewer]" || r.Header.Get("ETag") != `"2"` {
		t.Errorf("answer: %s", r.Body)
	}
	h.advance(5 * time.Second)
	wantCode(t, h.api.Do(access, "GET", "/users", nil), 403, "forbidden")
	wantCode(t, other.Do(access, "GET", "/users", nil), 403, "forbidden")
	other.Do(access, "GET", "/auth/me", nil).Want(200)
	// A token made after the change carries the newer role version: no replica may go on with older rights.
	h.api.Do(boss, "PUT", "/users/"+user.String()+"/roles", map[string]any{"roles": []string{"manager"}}).Want(200)
	other.Do(str(t, h.refresh(str(t, g, "refresh_token")).Want(200), "access_token"), "GET", "/users", nil).Want(200)
	h.api.Do(boss, "PUT", "/users/"+user.String()+"/roles", map[string]any{"roles": []string{"viewer"}}, "If-Match", `"1"`).Want(412)
	// P11-33: the change is in the trail with old and new.
	var found bool
	for _, e := range h.lab.Audit(t, "a") {
		found = found || e.Action == "user.roles_changed" && e.TableName == "user_roles" && e.RecordID == user.String() && strings.Contains(e.Payload, `"manager"`)
	}
	if !found {
		t.Error("the change of roles is not in the audit trail")
	}
}

func TestNoRaisingBeyondOwnRights(t *testing.T) {
	custom := []byte("\ng, desk, viewer\np, desk, user, read\np, desk, user, create\np, desk, user, update\n")
	h := newHouse(t, withPolicy(t, custom))
	admin := h.person("boss@a.example", "admin")
	h.person("desk@a.example", "desk")
	h.person("manager@x.example", "manager")
	viewer := h.person("viewer@x.example", "viewer")
	desk, manager := h.token("desk@a.example"), h.token("manager@x.example")
	roles := func(token string, user id.ID, roles ...string) int {
		return h.api.Do(token, "PUT", "/users/"+user.String()+"/roles", map[string]any{"roles": roles}).Status
	}
	if roles(manager, viewer, "technician") != 403 {
		t.Error("a manager may not manage people at all")
	}
	if roles(desk, viewer, "desk") != 200 || roles(desk, viewer, "viewer") != 200 {
		t.Error("within the own rights roles can be given and taken")
	}
	for name, status := range map[string]int{
		"raising another":       roles(desk, viewer, "viewer", "admin"),
		"raising within a list": roles(desk, viewer, "technician"),
		"lowering an admin":     roles(desk, admin, "viewer"),
		"deactivating an admin": h.api.Do(desk, "POST", "/users/"+admin.String()+"/deactivate", nil).Status,
		"resetting an admin":    h.api.Do(desk, "POST", "/users/"+admin.String()+"/reset-password", nil).Status,
		"creating an admin":     h.api.Do(desk, "POST", "/users", map[string]any{"email": "x@a.example", "name": "X", "roles": []string{"admin"}}).Status,
	} {
		if status != 403 {
			t.Errorf("%s: %d", name, status)
		}
	}
	u := h.api.Do(desk, "GET", "/users/"+admin.String(), nil).Want(200)
	if u.Get("_actions.deactivate.reason") != "beyond_own_rights" || u.Get("_actions.reset_password.allowed") != any(false) {
		t.Errorf("actions: %s", u.Body)
	}
}

func TestLastAdmin(t *testing.T) {
	h := newHouse(t)
	_, created, err := h.m.EnsureOrganization(t.Context(), "new-lab", "New Lab")
	if err != nil || !created {
		t.Fatal(created, err)
	}
	one, two := h.personIn("new-lab", "one@n.example", "admin"), h.personIn("new-lab", "two@n.example", "admin")
	first, second := h.token("one@n.example"), h.token("two@n.example")
	// Both remove each other at once: one of them must remain.
	var wg sync.WaitGroup
	statuses := make([]int, 2)
	wg.Go(func() { statuses[0] = h.api.Do(first, "POST", "/users/"+two.String()+"/deactivate", nil).Status })
	wg.Go(func() {
		statuses[1] = h.api.Do(second, "PUT", "/users/"+one.String()+"/roles", map[string]any{"roles": []string{"viewer"}}).Status
	})
	wg.Wait()
	slices.Sort(statuses)
	if statuses[0] != 200 || statuses[1] < 400 || statuses[1] >= 500 {
		t.Fatalf("statuses: %v", statuses)
	}
	last, token := one, first
	if h.api.Do(first, "GET", "/users", nil).Status != 200 {
		last, token = two, second
	}
	wantCode(t, h.api.Do(token, "PUT", "/users/"+last.String()+"/roles", map[string]any{"roles": []string{"manager"}}), 409, "last_admin")
	wantCode(t, h.api.Do(token, "POST", "/users/"+last.String()+"/deactivate", nil), 409, "last_admin")
	// An invited administrator cannot come in yet, so does not count.
	made := h.api.Do(token, "POST", "/users", map[string]any{"email": "three@n.example", "name": "Three", "roles": []string{"admin"}}).Want(201)
	wantCode(t, h.api.Do(token, "POST", "/users/"+last.String()+"/deactivate", nil), 409, "last_admin")
	h.api.Do("", "POST", "/auth/reset", map[string]any{"token": fragment(t, str(t, made, "invite_url"), "invite"), "password": password}).Want(204)
	h.api.Do(token, "POST", "/users/"+last.String()+"/deactivate", nil).Want(200)
}

func TestUsersStrictInput(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	user := h.person("ada@a.example", "viewer")
	boss := h.token("boss@a.example")
	for body, pointer := range map[string]string{
		`{"email":"x@a.example","name":"X","status":"active"}`:                          "/status",
		`{"email":"x@a.example","name":"X","org_id":"` + h.lab.Org("b").String() + `"}`: "/org_id",
		`{"email":"x@a.example","name":"X","password":"` + password + `"}`:              "/password",
		`{"email":"x@a.example","name":"X","is_admin":true}`:                            "/is_admin",
		`{"email":"x@a.example","name":"   "}`:                                          "/name",
		`{"email":"x@a.example"}`:                                                       "/name",
		`{"email":"no address","name":"X"}`:                                             "/email",
		`{"email":"a@b@c.example","name":"X"}`:                                          "/email",
		`{"email":"Ada <x@a.example>","name":"X"}`:                                      "/email",
		`{"email":"x@a.example","name":"X","roles":["root"]}`:                           "/roles",
		`{"email":"x@a.example","name":"X","roles":[]}`:                                 "/roles",
		`{"email":"x@a.example","name":"X","name":"Y"}`:                                 "/name",
	} {
		r := h.api.Do(boss, "POST", "/users", body)
		if r.Status != 422 || !strings.HasPrefix(fmt.Sprint(r.Get("errors.0.pointer")), pointer) {
			t.Errorf("%s: %d %s", body, r.Status, r.Body)
		}
	}
	path := "/users/" + user.String()
	for _, body := range []string{`{"role_version":9}`, `{"status":"deactivated"}`, `{"email":"y@a.example"}`, `{"roles":["admin"]}`, `{"version":7}`, `{"id":"` + id.New().String() + `"}`, `{"name":null}`, `{"identity_id":null}`} {
		if r := h.api.Do(boss, "PATCH", path, body, "If-Match", `"1"`); r.Status != 422 {
			t.Errorf("PATCH %s: %d %s", body, r.Status, r.Body)
		}
	}
	h.api.Do(boss, "PATCH", path, map[string]any{"name": "Ada L."}).Want(428)
	h.api.Do(boss, "PATCH", path, map[string]any{"name": "Ada L."}, "If-Match", `"7"`).Want(412)
	if r := h.api.Do(boss, "PATCH", path, map[string]any{"name": "Ada L."}, "If-Match", `"1"`).Want(200); r.Get("name") != "Ada L." || fmt.Sprint(r.Get("roles")) != "[viewer]" || r.Header.Get("ETag") != `"2"` {
		t.Errorf("PATCH: %s", r.Body)
	}
	if me := h.api.Do(h.token("ada@a.example"), "GET", "/auth/me", nil).Want(200); me.Get("name") != "Ada L." {
		t.Errorf("me: %s", me.Body)
	}
}

// ids of another organisation look like ids nobody has.
func TestX01_OtherOrganisation(t *testing.T) {
	h := newHouse(t)
	mine := h.person("ada@a.example", "scientist")
	h.personIn("org-b", "boss@b.example", "admin")
	boss := h.token("boss@b.example")
	key := h.api.Do(h.token("ada@a.example"), "POST", "/api-keys", map[string]any{"name": "k", "scopes": []string{"sample:read"}}).Want(201)
	session := str(t, h.api.Do(h.token("ada@a.example"), "GET", "/auth/me", nil), "session_id")
	for _, target := range []string{mine.String(), id.New().String(), "nonsense"} {
		for _, c := range [][2]string{{"GET", ""}, {"PATCH", ""}, {"POST", "/deactivate"}, {"POST", "/reactivate"}, {"POST", "/reset-password"}, {"PUT", "/roles"}} {
			var body any
			switch c[0] {
			case "PATCH":
				body = map[string]any{"name": "X"}
			case "PUT":
				body = map[string]any{"roles": []string{"viewer"}}
			}
			if r := h.api.Do(boss, c[0], "/users/"+target+c[1], body, "If-Match", `"1"`); r.Status != 404 {
				t.Errorf("%s /users/%s%s: %d %s", c[0], target, c[1], r.Status, r.Body)
			}
		}
	}
	h.api.Do(boss, "DELETE", "/api-keys/"+key.ID(), nil).Want(404)
	h.api.Do(boss, "GET", "/api-keys/"+key.ID(), nil).Want(404)
	h.api.Do(boss, "DELETE", "/auth/sessions/"+session, nil).Want(404)
	for _, item := range h.api.Do(boss, "GET", "/users?limit=200", nil).Want(200).Get("items").([]any) {
		if item.(map[string]any)["org_id"] != h.lab.Org("b").String() {
			t.Errorf("a foreign person is listed: %v", item)
		}
	}
}

func TestListUsers(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	for i := range 5 {
		h.person(fmt.Sprintf("p%d_%%@a.example", i), "scientist", "auditor")
	}
	boss := h.token("boss@a.example")
	var names []string
	cursor := ""
	for {
		r := h.api.Do(boss, "GET", "/users?limit=2&sort=email&q=%25%40a.example"+cursor, nil).Want(200)
		for _, item := range r.Get("items").([]any) {
			m := item.(map[string]any)
			names = append(names, m["email"].(string))
			if fmt.Sprint(m["roles"]) != "[auditor scientist]" {
				t.Errorf("roles: %v", m["roles"])
			}
			if _, leaks := m["identity_id"]; leaks {
				t.Error("the identity is shown")
			}
		}
		next, _ := r.Get("next_cursor").(string)
		if next == "" {
			break
		}
		cursor = "&cursor=" + next
	}
	if len(names) != 5 || !slices.IsSorted(names) {
		t.Errorf("names: %v", names)
	}
	if r := h.api.Do(boss, "GET", "/users?role=admin&status=active", nil).Want(200); len(r.Get("items").([]any)) != 2 {
		t.Errorf("admins: %s", r.Body)
	}
	for _, bad := range []string{"sort=password_hash", "status=root", "cursor=zzz", "unknown=1", "sort=(select+1)"} {
		h.api.Do(boss, "GET", "/users?"+bad, nil).Want(422)
	}
	wantCode(t, h.api.Do(h.token("p0_%@a.example"), "GET", "/users", nil), 403, "forbidden")
}
