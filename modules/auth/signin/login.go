package signin

import (
	"context"
	"net/http"

	"github.com/spectra-lab/spectra/modules/auth/accounts"
	"github.com/spectra-lab/spectra/modules/auth/sessions"
	"github.com/spectra-lab/spectra/modules/auth/throttle"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Login is the body of a sign-in. totp is for accounts that enrolled a second factor.
type Login struct {
	Email    string `json:"email" minLength:"1" maxLength:"254"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
	Org      string `json:"org,omitempty" maxLength:"63" doc:"Slug; needed only by people of several organisations."`
	TOTP     string `json:"totp,omitempty" maxLength:"40" doc:"A code of the authenticator app, or a recovery code."`
}

// known is a person who was recognised.
type known struct {
	accounts.Membership
	identity id.ID
	recovery []string // shown once, to somebody who just enrolled a second factor
}

// Login recognises a person and opens a session.
func (s *Service) Login(ctx context.Context, in Login) (*sessions.Grant, error) {
	ctx = tenancy.With(ctx, nil) // whoever was signed in before: this is about somebody new
	k, err := s.recognise(ctx, in)
	if err != nil {
		return nil, err
	}
	g, err := s.open(ctx, k.Membership, "")
	if err == nil {
		g.RecoveryCodes = k.recovery
	}
	return g, err
}

// open starts the session of a person who was just recognised.
func (s *Service) open(ctx context.Context, m accounts.Membership, how string) (*sessions.Grant, error) {
	ctx = as(ctx, m)
	g, err := s.Sessions.Start(ctx)
	if err != nil {
		return nil, err
	}
	if g.Device, err = s.remember(ctx, m.UserID); err != nil {
		return nil, err
	}
	actor := *tenancy.Must(ctx)
	actor.Session = g.Session
	s.log(ctx, &actor, m.UserID, "login", http.StatusOK, how)
	return g, nil
}

// recognise finds the membership that address, password and organisation stand for. Whatever is wrong, the same
// statements run, the same hash is computed and the same answer is given (ID-10, T-19).
func (s *Service) recognise(ctx context.Context, in Login) (known, error) {
	folded := accounts.Fold(in.Email)
	login, err := s.Accounts.FindLogin(ctx, folded)
	if err != nil {
		return known{}, err
	}
	attempt, err := s.attempt(ctx, login.IdentityID, folded)
	if err != nil {
		return known{}, err
	}
	members, err := s.Accounts.Memberships(ctx, login.IdentityID)
	if err != nil {
		return known{}, err
	}
	k := known{identity: login.IdentityID}
	err = s.try(ctx, attempt, func() error {
		chosen := active(members, in.Org)
		if !s.Hasher.Matches(login.Hash, in.Password) || len(chosen) == 0 {
			return errCredentials()
		}
		if len(chosen) > 1 {
			return several(chosen)
		}
		k.Membership = chosen[0]
		return s.secondAtLogin(as(ctx, k.Membership), &k, in.TOTP)
	})
	if err != nil {
		if guessed(err) {
			s.failed(ctx, members)
		}
		return known{}, err
	}
	if err := s.Throttle.Passed(ctx, attempt); err != nil {
		return known{}, err
	}
	return k, s.renew(as(ctx, k.Membership), login, in.Password)
}

// active gives the memberships that somebody may come in by; slug "" is any.
func active(members []accounts.Membership, slug string) (out []accounts.Membership) {
	for _, m := range members {
		if m.Active() && (slug == "" || slug == m.OrgSlug) {
			out = append(out, m)
		}
	}
	return out
}

// try looks at what proves who somebody is: throttled, in turn, counted. The count is read again when it is the attempt's
// turn, so that a burst cannot pass while its first failures are not written yet. Failures are forgotten only by who calls
// this, once everything was right: a right password must not make codes cheap to guess.
func (s *Service) try(ctx context.Context, attempt throttle.Attempt, right func() error) error {
	if err := s.Throttle.Check(ctx, attempt); err != nil {
		return err
	}
	done, err := s.Hasher.Turn(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := s.Throttle.Check(ctx, attempt); err != nil {
		return err
	}
	err = right()
	if guessed(err) {
		if err := s.Throttle.Failed(ctx, attempt); err != nil {
			return err
		}
	}
	return err
}

// failed tells the organisations of the account, if it is one.
func (s *Service) failed(ctx context.Context, members []accounts.Membership) {
	for _, m := range members {
		s.log(ctx, tenancy.SignIn(m.OrgID), m.UserID, "login_failed", http.StatusUnauthorized, "invalid_credentials")
	}
}

func several(chosen []accounts.Membership) error {
	slugs := make([]string, len(chosen))
	for i, m := range chosen {
		slugs[i] = m.OrgSlug
	}
	return apperr.New(apperr.Conflict, "org_required", "You belong to several organisations; say which one you mean with \"org\".").With("organizations", slugs)
}

// renew hashes the password anew when the cost was changed since; only now is it known.
func (s *Service) renew(ctx context.Context, login accounts.Login, password string) error {
	if !s.Hasher.Outdated(login.Hash) {
		return nil
	}
	hash, err := s.Hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	return s.Accounts.SetPassword(ctx, login.IdentityID, hash)
}
