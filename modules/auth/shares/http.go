package shares

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Sharing"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-shares", Method: "GET", Path: "/shares", Permission: "share:read", Record: "share", Tag: tag}, s.all)
	endpoint.Register(r, endpoint.Route{ID: "create-share", Method: "POST", Path: "/shares", Status: 201, Permission: "share:create", Event: "share.created", Tx: endpoint.ReadWrite, Record: "share", Tag: tag,
		Summary: "Let another organisation read a record"}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-share", Method: "GET", Path: "/shares/{id}", Permission: "share:read", Record: "share", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "revoke-share", Method: "DELETE", Path: "/shares/{id}", Status: 204, Permission: "share:delete", Event: "share.revoked", Tx: endpoint.ReadWrite, Record: "share", Tag: tag,
		Summary: "End a share at once"}, s.remove)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) all(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Share]], error) {
	items, err := s.list(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Share]]{Body: items}, err
}

type created struct {
	Location string `header:"Location"`
	Body     Share
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*created, error) {
	out, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &created{Location: "/shares/" + out.ID.String(), Body: *out}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[Share], error) {
	share, err := in.Record("share")
	if err != nil {
		return nil, err
	}
	out, err := s.Get(ctx, share)
	if err != nil {
		return nil, err
	}
	return &endpoint.Listed[Share]{Body: *out}, nil
}

func (s *Service) remove(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	share, err := in.Record("share")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.Revoke(ctx, share)
}
