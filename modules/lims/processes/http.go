package processes

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Processes"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-processes", Method: "GET", Path: "/processes", Permission: "process:read", Record: "process", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-process", Method: "POST", Path: "/processes", Status: 201, Permission: "process:create", Event: "process.created", Tx: endpoint.ReadWrite, Record: "process", Tag: tag, Summary: "Record what was done to samples, and what came out"}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-process-kinds", Method: "GET", Path: "/processes/kinds", Permission: "process:read", Record: "process", Tag: tag}, s.kinds)
	endpoint.Register(r, endpoint.Route{ID: "get-process", Method: "GET", Path: "/processes/{id}", Permission: "process:read", Record: "process", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-process", Method: "PATCH", Path: "/processes/{id}", Permission: "process:update", Event: "process.updated", Tx: endpoint.ReadWrite, Record: "process", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-process", Method: "DELETE", Path: "/processes/{id}", Status: 204, Permission: "process:delete", Event: "process.archived", Tx: endpoint.ReadWrite, Record: "process", Tag: tag}, s.archive)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[*View], error) {
	v, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[*View]{Location: "/processes/" + v.ID.String(), ETag: etag.Of(v.Version), Body: v}, nil
}

func (s *Service) kinds(ctx context.Context, _ *struct{}) (*endpoint.Listed[*Kinds], error) {
	k, err := s.Kinds(ctx)
	return &endpoint.Listed[*Kinds]{Body: k}, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	processID, err := in.Record("process")
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, processID))
}

func found(v *View, err error) (*endpoint.Found[*View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(v.Version), Body: v}, nil
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[*View], error) {
	processID, seen, err := in.Target("process")
	if err != nil {
		return nil, err
	}
	return found(s.Update(ctx, processID, seen, in.Body))
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	processID, seen, err := in.Target("process")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, processID, seen)
}
