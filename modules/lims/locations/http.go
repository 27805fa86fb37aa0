package locations

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Locations"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-locations", Method: "GET", Path: "/locations", Permission: "location:read", Record: "location", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-location", Method: "POST", Path: "/locations", Status: 201, Permission: "location:create", Event: "location.created", Tx: endpoint.ReadWrite, Record: "location", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-location", Method: "GET", Path: "/locations/{id}", Permission: "location:read", Record: "location", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "get-location-grid", Method: "GET", Path: "/locations/{id}/grid", Permission: "sample:read", Record: "location", Tag: tag, Summary: "What lies where in a box or cassette"}, s.layout)
	endpoint.Register(r, endpoint.Route{ID: "update-location", Method: "PATCH", Path: "/locations/{id}", Permission: "location:update", Event: "location.updated", Tx: endpoint.ReadWrite, Record: "location", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "archive-location", Method: "DELETE", Path: "/locations/{id}", Status: 204, Permission: "location:delete", Event: "location.archived", Tx: endpoint.ReadWrite, Record: "location", Tag: tag}, s.archive)
}

func (s *Service) layout(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[*Layout], error) {
	locationID, err := in.Record("location")
	if err != nil {
		return nil, err
	}
	l, err := s.Layout(ctx, locationID)
	return &endpoint.Listed[*Layout]{Body: l}, err
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
	return &endpoint.Created[View]{Location: "/locations/" + i.ID.String(), ETag: etag.Of(i.Version), Body: s.View(ctx, i)}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	locationID, err := in.Record("location")
	if err != nil {
		return nil, err
	}
	i, err := s.Get(ctx, locationID)
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
	locationID, seen, err := in.Target("location")
	if err != nil {
		return nil, err
	}
	i, err := s.Update(ctx, locationID, seen, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(i.Version), Body: s.View(ctx, i)}, nil
}

func (s *Service) archive(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	locationID, seen, err := in.Target("location")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Archive(ctx, locationID, seen)
}
