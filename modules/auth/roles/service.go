package roles

import (
	"context"

	"github.com/spectra-lab/spectra/modules/auth/shortlist"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Service answers from the policy in force.
type Service struct {
	kit    module.Kit
	policy *authz.Holder
	store  store
}

// NewService makes the service.
func NewService(kit module.Kit, policy *authz.Holder) *Service {
	return &Service{kit: kit, policy: policy, store: store{kit.DB}}
}

// Within reports whether everything the role allows is also allowed to the caller: nobody hands out, takes away or
// resets more than the own rights. The operator on the machine may everything.
func (s *Service) Within(ctx context.Context, role string) bool {
	a := tenancy.From(ctx)
	if a == nil {
		return false
	}
	if a.Kind == tenancy.System {
		return true
	}
	p := s.policy.Current()
	for _, permission := range p.PermissionsOf([]string{role}) {
		if !p.Allowed(a.Roles, permission) {
			return false
		}
	}
	return true
}

// Check refuses roles that do not exist or go beyond the caller's rights.
func (s *Service) Check(ctx context.Context, pointer string, roles []string) error {
	p := s.policy.Current()
	for _, r := range roles {
		if !p.HasRole(r) {
			return apperr.InvalidField(pointer, "unknown_role", "There is no such role; see GET /roles.")
		}
	}
	return s.CheckWithin(ctx, roles)
}

// CheckWithin refuses what goes beyond the caller's rights.
func (s *Service) CheckWithin(ctx context.Context, roles []string) error {
	for _, r := range roles {
		if !s.Within(ctx, r) {
			return apperr.New(apperr.Forbidden, "beyond_own_rights", "The role %s may do things that you may not, so it is not yours to give, take or reset.", r)
		}
	}
	return nil
}

// Roles lists the roles.
func (s *Service) Roles(ctx context.Context, r page.Request) (page.List[Role], error) {
	p := s.policy.Current()
	var items []Role
	for _, role := range p.Roles() {
		d := describe(role)
		items = append(items, Role{Key: d.Key, Name: d.Name, Description: d.Description, System: d.System, Inherits: d.Inherits,
			Permissions: p.PermissionsOf([]string{d.Key}), Grantable: s.kit.Can(ctx, "user:update") && s.Within(ctx, d.Key)})
	}
	return shortlist.Page(s.kit.Cursors, tenancy.Must(ctx).Org, r, items, func(r *Role) string { return r.Key })
}

// Permissions lists the catalogue.
func (s *Service) Permissions(ctx context.Context, r page.Request) (page.List[Permission], error) {
	p := s.policy.Current()
	var items []Permission
	for _, perm := range p.Catalogue().All() {
		items = append(items, Permission{Key: perm.Key(), Object: perm.Object, Action: perm.Action, Meaning: perm.Meaning, Roles: p.RolesOf(perm.Key())})
	}
	return shortlist.Page(s.kit.Cursors, tenancy.Must(ctx).Org, r, items, func(p *Permission) string { return p.Key })
}

// Policy shows the policy in force.
func (s *Service) Policy() Policy {
	p := s.policy.Current()
	out := Policy{SHA256: p.SHA256(), Text: string(p.Text()), Matrix: map[string][]string{}}
	for _, r := range p.Roles() {
		out.Matrix[r.Name] = p.PermissionsOf([]string{r.Name})
	}
	return out
}

// Sync writes what the policy in force describes; rows that already say so are left alone.
func (s *Service) Sync(ctx context.Context) error {
	p := s.policy.Current()
	var rows []RoleRow
	for _, r := range p.Roles() {
		rows = append(rows, describe(r))
	}
	var permissions []PermissionRow
	for _, perm := range p.Catalogue().All() {
		permissions = append(permissions, PermissionRow{Key: perm.Key(), Object: perm.Object, Action: perm.Action, Meaning: perm.Meaning})
	}
	ctx = tenancy.WithStamp(tenancy.With(ctx, tenancy.Job(id.Nil, "policy")), tenancy.Stamp{Event: "policy.loaded"})
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error { return s.store.sync(ctx, rows, permissions) })
}
