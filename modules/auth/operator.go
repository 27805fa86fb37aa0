package auth

import (
	"context"

	"github.com/spectra-lab/spectra/modules/auth/accounts"
	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/auth/users"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// What the operator does on the machine itself, as system:cli in the audit trail.

// NewUser is a person to be created by the operator.
type NewUser struct {
	Org      string // slug
	Email    string
	Name     string
	Roles    []string // viewer when empty
	Password string   // "": the person gets a link and sets it
}

// Made is the outcome of CreateUser.
type Made struct {
	ID      id.ID
	Created bool   // false: the account was there before and nothing was changed
	Link    string // where the person sets the password, when none was given
}

// EnsureOrganization creates the organisation unless it exists.
func (m *Module) EnsureOrganization(ctx context.Context, slug, name string) (id.ID, bool, error) {
	o, err := m.accounts.FindOrganization(ctx, slug)
	if err != nil {
		return id.Nil, false, err
	}
	if o != nil {
		return o.ID, false, nil
	}
	org := id.New()
	err = m.kit.DB.InTx(operator(ctx, org, "organization.created"), func(ctx context.Context) error {
		return m.organizations.Create(ctx, "", slug, name)
	})
	if apperr.Is(err, apperr.Conflict) { // somebody was faster
		if o, ferr := m.accounts.FindOrganization(ctx, slug); ferr == nil && o != nil {
			return o.ID, false, nil
		}
	}
	return org, err == nil, err
}

// CreateUser creates a person, or finds the one with this address.
func (m *Module) CreateUser(ctx context.Context, n NewUser) (Made, error) {
	org, err := m.organization(ctx, n.Org)
	if err != nil {
		return Made{}, err
	}
	ctx = operator(ctx, org.ID, "user.created")
	if u, err := m.users.ByEmail(ctx, n.Email); err != nil || u != nil {
		return found(u), err
	}
	hash := ""
	if n.Password != "" {
		if err := m.rules.Check("/password", n.Password, n.Email, n.Name); err != nil {
			return Made{}, err
		}
		if hash, err = m.hasher.Hash(ctx, n.Password); err != nil {
			return Made{}, err
		}
	}
	var out Made
	err = m.kit.DB.InTx(ctx, func(ctx context.Context) error {
		u, link, err := m.users.Create(ctx, users.New{Email: n.Email, Name: n.Name, Roles: n.Roles}, hash)
		if err == nil && hash != "" {
			err = m.opens(ctx, *u.IdentityID, n.Password)
		}
		if err != nil {
			return err
		}
		out = Made{ID: u.ID, Created: true}
		if link != nil {
			out.Link = link.URL
		}
		return nil
	})
	return out, err
}

// opens refuses a password that is not the account's: an account of another organisation keeps its own, and whoever set
// that one, perhaps an administrator there who redeemed the invitation, would come in here under this name.
func (m *Module) opens(ctx context.Context, identity id.ID, password string) error {
	hash, err := m.accounts.PasswordOf(ctx, identity)
	if err == nil && !m.hasher.Matches(hash, password) {
		err = apperr.New(apperr.Conflict, "account_exists", "This address already has an account with another password, made in another organisation. Create the person without a password; if its owner does not know the account's password, make a reset link afterwards.")
	}
	return err
}

func found(u *users.User) Made {
	if u == nil {
		return Made{}
	}
	return Made{ID: u.ID}
}

// ResetLink makes a one-time link by which the person sets a new password.
func (m *Module) ResetLink(ctx context.Context, org, email string) (string, error) {
	o, err := m.organization(ctx, org)
	if err != nil {
		return "", err
	}
	ctx = operator(ctx, o.ID, "user.reset_requested")
	u, err := m.users.ByEmail(ctx, email)
	if err != nil {
		return "", err
	}
	if u == nil {
		return "", apperr.New(apperr.NotFound, "not_found", "There is nobody with the address %s in %s.", email, org)
	}
	var link *links.Link
	err = m.kit.DB.InTx(ctx, func(ctx context.Context) error {
		link, err = m.users.ResetPassword(ctx, u.ID)
		return err
	})
	if err != nil {
		return "", err
	}
	return link.URL, nil
}

// SetupLink is the link of the first run; needed is false once there is a user.
func (m *Module) SetupLink(ctx context.Context) (url string, needed bool, err error) {
	return m.signin.SetupLink(ctx)
}

func (m *Module) organization(ctx context.Context, slug string) (*accounts.Organization, error) {
	o, err := m.accounts.FindOrganization(ctx, slug)
	if err == nil && o == nil {
		err = apperr.New(apperr.NotFound, "not_found", "There is no organisation %q.", slug)
	}
	return o, err
}

func operator(ctx context.Context, org id.ID, event string) context.Context {
	return tenancy.WithStamp(tenancy.With(ctx, tenancy.CLI(org)), tenancy.Stamp{Event: event})
}
