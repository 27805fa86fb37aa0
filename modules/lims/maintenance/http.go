package maintenance

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag, of = "Maintenance", "/instruments/{id}/maintenance"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-maintenance", Method: "GET", Path: of, Permission: "maintenance_log:read", Record: "instrument", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-maintenance", Method: "POST", Path: of, Status: 201, Permission: "maintenance_log:create", Event: "maintenance_log.created", Tx: endpoint.ReadWrite, Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-maintenance", Method: "GET", Path: "/maintenance/{id}", Permission: "maintenance_log:read", Record: "maintenance_log", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-maintenance", Method: "PATCH", Path: "/maintenance/{id}", Permission: "maintenance_log:update", Event: "maintenance_log.updated", Tx: endpoint.ReadWrite, Record: "maintenance_log", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-maintenance", Method: "DELETE", Path: "/maintenance/{id}", Status: 204, Permission: "maintenance_log:delete", Event: "maintenance_log.archived", Tx: endpoint.ReadWrite, Record: "maintenance_log", Tag: tag}, s.archive)
}

type listIn struct {
	endpoint.Param
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	instrumentID, err := in.Record("instrument")
	if err != nil {
		return nil, err
	}
	items, err := s.List(ctx, instrumentID, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

type createIn struct {
	endpoint.Param
	Body New
}

func (s *Service) create(ctx context.Context, in *createIn) (*endpoint.Created[*View], error) {
	instrumentID, err := in.Record("instrument")
	if err != nil {
		return nil, err
	}
	v, err := s.Create(ctx, instrumentID, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[*View]{Location: "/maintenance/" + v.ID.String(), ETag: etag.Of(v.Version), Body: v}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	logID, err := in.Record("maintenance log")
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, logID))
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
	logID, seen, err := in.Target("maintenance log")
	if err != nil {
		return nil, err
	}
	return found(s.Update(ctx, logID, seen, in.Body))
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	logID, seen, err := in.Target("maintenance log")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, logID, seen)
}
