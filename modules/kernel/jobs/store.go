package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Job is the record people watch.
type Job struct {
	OrgID             id.ID           `gorm:"primaryKey" json:"-"`
	ID                id.ID           `gorm:"primaryKey" json:"id"`
	Kind              string          `json:"kind"`
	Status            string          `json:"status" enum:"queued,running,succeeded,failed,cancelled"`
	Progress          float64         `json:"progress"`
	ResultIDs         json.RawMessage `gorm:"type:jsonb" json:"result_ids"`
	Error             *string         `json:"error" nullable:"true"`
	CreatedAt         time.Time       `json:"created_at"`
	CreatedBy         id.ID           `json:"created_by"`
	UpdatedAt         time.Time       `json:"updated_at"`
	FinishedAt        *time.Time      `json:"finished_at" nullable:"true"`
	CancelRequestedAt *time.Time      `json:"-"`
	AboutType         *string         `json:"-"`
	AboutID           *id.ID          `json:"-"`
}

// TableName is the table of jobs.
func (Job) TableName() string { return "jobs" }

func (c *Client) insert(ctx context.Context, j *Job) error {
	return c.db.Q(ctx).Exec(`insert into jobs (org_id, id, kind, status, progress, result_ids, created_by, about_type, about_id) values (?,?,?,'queued',0,'[]',?,?,?)`,
		j.OrgID, j.ID, j.Kind, j.CreatedBy, j.AboutType, j.AboutID).Error
}

// Get reads one job of the caller's organisation.
func (c *Client) Get(ctx context.Context, jobID id.ID) (*Job, error) {
	var j Job
	err := c.db.Q(ctx).Where("org_id = ? and id = ?", tenancy.Must(ctx).Org, jobID).Take(&j).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, apperr.Missing("job")
	}
	return &j, err
}

// Filter narrows the list of jobs.
type Filter struct {
	Status []string `query:"status" enum:"queued,running,succeeded,failed,cancelled"`
	Kind   string   `query:"kind" maxLength:"100" doc:"Exact kind, such as analysis."`
}

// List reads one page of the jobs of the caller's organisation.
func (c *Client) List(ctx context.Context, f Filter, codec *page.Codec, r page.Request) (page.List[Job], error) {
	org := tenancy.Must(ctx).Org
	p, err := page.Open(codec, org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Job]{}, err
	}
	q := c.db.Q(ctx).Where("org_id = ?", org)
	if len(f.Status) > 0 {
		q = q.Where("status in ?", f.Status)
	}
	if f.Kind != "" {
		q = q.Where("kind = ?", f.Kind)
	}
	return db.List(q, p)
}

func sortKeys() page.Keys[Job] {
	return page.Keys[Job]{"created_at": {SQL: "created_at", Cast: "timestamptz", ID: func(j *Job) id.ID { return j.ID },
		Value: func(j *Job) string { return j.CreatedAt.UTC().Format(time.RFC3339Nano) }}}
}

// cancel stops a job: at once when it still waits, otherwise at its next look.
func (c *Client) cancel(ctx context.Context, j *Job) (*Job, error) {
	res := c.db.Q(ctx).Exec(`update jobs set cancel_requested_at = coalesce(cancel_requested_at, now()), updated_at = now(),
		status = case when status='queued' then 'cancelled' else status end,
		finished_at = case when status='queued' then now() else finished_at end
		where org_id=? and id=? and status in ('queued','running')`, j.OrgID, j.ID)
	if res.Error != nil {
		return nil, res.Error
	}
	if res.RowsAffected == 0 {
		return nil, apperr.New(apperr.Conflict, "job_finished", "The job has already ended (%s).", j.Status)
	}
	return c.Get(ctx, j.ID)
}

// Cancel asks a job to stop and leaves an audit event: jobs have no audit trigger, but who stopped one matters. It
// runs in a transaction.
func (c *Client) Cancel(ctx context.Context, jobID id.ID) (*Job, error) {
	before, err := c.Get(ctx, jobID)
	if err != nil {
		return nil, err
	}
	after, err := c.cancel(ctx, before)
	if err != nil {
		return nil, err
	}
	payload, err := json.Marshal(map[string]any{"old": map[string]any{"status": before.Status}, "new": map[string]any{"status": after.Status, "cancel_requested": true},
		"changed": []string{"status", "cancel_requested"}})
	if err != nil {
		return nil, err
	}
	return after, c.db.Q(ctx).Exec("select audit.record_event('job', ?, null, ?)", jobID, string(payload)).Error
}

func (c *Client) progress(ctx context.Context, jobID id.ID, fraction float64) error {
	return c.db.InTx(ctx, func(ctx context.Context) error {
		return c.db.Q(ctx).Exec(`update jobs set progress=?, updated_at=now() where org_id=? and id=? and status='running'`,
			min(max(fraction, 0), 1), tenancy.Must(ctx).Org, jobID).Error
	})
}

func (c *Client) finish(ctx context.Context, jobID id.ID, results []id.ID) error {
	if results == nil {
		results = []id.ID{}
	}
	list, err := json.Marshal(results)
	if err != nil {
		return err
	}
	n, err := c.set(ctx, jobID, "succeeded", string(list), nil)
	if err == nil && n == 0 { // a second run of the same job: its effect must go with this error
		return apperr.New(apperr.Conflict, "job_finished", "The job has already ended.")
	}
	return err
}

// set ends a job that has not ended yet and says whether it did.
func (c *Client) set(ctx context.Context, jobID id.ID, status, results string, problem *string) (int64, error) {
	res := c.db.Q(ctx).Exec(`update jobs set status=?, result_ids=?::jsonb, error=?, updated_at=now(),
		progress = case when ?='succeeded' then 1 else progress end,
		finished_at = case when ? in ('succeeded','failed','cancelled') then now() end
		where org_id=? and id=? and status in ('queued','running')`,
		status, results, problem, status, status, tenancy.Must(ctx).Org, jobID)
	return res.RowsAffected, res.Error
}
