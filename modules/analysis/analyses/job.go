package analyses

import (
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// JobKind is the kind of analysis jobs.
const JobKind = "analysis"

// computedEvent is the audit event of every result an analysis stores.
const computedEvent = "result.computed"

// order is the payload of a job.
type order struct {
	Request  New    `json:"request"`
	Reason   string `json:"reason"`
	Override bool   `json:"override,omitempty"` // of the calibration gate
}

// Jobs registers the handler.
func (s *Service) Jobs(reg *jobs.Registry) { reg.Handle(JobKind, s.work) }

func (s *Service) enqueue(ctx context.Context, in New, p *plan) (*jobs.Job, error) {
	if s.kit.Jobs == nil {
		return nil, apperr.New(apperr.Unavailable, "jobs_unavailable", "This server runs no background jobs; an analysis of more than %d points needs one.", LongWork)
	}
	in.ExperimentID = p.experiment // as decided now, should the file be moved meanwhile
	return s.kit.Jobs.Enqueue(ctx, JobKind, p.about(), order{Request: in, Reason: tenancy.StampFrom(ctx).Reason, Override: gate.Overridden(ctx)})
}

// work runs one job. Everything is checked again: rights, traces and the state of the experiment may have changed.
func (s *Service) work(ctx context.Context, t *jobs.Task) error {
	var o order
	if err := json.Unmarshal(t.Payload, &o); err != nil {
		return apperr.New(apperr.Internal, "internal", "The job cannot be read.").Because(err)
	}
	if !s.kit.Can(ctx, "analysis:create") {
		return apperr.New(apperr.Forbidden, "forbidden", "The person who asked for this analysis may no longer run analyses.")
	}
	p, err := s.check(ctx, o.Request)
	if err != nil {
		return err
	}
	if err := s.step(ctx, t, 0.1); err != nil {
		return err
	}
	c, err := s.compute(ctx, p)
	if err != nil {
		return err
	}
	if err := s.step(ctx, t, 0.9); err != nil {
		return err
	}
	ctx = gate.With(tenancy.WithStamp(ctx, tenancy.Stamp{Event: computedEvent, Reason: o.Reason}), o.Override)
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		v, err := s.store(ctx, c)
		if err != nil {
			return err
		}
		return t.Finish(ctx, []id.ID{v.ID})
	})
}

// step ends a cancelled job and tells how far the others are.
func (s *Service) step(ctx context.Context, t *jobs.Task, fraction float64) error {
	switch cancelled, err := t.Cancelled(ctx); {
	case err != nil:
		return err
	case cancelled:
		return jobs.ErrCancelled
	}
	return t.Progress(ctx, fraction)
}
