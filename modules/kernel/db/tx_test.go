package db_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
)

var errUndo = errors.New("undo")

// TestRLS_06_PoolOfOne: organisations take turns on one connection, each in every way a request can end; nobody ever
// sees the other, and the connection works on.
func TestRLS_06_PoolOfOne(t *testing.T) {
	lab := apptest.New(t)
	d := open(t, lab, 1)
	orgs := []string{"a", "b"}
	for _, org := range orgs {
		if err := project(lab.Ctx(org, "scientist"), d, "of "+org); err != nil {
			t.Fatal(err)
		}
	}
	r := rand.New(rand.NewPCG(6, 6))
	for n := range 1000 {
		org := orgs[r.IntN(2)]
		ctx := lab.Ctx(org, "scientist")
		ways[n%len(ways)].f(t, ctx, d)
		got, err := names(lab.Ctx(orgs[r.IntN(2)], "viewer"), d)
		if err != nil || strings.Contains(got, ",") {
			t.Fatalf("after %q of %s: %q, %v", ways[n%len(ways)].name, org, got, err)
		}
		if got, err := names(ctx, d); err != nil || got != "of "+org {
			t.Fatalf("after %q: %s sees %q, %v", ways[n%len(ways)].name, org, got, err)
		}
		if got, err := names(t.Context(), d); err != nil || got != "" {
			t.Fatalf("after %q: nobody sees %q, %v", ways[n%len(ways)].name, got, err)
		}
	}
}

// ways are how work on a connection ends. None leaves a row.
var ways = []struct {
	name string
	f    func(t *testing.T, ctx context.Context, d *db.DB)
}{
	{"rollback", func(t *testing.T, ctx context.Context, d *db.DB) {
		expect(t, errUndo, d.InTx(ctx, func(ctx context.Context) error { return errors.Join(project(ctx, d, "x"), errUndo) }))
	}},
	{"commit", func(t *testing.T, ctx context.Context, d *db.DB) {
		expect(t, nil, d.InTx(ctx, func(ctx context.Context) error { return d.Q(ctx).Exec("update projects set name = name").Error }))
	}},
	{"panic", func(t *testing.T, ctx context.Context, d *db.DB) {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = d.InTx(ctx, func(ctx context.Context) error { _ = project(ctx, d, "x"); panic("handler") })
	}},
	{"SQL error", func(t *testing.T, ctx context.Context, d *db.DB) {
		if err := d.InTx(ctx, func(ctx context.Context) error { _ = project(ctx, d, "x"); return d.Q(ctx).Exec("select 1/0").Error }); err == nil {
			t.Error("no error")
		}
	}},
	{"SQL error swallowed", func(t *testing.T, ctx context.Context, d *db.DB) {
		err := d.InTx(ctx, func(ctx context.Context) error { _ = project(ctx, d, "x"); d.Q(ctx).Exec("select 1/0"); return nil })
		if !errors.Is(err, pgx.ErrTxCommitRollback) {
			t.Errorf("commit of an aborted transaction: %v", err)
		}
	}},
	{"error of a single statement", func(t *testing.T, ctx context.Context, d *db.DB) {
		if d.Q(ctx).Exec("update projects set name = ''").Error == nil {
			t.Error("no error")
		}
	}},
	{"cancelled between statements", func(t *testing.T, ctx context.Context, d *db.DB) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		expect(t, context.Canceled, d.InTx(ctx, func(ctx context.Context) error { err := project(ctx, d, "x"); cancel(); return err }))
	}},
	{"cancelled before", func(t *testing.T, ctx context.Context, d *db.DB) {
		ctx, cancel := context.WithCancel(ctx)
		cancel()
		expect(t, context.Canceled, d.InTx(ctx, func(ctx context.Context) error { return project(ctx, d, "x") }))
	}},
	{"time-out in a statement", func(t *testing.T, ctx context.Context, d *db.DB) {
		ctx, cancel := context.WithTimeout(ctx, 3*time.Millisecond)
		defer cancel()
		if err := d.InTx(ctx, func(ctx context.Context) error {
			_ = project(ctx, d, "x")
			return d.Q(ctx).Exec("select pg_sleep(5)").Error
		}); err == nil {
			t.Error("no error")
		}
	}},
	{"time-out of a single statement", func(t *testing.T, ctx context.Context, d *db.DB) {
		ctx, cancel := context.WithTimeout(ctx, 3*time.Millisecond)
		defer cancel()
		if d.Q(ctx).Exec("select pg_sleep(5)").Error == nil {
			t.Error("no error")
		}
	}},
	{"rows left unread", func(t *testing.T, ctx context.Context, d *db.DB) {
		expect(t, errUndo, d.Raw(ctx, func(r pgx.Rows) error { r.Next(); return errUndo }, "select org_id, name, generate_series(1,1000) from projects"))
	}},
	{"savepoint", func(t *testing.T, ctx context.Context, d *db.DB) {
		expect(t, nil, d.InTx(ctx, func(ctx context.Context) error {
			tx, err := d.PgxTx(ctx)
			if err != nil {
				return err
			}
			sp, err := tx.Begin(ctx)
			if err != nil {
				return err
			}
			if err := project(ctx, d, "x"); err != nil {
				return err
			}
			return sp.Rollback(ctx)
		}))
	}},
}

