package roles

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Roles"
	endpoint.Register(r, endpoint.Route{ID: "list-roles", Method: "GET", Path: "/roles", Permission: "role:read", Record: "role", Tag: tag}, s.roles)
	endpoint.Register(r, endpoint.Route{ID: "list-permissions", Method: "GET", Path: "/permissions", Permission: "permission:read", Tag: tag}, s.permissions)
	endpoint.Register(r, endpoint.Route{ID: "get-policy", Method: "GET", Path: "/policy", Permission: "policy:read", Tag: tag}, s.shown)
}

func (s *Service) roles(ctx context.Context, in *page.Request) (*endpoint.Listed[page.List[Role]], error) {
	items, err := s.Roles(ctx, *in)
	return &endpoint.Listed[page.List[Role]]{Body: items}, err
}

func (s *Service) permissions(ctx context.Context, in *page.Request) (*endpoint.Listed[page.List[Permission]], error) {
	items, err := s.Permissions(ctx, *in)
	return &endpoint.Listed[page.List[Permission]]{Body: items}, err
}

func (s *Service) shown(context.Context, *struct{}) (*endpoint.Listed[Policy], error) {
	return &endpoint.Listed[Policy]{Body: s.Policy()}, nil
}
