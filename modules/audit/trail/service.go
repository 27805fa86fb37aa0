package trail

import (
	"context"
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Service reads the audit trail of the caller's organisation.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

var keys = page.Keys[Item]{
	"seq": {SQL: "c.seq", Cast: "bigint", Unique: true, Value: func(i *Item) string { return strconv.FormatInt(i.Seq, 10) }},
}

// List reads one page in the order of the chain, newest first.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	if err := f.Check(); err != nil {
		return page.List[Item]{}, err
	}
	scope, err := f.Scope()
	if err != nil {
		return page.List[Item]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, keys, "-seq", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	if scope != nil {
		return s.store.within(ctx, f, scope, p)
	}
	return s.store.list(ctx, f, p)
}

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	endpoint.Register(r, endpoint.Route{ID: "list-audit", Method: "GET", Path: "/audit", Permission: "audit:read", Tag: "Audit",
		Summary: "Audit trail with old and new values"}, s.list)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}
