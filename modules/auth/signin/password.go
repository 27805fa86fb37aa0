package signin

import (
	"context"

	"github.com/spectra-lab/spectra/modules/auth/accounts"
	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/auth/users"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Change is the body of POST /auth/password.
type Change struct {
	CurrentPassword string `json:"current_password" minLength:"1" maxLength:"1024"`
	NewPassword     string `json:"new_password" minLength:"1" maxLength:"1024"`
}

// Redeem is the body of POST /auth/reset.
type Redeem struct {
	Token    string `json:"token" minLength:"1" maxLength:"200"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
}

// self is the person of the context; a key or the server has no password to give.
func (s *Service) self(ctx context.Context) (*users.User, error) {
	a := tenancy.Must(ctx)
	if a.Kind != tenancy.User {
		return nil, apperr.New(apperr.Forbidden, "in_person", "This is done by a person in person, not by a key.")
	}
	u, err := s.Users.Get(ctx, a.ID)
	if err == nil && u.IdentityID == nil {
		err = errCredentials()
	}
	return u, err
}

func (s *Service) confirm(ctx context.Context, identity id.ID, folded, password string) error {
	hash, err := s.Accounts.PasswordOf(ctx, identity)
	if err != nil {
		return err
	}
	attempt, err := s.attempt(ctx, identity, folded)
	if err != nil {
		return err
	}
	return s.try(ctx, attempt, func() error {
		if !s.Hasher.Matches(hash, password) {
			return errCredentials()
		}
		return nil
	})
}

// ChangePassword replaces the own password; every other session ends (ID-06).
func (s *Service) ChangePassword(ctx context.Context, in Change) error {
	u, err := s.self(ctx)
	if err != nil {
		return err
	}
	if err := s.confirm(ctx, *u.IdentityID, u.EmailNorm, in.CurrentPassword); err != nil {
		return err
	}
	if err := s.Rules.Check("/new_password", in.NewPassword, u.Email, u.Name); err != nil {
		return err
	}
	if in.NewPassword == in.CurrentPassword {
		return apperr.InvalidField("/new_password", "unchanged", "This is the password you have.")
	}
	hash, err := s.Hasher.Hash(ctx, in.NewPassword)
	if err != nil {
		return err
	}
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		return s.setPassword(ctx, u, hash, tenancy.Must(ctx).Session, "password_changed")
	})
	if err != nil {
		return err
	}
	return s.endElsewhere(ctx, *u.IdentityID)
}

// setPassword stores the hash and ends sessions, all but one.
func (s *Service) setPassword(ctx context.Context, u *users.User, hash string, keep id.ID, reason string) error {
	if hash != "" {
		if err := s.Accounts.SetPassword(ctx, *u.IdentityID, hash); err != nil {
			return err
		}
		if err := s.Accounts.ForgetDevices(ctx, *u.IdentityID); err != nil {
			return err
		}
	}
	if err := s.Users.PasswordSet(ctx, u.ID); err != nil {
		return err
	}
	return s.Sessions.EndAll(ctx, u.ID, keep, reason)
}

// endElsewhere ends the person's sessions in other organisations: it is the same password there.
func (s *Service) endElsewhere(ctx context.Context, identity id.ID) error {
	here := tenancy.Must(ctx).Org
	members, err := s.Accounts.Memberships(ctx, identity)
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.OrgID == here || m.OrgStatus != "active" {
			continue
		}
		there := tenancy.WithStamp(as(ctx, m), tenancy.Stamp{Event: "session.ended"})
		if err := s.kit.DB.InTx(there, func(ctx context.Context) error {
			return s.Sessions.EndAll(ctx, m.UserID, id.Nil, "password_changed")
		}); err != nil {
			return err
		}
	}
	return nil
}

// Redeem sets the password of the person a link was made for. Links of an organisation's admin reach no further than
// that organisation: an account that also belongs to another one keeps its password. An invitation to it is accepted
// with the password it has, and only the operator's link resets it.
func (s *Service) Redeem(ctx context.Context, in Redeem) (device string, err error) {
	ctx = tenancy.With(ctx, nil)
	f, err := s.Links.Find(ctx, in.Token)
	if err != nil {
		return "", err
	}
	ctx = as(ctx, accounts.Membership{OrgID: f.OrgID, OrgSlug: f.OrgSlug, UserID: f.UserID, Name: f.Name, Email: f.Email})
	shared, err := s.shared(ctx, *f.IdentityID)
	if err != nil {
		return "", err
	}
	hash := ""
	if shared && f.Purpose == links.Invite {
		err = s.confirm(ctx, *f.IdentityID, accounts.Fold(f.Email), in.Password)
	} else if err = s.Rules.Check("/password", in.Password, f.Email, f.Name); err == nil {
		hash, err = s.Hasher.Hash(ctx, in.Password)
	}
	if err != nil {
		return "", err
	}
	err = s.kit.DB.InTx(ctx, func(ctx context.Context) error { return s.redeem(ctx, f, hash, shared) })
	if err == nil && hash != "" {
		err = s.endElsewhere(ctx, *f.IdentityID)
	}
	if err != nil {
		return "", err
	}
	return s.remember(ctx, f.UserID) // guesses that others made do not keep out who came by a link
}

// shared reports whether the account also belongs to another organisation and has a password there.
func (s *Service) shared(ctx context.Context, identity id.ID) (bool, error) {
	elsewhere, err := s.Accounts.Elsewhere(ctx, identity)
	if err != nil || !elsewhere {
		return false, err
	}
	hash, err := s.Accounts.PasswordOf(ctx, identity)
	return hash != "", err
}

func (s *Service) redeem(ctx context.Context, f *links.Found, hash string, shared bool) error {
	byOperator, err := s.Links.Redeem(ctx, f)
	if err != nil {
		return err
	}
	if shared && hash != "" && !byOperator {
		return apperr.New(apperr.Conflict, "shared_account", "This account also belongs to another organisation, so an administrator's link cannot change its password. Ask the operator of this installation.")
	}
	u, err := s.Users.Get(ctx, f.UserID)
	if err != nil {
		return err
	}
	if err := s.setPassword(ctx, u, hash, id.Nil, "password_reset"); err != nil || f.Purpose != links.Reset {
		return err
	}
	return s.Users.ResetRedeemed(ctx, u.ID, byOperator)
}
