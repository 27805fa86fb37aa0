package templates

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Notebooks"
	endpoint.Register(r, endpoint.Route{ID: "list-entry-templates", Method: "GET", Path: "/notebooks/templates", Permission: "notebook:read", Record: "notebook_template", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-entry-template", Method: "POST", Path: "/notebooks/templates", Status: 201, Permission: "notebook:create", Event: "notebook_template.created", Tx: endpoint.ReadWrite, Record: "notebook_template", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-entry-template", Method: "GET", Path: "/notebooks/templates/{id}", Permission: "notebook:read", Record: "notebook_template", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-entry-template", Method: "PATCH", Path: "/notebooks/templates/{id}", Permission: "notebook:update", Event: "notebook_template.updated", Tx: endpoint.ReadWrite, Record: "notebook_template", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-entry-template", Method: "DELETE", Path: "/notebooks/templates/{id}", Status: 204, Permission: "notebook:delete", Event: "notebook_template.archived", Tx: endpoint.ReadWrite, Record: "notebook_template", Tag: tag}, s.archive)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[View], error) {
	t, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[View]{Location: "/notebooks/templates/" + t.ID.String(), ETag: etag.Of(t.Version), Body: s.View(ctx, t)}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	templateID, err := in.Record("template")
	if err != nil {
		return nil, err
	}
	t, err := s.Get(ctx, templateID)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(t.Version), Body: s.View(ctx, t)}, nil
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[View], error) {
	templateID, seen, err := in.Target("template")
	if err != nil {
		return nil, err
	}
	t, err := s.Update(ctx, templateID, seen, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(t.Version), Body: s.View(ctx, t)}, nil
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	templateID, seen, err := in.Target("template")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, templateID, seen)
}
