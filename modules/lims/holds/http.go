package holds

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag, record = "Legal holds", "legal_hold"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-legal-holds", Method: "GET", Path: "/legal-holds", Permission: "legal_hold:read", Record: record, Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-legal-hold", Method: "POST", Path: "/legal-holds", Status: 201, Permission: "legal_hold:create", Event: "legal_hold.placed", Tx: endpoint.ReadWrite, Tag: tag,
		Summary: "Place a legal hold: what it names cannot be archived until it is released"}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-legal-hold", Method: "GET", Path: "/legal-holds/{id}", Permission: "legal_hold:read", Tx: endpoint.Snapshot, Record: record, Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "add-to-legal-hold", Method: "POST", Path: "/legal-holds/{id}/records", Permission: "legal_hold:create", Event: "legal_hold.extended", Tx: endpoint.ReadWrite, Record: record, Tag: tag}, s.add)
	endpoint.Register(r, endpoint.Route{ID: "release-legal-hold", Method: "POST", Path: "/legal-holds/{id}/release", Permission: "legal_hold:release", Event: "legal_hold.released", Reason: true, Tx: endpoint.ReadWrite, Record: record, Tag: tag}, s.release)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[*View], error) {
	v, err := s.Create(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[*View]{Location: "/legal-holds/" + v.ID.String(), ETag: etag.Of(v.Version), Body: v}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	holdID, err := in.Record("legal hold")
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, holdID))
}

func found(v *View, err error) (*endpoint.Found[*View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(v.Version), Body: v}, nil
}

type addIn struct {
	endpoint.Param
	Body More
}

func (s *Service) add(ctx context.Context, in *addIn) (*endpoint.Found[*View], error) {
	holdID, err := in.Record("legal hold")
	if err != nil {
		return nil, err
	}
	return found(s.Add(ctx, holdID, in.Body))
}

func (s *Service) release(ctx context.Context, in *endpoint.Change) (*endpoint.Found[*View], error) {
	holdID, seen, err := in.OptionalTarget("legal hold")
	if err != nil {
		return nil, err
	}
	return found(s.Release(ctx, holdID, seen))
}
