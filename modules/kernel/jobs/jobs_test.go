package jobs_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// shop is a laboratory with workers.
type shop struct {
	lab    *apptest.Lab
	client *jobs.Client
	actor  atomic.Pointer[func(org, user id.ID) (*tenancy.Actor, error)]
	runs   atomic.Int64
}

// handlers are the kinds of work of these tests.
func (s *shop) handlers(reg *jobs.Registry) {
	reg.Handle("make", func(ctx context.Context, t *jobs.Task) error {
		s.runs.Add(1)
		var name string
		if err := json.Unmarshal(t.Payload, &name); err != nil {
			return err
		}
		return s.lab.DB.InTx(ctx, func(ctx context.Context) error {
			made := id.New()
			if err := s.lab.DB.Q(ctx).Exec("insert into projects (org_id, id, name) values (?,?,?)", tenancy.Must(ctx).Org, made, name).Error; err != nil {
				return err
			}
			return t.Finish(ctx, []id.ID{made})
		})
	})
	reg.Handle("refuse", func(context.Context, *jobs.Task) error {
		s.runs.Add(1)
		return apperr.New(apperr.Forbidden, "forbidden", "You may not.")
	})
	reg.Handle("panic", func(context.Context, *jobs.Task) error { s.runs.Add(1); panic("password=hunter2") })
	reg.Handle("busy", func(ctx context.Context, t *jobs.Task) error {
		if s.runs.Add(1) == 1 {
			return apperr.New(apperr.Unavailable, "busy", "Later.")
		}
		return t.Finish(ctx, nil)
	})
	reg.Handle("twice", func(ctx context.Context, t *jobs.Task) error { // what two workers on one job would do
		if err := t.Finish(ctx, nil); err != nil {
			return err
		}
		if err := t.Finish(ctx, []id.ID{id.New()}); apperr.Is(err, apperr.Conflict) {
			s.runs.Add(1)
		}
		return nil
	})
	reg.Handle("held to the key", func(ctx context.Context, _ *jobs.Task) error {
		if a := tenancy.Must(ctx); a.Kind != tenancy.APIKey || a.InScope("project:create") || !a.InScope("project:read") || a.APIKeyID == id.Nil || a.Brings(nil) {
			return apperr.New(apperr.Forbidden, "forbidden", "The job acts as %+v.", *a)
		}
		return nil
	})
	reg.Handle("forgetful", func(context.Context, *jobs.Task) error { return nil })
	reg.Handle("long", func(ctx context.Context, t *jobs.Task) error {
		if err := t.Progress(ctx, 0.5); err != nil {
			return err
		}
		for {
			switch stop, err := t.Cancelled(ctx); {
			case err != nil:
				return err
			case stop:
				return jobs.ErrCancelled
			}
			time.Sleep(10 * time.Millisecond)
		}
	})
}

func open(t *testing.T, start bool) *shop {
	t.Helper()
	s := &shop{lab: apptest.New(t)}
	s.as(func(org, user id.ID) (*tenancy.Actor, error) {
		for _, name := range []string{"a", "b"} {
			for _, role := range apptest.Roles() {
				if s.lab.Org(name) == org && s.lab.User(name, role) == user {
					return s.lab.Actor(name, role), nil
				}
			}
		}
		return nil, apperr.New(apperr.Forbidden, "account_inactive", "This account is not active.")
	})
	reg := jobs.NewRegistry()
	s.handlers(reg)
	var err error
	s.client, err = jobs.New(t.Context(), s.lab.DB, reg, jobs.Options{WorkerURL: s.lab.Pg.WorkerURL, Workers: 3, Log: slog.New(slog.DiscardHandler),
		Actor: func(_ context.Context, org, user id.ID) (*tenancy.Actor, error) { return (*s.actor.Load())(org, user) }})
	if err != nil {
		t.Fatal(err)
	}
	if start {
		s.start(t)
	}
	return s
}

func (s *shop) as(f func(org, user id.ID) (*tenancy.Actor, error)) { s.actor.Store(&f) }

func (s *shop) start(t *testing.T) {
	t.Helper()
	if err := s.client.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = s.client.Stop(ctx)
	})
}

