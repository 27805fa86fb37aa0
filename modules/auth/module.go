package auth

import (
	"context"
	"net/http"

	"github.com/spectra-lab/spectra/modules/auth/tokens"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Module is the auth module.
type Module struct {
	kit  module.Kit
	o    Options
	keys *tokens.Keyring
}

// New builds the module. It makes the first RSA key when the installation has none.
func New(kit module.Kit, o Options) (*Module, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	return &Module{kit: kit, o: o}, nil
}

// Name names the module.
func (*Module) Name() string { return "auth" }

// Routes mounts the resources.
func (m *Module) Routes(r *endpoint.Router) {}

// Permissions lists what the module asks the policy for.
func (*Module) Permissions() []authz.Permission { return nil }

// Tables lists the module's tables.
func (*Module) Tables() []db.Table { return nil }

// Jobs registers nothing: sign-in is never background work.
func (*Module) Jobs(*jobs.Registry) {}

// Authenticate decides who calls (endpoint.Authenticator).
func (m *Module) Authenticate(ctx context.Context, r *http.Request) (*tenancy.Actor, error) {
	return nil, nil //nolint:nilnil // nobody
}

// JobActor gives the current rights of a person for work in the background (jobs.Options.Actor).
func (m *Module) JobActor(ctx context.Context, org, user id.ID) (*tenancy.Actor, error) {
	return nil, nil //nolint:nilnil // nobody
}

// SyncCatalogue makes the tables of roles and permissions follow the policy in force.
func (m *Module) SyncCatalogue(ctx context.Context) error { return nil }

// NewUser is a person to be created by the operator.
type NewUser struct {
	Org      string // slug
	Email    string
	Name     string
	Roles    []string
	Password string // "": the person gets a link and sets it
}

// Made is the outcome of CreateUser.
type Made struct {
	ID      id.ID
	Created bool   // false: the account was there before and nothing was changed
	Link    string // where the person sets the password, when none was given
}

// EnsureOrganization creates the organisation unless it exists.
func (m *Module) EnsureOrganization(ctx context.Context, slug, name string) (id.ID, bool, error) {
	return id.Nil, false, nil
}

// CreateUser creates a person, or finds the one with this address.
func (m *Module) CreateUser(ctx context.Context, u NewUser) (Made, error) { return Made{}, nil }

// ResetLink makes a one-time link by which the person sets a new password.
func (m *Module) ResetLink(ctx context.Context, org, email string) (string, error) { return "", nil }

// SetupLink is the link of the first run; needed is false once there is a user.
func (m *Module) SetupLink(ctx context.Context) (url string, needed bool, err error) {
	return "", false, nil
}
