package imports

import (
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// work applies one queued import. It is all or nothing, and so is a repeat after a crash.
func (s *Service) work(ctx context.Context, t *jobs.Task) error {
	var o order
	if err := json.Unmarshal(t.Payload, &o); err != nil {
		return apperr.New(apperr.Internal, "internal", "The job cannot be read.").Because(err)
	}
	if !s.kit.Can(ctx, "import:create") {
		return apperr.New(apperr.Forbidden, "forbidden", "The person who asked for this import may no longer import samples.")
	}
	i, err := db.Find[Import](ctx, s.kit.DB, "import", o.ImportID)
	if err != nil {
		return err
	}
	if i.Status != Queued {
		return apperr.New(apperr.Conflict, "import_"+i.Status, "This import has been dealt with.")
	}
	content, err := s.store.content(ctx, i.ID)
	if err != nil {
		return err
	}
	p, err := s.replan(i, content)
	if err != nil {
		return err
	}
	leave, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer leave()
	outside := ctx // progress has a transaction of its own, so that others see it
	ctx = tenancy.WithStamp(ctx, tenancy.Stamp{Event: event, Reason: o.Reason})
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		return s.inJob(ctx, t, i, p, content, func(share float64) error { return step(outside, t, share) })
	})
}

func (s *Service) inJob(ctx context.Context, t *jobs.Task, i *Import, p *plan, content []byte, step func(float64) error) error {
	if _, err := s.apply(ctx, i, p, content, step); err != nil {
		return err
	}
	set := map[string]any{"status": i.Status, "row_count": i.Rows, "valid_count": i.Valid, "invalid_count": i.Invalid, "errors": string(i.Errors)}
	if i.Status == Applied {
		if err := s.finish(ctx, i, p, content, false, step); err != nil {
			return err
		}
	}
	if err := db.Update(ctx, s.kit.DB, i, set); err != nil {
		return err
	}
	return t.Finish(ctx, []id.ID{i.ID})
}

// replan is the plan as it was when the file came.
func (s *Service) replan(i *Import, content []byte) (*plan, error) {
	f := &form{filename: i.Filename, content: content, mapping: map[string]string{}}
	if i.SampleType != nil {
		f.sampleType = *i.SampleType
	}
	if err := json.Unmarshal(i.Options, &f.options); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(i.Mapping, &f.mapping); err != nil {
		return nil, err
	}
	return s.open(f, nil)
}

// step ends a cancelled job and tells how far the others are.
func step(ctx context.Context, t *jobs.Task, share float64) error {
	switch cancelled, err := t.Cancelled(ctx); {
	case err != nil:
		return err
	case cancelled:
		return jobs.ErrCancelled
	}
	return t.Progress(ctx, share)
}
