package instruments

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Instruments"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-instruments", Method: "GET", Path: "/instruments", Permission: "instrument:read", Record: "instrument", Tag: tag}, s.list)
	endpoint.RegisterList(r, endpoint.Route{ID: "list-due-instruments", Method: "GET", Path: "/instruments/due", Permission: "instrument:read", Record: "instrument", Tag: tag, Summary: "List the instruments whose calibration is due or does not allow their use"}, s.due)
	endpoint.Register(r, endpoint.Route{ID: "create-instrument", Method: "POST", Path: "/instruments", Status: 201, Permission: "instrument:create", Event: "instrument.created", Tx: endpoint.ReadWrite, Record: "instrument", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-instrument", Method: "GET", Path: "/instruments/{id}", Permission: "instrument:read", Record: "instrument", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-instrument", Method: "PATCH", Path: "/instruments/{id}", Permission: "instrument:update", Event: "instrument.updated", Tx: endpoint.ReadWrite, Record: "instrument", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-instrument", Method: "DELETE", Path: "/instruments/{id}", Status: 204, Permission: "instrument:delete", Event: "instrument.archived", Tx: endpoint.ReadWrite, Record: "instrument", Tag: tag}, s.archive)
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
	i, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[View]{Location: "/instruments/" + i.ID.String(), ETag: etag.Of(i.Version), Body: s.View(ctx, i)}, nil
}

type dueIn struct {
	page.Request
	DueFilter
}

func (s *Service) due(ctx context.Context, in *dueIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.Due(ctx, in.DueFilter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

type getIn struct {
	endpoint.Param
	At
}

func (s *Service) get(ctx context.Context, in *getIn) (*endpoint.Found[View], error) {
	instrumentID, err := in.Record("instrument")
	if err != nil {
		return nil, err
	}
	i, err := s.GetAt(ctx, instrumentID, in.Moment())
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(i.Version), Body: s.View(ctx, i)}, nil
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[View], error) {
	instrumentID, seen, err := in.Target("instrument")
	if err != nil {
		return nil, err
	}
	i, err := s.Update(ctx, instrumentID, seen, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(i.Version), Body: s.View(ctx, i)}, nil
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	instrumentID, seen, err := in.Target("instrument")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, instrumentID, seen)
}
