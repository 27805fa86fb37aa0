package access

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Service reads the access log of the caller's organisation.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// List reads one page, newest first.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Log], error) {
	if err := f.Check(); err != nil {
		return page.List[Log]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, keys, "-occurred_at", r, f)
	if err != nil {
		return page.List[Log]{}, err
	}
	return s.store.list(ctx, f, p)
}

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.RegisterList(r, endpoint.Route{ID: "list-access-logs", Method: "GET", Path: "/access-logs", Permission: "access_log:read", Tag: "Audit",
		Summary: "Who read, exported, signed in or was refused what"}, s.list)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Log]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Log]]{Body: items}, err
}
