package signin

import (
	"context"

	"github.com/spectra-lab/spectra/modules/auth/settings"
	"github.com/spectra-lab/spectra/modules/auth/totp"
	"github.com/spectra-lab/spectra/modules/auth/users"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// second asks for the second factor of somebody whose password was right. A code where nothing is enrolled is refused: it
// is of a device that was taken away (P11-27).
func (s *Service) second(ctx context.Context, identity id.ID, code string) (enrolled bool, err error) {
	outcome, err := s.Factors.Check(ctx, identity, code)
	switch {
	case err != nil:
		return false, err
	case outcome == totp.Missing:
		return true, apperr.New(apperr.Unauthenticated, "totp_required", "This account has a second factor: send a code of the authenticator app, or a recovery code, as \"totp\".")
	case outcome == totp.Wrong:
		return true, errCredentials()
	}
	return outcome == totp.Right, nil
}

// secondAtLogin lets nobody in without a second factor where the organisation wants one. Who has none is given a secret
// instead of a session, and comes in with the first code of it.
func (s *Service) secondAtLogin(ctx context.Context, k *known, code string) error {
	enrolled, err := s.second(ctx, k.identity, code)
	if err != nil || enrolled {
		return err
	}
	wanted, err := s.Settings.On(ctx, settings.MFARequired)
	switch {
	case err != nil:
		return err
	case wanted && code == "":
		return s.enrolFirst(ctx, k)
	case wanted:
		made, err := s.Factors.Confirm(ctx, k.identity, code)
		if err == nil && made == nil {
			err = errCredentials()
		}
		if err == nil {
			k.recovery = made.Codes
		}
		return err
	case code != "":
		return errCredentials()
	}
	return nil
}

func (s *Service) enrolFirst(ctx context.Context, k *known) error {
	made, err := s.Factors.Begin(ctx, totp.Person{Identity: k.identity, Account: k.Email})
	if err != nil {
		return err
	}
	return errEnrol().With("enrollment", made)
}

func errEnrol() *apperr.Error {
	return apperr.New(apperr.Forbidden, "mfa_enrollment_required", "The organisation wants a second factor. Put the secret into an authenticator app and send its code as \"totp\".")
}

// Reauthenticate asks the signed-in person for password and second factor again, where one is enrolled or the organisation
// wants it for signing. Wrong ones count as at sign-in.
func (s *Service) Reauthenticate(ctx context.Context, p signing.Proof) (method string, err error) {
	u, err := s.self(ctx)
	if err != nil {
		return "", err
	}
	method, code := first(p), p.TOTP
	return method, s.prove(ctx, u, p, func() error {
		enrolled, err := s.second(ctx, *u.IdentityID, code)
		if err != nil {
			return err
		}
		if enrolled {
			method += "+totp"
			return nil
		}
		wanted, err := s.Settings.On(ctx, settings.SigningRequiresMFA)
		switch {
		case err != nil:
			return err
		case wanted:
			return apperr.New(apperr.Forbidden, "mfa_enrollment_required", "The organisation wants a second factor for signing. Enrol one first, with POST /auth/totp/enroll.")
		case code != "":
			return errCredentials()
		}
		return nil
	})
}

// first is the method of the first component.
func first(p signing.Proof) string {
	if p.Password == "" {
		return "sso"
	}
	return "password"
}

// ProveFactor is what changing the second factor asks for: what a signature does, and a code when given.
func (s *Service) ProveFactor(ctx context.Context, p signing.Proof) (totp.Person, error) {
	u, err := s.self(ctx)
	if err != nil {
		return totp.Person{}, err
	}
	person := totp.Person{Identity: *u.IdentityID, Account: u.Email}
	return person, s.prove(ctx, u, p, func() error {
		if p.TOTP == "" {
			return nil
		}
		enrolled, err := s.second(ctx, person.Identity, p.TOTP)
		if err == nil && !enrolled {
			err = errCredentials()
		}
		return err
	})
}

// Factored tells who is signed in, to those who look after second factors.
func (s *Service) Factored(ctx context.Context) (totp.Person, error) {
	u, err := s.self(ctx)
	if err != nil {
		return totp.Person{}, err
	}
	return totp.Person{Identity: *u.IdentityID, Account: u.Email}, nil
}

func (s *Service) secondFactor(ctx context.Context, user id.ID) (totp.State, error) {
	u, err := s.Users.Get(ctx, user)
	if err != nil || u.IdentityID == nil {
		return totp.State{}, err
	}
	return s.Factors.State(ctx, *u.IdentityID)
}

// prove asks for the password, or for a fresh sign-in at the identity provider, and whatever else; only all of it forgets
// earlier failures. A token is used up last: a slip of the pen in a code does not cost it.
func (s *Service) prove(ctx context.Context, u *users.User, p signing.Proof, more func() error) error {
	if p.Password == "" && p.ReauthToken == "" {
		return s.errAgain(ctx, u)
	}
	attempt, err := s.attempt(ctx, *u.IdentityID, u.EmailNorm)
	if err != nil {
		return err
	}
	if err := s.try(ctx, attempt, func() error { return s.proved(ctx, *u.IdentityID, p, more) }); err != nil {
		return err
	}
	return s.Throttle.Passed(ctx, attempt)
}

func (s *Service) proved(ctx context.Context, identity id.ID, p signing.Proof, more func() error) error {
	if p.Password == "" {
		use, err := s.redeemFresh(ctx, p.ReauthToken)
		if err == nil {
			err = more()
		}
		if err != nil {
			return err
		}
		return use()
	}
	hash, err := s.Accounts.PasswordOf(ctx, identity)
	if err == nil && !s.Hasher.Matches(hash, p.Password) {
		err = errCredentials()
	}
	if err != nil {
		return err
	}
	return more()
}
