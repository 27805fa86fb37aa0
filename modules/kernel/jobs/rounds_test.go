package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Repeated work comes to every active organisation, as itself, again and again; one that fails keeps nobody waiting, and two
// servers do not do it twice at once.
func TestRounds(t *testing.T) {
	lab := apptest.New(t)
	var lock sync.Mutex
	seen, now, most := map[id.ID]int{}, 0, 0
	work := func(ctx context.Context) error {
		a := tenancy.Must(ctx)
		lock.Lock()
		seen[a.Org]++
		now++
		most = max(most, now)
		first := seen[a.Org] == 1
		lock.Unlock()
		defer func() { lock.Lock(); now--; lock.Unlock() }()
		time.Sleep(30 * time.Millisecond)
		switch {
		case first && a.Org == lab.Org("a"):
			panic("boom")
		case first:
			return errors.New("not now")
		}
		return lab.DB.InTx(ctx, func(ctx context.Context) error {
			return lab.DB.Q(ctx).Exec("insert into projects (org_id, id, name) values (?,?,'made by time')", a.Org, id.New()).Error
		})
	}
	for range 2 {
		reg := jobs.NewRegistry()
		reg.Every("project.made", time.Second, work)
		client, err := jobs.New(t.Context(), lab.DB, reg, jobs.Options{WorkerURL: lab.Pg.WorkerURL, Workers: 2, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		if err := client.Start(context.Background()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			_ = client.Stop(ctx)
		})
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		lock.Lock()
		done := seen[lab.Org("a")] >= 2 && seen[lab.Org("b")] >= 2
		lock.Unlock()
		if done {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("runs: %v", seen)
		}
	}
	time.Sleep(100 * time.Millisecond)
	lock.Lock()
	defer lock.Unlock()
	if most != 1 {
		t.Errorf("%d at once", most)
	}
	made := false
	for _, e := range lab.Audit(t, "b") {
		made = made || e.Action == "project.made"
	}
	if !made {
		t.Error("no entry with the event of the work")
	}
}

func TestRoundRegisteredTwice(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("accepted")
		}
	}()
	reg := jobs.NewRegistry()
	for range 2 {
		reg.Every("x.done", time.Hour, func(context.Context) error { return nil })
	}
}

func (s *shop) enqueue(t *testing.T, ctx context.Context, kind string) id.ID {
	t.Helper()
	var j *jobs.Job
	add := func(ctx context.Context) (err error) {
		j, err = s.client.Enqueue(ctx, kind, jobs.About{}, "name")
		return
	}
	err := s.lab.DB.InTx(ctx, add)
	if err != nil {
		t.Fatal(err)
	}
	if j.Status != "queued" || j.Kind != kind || j.CreatedBy != tenancy.Must(ctx).ID {
		t.Errorf("enqueued %+v", j)
	}
	return j.ID
}
