package audit_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/audit"
	"github.com/spectra-lab/spectra/modules/audit/proofs"
	"github.com/spectra-lab/spectra/modules/audit/reviews"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// reviewed is a laboratory whose people give one password.
func reviewed(t *testing.T) (*apptest.Lab, *apptest.API, *audit.Module) {
	t.Helper()
	lab := apptest.New(t)
	key, err := signing.OpenKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	mod := audit.New(lab.Kit, proofs.Options{})
	mod.Use(reviews.Deps{Key: key, Reauthenticate: func(_ context.Context, p signing.Proof) (string, error) {
		if p.Password == "" {
			return "", apperr.New(apperr.Unauthenticated, "reauth_required", "again")
		}
		if p.Password != "right" {
			return "", apperr.New(apperr.Unauthenticated, "invalid_credentials", "wrong")
		}
		return "password", nil
	}})
	return lab, lab.Serve(t, mod), mod
}

func number(t *testing.T, r *apptest.Answer, path string) int64 {
	t.Helper()
	v, err := strconv.ParseInt(fmt.Sprint(r.Get(path)), 10, 64)
	if err != nil {
		t.Fatalf("%s: %s", path, r.Body)
	}
	return v
}

func review(upTo int64, password string) map[string]any {
	return map[string]any{"up_to_seq": upTo, "comment": "looked for changes after the fact; none", "password": password}
}

// TestP11_10_Reviews: the count of what nobody has looked at falls to 0 with a review, and rises with the next entry.
func TestP11_10_Reviews(t *testing.T) {
	lab, api, _ := reviewed(t)
	status := func() *apptest.Answer { return api.Do("a/auditor", "GET", "/audit/reviews/status", nil).Want(200) }
	project(t, lab)
	before := status()
	head := number(t, before, "head_seq")
	if n := number(t, before, "unreviewed"); n != head || n == 0 || before.Get("last_id") != nil {
		t.Fatalf("%s", before.Body)
	}
	r := api.Do("a/auditor", "POST", "/audit/reviews", review(head, "right")).Want(201)
	entries := lab.Audit(t, "a")
	if last := entries[len(entries)-1]; last.Action != "audit.reviewed" || last.RecordID != r.ID() || last.ActorName != "Auditor A" {
		t.Errorf("%+v", last)
	}
	if number(t, r, "from_seq") != 1 || r.Get("signature") == "" || r.Get("reviewer.name") != "Auditor A" || r.Get("method") != "password" {
		t.Errorf("%s", r.Body)
	}
	after := status()
	if number(t, after, "unreviewed") != 0 || number(t, after, "reviewed_to") != head || number(t, after, "head_seq") != head+1 {
		t.Errorf("after the review: %s", after.Body)
	}
	project(t, lab)
	if now := status(); number(t, now, "unreviewed") != 2 {
		t.Errorf("two entries later: %s", now.Body)
	}
	second := api.Do("a/manager", "POST", "/audit/reviews", review(head+2, "right")).Want(201)
	if number(t, second, "from_seq") != head+1 || number(t, status(), "unreviewed") != 1 {
		t.Errorf("a part of it: %s", second.Body)
	}
	list := api.Do("a/viewer", "GET", "/audit/reviews", nil)
	if list.Status != 403 {
		t.Errorf("a viewer reads %d", list.Status)
	}
	list = api.Do("a/auditor", "GET", "/audit/reviews", nil).Want(200)
	if list.Get("items.0.id") != second.ID() || list.Get("items.1.id") != r.ID() {
		t.Errorf("%s", list.Body)
	}
	if other := api.Do("b/auditor", "GET", "/audit/reviews", nil).Want(200); strings.Contains(string(other.Body), r.ID()) {
		t.Errorf("%s", other.Body)
	}
	api.Do("b/auditor", "GET", "/audit/reviews/"+r.ID(), nil).Want(404)
	seen := read(t, api, "from_seq=2&to_seq=3")
	if len(seen.Items) != 2 || seen.Items[0].Seq != 3 || seen.Items[1].Seq != 2 {
		t.Errorf("what one reviews: %+v", seen.Items)
	}
}

// TestReviewsRefused: backwards, beyond the end, without the password, without a word, by a key, by whom it is not for.
func TestReviewsRefused(t *testing.T) {
	lab, api, _ := reviewed(t)
	head := number(t, api.Do("a/auditor", "GET", "/audit/reviews/status", nil), "head_seq")
	refuse := func(who string, body map[string]any, status int, code string) {
		t.Helper()
		if r := api.Do(who, "POST", "/audit/reviews", body); r.Status != status || code != "" && r.Get("code") != code {
			t.Errorf("%d, want %d %s: %s", r.Status, status, code, r.Body)
		}
	}
	refuse("a/auditor", review(head+1000, "right"), 422, "")
	refuse("a/auditor", review(0, "right"), 422, "")
	refuse("a/auditor", map[string]any{"up_to_seq": head, "comment": " \n ", "password": "right"}, 422, "")
	refuse("a/auditor", map[string]any{"up_to_seq": head, "comment": "fine", "password": "right", "reviewer_id": lab.User("a", "admin")}, 422, "")
	refuse("a/auditor", review(head, ""), 401, "reauth_required")
	refuse("a/auditor", review(head, "wrong"), 401, "invalid_credentials")
	for _, who := range []string{"viewer", "technician", "scientist"} {
		refuse("a/"+who, review(head, "right"), 403, "forbidden")
	}
	failed := 0
	for _, e := range lab.Audit(t, "a") {
		if e.Action == "audit.review_failed" {
			failed++
		}
	}
	if failed != 2 {
		t.Errorf("%d failures in the trail", failed)
	}
	api.Do("a/auditor", "POST", "/audit/reviews", review(head, "right")).Want(201)
	refuse("a/auditor", review(head, "right"), 409, "already_reviewed")
	refuse("a/auditor", review(1, "right"), 409, "already_reviewed")
	for _, method := range []string{"PATCH", "PUT", "DELETE"} {
		if r := api.Do("a/admin", method, "/audit/reviews/status", nil); r.Status != 405 && r.Status != 404 {
			t.Errorf("%s: %d", method, r.Status)
		}
	}
}

// TestReviewsAtOnce: of many who review the same entries, one does.
func TestReviewsAtOnce(t *testing.T) {
	_, api, _ := reviewed(t)
	head := number(t, api.Do("a/auditor", "GET", "/audit/reviews/status", nil), "head_seq")
	answers := make(chan int, 12)
	for range cap(answers) {
		go func() { answers <- api.Do("a/auditor", "POST", "/audit/reviews", review(head, "right")).Status }()
	}
	count := map[int]int{}
	for range cap(answers) {
		count[<-answers]++
	}
	if count[201] != 1 || count[409] != cap(answers)-1 {
		t.Errorf("%v", count)
	}
}
