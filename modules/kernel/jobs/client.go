package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Options of the job client.
type Options struct {
	WorkerURL string // connects as spectra_worker, which sees the queue of all organisations and nothing else
	Workers   int
	Log       *slog.Logger
	// Actor gives the current rights of the person who asked; a job of somebody who lost them fails.
	Actor func(ctx context.Context, org, user id.ID) (*tenancy.Actor, error)
	// Failed is told of a job that has failed for good, in the transaction that records it; may be nil.
	Failed func(ctx context.Context, j *Job) error
}

// Client enqueues and runs jobs.
type Client struct {
	db    *db.DB
	pool  *pgxpool.Pool
	river *river.Client[pgxTx]
	reg   *Registry
	o     Options
}

// task is the one River job kind; org_id in its arguments is what row-level security on the queue looks at.
type task struct {
	OrgID   id.ID           `json:"org_id"`
	JobID   id.ID           `json:"job_id"`
	UserID  id.ID           `json:"user_id"`
	Key     *heldTo         `json:"key,omitempty"`
	Name    string          `json:"name"`
	Payload json.RawMessage `json:"payload"`
}

// heldTo is the API key that asked for a job: the job may do no more than the key (SECURITY.md ID-13).
type heldTo struct {
	ID         id.ID    `json:"id"`
	Scopes     []string `json:"scopes"`
	Instrument *id.ID   `json:"instrument,omitempty"`
}

// keyOf is the key of an actor; nil for people.
func keyOf(a *tenancy.Actor) *heldTo {
	if a.Kind != tenancy.APIKey {
		return nil
	}
	return &heldTo{ID: a.APIKeyID, Scopes: a.Scopes, Instrument: a.Instrument}
}

// hold narrows the owner's rights to those of the key.
func (k *heldTo) hold(a *tenancy.Actor) {
	if k != nil {
		a.Kind, a.APIKeyID, a.Scopes, a.Instrument = tenancy.APIKey, k.ID, k.Scopes, k.Instrument
	}
}

// Kind names the job for River.
func (task) Kind() string { return "spectra_task" }

const maxAttempts = 5

// recordTime is for writing down how a job ended, when its own time is over.
const recordTime = 10 * time.Second

// New makes the client; Start begins to work.
func New(ctx context.Context, d *db.DB, reg *Registry, o Options) (*Client, error) {
	config, err := pgxpool.ParseConfig(o.WorkerURL)
	if err != nil {
		return nil, errors.New("worker database url cannot be parsed")
	}
	config.MaxConns = int32(o.Workers + roundWorkers + 2) //nolint:gosec // small
	config.MinConns = 0
	config.ConnConfig.RuntimeParams["application_name"] = "spectra-worker"
	config.ConnConfig.RuntimeParams["search_path"] = "river"
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("worker pool: %w", err)
	}
	c := &Client{db: d, pool: pool, reg: reg, o: o}
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{client: c})
	river.AddWorker(workers, &rounder{client: c})
	c.river, err = river.NewClient(riverpgxv5.New(pool), &river.Config{
		Schema: "river", Workers: workers, Logger: slog.New(quiet{o.Log.Handler()}), MaxAttempts: maxAttempts, JobTimeout: 30 * time.Minute,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: o.Workers}, roundsQueue: {MaxWorkers: roundWorkers}},
		RescueStuckJobsAfter: time.Hour, SkipUnknownJobCheck: true, ReindexerSchedule: never{},
	})
	if err != nil {
		return nil, fmt.Errorf("river: %w", err)
	}
	return c, nil
}

// never is the schedule of River's reindexing: the worker's role owns no index. PostgreSQL's autovacuum keeps them usable.
type never struct{}

// Next is beyond the life of any process.
func (never) Next(now time.Time) time.Time { return now.AddDate(100, 0, 0) }

// Start works until Stop.
func (c *Client) Start(ctx context.Context) error {
	c.schedule()
	return c.river.Start(ctx)
}

// Stop lets running jobs end within the context's deadline, then cancels them; they will be run again.
func (c *Client) Stop(ctx context.Context) error {
	err := c.river.Stop(ctx)
	if err != nil {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordTime)
		defer cancel()
		err = c.river.StopAndCancel(last)
	}
	c.pool.Close()
	return err
}

// Ping is for health.
func (c *Client) Ping(ctx context.Context) error { return c.pool.Ping(ctx) }

// About is the record that a job is about: who cannot see it, because its project is closed to them, does not see the job.
type About struct {
	Type string
	ID   id.ID
}

