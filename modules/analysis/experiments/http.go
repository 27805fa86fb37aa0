package experiments

import (
	"context"

	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Experiments"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-experiments", Method: "GET", Path: "/experiments", Permission: "experiment:read", Record: "experiment", Shared: true, Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-experiment", Method: "POST", Path: "/experiments", Status: 201, Permission: "experiment:create", Event: "experiment.created", Tx: endpoint.ReadWrite, Record: "experiment", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-experiment", Method: "GET", Path: "/experiments/{id}", Permission: "experiment:read", Record: "experiment", Shared: true, Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-experiment", Method: "PATCH", Path: "/experiments/{id}", Permission: "experiment:update", Event: "experiment.updated", Tx: endpoint.ReadWrite, Record: "experiment", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-experiment", Method: "DELETE", Path: "/experiments/{id}", Status: 204, Permission: "experiment:delete", Event: "experiment.archived", Tx: endpoint.ReadWrite, Record: "experiment", Tag: tag}, s.archive)
	endpoint.Register(r, endpoint.Route{ID: "transition-experiment", Method: "POST", Path: "/experiments/{id}/transition", Permission: "experiment:transition", Event: "experiment.transitioned", Tx: endpoint.ReadWrite, Record: "experiment", Tag: tag}, s.transition)
	s.checklistRoutes(r, tag)
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
	return &endpoint.Created[*View]{Location: "/experiments/" + v.ID.String(), ETag: etag.Of(v.Version), Body: v}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	experimentID, err := in.Record("experiment")
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, experimentID))
}

func found(v *View, err error) (*endpoint.Found[*View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(v.Version), Body: v}, nil
}

type updateIn struct {
	endpoint.Change
	gate.Header
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[*View], error) {
	experimentID, seen, err := in.Target("experiment")
	if err != nil {
		return nil, err
	}
	return found(s.Update(in.In(ctx), experimentID, seen, in.Body))
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	experimentID, seen, err := in.Target("experiment")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, experimentID, seen)
}

type transitionIn struct {
	endpoint.Change
	gate.Header
	Body Move
}

func (s *Service) transition(ctx context.Context, in *transitionIn) (*endpoint.Found[*View], error) {
	experimentID, seen, err := in.OptionalTarget("experiment")
	if err != nil {
		return nil, err
	}
	return found(s.Transition(in.In(ctx), experimentID, seen, in.Body))
}
