package signrequests

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource. Stages are signed by POST /signatures: there is no second way to sign.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Signature requests"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-signature-requests", Method: "GET", Path: "/signature-requests", Permission: "signature_request:read", Record: record, Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-signature-request", Method: "POST", Path: "/signature-requests", Status: 201, Permission: "signature_request:create", Event: "signature_request.created", Tx: endpoint.ReadWrite, Record: record, Tag: tag,
		Summary: "Ask people to sign a record, one after the other or all at once"}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-signature-request", Method: "GET", Path: "/signature-requests/{id}", Permission: "signature_request:read", Tx: endpoint.Snapshot, Record: record, Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "cancel-signature-request", Method: "POST", Path: "/signature-requests/{id}/cancel", Permission: "signature_request:create", Event: "signature_request.cancelled", Tx: endpoint.ReadWrite, Record: record, Tag: tag}, s.cancel)
}

// Permissions lists what the resource asks the policy for.
func Permissions() []authz.Permission {
	return []authz.Permission{
		{Object: "signature_request", Action: "read", Meaning: "See who is asked to sign what"},
		{Object: "signature_request", Action: "create", Meaning: "Ask people to sign records, and cancel what one has asked for"},
		{Object: "signature_request", Action: "cancel", Meaning: "Cancel what others have asked for"},
	}
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
	return &endpoint.Created[*View]{Location: "/signature-requests/" + v.ID.String(), ETag: etag.Of(v.Version), Body: v}, nil
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*View], error) {
	requestID, err := in.Record(what)
	if err != nil {
		return nil, err
	}
	return found(s.Get(ctx, requestID))
}

func found(v *View, err error) (*endpoint.Found[*View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*View]{ETag: etag.Of(v.Version), Body: v}, nil
}

type cancelIn struct {
	endpoint.Change
	Body Cancel
}

func (s *Service) cancel(ctx context.Context, in *cancelIn) (*endpoint.Found[*View], error) {
	requestID, seen, err := in.OptionalTarget(what)
	if err != nil {
		return nil, err
	}
	return found(s.Cancel(ctx, requestID, seen, in.Body))
}
