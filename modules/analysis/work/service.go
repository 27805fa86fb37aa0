package work

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Service reads and cancels jobs.
type Service struct{ kit module.Kit }

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit} }

// View is a single job with what the caller may do.
type View struct {
	jobs.Job
	Actions endpoint.Actions `json:"_actions"`
}

// Get reads one job.
func (s *Service) Get(ctx context.Context, jobID id.ID) (*View, error) {
	c, err := s.client()
	if err != nil {
		return nil, err
	}
	j, err := c.Get(ctx, jobID)
	if err != nil {
		return nil, err
	}
	return s.view(ctx, j), nil
}

// List reads one page, newest first.
func (s *Service) List(ctx context.Context, f jobs.Filter, r page.Request) (page.List[jobs.Job], error) {
	c, err := s.client()
	if err != nil {
		return page.List[jobs.Job]{}, err
	}
	return c.List(ctx, f, s.kit.Cursors, r)
}

// Cancel asks a job to stop. One that is waiting ends at once; one that is running ends at its next look and stores
// nothing.
func (s *Service) Cancel(ctx context.Context, jobID id.ID) (*View, error) {
	c, err := s.client()
	if err != nil {
		return nil, err
	}
	j, err := c.Cancel(ctx, jobID)
	if err != nil {
		return nil, err
	}
	return s.view(ctx, j), nil
}

func (s *Service) client() (*jobs.Client, error) {
	if s.kit.Jobs == nil {
		return nil, apperr.New(apperr.Unavailable, "jobs_unavailable", "This server runs no background jobs.")
	}
	return s.kit.Jobs, nil
}

func (s *Service) view(ctx context.Context, j *jobs.Job) *View {
	cancel := endpoint.May(s.kit.Can(ctx, "job:cancel"), endpoint.When(j.FinishedAt != nil, "job_finished"))
	return &View{Job: *j, Actions: endpoint.Actions{"cancel": cancel}}
}
