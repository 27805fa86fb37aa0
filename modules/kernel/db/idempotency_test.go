package db_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
)

var answer = db.Answer{Status: 201, Headers: map[string]string{"Location": "/x/1", "ETag": `"1"`}, Body: []byte("{\"a\":\"\u2028ü\\u0041 1.10\"}")}

// keep runs one request with a key: its first run stores the answer.
func keep(ctx context.Context, d *db.DB, s *db.Idempotency, key string, hash [32]byte) (found *db.Answer, err error) {
	err = d.InTx(ctx, func(ctx context.Context) error {
		if found, err = s.Find(ctx, key, hash); err != nil || found != nil {
			return err
		}
		if err := project(ctx, d, "made for "+key); err != nil {
			return err
		}
		return s.Store(ctx, key, hash, "POST", "/projects", answer)
	})
	return found, err
}

func TestF19Idempotency(t *testing.T) {
	lab := apptest.New(t)
	s := db.NewIdempotency(lab.DB)
	ctx := lab.Ctx("a", "scientist")
	if found, err := keep(ctx, lab.DB, s, "k", [32]byte{1}); err != nil || found != nil {
		t.Fatalf("first: %v, %v", found, err)
	}
	for range 3 {
		found, err := keep(ctx, lab.DB, s, "k", [32]byte{1})
		if err != nil || fmt.Sprint(*found) != fmt.Sprint(answer) {
			t.Fatalf("again: %v, %v", found, err)
		}
	}
	if _, err := keep(ctx, lab.DB, s, "k", [32]byte{2}); !coded(err, apperr.Invalid, "idempotency_mismatch") {
		t.Errorf("another request: %v", err)
	}
	for _, who := range []string{"a/manager", "b/scientist"} { // the key is the caller's own
		other := lab.Ctx(who[:1], who[2:])
		if found, err := keep(other, lab.DB, s, "k", [32]byte{3}); err != nil || found != nil {
			t.Errorf("%s: %v, %v", who, found, err)
		}
	}
	if got, _ := names(ctx, lab.DB); got != "made for k,made for k" {
		t.Errorf("effects: %s", got)
	}
}

func coded(err error, k apperr.Kind, code string) bool {
	e, ok := apperr.As(err)
	return ok && e.Kind == k && e.Code == code
}

// TestF19InFlight: while the first runs, a repeat is told so; when it rolls back, a repeat is the first.
func TestF19InFlight(t *testing.T) {
	lab := apptest.New(t)
	s := db.NewIdempotency(lab.DB)
	ctx := lab.Ctx("a", "scientist")
	err := lab.DB.InTx(ctx, func(inner context.Context) error {
		if _, err := s.Find(inner, "k", [32]byte{1}); err != nil {
			return err
		}
		if _, err := keep(ctx, lab.DB, s, "k", [32]byte{1}); !coded(err, apperr.Conflict, "request_in_flight") {
			t.Errorf("in flight: %v", err)
		}
		if found, err := keep(ctx, lab.DB, s, "other", [32]byte{1}); err != nil || found != nil {
			t.Errorf("another key: %v, %v", found, err)
		}
		if err := s.Store(inner, "k", [32]byte{1}, "POST", "/x", answer); err != nil {
			return err
		}
		return errUndo
	})
	expect(t, errUndo, err)
	if found, err := keep(ctx, lab.DB, s, "k", [32]byte{1}); err != nil || found != nil {
		t.Errorf("after the rollback: %v, %v", found, err)
	}
}

// TestIdempotencyExpires after 24 hours, and what has expired is cleared away.
func TestIdempotencyExpires(t *testing.T) {
	lab := apptest.New(t)
	s := db.NewIdempotency(lab.DB)
	ctx := lab.Ctx("a", "scientist")
	for n := range 25 {
		if _, err := keep(ctx, lab.DB, s, fmt.Sprint("old", n), [32]byte{1}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := keep(lab.Ctx("b", "scientist"), lab.DB, s, "theirs", [32]byte{1}); err != nil {
		t.Fatal(err)
	}
	su := admin(t, lab)
	if _, err := su.ExecContext(t.Context(), "update spectra.idempotency_keys set expires_at = now() - interval '1 second'"); err != nil {
		t.Fatal(err)
	}
	if found, err := keep(ctx, lab.DB, s, "old0", [32]byte{2}); err != nil || found != nil {
		t.Errorf("an expired key: %v, %v", found, err)
	}
	if found, err := keep(ctx, lab.DB, s, "old0", [32]byte{2}); err != nil || found == nil {
		t.Errorf("its new answer: %v, %v", found, err)
	}
	if _, err := keep(ctx, lab.DB, s, "new", [32]byte{1}); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := su.QueryRowContext(t.Context(), "select count(*) from spectra.idempotency_keys where org_id=$1", lab.Org("a")).Scan(&left); err != nil || left != 2 {
		t.Errorf("%d keys left, %v", left, err)
	}
	if err := su.QueryRowContext(t.Context(), "select count(*) from spectra.idempotency_keys where org_id=$1", lab.Org("b")).Scan(&left); err != nil || left != 1 {
		t.Errorf("%d keys of the other organisation left, %v", left, err)
	}
}
