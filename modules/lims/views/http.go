package views

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	s.lists = r.Lists
	const tag = "Views"
	endpoint.Register(r, endpoint.Route{ID: "list-views", Method: "GET", Path: "/views", Permission: "view:read", Record: "view", Tag: tag}, s.listed)
	endpoint.Register(r, endpoint.Route{ID: "create-view", Method: "POST", Path: "/views", Status: 201, Permission: "view:create", Event: "view.created", Tx: endpoint.ReadWrite, Record: "view", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-view", Method: "GET", Path: "/views/{id}", Permission: "view:read", Record: "view", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-view", Method: "PATCH", Path: "/views/{id}", Permission: "view:update", Event: "view.updated", Tx: endpoint.ReadWrite, Record: "view", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-view", Method: "DELETE", Path: "/views/{id}", Status: 204, Permission: "view:delete", Event: "view.archived", Tx: endpoint.ReadWrite, Record: "view", Tag: tag}, s.archive)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) listed(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[View]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[View]]{Body: items}, err
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[Shown], error) {
	v, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[Shown]{Location: "/views/" + v.ID.String(), ETag: etag.Of(v.Version), Body: s.Show(ctx, v)}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[Shown], error) {
	viewID, err := in.Record("view")
	if err != nil {
		return nil, err
	}
	v, err := s.Get(ctx, viewID)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[Shown]{ETag: etag.Of(v.Version), Body: s.Show(ctx, v)}, nil
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[Shown], error) {
	viewID, seen, err := in.Target("view")
	if err != nil {
		return nil, err
	}
	v, err := s.Update(ctx, viewID, seen, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[Shown]{ETag: etag.Of(v.Version), Body: s.Show(ctx, v)}, nil
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	viewID, seen, err := in.OptionalTarget("view")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, viewID, seen)
}