func expect(t *testing.T, want, got error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestF07ClientGone: whoever left before the end has nothing written.
func TestF07ClientGone(t *testing.T) {
	lab := apptest.New(t)
	ctx, cancel := context.WithCancel(lab.Ctx("a", "scientist"))
	err := lab.DB.InTx(ctx, func(ctx context.Context) error {
		err := project(ctx, lab.DB, "half")
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if got, _ := names(lab.Ctx("a", "viewer"), lab.DB); got != "" {
		t.Errorf("left %q", got)
	}
}

// TestPF06Savepoints: River's savepoints neither end the caller's transaction nor lose its context.
func TestPF06Savepoints(t *testing.T) {
	lab := apptest.New(t)
	ctx := lab.Ctx("a", "scientist")
	if _, err := lab.DB.PgxTx(ctx); err == nil {
		t.Error("a transaction outside a transaction")
	}
	err := lab.DB.InTx(ctx, func(ctx context.Context) error {
		tx, err := lab.DB.PgxTx(ctx)
		if err != nil {
			return err
		}
		if tx.Commit(ctx) == nil || tx.Rollback(ctx) == nil {
			t.Error("a borrowed transaction was ended")
		}
		for _, step := range []struct {
			name string
			keep bool
		}{{"kept", true}, {"undone", false}, {"kept too", true}} {
			sp, err := tx.Begin(ctx)
			if err != nil {
				return err
			}
			inner, err := sp.Begin(ctx)
			if err != nil {
				return err
			}
			if err := project(ctx, lab.DB, step.name); err != nil {
				return err
			}
			if err := inner.Commit(ctx); err != nil {
				return err
			}
			end := sp.Rollback
			if step.keep {
				end = sp.Commit
			}
			if err := end(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := names(lab.Ctx("a", "viewer"), lab.DB); got != "kept,kept too" {
		t.Errorf("got %q", got)
	}
}

// TestF12Deadlock makes a real deadlock: PostgreSQL picks a victim, whose whole transaction is run again.
func TestF12Deadlock(t *testing.T) {
	lab := apptest.New(t)
	ctx := lab.Ctx("a", "scientist")
	for _, n := range []string{"one", "two"} {
		if err := project(ctx, lab.DB, n); err != nil {
			t.Fatal(err)
		}
	}
	var runs atomic.Int64
	var first sync.WaitGroup
	first.Add(2)
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i, order := range [][]string{{"one", "two"}, {"two", "one"}} {
		wg.Go(func() {
			met := false
			errs[i] = lab.DB.InTx(ctx, func(ctx context.Context) error {
				runs.Add(1)
				if err := touch(ctx, lab.DB, order[0]); err != nil {
					return err
				}
				if !met {
					met = true
					first.Done()
					first.Wait()
				}
				return touch(ctx, lab.DB, order[1])
			})
		})
	}
	wg.Wait()
	if errs[0] != nil || errs[1] != nil || runs.Load() < 3 {
		t.Errorf("%v after %d runs", errs, runs.Load())
	}
	var versions []int
	if err := lab.DB.Q(ctx).Raw("select version from projects").Scan(&versions).Error; err != nil || fmt.Sprint(versions) != "[3 3]" {
		t.Errorf("versions %v, %v", versions, err)
	}
}

func touch(ctx context.Context, d *db.DB, name string) error {
	return d.Q(ctx).Exec("update projects set version = version + 1 where name = ?", name).Error
}

// TestF12Bounded: three tries and no more, only for what a repeat may cure.
func TestF12Bounded(t *testing.T) {
	lab := apptest.New(t)
	lab.DB.NoSleep()
	for _, tc := range []struct {
		state string
		runs  int
		kind  apperr.Kind
	}{{"40001", 3, apperr.Unavailable}, {"40P01", 3, apperr.Unavailable}, {"55P03", 3, apperr.Unavailable}, {"23505", 1, apperr.Conflict}, {"57014", 1, apperr.Unavailable}} {
		runs := 0
		err := lab.DB.InTx(lab.Ctx("a", "scientist"), func(ctx context.Context) error {
			runs++
			return lab.DB.Q(ctx).Exec("do $$ begin raise exception 'x' using errcode = '" + tc.state + "'; end $$").Error
		})
		if runs != tc.runs || db.Translate(err).Kind != tc.kind {
			t.Errorf("%s: %d runs, %v", tc.state, runs, err)
		}
	}
	runs := 0
	if err := lab.DB.InTx(lab.Ctx("a", "scientist"), func(ctx context.Context) error {
		if runs++; runs < 3 {
			return &pgconn.PgError{Code: "40001"}
		}
		return project(ctx, lab.DB, "third")
	}); err != nil || runs != 3 {
		t.Errorf("%d runs, %v", runs, err)
	}
}

// TestSnapshotAgrees: reads of one snapshot see one state, and it cannot write.
func TestSnapshotAgrees(t *testing.T) {
	lab := apptest.New(t)
	ctx := lab.Ctx("a", "scientist")
	err := lab.DB.InSnapshot(ctx, func(inner context.Context) error {
		before, err := names(inner, lab.DB)
		if err != nil {
			return err
		}
		if err := project(ctx, lab.DB, "later"); err != nil { // another connection
			return err
		}
		after, err := names(inner, lab.DB)
		if before != after {
			t.Errorf("%q, then %q", before, after)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := lab.DB.InSnapshot(ctx, func(ctx context.Context) error { return project(ctx, lab.DB, "x") }); err == nil {
		t.Error("a snapshot wrote")
	}
}

// TestF02RestartIsInvisible: connections that died while they lay idle are replaced, not handed to a request.
func TestF02RestartIsInvisible(t *testing.T) {
	lab := apptest.New(t)
	d := open(t, lab, 4)
	ctx := lab.Ctx("a", "scientist")
	if _, err := names(ctx, d); err != nil {
		t.Fatal(err)
	}
	if _, err := admin(t, lab).ExecContext(t.Context(), "select pg_terminate_backend(pid) from pg_stat_activity where usename='spectra_app' and datname=current_database()"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1100 * time.Millisecond)
	if _, err := names(ctx, d); err != nil {
		t.Errorf("after the restart: %v", err)
	}
	if err := d.InTx(ctx, func(ctx context.Context) error { return project(ctx, d, "p") }); err != nil {
		t.Errorf("after the restart: %v", err)
	}
}
