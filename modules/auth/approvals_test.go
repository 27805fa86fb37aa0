package auth_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// pair is a house whose administrators are two, and a scientist with a second factor whose password the first one resets.
type pair struct {
	*house
	first, second, ada id.ID
}

func newPair(t *testing.T) pair {
	t.Helper()
	h := newHouse(t)
	p := pair{h, h.person("one@a.example", "admin"), h.person("two@a.example", "admin"), h.person("ada@a.example", "scientist")}
	p.as("one@a.example", "POST", "/users/"+h.lab.User("a", "admin").String()+"/deactivate", nil).Want(200) // the lab's own
	h.align()
	h.enrol(h.token("ada@a.example"))
	return p
}

// as signs somebody in and calls, for whatever the clock says.
func (p pair) as(email, method, path string, body any, headers ...string) *apptest.Answer {
	p.t.Helper()
	return p.api.Do(p.token(email), method, path, body, append(headers, "X-Change-Reason", "lost telephone")...)
}

var because = map[string]any{"reason": "the telephone is lost; seen in person"}

func (p pair) removal() string { return "/users/" + p.ada.String() + "/mfa/remove" }
func (p pair) restore() string { return "/users/" + p.ada.String() + "/signing/restore" }

// reset lets an administrator's link set the person's password, to the one of all.
func (p pair) reset(by, email string, user id.ID) {
	p.t.Helper()
	link := str(p.t, p.as(by, "POST", "/users/"+user.String()+"/reset-password", nil).Want(200), "url")
	u, err := url.Parse(link)
	must(p.t, err)
	_, token, _ := strings.Cut(u.Fragment, "=")
	p.api.Do("", "POST", "/auth/reset", map[string]any{"token": token, "password": password}).Want(204)
	if p.held(by, user) == nil {
		p.t.Fatalf("%s may sign after the reset", email)
	}
}

func (p pair) held(by string, user id.ID) any {
	p.t.Helper()
	return p.as(by, "GET", "/users/"+user.String(), nil).Want(200).Get("signing_reset_at")
}

func TestP11_24_SecondFactorNeedsTwo(t *testing.T) {
	p := newPair(t)
	wantCode(t, p.as("two@a.example", "POST", "/users/"+p.second.String()+"/mfa/remove", because), 403, "second_person_required") // the own
	wantCode(t, p.as("two@a.example", "POST", "/users/"+p.first.String()+"/mfa/remove", because), 409, "totp_not_enrolled")
	wantCode(t, p.as("two@a.example", "POST", p.restore(), because), 409, "signing_not_held")
	asked := p.as("one@a.example", "POST", p.removal(), because).Want(202)
	path := "/approvals/" + asked.ID()
	if asked.Get("status") != "pending" || asked.Get("only_administrator") != any(false) || asked.Header.Get("Location") != path {
		t.Errorf("asked: %s", asked.Body)
	}
	wantCode(t, p.as("one@a.example", "POST", p.removal(), because), 409, "approval_pending")
	wantCode(t, p.as("one@a.example", "POST", path+"/confirm", nil), 403, "second_person_required") // alone
	wantCode(t, p.loginWith("ada@a.example", ""), 401, "totp_required")                             // and nothing was taken away
	wantCode(t, p.as("two@a.example", "POST", path+"/decline", map[string]any{"reason": "  "}), 422, "invalid")
	if got := p.as("two@a.example", "GET", path, nil).Want(200); got.Get("_actions.confirm") != any(true) || got.Get("created_by_name") != "Person one@a.example" {
		t.Errorf("seen by the second: %s", got.Body)
	}
	tokens := [2]string{p.token("two@a.example"), p.token("two@a.example")}
	var status [2]int
	var wg sync.WaitGroup
	for i, token := range tokens { // of two confirmations at once one wins
		wg.Go(func() { status[i] = p.api.Do(token, "POST", path+"/confirm", nil, "X-Change-Reason", "seen").Status })
	}
	wg.Wait()
	slices.Sort(status[:])
	if status != [2]int{200, 409} {
		t.Errorf("two at once: %v", status)
	}
	p.login("ada@a.example") // the password alone opens
	if got := p.as("one@a.example", "GET", path, nil); got.Get("status") != "confirmed" || got.Get("decided_by") != p.second.String() {
		t.Errorf("confirmed: %s", got.Body)
	}
	if got := p.events("user"); !slices.Contains(got, "user.mfa_removal_requested") || !slices.Contains(got, "approval.confirmed") {
		t.Errorf("trail: %v", got)
	}
	dump := p.dump()
	for _, who := range []struct {
		user id.ID
		kind string
	}{{p.second, "second_person_wanted"}, {p.ada, "second_person_wanted"}, {p.first, "second_person_decided"}, {p.ada, "second_person_decided"}} {
		if !told(dump, who.user, who.kind) {
			t.Errorf("%s was not told %s", who.user, who.kind)
		}
	}
}

func told(dump string, user id.ID, kind string) bool {
	for line := range strings.Lines(dump) {
		if strings.Contains(line, fmt.Sprintf(`"user_id": %q`, user)) && strings.Contains(line, fmt.Sprintf(`"kind": %q`, kind)) {
			return true
		}
	}
	return false
}

