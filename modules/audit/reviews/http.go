package reviews

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

const record = "audit_review"

// Routes mounts the resource. A review opens its own transaction: the password is checked before it.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.RegisterList(r, endpoint.Route{ID: "list-audit-reviews", Method: "GET", Path: "/audit/reviews", Permission: "audit:read", Record: record, Tag: "Audit",
		Summary: "Who has reviewed the audit trail, up to where"}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "review-audit", Method: "POST", Path: "/audit/reviews", Status: 201, Permission: permission, Event: "audit.reviewed", Record: record, Tag: "Audit",
		Summary: "Sign that the audit trail was reviewed up to an entry"}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-audit-review-status", Method: "GET", Path: "/audit/reviews/status", Permission: "audit:read", Tx: endpoint.Snapshot, Record: record, Tag: "Audit",
		Summary: "How much of the audit trail is not reviewed yet"}, s.status)
	endpoint.Register(r, endpoint.Route{ID: "get-audit-review", Method: "GET", Path: "/audit/reviews/{id}", Permission: "audit:read", Record: record, Tag: "Audit",
		Summary: "Read a review of the audit trail"}, s.get)
}

func (s *Service) list(ctx context.Context, in *page.Request) (*endpoint.Listed[page.List[Review]], error) {
	items, err := s.List(ctx, *in)
	return &endpoint.Listed[page.List[Review]]{Body: items}, err
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (*endpoint.Created[*Review], error) {
	v, err := s.Review(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Created[*Review]{Location: "/audit/reviews/" + v.ID.String(), ETag: etag.Of(1), Body: v}, nil
}

func (s *Service) status(ctx context.Context, _ *struct{}) (*endpoint.Listed[*Status], error) {
	v, err := s.Status(ctx)
	return &endpoint.Listed[*Status]{Body: v}, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[*Review], error) {
	reviewID, err := in.Record(record)
	if err != nil {
		return nil, err
	}
	v, err := s.store.get(ctx, reviewID)
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[*Review]{ETag: etag.Of(1), Body: v}, nil // there is one version for ever
}
