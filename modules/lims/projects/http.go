package projects

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Projects"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-projects", Method: "GET", Path: "/projects", Permission: "project:read", Record: "project", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-project", Method: "POST", Path: "/projects", Status: 201, Permission: "project:create", Event: "project.created", Tx: endpoint.ReadWrite, Record: "project", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-project", Method: "GET", Path: "/projects/{id}", Permission: "project:read", Record: "project", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-project", Method: "PATCH", Path: "/projects/{id}", Permission: "project:update", Event: "project.updated", Tx: endpoint.ReadWrite, Record: "project", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-project", Method: "DELETE", Path: "/projects/{id}", Status: 204, Permission: "project:delete", Event: "project.archived", Tx: endpoint.ReadWrite, Record: "project", Tag: tag}, s.archive)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Project]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Project]]{Body: items}, err
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[View], error) {
	p, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[View]{Location: "/projects/" + p.ID.String(), ETag: etag.Of(p.Version), Body: s.View(ctx, p)}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	projectID, err := in.Record("project")
	if err != nil {
		return nil, err
	}
	p, err := s.Get(ctx, projectID)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(p.Version), Body: s.View(ctx, p)}, nil
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[View], error) {
	projectID, seen, err := in.Target("project")
	if err != nil {
		return nil, err
	}
	p, err := s.Update(ctx, projectID, seen, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(p.Version), Body: s.View(ctx, p)}, nil
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	projectID, seen, err := in.Target("project")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, projectID, seen)
}
