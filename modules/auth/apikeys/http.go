package apikeys

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource. Creating keeps its own transaction: an Idempotency-Key would store the secret.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "API keys"
	endpoint.Register(r, endpoint.Route{ID: "list-api-keys", Method: "GET", Path: "/api-keys", Permission: "api_key:read", Record: "api_key", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-api-key", Method: "POST", Path: "/api-keys", Status: 201, Permission: "api_key:create", Event: "api_key.created", Record: "api_key", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-api-key", Method: "GET", Path: "/api-keys/{id}", Permission: "api_key:read", Record: "api_key", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "revoke-api-key", Method: "DELETE", Path: "/api-keys/{id}", Status: 204, Permission: "api_key:delete", Event: "api_key.revoked", Record: "api_key", Tag: tag}, s.remove)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Key]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Key]]{Body: items}, err
}

type created struct {
	Location string `header:"Location"`
	Body     Made
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (out *created, err error) {
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		k, err := s.Create(ctx, in.Body)
		if err == nil {
			out = &created{Location: "/api-keys/" + k.ID.String(), Body: *k}
		}
		return err
	})
	return out, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[Key], error) {
	key, err := in.Record("API key")
	if err != nil {
		return nil, err
	}
	k, err := s.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	return &endpoint.Listed[Key]{Body: *k}, nil
}

func (s *Service) remove(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	key, err := in.Record("API key")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Revoke(ctx, key)
}