// Enqueue adds a job in the transaction of the context: without commit there is no job.
func (c *Client) Enqueue(ctx context.Context, kind string, about About, payload any) (*Job, error) {
	if _, ok := c.reg.handlers[kind]; !ok {
		return nil, fmt.Errorf("jobs: no handler for %q", kind)
	}
	body, err := json.Marshal(payload)
	if err != nil {
		return nil, err
	}
	a := tenancy.Must(ctx)
	t, err := c.db.PgxTx(ctx)
	if err != nil {
		return nil, err
	}
	j := &Job{OrgID: a.Org, ID: id.New(), Kind: kind, CreatedBy: a.ID}
	if about != (About{}) {
		j.AboutType, j.AboutID = &about.Type, &about.ID
	}
	if err := c.insert(ctx, j); err != nil {
		return nil, err
	}
	if _, err := c.river.InsertTx(ctx, t, task{OrgID: a.Org, JobID: j.ID, UserID: a.ID, Key: keyOf(a), Name: kind, Payload: body}, nil); err != nil {
		return nil, fmt.Errorf("enqueue: %w", err)
	}
	return c.Get(ctx, j.ID)
}

// worker runs every task through its handler.
type worker struct {
	river.WorkerDefaults[task]
	client *Client
}

// Work finds the person's current rights, runs the handler and records the outcome.
func (w *worker) Work(ctx context.Context, j *river.Job[task]) error {
	t := j.Args
	found, err := w.client.o.Actor(ctx, t.OrgID, t.UserID)
	if err != nil {
		found = tenancy.Job(t.OrgID, t.Name)
	}
	actor := *found // may be shared
	actor.Via, actor.RequestID = "job", t.JobID
	if err == nil {
		t.Key.hold(&actor)
	}
	ctx = tenancy.WithStamp(tenancy.With(ctx, &actor), tenancy.Stamp{Event: "job.run"})
	if err != nil {
		return w.fail(ctx, j, err)
	}
	if done, err := w.client.begin(ctx, t.JobID); done || err != nil {
		return err
	}
	h, ok := w.client.reg.handlers[t.Name]
	if !ok {
		return w.fail(ctx, j, apperr.New(apperr.Internal, "unknown_job", "This server does not know the job %q.", t.Name))
	}
	err = w.handle(ctx, h, &Task{ID: t.JobID, Kind: t.Name, Payload: t.Payload, client: w.client})
	switch {
	case errors.Is(err, ErrCancelled):
		return w.record(ctx, t.JobID, "cancelled", nil)
	case err != nil:
		return w.fail(ctx, j, err)
	}
	return w.record(ctx, t.JobID, "succeeded", nil) // nothing changes where the handler has called Finish
}

// handle turns a panic into a fault like any other, so that the job ends and somebody learns of it.
func (w *worker) handle(ctx context.Context, h Handler, t *Task) (err error) {
	defer func() {
		if p := recover(); p != nil {
			w.client.o.Log.ErrorContext(ctx, "panic in job", "job_id", t.ID, "kind", t.Kind, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic in job %s", t.Kind)
		}
	}()
	return h(ctx, t)
}

// record writes the outcome down, also after the job's own time is over.
func (w *worker) record(ctx context.Context, jobID id.ID, status string, problem *string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordTime)
	defer cancel()
	return w.client.db.InTx(ctx, func(ctx context.Context) error {
		n, err := w.client.set(ctx, jobID, status, "[]", problem)
		if err != nil || n == 0 || status != "failed" || w.client.o.Failed == nil {
			return err
		}
		j, err := w.client.Get(ctx, jobID)
		if err != nil {
			return err
		}
		return w.client.o.Failed(ctx, j)
	})
}

// fail records the outcome when there will be no other try: refusals are final, faults are repeated.
func (w *worker) fail(ctx context.Context, j *river.Job[task], err error) error {
	e, refused := apperr.As(err)
	refused = refused && e.Kind != apperr.Unavailable
	if !refused && j.Attempt < maxAttempts {
		return err
	}
	message := "The job failed unexpectedly; quote its id when you report it."
	if refused {
		message = e.Message
	}
	if serr := w.record(ctx, j.Args.JobID, "failed", &message); serr != nil {
		return errors.Join(err, serr)
	}
	if refused {
		return river.JobCancel(err)
	}
	return err
}

var _ river.Worker[task] = (*worker)(nil)

// begin marks the job running; done means an earlier run finished it or somebody cancelled it.
func (c *Client) begin(ctx context.Context, jobID id.ID) (done bool, err error) {
	err = c.db.InTx(ctx, func(ctx context.Context) error {
		res := c.db.Q(ctx).Exec(`update jobs set status='running', updated_at=now() where org_id=? and id=? and status in ('queued','running') and cancel_requested_at is null`,
			tenancy.Must(ctx).Org, jobID)
		if done = res.RowsAffected == 0; !done || res.Error != nil {
			return res.Error
		}
		// Cancelled while it ran, and then the server stopped: nobody else will say so.
		return c.db.Q(ctx).Exec(`update jobs set status='cancelled', updated_at=now(), finished_at=now()
			where org_id=? and id=? and status in ('queued','running') and cancel_requested_at is not null`, tenancy.Must(ctx).Org, jobID).Error
	})
	return done, err
}

var _ rivertype.JobArgs = task{}
