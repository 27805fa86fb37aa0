package auth_test

import (
	"testing"
)

// TestP11_26_Inactive: after the days that the organisation says, a right password is answered as a wrong one; an administrator
// who touches the account opens it again; a sign-in within the days keeps it open; 0 is never.
func TestP11_26_Inactive(t *testing.T) {
	h := newHouse(t)
	h.person("boss@a.example", "admin")
	h.person("ada@a.example", "scientist")
	boss := h.token("boss@a.example")
	login := func(password string) (status int, code any) {
		r := h.api.Do("", "POST", "/auth/login", map[string]any{"email": "ada@a.example", "password": password})
		return r.Status, r.Get("code")
	}
	away := func(days string) {
		t.Helper()
		h.admin("select set_config('app.org_id', org_id::text, true), set_config('app.actor_id', id::text, true), set_config('app.event', 'test.away', true) from spectra.users where email = 'ada@a.example'; update spectra.users set last_login_at = now() - interval '" + days + "', updated_at = now() - interval '" + days + "' where email = 'ada@a.example'")
	}
	days := func(n string) {
		t.Helper()
		h.api.Do(boss, "PUT", "/settings/inactivity", `{"value":{"days":`+n+`}}`).Want(200)
	}
	away("91 days")
	if s, _ := login(password); s != 200 {
		t.Fatalf("off: %d", s)
	}
	days("90")
	if s, _ := login(password); s != 200 {
		t.Fatalf("signed in just now: %d", s)
	}
	away("89 days")
	if s, _ := login(password); s != 200 {
		t.Fatalf("89 days: %d", s)
	}
	away("91 days")
	status, code := login(password)
	wrongStatus, wrongCode := login("wrong wrong wrong")
	if status != 401 || status != wrongStatus || code != wrongCode {
		t.Errorf("%d %v, a wrong password %d %v", status, code, wrongStatus, wrongCode)
	}
	u := h.api.Do(boss, "GET", "/users?q=ada@a.example", nil).Want(200)
	path := "/users/" + str(t, u, "items.0.id")
	h.api.Do(boss, "PATCH", path, map[string]any{"name": "Ada, back from leave"}, "If-Match", h.api.Do(boss, "GET", path, nil).Want(200).Header.Get("ETag")).Want(200)
	if s, _ := login(password); s != 200 {
		t.Errorf("opened again: %d", s)
	}
	for _, bad := range []string{"1", "-5", "4000", "1.5", "null"} {
		h.api.Do(boss, "PUT", "/settings/inactivity", `{"value":{"days":`+bad+`}}`).Want(422)
	}
}