func TestP11_24_SigningAfterAResetNeedsTwo(t *testing.T) {
	p := newPair(t)
	p.api.Do(p.token("one@a.example"), "POST", "/auth/password", map[string]any{"current_password": password, "new_password": password + " of my own"}).Want(204)
	p.api.Do(str(t, p.api.Do("", "POST", "/auth/login", map[string]any{"email": "one@a.example", "password": password + " of my own"}), "access_token"),
		"POST", "/auth/password", map[string]any{"current_password": password + " of my own", "new_password": password}).Want(204)
	if p.held("two@a.example", p.first) != nil {
		t.Error("an own change of the password keeps from signing")
	}
	third := p.person3(t)
	p.reset("one@a.example", "bob@a.example", third)
	restore := "/users/" + third.String() + "/signing/restore"
	asked := p.as("one@a.example", "POST", restore, because).Want(202)
	path := "/approvals/" + asked.ID()
	wantCode(t, p.as("one@a.example", "POST", path+"/confirm", nil), 403, "second_person_required")
	p.as("ada2@a.example", "POST", path+"/confirm", nil).Want(403) // no administrator
	p.reset("one@a.example", "two@a.example", p.second)            // the second could be the first's other hand now
	wantCode(t, p.as("two@a.example", "POST", path+"/confirm", nil), 403, "second_person_required")
	p.advance(73 * time.Hour)
	if got := p.as("one@a.example", "GET", "/approvals?status=expired", nil).Want(200); got.Get("items.0.id") != asked.ID() {
		t.Errorf("expired: %s", got.Body)
	}
	p.person("three@a.example", "admin")
	wantCode(t, p.as("three@a.example", "POST", path+"/confirm", nil), 409, "approval_expired")
	again := "/approvals/" + p.as("one@a.example", "POST", restore, because).Want(202).ID()
	p.as("three@a.example", "POST", again+"/decline", map[string]any{"reason": "never seen"}).Want(200)
	wantCode(t, p.as("three@a.example", "POST", again+"/confirm", nil), 409, "approval_decided")
	once := "/approvals/" + p.as("three@a.example", "POST", restore, because).Want(202).ID()
	p.advance(time.Minute)
	p.reset("one@a.example", "bob@a.example", third) // what was asked for was an earlier reset
	wantCode(t, p.as("one@a.example", "POST", once+"/confirm", nil), 409, "approval_outdated")
	p.as("three@a.example", "POST", once+"/decline", map[string]any{"reason": "reset again"}).Want(200)
	last := "/approvals/" + p.as("three@a.example", "POST", restore, because).Want(202).ID()
	p.as("one@a.example", "POST", last+"/confirm", nil).Want(200)
	if p.held("one@a.example", third) != nil {
		t.Error("still held")
	}
}

// person3 is somebody without a second factor, beside one who is no administrator.
func (p pair) person3(t *testing.T) id.ID {
	t.Helper()
	p.person("ada2@a.example", "manager")
	return p.person("bob@a.example", "scientist")
}

func TestP11_24_OnlyAdministrator(t *testing.T) {
	p := newPair(t)
	p.as("one@a.example", "POST", "/users/"+p.second.String()+"/deactivate", nil).Want(200)
	done := p.as("one@a.example", "POST", p.removal(), because).Want(202)
	if done.Get("status") != "confirmed" || done.Get("only_administrator") != any(true) || done.Get("decided_by") != nil {
		t.Errorf("done: %s", done.Body)
	}
	p.login("ada@a.example")
	p.reset("one@a.example", "ada@a.example", p.ada)
	p.as("one@a.example", "POST", p.restore(), because).Want(202)
	if p.held("one@a.example", p.ada) != nil {
		t.Error("still held")
	}
	found := 0
	for _, e := range p.lab.Audit(t, "a") {
		text, _ := json.Marshal(e.Payload)
		if (e.Action == "user.mfa_removal_requested" || e.Action == "user.signing_restore_requested") && strings.Contains(string(text), "only_administrator") {
			found++
		}
	}
	if found != 2 {
		t.Errorf("%d entries say that nobody else was there", found)
	}
}

func TestP11_24_ForeignOrganisation(t *testing.T) {
	p := newPair(t)
	p.personIn("org-b", "root@b.example", "admin")
	path := "/approvals/" + p.as("one@a.example", "POST", p.removal(), because).Want(202).ID()
	p.as("root@b.example", "GET", path, nil).Want(404)
	p.as("root@b.example", "POST", path+"/confirm", nil).Want(404)
	p.as("root@b.example", "POST", path+"/decline", because).Want(404)
	p.as("root@b.example", "POST", p.removal(), because).Want(404)
	if got := p.as("root@b.example", "GET", "/approvals", nil).Want(200); got.Get("items.0.id") != nil {
		t.Errorf("seen: %s", got.Body)
	}
	p.personIn("org-b", "ada@a.example", "scientist") // now the account belongs to two
	wantCode(t, p.as("two@a.example", "POST", path+"/confirm", nil), 409, "shared_account")
}
