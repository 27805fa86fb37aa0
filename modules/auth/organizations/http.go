package organizations

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Organisation"
	endpoint.Register(r, endpoint.Route{ID: "get-organization", Method: "GET", Path: "/organizations/current", Permission: "organization:read", Record: "organization", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-organization", Method: "PATCH", Path: "/organizations/current", Permission: "organization:update", Event: "organization.updated", Tx: endpoint.ReadWrite, Record: "organization", Tag: tag}, s.update)
}

func (s *Service) get(ctx context.Context, _ *struct{}) (*endpoint.Found[View], error) {
	o, err := s.Current(ctx)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(o.Version), Body: s.View(ctx, o)}, nil
}

type updateIn struct {
	endpoint.IfMatch
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[View], error) {
	seen, err := in.Version()
	if err != nil {
		return nil, err
	}
	o, err := s.Update(ctx, seen, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(o.Version), Body: s.View(ctx, o)}, nil
}
