package signin

import (
	"context"
	"errors"

	"github.com/spectra-lab/spectra/modules/auth/accounts"
	"github.com/spectra-lab/spectra/modules/auth/sessions"
	"github.com/spectra-lab/spectra/modules/auth/sso"
	"github.com/spectra-lab/spectra/modules/auth/users"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// arrival is what is to be done about somebody whom the identity provider vouches for.
type arrival struct {
	identity id.ID  // Nil: nobody has this address yet
	link     bool   // issuer and subject are new here
	event    string // of the transaction
}

// errMoved means that somebody was faster: look again.
var errMoved = errors.New("auth: the account changed meanwhile")

// expect finds whose account it is: by issuer and subject alone. An address finds one only where the operator trusts the
// issuer's word for its domain (ID-14).
func (s *Service) expect(ctx context.Context, c *sso.Claims) (arrival, error) {
	identity, err := s.Accounts.FindExternal(ctx, c.Issuer, c.Subject)
	if err != nil || identity != id.Nil {
		return arrival{identity: identity, event: "user.roles_changed"}, err
	}
	_, folded, err := accounts.Address("/email", c.Email)
	if err != nil {
		return arrival{}, apperr.New(apperr.Unauthenticated, "email_missing", "The identity provider gave no e-mail address. Ask its administrator to release the claim email.")
	}
	if !c.Verified { // whether there is an account is nobody's business yet
		return arrival{}, errLink()
	}
	identity, err = s.Accounts.FindIdentity(ctx, folded)
	switch {
	case err != nil:
		return arrival{}, err
	case identity == id.Nil:
		return arrival{link: true, event: "user.created"}, nil
	case s.SSO.trusted(folded):
		return arrival{identity: identity, link: true, event: "user.sso_linked"}, nil
	}
	return s.unlessJust(ctx, c)
}

// unlessJust looks again by issuer and subject. Between the two looks the same person may have arrived in another tab: the account
// with the address is then the one that was made for them, and both were committed together.
func (s *Service) unlessJust(ctx context.Context, c *sso.Claims) (arrival, error) {
	identity, err := s.Accounts.FindExternal(ctx, c.Issuer, c.Subject)
	if err != nil || identity != id.Nil {
		return arrival{identity: identity, event: "user.roles_changed"}, err
	}
	return arrival{}, errLink()
}

// arrive gives the membership by which somebody comes in. It is made for new people and follows the groups.
func (s *Service) arrive(ctx context.Context, c *sso.Claims) (accounts.Membership, error) {
	if s.SSO.Org == "" {
		return s.arriveAnywhere(ctx, c)
	}
	org, err := s.Accounts.FindOrganization(ctx, s.SSO.Org)
	if err != nil {
		return accounts.Membership{}, err
	}
	if org == nil || org.Status != "active" {
		return accounts.Membership{}, errNoAccount()
	}
	for range 3 {
		m := accounts.Membership{OrgID: org.ID, OrgSlug: org.Slug, OrgName: org.Name, OrgStatus: org.Status}
		if err = s.settle(ctx, c, &m); !errors.Is(err, errMoved) {
			return m, err
		}
	}
	return accounts.Membership{}, apperr.New(apperr.Unavailable, "busy", "The account is being changed. Try again.").Because(err)
}

func (s *Service) settle(ctx context.Context, c *sso.Claims, m *accounts.Membership) error {
	a, err := s.expect(ctx, c)
	if err != nil {
		return err
	}
	ctx = tenancy.WithStamp(system(ctx, m.OrgID), tenancy.Stamp{Event: a.event})
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Users.LockPeople(ctx); err != nil {
			return err
		}
		if now, err := s.expect(ctx, c); err != nil || now != a {
			return errors.Join(err, errMoved)
		}
		u, err := s.Users.Arrive(ctx, users.Arrival{Identity: a.identity, Invite: a.link, Email: c.Email, Name: c.Name, Managed: s.SSO.managed(), Granted: s.SSO.granted(c.Groups)})
		if err != nil {
			return err
		}
		m.UserID, m.Name, m.Email, m.Status = u.ID, u.Name, u.Email, u.Status
		if !a.link {
			return nil
		}
		return s.link(ctx, u.ID, *u.IdentityID, c.Issuer, c.Subject, false)
	})
}

