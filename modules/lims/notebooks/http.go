package notebooks

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag, record = "Notebooks", "notebook"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-notebooks", Method: "GET", Path: "/notebooks", Permission: "notebook:read", Record: record, Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-notebook", Method: "POST", Path: "/notebooks", Status: 201, Permission: "notebook:create", Event: "notebook.created", Tx: endpoint.ReadWrite, Record: record, Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-notebook", Method: "GET", Path: "/notebooks/{id}", Permission: "notebook:read", Record: record, Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-notebook", Method: "PATCH", Path: "/notebooks/{id}", Permission: "notebook:update", Event: "notebook.updated", Tx: endpoint.ReadWrite, Record: record, Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-notebook", Method: "DELETE", Path: "/notebooks/{id}", Status: 204, Permission: "notebook:delete", Event: "notebook.archived", Tx: endpoint.ReadWrite, Record: record, Tag: tag}, s.archive)
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
	n, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[View]{Location: "/notebooks/" + n.ID.String(), ETag: etag.Of(n.Version), Body: *n}, nil
}

func found(n *View, err error) (*endpoint.Found[View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(n.Version), Body: *n}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	notebookID, err := in.Record("notebook")
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, notebookID))
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[View], error) {
	notebookID, seen, err := in.Target("notebook")
	if err != nil {
		return nil, err
	}
	return found(s.Update(ctx, notebookID, seen, in.Body))
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	notebookID, seen, err := in.Target("notebook")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, notebookID, seen)
}
