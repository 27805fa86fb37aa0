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

// round is the River job of one turn: of all organisations, which only the worker sees, or of the one that woke it up.
type round struct {
	Event string `json:"event"`
	OrgID id.ID  `json:"org_id,omitzero"`
}

// roundsQueue keeps repeated work and the jobs that people wait for out of each other's way: a turn may wait long for
// something outside, such as a mail server that is silent.
const (
	roundsQueue  = "rounds"
	roundWorkers = 2
)

// Kind names the job for River.
func (round) Kind() string { return "spectra_round" }

// schedule tells River when to add a turn: at the start and then in intervals, but none while one is waiting or running.
func (c *Client) schedule() {
	open := []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}
	for event, r := range c.reg.rounds {
		c.river.PeriodicJobs().Add(river.NewPeriodicJob(river.PeriodicInterval(r.every), func() (river.JobArgs, *river.InsertOpts) {
			return round{Event: event}, &river.InsertOpts{Queue: roundsQueue, MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: open}}
		}, &river.PeriodicJobOpts{RunOnStart: true}))
	}
}

// Wake asks for a turn of the caller's organisation before its time, in the transaction of the context: it begins after the
// commit, and perhaps beside another one.
func (c *Client) Wake(ctx context.Context, event string) error {
	if _, ok := c.reg.rounds[event]; !ok {
		return fmt.Errorf("jobs: no round %q", event)
	}
	t, err := c.db.PgxTx(ctx)
	if err != nil {
		return err
	}
	_, err = c.river.InsertTx(ctx, t, round{event, tenancy.Must(ctx).Org}, &river.InsertOpts{Queue: roundsQueue, MaxAttempts: 1})
	return err
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
	orgs, err := []id.ID{j.Args.OrgID}, error(nil)
	if j.Args.OrgID == id.Nil {
		if orgs, err = w.client.organisations(ctx); err != nil {
			return err
		}
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
