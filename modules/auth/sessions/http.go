package sessions

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Auth"
	endpoint.Register(r, endpoint.Route{ID: "list-sessions", Method: "GET", Path: "/auth/sessions", Permission: "session:read", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "end-session", Method: "DELETE", Path: "/auth/sessions/{id}", Status: 204, Permission: "session:delete", Event: "session.ended", Tx: endpoint.ReadWrite, Tag: tag}, s.remove)
}

func (s *Service) list(ctx context.Context, in *page.Request) (*endpoint.Listed[page.List[Item]], error) {
	items, err := s.List(ctx, *in)
	return &endpoint.Listed[page.List[Item]]{Body: items}, err
}

// remove ends a session; a condition is honoured in form only, because sessions have no version.
func (s *Service) remove(ctx context.Context, in *endpoint.Change) (*endpoint.NoContent, error) {
	session, err := in.Record("session")
	if err != nil {
		return nil, err
	}
	return &endpoint.NoContent{}, s.End(ctx, tenancy.Must(ctx).ID, session, "ended_by_owner")
}
