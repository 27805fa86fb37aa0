package users

import (
	"context"
	"slices"

	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// SetRoles replaces the roles of a person. They count within seconds, sessions go on (ID-06).
func (s *Service) SetRoles(ctx context.Context, user id.ID, seen int, wanted []string) (*User, error) {
	u, err := s.lock(ctx, user)
	if err != nil {
		return nil, err
	}
	if err := etag.Check(seen, u.Version); err != nil {
		return nil, err
	}
	wanted = unique(wanted)
	added := slices.DeleteFunc(slices.Clone(wanted), func(r string) bool { return slices.Contains(u.Roles, r) })
	removed := slices.DeleteFunc(slices.Clone(u.Roles), func(r string) bool { return slices.Contains(wanted, r) })
	if err := s.Roles.Check(ctx, "/roles", added); err != nil {
		return nil, err
	}
	if err := s.Roles.CheckWithin(ctx, removed); err != nil {
		return nil, err
	}
	if slices.Contains(removed, authz.Admin) && u.Status == Active {
		if err := s.notLast(ctx, user); err != nil {
			return nil, err
		}
	}
	if len(added)+len(removed) == 0 {
		return u, nil
	}
	if err := s.store.withdraw(ctx, user, removed); err != nil {
		return nil, err
	}
	if err := s.store.grant(ctx, user, added); err != nil {
		return nil, err
	}
	u.Roles = wanted
	s.Forget(user)
	return u, s.save(ctx, u, map[string]any{"role_version": u.RoleVersion + 1})
}

// notLast refuses to leave the organisation without anybody who can manage it.
func (s *Service) notLast(ctx context.Context, but id.ID) error {
	other, err := s.store.otherAdmin(ctx, authz.Admin, but)
	if err == nil && !other {
		err = apperr.New(apperr.Conflict, "last_admin", "This is the organisation's last administrator. Make somebody else administrator first.")
	}
	return err
}

// Deactivate shuts a person out: sessions, refresh tokens, links and keys end within seconds (P11-05).
func (s *Service) Deactivate(ctx context.Context, user id.ID) (*User, error) {
	u, err := s.Reach(ctx, user)
	if err != nil || u.Status == Deactivated {
		return u, err
	}
	if slices.Contains(u.Roles, authz.Admin) && u.Status == Active {
		if err := s.notLast(ctx, user); err != nil {
			return nil, err
		}
	}
	if err := s.save(ctx, u, map[string]any{"status": Deactivated, "deactivated_at": s.kit.Clock()}); err != nil {
		return nil, err
	}
	if err := s.Links.Cancel(ctx, user); err != nil {
		return nil, err
	}
	s.Forget(user)
	return u, s.EndSessions(ctx, user, "deactivated")
}

// Reactivate lets a person who came back in again, under the same account and with the same roles.
func (s *Service) Reactivate(ctx context.Context, user id.ID) (*User, error) {
	u, err := s.Reach(ctx, user)
	if err != nil {
		return nil, err
	}
	if u.Status != Deactivated {
		return nil, apperr.New(apperr.Conflict, "not_deactivated", "This person is not deactivated.")
	}
	status := Invited
	if u.PasswordChangedAt != nil {
		status = Active
	}
	s.Forget(user)
	return u, s.save(ctx, u, map[string]any{"status": status, "deactivated_at": nil})
}

// ResetPassword makes the link by which the person sets a new password. The old one works until then. The operator's is
// a reset also for somebody invited: the account may come from another organisation, with a password its owner never set.
func (s *Service) ResetPassword(ctx context.Context, user id.ID) (*links.Link, error) {
	u, err := s.Reach(ctx, user)
	if err != nil {
		return nil, err
	}
	switch {
	case u.Status == Deactivated:
		return nil, apperr.New(apperr.Conflict, "deactivated", "This person is deactivated.")
	case u.Status == Invited && tenancy.Must(ctx).Kind != tenancy.System:
		return s.Links.Make(ctx, user, links.Invite)
	}
	return s.Links.Make(ctx, user, links.Reset)
}

// Reach locks a person whom the caller may decide about: nobody with more rights than the own.
func (s *Service) Reach(ctx context.Context, user id.ID) (*User, error) {
	u, err := s.lock(ctx, user)
	if err != nil {
		return nil, err
	}
	return u, s.Roles.CheckWithin(ctx, u.Roles)
}

// PasswordSet notes that the person of a link now has a password.
func (s *Service) PasswordSet(ctx context.Context, user id.ID) error {
	u, err := s.lock(ctx, user)
	if err != nil {
		return err
	}
	set := map[string]any{"password_changed_at": s.kit.Clock(), "must_change_password": false}
	if u.Status == Invited {
		set["status"] = Active
	}
	s.Forget(user)
	return s.save(ctx, u, set)
}

// ResetRedeemed notes that somebody else's link set the password. By an administrator's the person cannot sign until a second
// administrator says it is them (P11-24); the operator is a second person by himself.
func (s *Service) ResetRedeemed(ctx context.Context, user id.ID, byOperator bool) error {
	u, err := s.lock(ctx, user)
	if err != nil {
		return err
	}
	if byOperator {
		return s.SignAgain(ctx, u)
	}
	return s.save(ctx, u, map[string]any{"signing_reset_at": s.kit.Clock()})
}

// SignAgain ends what ResetRedeemed began.
func (s *Service) SignAgain(ctx context.Context, u *User) error {
	if u.SigningResetAt == nil {
		return nil
	}
	return s.save(ctx, u, map[string]any{"signing_reset_at": nil})
}

func unique(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}
