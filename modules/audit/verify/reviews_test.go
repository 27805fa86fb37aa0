package verify

import (
	"context"
	"testing"

	"github.com/spectra-lab/spectra/modules/audit/reviews"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// TestP11_10_ReviewsAreSigned: what the owner of the database makes of a review is told.
func TestP11_10_ReviewsAreSigned(t *testing.T) {
	d := newDatabase(t)
	d.write(3)
	key, err := signing.OpenKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := reviews.NewService(d.lab.Kit)
	s.Use(reviews.Deps{Key: key, Reauthenticate: func(context.Context, signing.Proof) (string, error) { return "password", nil }})
	ctx := tenancy.WithStamp(d.lab.Ctx("a", "auditor"), tenancy.Stamp{Event: "audit.reviewed"})
	if _, err := s.Review(ctx, reviews.New{UpToSeq: 4, Comment: "nothing unexplained: 測定", Proof: signing.Proof{Password: "x"}}); err != nil {
		t.Fatal(err)
	}
	check := func(o Options, want string) {
		t.Helper()
		if r := d.verify(o); classes(r) != want {
			t.Errorf("%+v, want %q", r.Findings, want)
		}
	}
	check(Options{Signing: key.Public}, "")
	check(Options{}, "CANNOT_VERIFY")
	org := d.lab.Org("b")
	check(Options{Org: &org}, "")
	if _, err := d.owner.Exec(t.Context(), "update spectra.audit_reviews set comment = 'all is well'"); err == nil {
		t.Error("a review is changed with the triggers on")
	}
	for _, forged := range []string{"up_to_seq = 5", "comment = 'all is well'", "reviewer_name = 'Somebody Else'", "reviewed_at = reviewed_at - interval '1 day'", "signature = '\\x00'", "key_id = 'other'"} {
		tx, err := d.owner.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), "alter table spectra.audit_reviews disable trigger all"); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), "update spectra.audit_reviews set "+forged); err != nil {
			t.Fatal(err)
		}
		found, err := signedReviews(t.Context(), tx, nil, key.Public)
		if err != nil || len(found) != 1 || found[0].Class != "SIGNATURE" || found[0].Class.Code() != 1 {
			t.Errorf("%s: %+v %v", forged, found, err)
		}
		if err := tx.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}
