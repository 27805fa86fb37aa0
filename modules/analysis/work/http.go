package work

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Jobs"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-jobs", Method: "GET", Path: "/jobs", Permission: "job:read", Record: "job", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "get-job", Method: "GET", Path: "/jobs/{id}", Permission: "job:read", Record: "job", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "cancel-job", Method: "POST", Path: "/jobs/{id}/cancel", Permission: "job:cancel", Event: "job.cancelled", Tx: endpoint.ReadWrite, Record: "job", Tag: tag}, s.cancel)
}

type listIn struct {
	page.Request
	jobs.Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[jobs.Job]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[jobs.Job]]{Body: items}, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[*View], error) {
	jobID, err := in.Record("job")
	if err != nil {
		return nil, err
	}
	v, err := s.Get(ctx, jobID)
	return &endpoint.Listed[*View]{Body: v}, err
}

func (s *Service) cancel(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[*View], error) {
	jobID, err := in.Record("job")
	if err != nil {
		return nil, err
	}
	v, err := s.Cancel(ctx, jobID)
	return &endpoint.Listed[*View]{Body: v}, err
}
