package db_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// TestF05EverythingWorksOnOneConnection: nested transactions, snapshots, streams and single statements inside a
// transaction use its connection instead of waiting for another.
func TestF05EverythingWorksOnOneConnection(t *testing.T) {
	lab := apptest.New(t)
	d := open(t, lab, 1)
	ctx, cancel := context.WithTimeout(lab.Ctx("a", "scientist"), 5*time.Second)
	defer cancel()
	err := d.InTx(ctx, func(ctx context.Context) error {
		return d.InTx(ctx, func(ctx context.Context) error {
			if err := project(ctx, d, "p"); err != nil {
				return err
			}
			return d.InSnapshot(ctx, func(ctx context.Context) error {
				seen := 0
				if err := d.Raw(ctx, func(r pgx.Rows) error {
					for r.Next() {
						seen++
					}
					return nil
				}, "select 1 from projects"); err != nil || seen != 1 {
					return fmt.Errorf("%d rows of the own transaction: %w", seen, err)
				}
				_, err := names(ctx, d)
				return err
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.InTx(lab.Ctx("a", "scientist"), func(ctx context.Context) error {
		return d.InTx(tenancy.With(ctx, lab.Actor("b", "scientist")), func(context.Context) error { return nil })
	}); err == nil {
		t.Error("a transaction of A went on for B")
	}
}

// TestF05Crowd: two hundred clients on ten slow connections wait 2 s at most; who signs in and the health check get
// through.
func TestF05Crowd(t *testing.T) {
	lab := apptest.New(t)
	d := open(t, lab, 10)
	hold, done := make(chan struct{}), make(chan struct{})
	var in atomic.Int64
	for range 8 {
		go func() {
			_ = d.InTx(lab.Ctx("a", "scientist"), func(context.Context) error { in.Add(1); <-hold; return nil })
			done <- struct{}{}
		}()
	}
	for in.Load() < 8 {
		time.Sleep(time.Millisecond)
	}
	began := time.Now()
	var wg sync.WaitGroup
	var refused atomic.Int64
	for n := range 192 {
		wg.Go(func() {
			ctx := lab.Ctx("a", "scientist")
			err := [](func() error){
				func() error { return project(ctx, d, "x") },
				func() error { return d.InTx(ctx, func(context.Context) error { return nil }) },
				func() error { return d.Raw(ctx, drain, "select 1") },
				func() error { _, err := names(ctx, d); return err },
			}[n%4]()
			if e, ok := apperr.As(err); ok && e.Kind == apperr.Unavailable && e.RetryAfter > 0 {
				refused.Add(1)
			}
		})
	}
	if _, err := names(t.Context(), d); err != nil {
		t.Errorf("before anybody is known: %v", err)
	}
	if err := d.InTx(tenancy.With(t.Context(), tenancy.SignIn(lab.Org("a"))), func(context.Context) error { return nil }); err != nil {
		t.Errorf("sign-in: %v", err)
	}
	if err := d.Ping(t.Context()); err != nil {
		t.Errorf("health: %v", err)
	}
	if quick := time.Since(began); quick > time.Second {
		t.Errorf("sign-in and health took %v", quick)
	}
	wg.Wait()
	if took := time.Since(began); refused.Load() != 192 || took > 3*time.Second {
		t.Errorf("%d of 192 told to come back after %v", refused.Load(), took)
	}
	close(hold)
	for range 8 {
		<-done
	}
	if err := project(lab.Ctx("a", "scientist"), d, "afterwards"); err != nil {
		t.Error(err)
	}
}
