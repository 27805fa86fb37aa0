package users

import (
	"context"

	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Routes mounts the resource. The routes that answer a link keep their own transaction: an Idempotency-Key would store
// the link with the answer.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Users"
	endpoint.RegisterList(r, endpoint.Route{ID: "list-users", Method: "GET", Path: "/users", Permission: "user:read", Tx: endpoint.Snapshot, Record: "user", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "create-user", Method: "POST", Path: "/users", Status: 201, Permission: "user:create", Event: "user.created", Record: "user", Tag: tag}, s.create)
	endpoint.Register(r, endpoint.Route{ID: "get-user", Method: "GET", Path: "/users/{id}", Permission: "user:read", Tx: endpoint.Snapshot, Record: "user", Tag: tag}, s.get)
	endpoint.Register(r, endpoint.Route{ID: "update-user", Method: "PATCH", Path: "/users/{id}", Permission: "user:update", Event: "user.updated", Tx: endpoint.ReadWrite, Record: "user", Tag: tag}, s.update)
	endpoint.Register(r, endpoint.Route{ID: "set-user-roles", Method: "PUT", Path: "/users/{id}/roles", Permission: "user:update", Event: "user.roles_changed", Tx: endpoint.ReadWrite, Record: "user", Tag: tag}, s.setRoles)
	endpoint.Register(r, endpoint.Route{ID: "deactivate-user", Method: "POST", Path: "/users/{id}/deactivate", Permission: "user:update", Event: "user.deactivated", Tx: endpoint.ReadWrite, Record: "user", Tag: tag}, s.deactivate)
	endpoint.Register(r, endpoint.Route{ID: "reactivate-user", Method: "POST", Path: "/users/{id}/reactivate", Permission: "user:update", Event: "user.reactivated", Tx: endpoint.ReadWrite, Record: "user", Tag: tag}, s.reactivate)
	endpoint.Register(r, endpoint.Route{ID: "reset-user-password", Method: "POST", Path: "/users/{id}/reset-password", Permission: "user:update", Event: "user.reset_requested", Record: "user", Tag: tag}, s.reset)
}

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[User]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[User]]{Body: items}, err
}

func (s *Service) create(ctx context.Context, in *struct{ Body New }) (out *endpoint.Created[Made], err error) {
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		u, link, err := s.Create(ctx, in.Body, "")
		if err != nil {
			return err
		}
		out = &endpoint.Created[Made]{Location: "/users/" + u.ID.String(), ETag: etag.Of(u.Version), Body: Made{View: s.View(ctx, u)}}
		if link != nil {
			out.Body.InviteURL, out.Body.InviteExpiresAt, out.Body.InviteMailed = &link.URL, &link.ExpiresAt, link.Mailed
		}
		return nil
	})
	return out, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	user, err := in.Record("user")
	if err != nil {
		return nil, err
	}
	u, err := s.Get(ctx, user)
	return s.answer(ctx, u, err)
}

type updateIn struct {
	endpoint.Change
	Body Change
}

func (s *Service) update(ctx context.Context, in *updateIn) (*endpoint.Found[View], error) {
	user, seen, err := in.Target("user")
	if err != nil {
		return nil, err
	}
	u, err := s.Update(ctx, user, seen, in.Body)
	return s.answer(ctx, u, err)
}

type rolesIn struct {
	endpoint.Change
	Body RoleSet
}

func (s *Service) setRoles(ctx context.Context, in *rolesIn) (*endpoint.Found[View], error) {
	user, err := in.Record("user")
	if err != nil {
		return nil, err
	}
	seen, err := in.OptionalVersion()
	if err != nil {
		return nil, err
	}
	u, err := s.SetRoles(ctx, user, seen, in.Body.Roles)
	return s.answer(ctx, u, err)
}

func (s *Service) deactivate(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	return s.act(ctx, in, s.Deactivate)
}

func (s *Service) reactivate(ctx context.Context, in *endpoint.Param) (*endpoint.Found[View], error) {
	return s.act(ctx, in, s.Reactivate)
}

func (s *Service) act(ctx context.Context, in *endpoint.Param, do func(context.Context, id.ID) (*User, error)) (*endpoint.Found[View], error) {
	user, err := in.Record("user")
	if err != nil {
		return nil, err
	}
	u, err := do(ctx, user)
	return s.answer(ctx, u, err)
}

func (s *Service) answer(ctx context.Context, u *User, err error) (*endpoint.Found[View], error) {
	if err != nil {
		return nil, err
	}
	return &endpoint.Found[View]{ETag: etag.Of(u.Version), Body: s.View(ctx, u)}, nil
}

func (s *Service) reset(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[links.Link], error) {
	user, err := in.Record("user")
	if err != nil {
		return nil, err
	}
	out := &endpoint.Listed[links.Link]{}
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		link, err := s.ResetPassword(ctx, user)
		if err == nil {
			out.Body = *link
		}
		return err
	})
	return out, err
}
