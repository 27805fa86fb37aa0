package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Repeated is work that time asks for and not a person. It runs for one organisation, outside a transaction, and must
// bear being run twice.
type Repeated func(ctx context.Context) error

// rounds are repeated for every active organisation, by one replica at a time.
type rounds struct {
	every time.Duration
	work  Repeated
}

// Every registers repeated work; event is the audit event of what it changes, and its name.
func (r *Registry) Every(event string, interval time.Duration, work Repeated) {
	if _, dup := r.rounds[event]; dup {
		panic(fmt.Sprintf("jobs: round %q registered twice", event))
	}
	r.rounds[event] = rounds{interval, work}
}

// round is the River job of one turn; it belongs to no organisation, and only the worker sees it.
type round struct {
	Event string `json:"event"`
}

// Kind names the job for River.
func (round) Kind() string { return "spectra_round" }

// schedule tells River when to add a turn: at the start and then in intervals, but none while one is waiting or running.
func (c *Client) schedule() {
	open := []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}
	for event, r := range c.reg.rounds {
		c.river.PeriodicJobs().Add(river.NewPeriodicJob(river.PeriodicInterval(r.every), func() (river.JobArgs, *river.InsertOpts) {
			return round{event}, &river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: open}}
		}, &river.PeriodicJobOpts{RunOnStart: true}))
	}
}

// rounder takes the turns.
type rounder struct {
	river.WorkerDefaults[round]
	client *Client
}

// Work does the work of one turn for one organisation after another. What fails for one is logged, keeps nobody else
// waiting, and is tried again with the next turn.
func (w *rounder) Work(ctx context.Context, j *river.Job[round]) error {
	r, ok := w.client.reg.rounds[j.Args.Event]
	if !ok {
		return nil // of another version of the server
	}
	orgs, err := w.client.organisations(ctx)
	if err != nil {
		return err
	}
	for _, org := range orgs {
		if err := ctx.Err(); err != nil {
			return err
		}
		actor := tenancy.Job(org, j.Args.Event)
		if err := guarded(tenancy.WithStamp(tenancy.With(ctx, actor), tenancy.Stamp{Event: j.Args.Event}), r.work); err != nil {
			w.client.o.Log.ErrorContext(ctx, "repeated work failed, will be tried again", "event", j.Args.Event, "org_id", org, "error", err)
		}
	}
	return nil
}

// guarded turns a panic into an error.
func guarded(ctx context.Context, work Repeated) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.Join(err, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	return work(ctx)
}

// organisations are the active ones.
func (c *Client) organisations(ctx context.Context) (out []id.ID, err error) {
	rows, err := c.pool.Query(ctx, "select app.active_organizations()::text")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		if org, ok := id.Parse(text); ok {
			out = append(out, org)
		}
	}
	return out, rows.Err()
}

var _ river.Worker[round] = (*rounder)(nil)