// wait polls until the job is in the state.
func (s *shop) wait(t *testing.T, ctx context.Context, jobID id.ID, status string) *jobs.Job {
	t.Helper()
	var j *jobs.Job
	for range 2000 {
		var err error
		if j, err = s.client.Get(ctx, jobID); err != nil {
			t.Fatal(err)
		}
		if j.Status == status {
			return j
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("job is %s, not %s: %v", j.Status, status, j.Error)
	return nil
}

func (s *shop) admin(t *testing.T) *sql.DB {
	t.Helper()
	d, err := sql.Open("pgx", s.lab.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func TestJobRuns(t *testing.T) {
	s := open(t, true)
	ctx := s.lab.Ctx("a", "scientist")
	j := s.wait(t, ctx, s.enqueue(t, ctx, "make"), "succeeded")
	var made []id.ID
	if err := json.Unmarshal(j.ResultIDs, &made); err != nil || len(made) != 1 || j.Progress != 1 || j.FinishedAt == nil || j.Error != nil {
		t.Errorf("%+v, %v", j, err)
	}
	// The effect is the person's own, made by the job.
	var who string
	if err := s.lab.DB.Q(ctx).Raw("select actor_name||' '||actor_via||' '||request_id from audit_logs where record_id=?", made[0]).Row().Scan(&who); err != nil ||
		who != fmt.Sprint(tenancy.Must(ctx).Name, " job ", j.ID) {
		t.Errorf("by %q, %v", who, err)
	}
	if j := s.wait(t, ctx, s.enqueue(t, ctx, "forgetful"), "succeeded"); string(j.ResultIDs) != "[]" {
		t.Errorf("%+v", j)
	}
}

// TestEnqueueIsInTheCallersTransaction: no commit, no job; no transaction, no job.
func TestEnqueueIsInTheCallersTransaction(t *testing.T) {
	s := open(t, true)
	ctx := s.lab.Ctx("a", "scientist")
	undo := errors.New("undo")
	err := s.lab.DB.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.client.Enqueue(ctx, "make", jobs.About{}, "never"); err != nil {
			return err
		}
		time.Sleep(200 * time.Millisecond)
		return undo
	})
	if !errors.Is(err, undo) {
		t.Fatal(err)
	}
	if _, err := s.client.Enqueue(ctx, "make", jobs.About{}, "x"); err == nil {
		t.Error("enqueued outside a transaction")
	}
	unknown := func(ctx context.Context) error {
		_, err := s.client.Enqueue(ctx, "unknown", jobs.About{}, "x")
		return err
	}
	if err := s.lab.DB.InTx(ctx, unknown); err == nil {
		t.Error("an unknown kind was enqueued")
	}
	s.wait(t, ctx, s.enqueue(t, ctx, "make"), "succeeded") // a later one overtakes nothing
	var rows, queue int
	if err := s.admin(t).QueryRowContext(ctx, "select (select count(*) from spectra.jobs), (select count(*) from river.river_job)").Scan(&rows, &queue); err != nil || rows != 1 || queue != 1 || s.runs.Load() != 1 {
		t.Errorf("%d jobs, %d in the queue, %d runs, %v", rows, queue, s.runs.Load(), err)
	}
}

// TestP11_12CurrentRights: who lost the account between asking and running has no job run.
func TestP11_12CurrentRights(t *testing.T) {
	s := open(t, false)
	ctx := s.lab.Ctx("a", "scientist")
	jobID := s.enqueue(t, ctx, "make")
	s.as(func(id.ID, id.ID) (*tenancy.Actor, error) {
		return nil, apperr.New(apperr.Forbidden, "account_inactive", "This account is not active.")
	})
	s.start(t)
	if j := s.wait(t, ctx, jobID, "failed"); j.Error == nil || *j.Error != "This account is not active." || s.runs.Load() != 0 {
		t.Errorf("%+v, %d runs", j, s.runs.Load())
	}
}

func TestJobEnds(t *testing.T) {
	s := open(t, true)
	ctx := s.lab.Ctx("a", "scientist")
	t.Run("a refusal is final", func(t *testing.T) {
		s.runs.Store(0)
		j := s.wait(t, ctx, s.enqueue(t, ctx, "refuse"), "failed")
		time.Sleep(200 * time.Millisecond)
		if j.Error == nil || *j.Error != "You may not." || s.runs.Load() != 1 {
			t.Errorf("%+v, %d runs", j, s.runs.Load())
		}
	})
	t.Run("a fault is repeated", func(t *testing.T) {
		s.runs.Store(0)
		s.wait(t, ctx, s.enqueue(t, ctx, "busy"), "succeeded")
		if s.runs.Load() != 2 {
			t.Errorf("%d runs", s.runs.Load())
		}
	})
	t.Run("the last fault is recorded without its words", func(t *testing.T) {
		s.runs.Store(0)
		jobID := s.enqueue(t, ctx, "panic")
		for s.runs.Load() == 0 {
			time.Sleep(5 * time.Millisecond)
		}
		s.lastAttempt(t, jobID)
		j := s.wait(t, ctx, jobID, "failed")
		if j.Error == nil || strings.Contains(*j.Error, "hunter2") || j.FinishedAt == nil {
			t.Errorf("%+v", j)
		}
	})
	t.Run("progress and cancel", func(t *testing.T) {
		jobID := s.enqueue(t, ctx, "long")
		s.wait(t, ctx, jobID, "running")
		for j := s.wait(t, ctx, jobID, "running"); j.Progress != 0.5; j = s.wait(t, ctx, jobID, "running") {
			time.Sleep(5 * time.Millisecond)
		}
		if _, err := s.client.Cancel(s.lab.Ctx("b", "admin"), jobID); !apperr.Is(err, apperr.NotFound) {
			t.Errorf("cancelled by another organisation: %v", err)
		}
		if _, err := s.client.Cancel(ctx, jobID); err != nil {
			t.Fatal(err)
		}
		s.wait(t, ctx, jobID, "cancelled")
		if _, err := s.client.Cancel(ctx, jobID); !apperr.Is(err, apperr.Conflict) {
			t.Errorf("cancelled twice: %v", err)
		}
	})
}

// lastAttempt makes the next run of the job its last.
func (s *shop) lastAttempt(t *testing.T, jobID id.ID) {
	t.Helper()
	su := s.admin(t)
	for range 500 {
		res, err := su.ExecContext(t.Context(), "update river.river_job set state='available', attempt=4, scheduled_at=now() where args->>'job_id'=$1 and state='retryable'", jobID)
		if err != nil {
			t.Fatal(err)
		}
		if n, _ := res.RowsAffected(); n == 1 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the job never waited for another try")
}

// TestCancelledBeforeItRan never runs.
func TestCancelledBeforeItRan(t *testing.T) {
	s := open(t, false)
	ctx := s.lab.Ctx("a", "scientist")
	jobID := s.enqueue(t, ctx, "make")
	if j, err := s.client.Cancel(ctx, jobID); err != nil || j.Status != "cancelled" {
		t.Fatalf("%+v, %v", j, err)
	}
	s.start(t)
	s.wait(t, ctx, s.enqueue(t, ctx, "forgetful"), "succeeded")
	time.Sleep(200 * time.Millisecond)
	if j := s.wait(t, ctx, jobID, "cancelled"); s.runs.Load() != 0 {
		t.Errorf("%+v, %d runs", j, s.runs.Load())
	}
}

// TestF22WorkerKilled: a job whose worker died is run again, and its effect is there once.
func TestF22WorkerKilled(t *testing.T) {
	s := open(t, false)
	ctx := s.lab.Ctx("a", "scientist")
	jobID := s.enqueue(t, ctx, "make")
	// What a killed worker leaves: the queue and the record say running, since long ago.
	for _, q := range []string{"update river.river_job set state='running', attempt=1, attempted_at=now()-interval '3 hours', attempted_by='{dead}'", "update spectra.jobs set status='running'"} {
		if _, err := s.admin(t).ExecContext(ctx, q); err != nil {
			t.Fatal(err)
		}
	}
	s.start(t)
	s.wait(t, ctx, jobID, "succeeded")
	var effects int
	if err := s.lab.DB.Q(ctx).Raw("select count(*) from projects").Row().Scan(&effects); err != nil || effects != 1 || s.runs.Load() != 1 {
		t.Errorf("%d effects of %d runs, %v", effects, s.runs.Load(), err)
	}
}

// TestF22SecondRunLeavesNothing: a run that comes after the end loses its effect with its Finish.
func TestF22SecondRunLeavesNothing(t *testing.T) {
	s := open(t, true)
	ctx := s.lab.Ctx("a", "scientist")
	j := s.wait(t, ctx, s.enqueue(t, ctx, "make"), "succeeded")
	if _, err := s.admin(t).ExecContext(ctx, "update river.river_job set state='available', finalized_at=null, attempt=0, scheduled_at=now()"); err != nil {
		t.Fatal(err)
	}
	s.wait(t, ctx, s.enqueue(t, ctx, "make"), "succeeded")
	time.Sleep(300 * time.Millisecond)
	s.runs.Store(0)
	if twice := s.wait(t, ctx, s.enqueue(t, ctx, "twice"), "succeeded"); string(twice.ResultIDs) != "[]" {
		t.Errorf("the second Finish counted: %s", twice.ResultIDs)
	}
	for began := time.Now(); s.runs.Load() == 0 && time.Since(began) < 5*time.Second; {
		time.Sleep(5 * time.Millisecond)
	}
	if s.runs.Load() != 1 {
		t.Error("the second Finish was not refused")
	}
	var effects int
	if err := s.lab.DB.Q(ctx).Raw("select count(*) from projects").Row().Scan(&effects); err != nil || effects != 2 {
		t.Errorf("%d effects of two jobs, %v", effects, err)
	}
	if again, err := s.client.Get(ctx, j.ID); err != nil || string(again.ResultIDs) != string(j.ResultIDs) {
		t.Errorf("%+v, %v", again, err)
	}
}

// TestRLS_17_QueueIsUnderRLS: RLS-17 and SECURITY.md §5, for the queue's own table.
func TestRLS_17_QueueIsUnderRLS(t *testing.T) {
	s := open(t, false)
	for _, org := range []string{"a", "a", "b"} {
		s.enqueue(t, s.lab.Ctx(org, "scientist"), "make")
	}
	for who, want := range map[string]int{"a": 2, "b": 1} {
		var n int
		if err := s.lab.DB.Q(s.lab.Ctx(who, "viewer")).Raw("select count(*) from river.river_job").Row().Scan(&n); err != nil || n != want {
			t.Errorf("%s sees %d, %v", who, n, err)
		}
	}
	var n int
	if err := s.lab.DB.Q(t.Context()).Raw("select count(*) from river.river_job").Row().Scan(&n); err != nil || n != 0 {
		t.Errorf("nobody sees %d, %v", n, err)
	}
	ctx := s.lab.Ctx("b", "admin")
	if err := s.lab.DB.Q(ctx).Exec(`insert into river.river_job (kind,max_attempts,queue,args) values ('spectra_task',1,'default',jsonb_build_object('org_id',?::text,'user_id',?::text))`,
		s.lab.Org("a").String(), s.lab.User("a", "admin").String()).Error; err == nil || !strings.Contains(err.Error(), "row-level security") {
		t.Errorf("B enqueued for A: %v", err)
	}
	w, err := sql.Open("pgx", s.lab.Pg.WorkerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.QueryRowContext(t.Context(), "select count(*) from river.river_job").Scan(&n); err != nil || n != 3 {
		t.Errorf("the worker sees %d, %v", n, err)
	}
	if err := w.QueryRowContext(t.Context(), "select count(*) from spectra.jobs").Scan(&n); err == nil {
		t.Error("the worker reads business tables")
	}
}

func TestRegistryRefusesASecondHandler(t *testing.T) {
	reg := jobs.NewRegistry()
	reg.Handle("x", nil)
	defer func() {
		if recover() == nil {
			t.Error("registered twice")
		}
	}()
	reg.Handle("x", nil)
}
