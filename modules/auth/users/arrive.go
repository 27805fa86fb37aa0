package users

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/spectra-lab/spectra/modules/auth/accounts"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Arrival is somebody whom an identity provider vouches for.
type Arrival struct {
	Identity id.ID // Nil: nobody has the address yet
	Invite   bool  // make a person who is not here yet
	Email    string
	Name     string
	Managed  []string // roles that the provider's groups decide about
	Granted  []string // those of them that the groups give now
}

// LockPeople makes the transaction the only one that decides about people of the organisation.
func (s *Service) LockPeople(ctx context.Context) error { return s.store.lockPeople(ctx) }

// Arrive gives the person, made as a viewer when new, with the roles the groups give now (SECURITY.md ID-14). It runs in a
// transaction, as the server itself.
func (s *Service) Arrive(ctx context.Context, a Arrival) (*User, error) {
	u, err := s.store.byIdentity(ctx, a.Identity)
	switch {
	case err != nil:
		return nil, err
	case u == nil && !a.Invite:
		return nil, apperr.New(apperr.Unauthenticated, "no_account", "The identity provider knows you, but you have no account in this organisation. Ask an administrator for one.")
	case u == nil:
		return s.join(ctx, a)
	case u.Status == Deactivated:
		return nil, apperr.New(apperr.Unauthenticated, "account_inactive", "Your account here is deactivated. Ask an administrator.")
	}
	if u.Status == Invited { // the provider's word takes the place of the link
		if err := s.Links.Cancel(ctx, u.ID); err != nil {
			return nil, err
		}
		if err := s.save(ctx, u, map[string]any{"status": Active}); err != nil {
			return nil, err
		}
	}
	return s.follow(ctx, u, a)
}

// join makes a person who has no password here and needs none.
func (s *Service) join(ctx context.Context, a Arrival) (*User, error) {
	shown, folded, err := accounts.Address("/email", a.Email)
	if err != nil {
		return nil, err
	}
	u := &User{Key: db.NewKey(ctx), Email: shown, EmailNorm: folded, Name: printed(a.Name, shown), Status: Active, RoleVersion: 1, Roles: orViewer(unique(a.Granted))}
	return u, s.insert(ctx, u, "")
}

// printed is a name as it may stand beside signatures; without one the address serves.
func printed(name, address string) string {
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, name))
	if name == "" {
		name = address
	}
	if runes := []rune(name); len(runes) > 200 {
		name = string(runes[:200])
	}
	return name
}

// follow replaces the managed roles by those the groups give; roles given by hand stay. The organisation's last
// administrator stays one: without anybody who can manage it, nobody could put that right.
func (s *Service) follow(ctx context.Context, u *User, a Arrival) (*User, error) {
	wanted := slices.DeleteFunc(slices.Clone(u.Roles), func(r string) bool { return slices.Contains(a.Managed, r) })
	wanted = orViewer(unique(append(wanted, a.Granted...)))
	out, err := s.SetRoles(ctx, u.ID, 0, wanted)
	if e, ok := apperr.As(err); ok && e.Code == "last_admin" {
		s.kit.Log.WarnContext(ctx, "the organisation's last administrator is in no group for it any more and stays administrator", "user_id", u.ID)
		return s.SetRoles(ctx, u.ID, 0, append(wanted, authz.Admin))
	}
	return out, err
}

func orViewer(roles []string) []string {
	if len(roles) == 0 {
		return []string{authz.Viewer}
	}
	return roles
}
