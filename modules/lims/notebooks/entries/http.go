package entries

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

const tag = "Notebooks"

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.RegisterList(r, endpoint.Route{ID: "list-notebook-entries", Method: "GET", Path: "/notebooks/{id}/entries", Permission: "notebook:read", Tx: endpoint.Snapshot, Record: "notebook", Tag: tag}, s.of)
	endpoint.RegisterList(r, endpoint.Route{ID: "list-entries", Method: "GET", Path: "/notebooks/entries", Permission: "notebook:read", Record: record, Shared: true, Tag: tag, Summary: "List the entries of all notebooks"}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-entry", Method: "POST", Path: "/notebooks/entries", Status: 201, Permission: "notebook:create", Event: "notebook_entry.created", Tx: endpoint.ReadWrite, Record: record, Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-entry", Method: "GET", Path: "/notebooks/entries/{id}", Permission: "notebook:read", Tx: endpoint.Snapshot, Record: record, Shared: true, Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-entry", Method: "PATCH", Path: "/notebooks/entries/{id}", Permission: "notebook:update", Event: "notebook_entry.updated", Tx: endpoint.ReadWrite, Record: record, Tag: tag,
		Summary: "Change an entry; the 412 of a stale If-Match carries base and theirs for a merge"}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-entry", Method: "DELETE", Path: "/notebooks/entries/{id}", Status: 204, Permission: "notebook:delete", Event: "notebook_entry.archived", Tx: endpoint.ReadWrite, Record: record, Tag: tag}, s.archive)
	s.readingRoutes(r)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

type ofIn struct {
	endpoint.Param
	page.Request
	Narrow
}

func (s *Service) of(ctx context.Context, in *ofIn) (*endpoint.Listed[page.List[Item]], error) {
	notebookID, err := in.Record("notebook")
	if err != nil {
		return nil, err
	}
	items, err := s.Of(ctx, notebookID, in.Narrow, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[View], error) {
	e, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[View]{Location: "/notebooks/entries/" + e.ID.String(), ETag: etag.Of(e.Version), Body: *e}, nil
}

func found(e *View, err error) (*endpoint.Found[View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(e.Version), Body: *e}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	entryID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, entryID))
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[View], error) {
	entryID, seen, err := in.Target(record)
	if err != nil {
		return nil, err
	}
	return found(s.Update(ctx, entryID, seen, in.Body))
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	entryID, seen, err := in.Target(record)
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, entryID, seen)
}