// link makes issuer and subject the key of an account, in the transaction of its reason.
func (s *Service) link(ctx context.Context, user, identity id.ID, issuer, subject string, replace bool) error {
	ok, err := s.Accounts.LinkExternal(ctx, issuer, subject, identity, replace)
	if err != nil {
		return err
	}
	if !ok { // the provider gave the address of one person to another
		return apperr.New(apperr.Conflict, "account_linked", "The account with this address belongs to another person at the identity provider, or this person to another account. Ask an administrator.")
	}
	return audittrail.EventOf(ctx, s.kit.DB, "user", user, map[string]any{"issuer": issuer, "subject": subject})
}

// arriveAnywhere is for installations that lead single sign-on into no organisation in particular: people come into the
// one that they belong to, and nobody is made.
func (s *Service) arriveAnywhere(ctx context.Context, c *sso.Claims) (accounts.Membership, error) {
	a, err := s.expect(ctx, c)
	if err != nil {
		return accounts.Membership{}, err
	}
	members, err := s.Accounts.Memberships(ctx, a.identity)
	if err != nil {
		return accounts.Membership{}, err
	}
	chosen := active(members, "")
	switch {
	case len(chosen) == 0:
		return accounts.Membership{}, errNoAccount()
	case len(chosen) > 1:
		return accounts.Membership{}, several(chosen)
	case !a.link:
		return chosen[0], nil
	}
	ctx = tenancy.WithStamp(as(ctx, chosen[0]), tenancy.Stamp{Event: a.event})
	return chosen[0], s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		return s.link(ctx, chosen[0].UserID, a.identity, c.Issuer, c.Subject, false)
	})
}

// LinkAndLogin is the way in for somebody who is to give the password first. It works once, and as often as the throttle
// allows for slips of the pen before.
func (s *Service) LinkAndLogin(ctx context.Context, w waiting, in LinkLogin) (*sessions.Grant, error) {
	k, err := s.recognise(ctx, Login{Email: w.Email, Password: in.Password, TOTP: in.TOTP, Org: in.Org})
	if err != nil {
		return nil, err
	}
	if err := s.spend(ctx, w.ID, w.Until); err != nil {
		return nil, err
	}
	linking := tenancy.WithStamp(as(ctx, k.Membership), tenancy.Stamp{Event: "user.sso_linked"})
	err = s.kit.DB.InTx(linking, func(ctx context.Context) error {
		return s.link(ctx, k.UserID, k.identity, w.Issuer, w.Subject, true)
	})
	if err != nil {
		return nil, err
	}
	if k.OrgSlug == s.SSO.Org {
		following := tenancy.WithStamp(system(ctx, k.OrgID), tenancy.Stamp{Event: "user.roles_changed"})
		err = s.kit.DB.InTx(following, func(ctx context.Context) error {
			_, err := s.Users.Arrive(ctx, users.Arrival{Identity: k.identity, Managed: s.SSO.managed(), Granted: w.Granted})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	g, err := s.open(tenancy.WithStamp(ctx, tenancy.Stamp{Event: "session.started"}), k.Membership, "oidc")
	if err == nil {
		g.RecoveryCodes = k.recovery
	}
	return g, err
}

func errNoAccount() error {
	return apperr.New(apperr.Unauthenticated, "no_account", "The identity provider knows you, but you have no account here. Ask an administrator for one.")
}

func errLink() error {
	return apperr.New(apperr.Conflict, "link_required", "If you have an account with this address, give its password once to sign in with the identity provider from then on.")
}
