package approvals

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Users"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-approvals", Method: "GET", Path: "/approvals", Permission: permission, Record: "approval", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "get-approval", Method: "GET", Path: "/approvals/{id}", Permission: permission, Record: "approval", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "confirm-approval", Method: "POST", Path: "/approvals/{id}/confirm", Permission: permission, Event: "approval.confirmed", Tx: endpoint.ReadWrite, Record: "approval", Tag: tag}, s.confirm)
	endpoint.Register(r, endpoint.Route{ID: "decline-approval", Method: "POST", Path: "/approvals/{id}/decline", Permission: permission, Event: "approval.declined", Tx: endpoint.ReadWrite, Record: "approval", Tag: tag}, s.decline)
	endpoint.Register(r, endpoint.Route{ID: "remove-user-mfa", Method: "POST", Path: "/users/{id}/mfa/remove", Status: 202, Permission: permission, Event: "user.mfa_removal_requested", Tx: endpoint.ReadWrite, Record: "user", Tag: tag}, s.ask(MFARemoval))
	endpoint.Register(r, endpoint.Route{ID: "restore-user-signing", Method: "POST", Path: "/users/{id}/signing/restore", Status: 202, Permission: permission, Event: "user.signing_restore_requested", Tx: endpoint.ReadWrite, Record: "user", Tag: tag}, s.ask(SigningAfterReset))
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Approval]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Approval]]{Body: items}, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	approval, err := in.Record("approval")
	if err != nil {
		return nil, err
	}
	a, err := s.Get(ctx, approval)
	return s.answer(ctx, a, err)
}

func (s *Service) answer(ctx context.Context, a *Approval, err error) (*endpoint.Found[View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(a.Version), Body: s.view(ctx, a)}, nil
}

type askIn struct {
	endpoint.Param
	Body New
}

func (s *Service) ask(kind string) func(context.Context, *askIn) (*endpoint.Created[View], error) {
	return func(ctx context.Context, in *askIn) (*endpoint.Created[View], error) {
		user, err := in.Record("user")
		if err != nil {
			return nil, err
		}
		a, err := s.Ask(ctx, kind, user, in.Body)
		if err != nil {
			return nil, err
		}
		return &endpoint.Created[View]{Location: "/approvals/" + a.ID.String(), ETag: etag.Of(a.Version), Body: s.view(ctx, a)}, nil
	}
}

func (s *Service) confirm(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	approval, err := in.Record("approval")
	if err != nil {
		return nil, err
	}
	a, err := s.Confirm(ctx, approval)
	return s.answer(ctx, a, err)
}

type declineIn struct {
	endpoint.Param
	Body Refusal
}

func (s *Service) decline(ctx context.Context, in *declineIn) (*endpoint.Found[View], error) {
	approval, err := in.Record("approval")
	if err != nil {
		return nil, err
	}
	a, err := s.Decline(ctx, approval, in.Body)
	return s.answer(ctx, a, err)
}
