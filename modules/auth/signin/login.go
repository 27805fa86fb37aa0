package signin

import (
	"context"
	"net/http"

	"github.com/spectra-lab/spectra/modules/auth/accounts"
	"github.com/spectra-lab/spectra/modules/auth/sessions"
	"github.com/spectra-lab/spectra/modules/auth/throttle"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Login is the body of a sign-in. totp is for accounts that enrolled a second factor.
type Login struct {
	Email    string `json:"email" minLength:"1" maxLength:"254"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
	Org      string `json:"org,omitempty" maxLength:"63" doc:"Slug; needed only by people of several organisations."`
	TOTP     string `json:"totp,omitempty" maxLength:"10"`
}

// Login recognises a person and opens a session.
func (s *Service) Login(ctx context.Context, in Login) (*sessions.Grant, error) {
	ctx = tenancy.With(ctx, nil) // whoever was signed in before: this is about somebody new
	m, err := s.recognise(ctx, in)
	if err != nil {
		return nil, err
	}
	ctx = as(ctx, m)
	g, err := s.Sessions.Start(ctx)
	if err != nil {
		return nil, err
	}
	actor := *tenancy.Must(ctx)
	actor.Session = g.Session
	s.log(ctx, &actor, m.UserID, "login", http.StatusOK, "")
	return g, nil
}

// recognise finds the membership that address, password and organisation stand for. Whatever is wrong, the same
// statements run, the same hash is computed and the same answer is given (ID-10, T-19).
func (s *Service) recognise(ctx context.Context, in Login) (accounts.Membership, error) {
	folded := accounts.Fold(in.Email)
	attempt := throttle.For(folded, endpoint.ClientFrom(ctx).IP)
	login, err := s.Accounts.FindLogin(ctx, folded)
	if err != nil {
		return accounts.Membership{}, err
	}
	members, err := s.Accounts.Memberships(ctx, login.IdentityID)
	if err != nil {
		return accounts.Membership{}, err
	}
	var chosen []accounts.Membership
	for _, m := range members {
		if m.Active() && (in.Org == "" || in.Org == m.OrgSlug) {
			chosen = append(chosen, m)
		}
	}
	hash := login.Hash
	if err := s.try(ctx, attempt, func() bool { return s.Hasher.Matches(hash, in.Password) && len(chosen) > 0 }); err != nil {
		if apperr.Is(err, apperr.Unauthenticated) {
			s.failed(ctx, members)
		}
		return accounts.Membership{}, err
	}
	if len(chosen) > 1 {
		return accounts.Membership{}, several(chosen)
	}
	return chosen[0], s.renew(as(ctx, chosen[0]), login, in.Password)
}

// try runs one comparison of a password: throttled, in turn, counted. The count is read again when it is the attempt's
// turn, so that a burst cannot pass while its first failures are not written yet.
func (s *Service) try(ctx context.Context, attempt throttle.Attempt, right func() bool) error {
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
	if !right() {
		if err := s.Throttle.Failed(ctx, attempt); err != nil {
			return err
		}
		return errCredentials()
	}
	return s.Throttle.Passed(ctx, attempt)
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
