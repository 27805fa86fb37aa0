package signrequests_test

import (
	"sync"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
)

// TestX_18_TwoTakeOneStage: of two who sign the stage of a role at once one completes it, and both signatures stand.
func TestX_18_TwoTakeOneStage(t *testing.T) {
	b := open(t)
	b.run("insert into user_roles (org_id, user_id, role_key) values (?, ?, 'manager')", b.lab.Org("a"), b.lab.User("a", "admin"))
	for range 6 {
		e := b.entry()
		r := b.ask(e, "ordered", as("manager", "review"), b.by("scientist", "authorship"))
		bodies := map[string]m{"a/manager": b.body("a/manager", e, "review"), "a/admin": b.body("a/admin", e, "review")}
		answers := map[string]*apptest.Answer{}
		var mu sync.Mutex
		var wg sync.WaitGroup
		for who, body := range bodies {
			wg.Go(func() {
				a := b.Do(who, "POST", "/signatures", body)
				mu.Lock()
				answers[who] = a
				mu.Unlock()
			})
		}
		wg.Wait()
		for who, a := range answers {
			if a.Status != 201 {
				t.Errorf("%s: %d %s", who, a.Status, a.Body)
			}
		}
		b.want(r, "open signed pending")
	}
}

// TestX_18_SignedOrCancelled: of a signature and a cancellation at once, or a change of the record, each order leaves one story.
func TestX_18_SignedOrCancelled(t *testing.T) {
	b := open(t)
	for i := range 12 {
		e := b.entry()
		r := b.ask(e, "ordered", b.by("manager", "review"))
		body, page := b.body("a/manager", e, "review"), "/notebooks/entries/"+e
		tag := b.Do("a/viewer", "GET", page, nil).Header.Get("ETag")
		var signed, other *apptest.Answer
		var wg sync.WaitGroup
		wg.Go(func() { signed = b.Do("a/manager", "POST", "/signatures", body) })
		wg.Go(func() {
			if i%2 == 0 {
				other = b.Do("a/scientist", "POST", "/signature-requests/"+r+"/cancel", m{"reason": "not needed"})
			} else {
				other = b.Do("a/scientist", "PATCH", page, m{"title": "other"}, "If-Match", tag)
			}
		})
		wg.Wait()
		want := map[bool]string{true: "cancelled cancelled", false: "completed signed"}[other.Status == 200]
		b.want(r, want)
		if signed.Status != 201 && (i%2 == 0 || other.Status != 200) || other.Status != 200 && other.Status != 409 && other.Status != 423 {
			t.Errorf("%d and %d: %s %s", signed.Status, other.Status, signed.Body, other.Body)
		}
	}
}
