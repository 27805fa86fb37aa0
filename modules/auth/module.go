package auth

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"

	"github.com/spectra-lab/spectra/modules/auth/accounts"
	"github.com/spectra-lab/spectra/modules/auth/apikeys"
	"github.com/spectra-lab/spectra/modules/auth/approvals"
	"github.com/spectra-lab/spectra/modules/auth/callers"
	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/auth/organizations"
	"github.com/spectra-lab/spectra/modules/auth/passwords"
	"github.com/spectra-lab/spectra/modules/auth/roles"
	"github.com/spectra-lab/spectra/modules/auth/seal"
	"github.com/spectra-lab/spectra/modules/auth/sessions"
	"github.com/spectra-lab/spectra/modules/auth/settings"
	"github.com/spectra-lab/spectra/modules/auth/shares"
	"github.com/spectra-lab/spectra/modules/auth/signin"
	"github.com/spectra-lab/spectra/modules/auth/throttle"
	"github.com/spectra-lab/spectra/modules/auth/tokens"
	"github.com/spectra-lab/spectra/modules/auth/totp"
	"github.com/spectra-lab/spectra/modules/auth/users"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/reasons"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Module is the auth module.
type Module struct {
	kit           module.Kit
	keys          *tokens.Keyring
	keysDir       string
	accounts      accounts.Store
	hasher        *passwords.Hasher
	rules         *passwords.Rules
	links         *links.Service
	roles         *roles.Service
	organizations *organizations.Service
	settings      *settings.Service
	shares        *shares.Service
	sessions      *sessions.Service
	apikeys       *apikeys.Service
	callers       *callers.Callers
	users         *users.Service
	approvals     *approvals.Service
	totp          *totp.Service
	signin        *signin.Service
}

// New builds the module. It makes the first RSA key when the installation has none, and asks the database nothing.
func New(kit module.Kit, o Options) (*Module, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	keys, err := keyring(o)
	if err != nil {
		return nil, err
	}
	m := &Module{kit: kit, keys: keys, keysDir: o.KeysDir, accounts: accounts.NewStore(kit.DB, o.InactiveDays),
		hasher: passwords.NewHasher(o.BcryptCost, o.BcryptConcurrency, o.Pepper), rules: passwords.NewRules(o.PasswordMinLength),
		links: links.NewService(kit, o.Pages()), roles: roles.NewService(kit, o.Policy), organizations: organizations.NewService(kit), settings: settings.NewService(kit)}
	return m, m.compose(o)
}

// compose builds what stands on each other.
func (m *Module) compose(o Options) error {
	factors, err := seal.New(o.Secret, "spectra second factors")
	if err != nil {
		return err
	}
	federation, err := singleSignOn(o, m.kit.Clock)
	if err != nil {
		return err
	}
	issuer := tokens.NewIssuer(m.keys, m.kit.Clock, o.Issuer, o.Audience, o.AccessTTL)
	m.shares = shares.NewService(m.kit, m.settings)
	m.sessions = sessions.NewService(m.kit, sessions.Options{Issuer: issuer, Policy: o.Policy, RefreshTTL: o.RefreshTTL, FamilyTTL: o.FamilyTTL,
		Forget: func(session id.ID) { m.callers.ForgetSession(session) }})
	m.apikeys = apikeys.NewService(m.kit, o.Policy, environment(o.Production), func(key id.ID) { m.callers.ForgetKey(key) })
	m.callers = callers.New(m.kit, issuer, m.sessions, m.apikeys)
	m.users = users.NewService(m.kit, users.Deps{Accounts: m.accounts, Roles: m.roles, Links: m.links, Forget: m.callers.ForgetUser,
		EndSessions: func(ctx context.Context, user id.ID, reason string) error {
			return m.sessions.EndAll(ctx, user, id.Nil, reason)
		}})
	devices, err := seal.New(o.Secret, "spectra devices")
	if err != nil {
		return err
	}
	m.totp = totp.NewService(m.kit, totp.Deps{Box: factors,
		Self:  func(ctx context.Context) (totp.Person, error) { return m.signin.Factored(ctx) },
		Prove: func(ctx context.Context, p signing.Proof) (totp.Person, error) { return m.signin.ProveFactor(ctx, p) }})
	m.approvals = approvals.NewService(m.kit, approvals.Deps{Users: m.users, RemoveFactor: m.totp.Remove,
		HasFactor: func(ctx context.Context, identity id.ID) (bool, error) {
			st, err := m.totp.State(ctx, identity)
			return st.Enrolled, err
		}})
	m.signin = signin.NewService(m.kit, signin.Deps{Accounts: m.accounts, Organizations: m.organizations, Users: m.users, Sessions: m.sessions,
		Links: m.links, Throttle: throttle.New(m.kit.DB, m.kit.Clock), Hasher: m.hasher, Rules: m.rules, Keys: m.keys, Access: o.Access,
		Cookie: signin.NewCookie(o.Production, o.PublicURL), SetupFile: filepath.Join(o.KeysDir, "setup.secret"),
		Settings: m.settings, Factors: m.totp, SSO: federation, Devices: devices, Pages: o.Pages()})
	return nil
}

func keyring(o Options) (*tokens.Keyring, error) {
	switch o.Algorithm {
	case tokens.HS256:
		return tokens.NewHMAC(o.Secret)
	case tokens.RS256:
		return tokens.NewRSA(o.KeysDir, o.KeyFile)
	}
	return nil, fmt.Errorf("auth: unknown algorithm %q; use HS256 or RS256", o.Algorithm)
}

// environment is the word in API keys that keeps those of a development installation apart.
func environment(production bool) string {
	if production {
		return "live"
	}
	return "dev"
}

// Name names the module.
func (*Module) Name() string { return "auth" }

// Routes mounts the resources.
func (m *Module) Routes(r *endpoint.Router) {
	m.signin.Routes(r)
	m.totp.Routes(r)
	m.sessions.Routes(r)
	m.users.Routes(r)
	m.approvals.Routes(r)
	m.roles.Routes(r)
	m.organizations.Routes(r)
	m.settings.Routes(r)
	m.apikeys.Routes(r)
	m.shares.Routes(r)
}

// Permissions lists what the module asks the policy for.
func (*Module) Permissions() []authz.Permission {
	return []authz.Permission{
		{Object: "profile", Action: "read", Meaning: "See the own account"},
		{Object: "profile", Action: "update", Meaning: "Change the own password"},
		{Object: "session", Action: "read", Meaning: "See the own sessions"},
		{Object: "session", Action: "delete", Meaning: "End own sessions, sign out"},
		{Object: "user", Action: "read", Meaning: "See the people of the organisation"},
		{Object: "user", Action: "create", Meaning: "Invite people"},
		{Object: "user", Action: "update", Meaning: "Change, deactivate and reset people and their roles"},
		{Object: "role", Action: "read", Meaning: "See the roles"},
		{Object: "permission", Action: "read", Meaning: "See the catalogue of permissions"},
		{Object: "policy", Action: "read", Meaning: "See the policy in force"},
		{Object: "organization", Action: "read", Meaning: "See the organisation's profile"},
		{Object: "organization", Action: "update", Meaning: "Change the organisation's profile"},
		{Object: "setting", Action: "read", Meaning: "See the organisation's settings"},
		{Object: "setting", Action: "update", Meaning: "Change the organisation's settings"},
		{Object: "share", Action: "read", Meaning: "See what is shared with other organisations, and by them"},
		{Object: "share", Action: "create", Meaning: "Let other organisations read records"},
		{Object: "share", Action: "delete", Meaning: "End shares"},
		{Object: "api_key", Action: "read", Meaning: "See own API keys"},
		{Object: "api_key", Action: "create", Meaning: "Make API keys for oneself"},
		{Object: "api_key", Action: "delete", Meaning: "Revoke own API keys"},
	}
}

// Tables lists the module's tables.
func (*Module) Tables() []db.Table {
	const described = "describes the policy file, which is the same for all organisations"
	return []db.Table{
		{Name: "organizations", Model: organizations.Organization{}, Global: "is the organisation itself: its id is what org_id refers to"},
		{Name: "roles", Model: roles.RoleRow{}, Global: described}, {Name: "permissions", Model: roles.PermissionRow{}, Global: described},
		{Name: "users", Model: users.User{}}, {Name: "user_roles", Model: users.RoleRow{}}, {Name: "approvals", Model: approvals.Row{}}, {Name: "sessions", Model: sessions.Session{}},
		{Name: "refresh_tokens", Model: sessions.RefreshToken{}, NoAudit: "secrets that rotate; the session they belong to is audited"},
		{Name: "one_time_tokens", Model: links.Row{}}, {Name: "api_keys", Model: apikeys.Row{}}, {Name: "settings", Model: settings.Row{}},
		{Name: "shares", Model: shares.Row{}}, {Name: "share_items", Model: shares.ItemRow{}}, {Name: "received_shares", Model: shares.ReceivedRow{}},
	}
}

// Jobs registers nothing: sign-in is never background work.
func (*Module) Jobs(*jobs.Registry) {}

// Authenticate decides who calls (endpoint.Authenticator).
func (m *Module) Authenticate(ctx context.Context, r *http.Request) (*tenancy.Actor, error) {
	return m.callers.Authenticate(ctx, r)
}

// JobActor gives the current rights of a person for work in the background (jobs.Options.Actor).
func (m *Module) JobActor(ctx context.Context, org, user id.ID) (*tenancy.Actor, error) {
	return m.callers.JobActor(ctx, org, user)
}

// Reauthenticate asks the signed-in person for the password again, or for a fresh sign-in at the identity provider, and for a
// second factor where one is enrolled or wanted for signing (P11-22). It is a signing.Prover. Refusals: 401 reauth_required,
// invalid_credentials, invalid_reauth_token or totp_required; 403 mfa_enrollment_required; 429.
func (m *Module) Reauthenticate(ctx context.Context, p signing.Proof) (method string, err error) {
	return m.signin.Reauthenticate(ctx, p)
}

// Shares tells what other organisations share with the caller's.
func (m *Module) Shares() endpoint.Shares { return m.shares }

// SyncCatalogue makes the tables of roles and permissions follow the policy in force.
func (m *Module) SyncCatalogue(ctx context.Context) error { return m.roles.Sync(ctx) }

// Reasons tells what the caller's organisation wants to be told about changes of a record type; nil is nothing.
func (m *Module) Reasons(ctx context.Context, record string) (*reasons.Policy, error) {
	return m.settings.Reasons(ctx, record)
}

// ReloadKeys reads the signing keys again.
func (m *Module) ReloadKeys() error { return m.keys.Reload() }

// RotateKeys puts a new signing key in force; tokens of the earlier ones stay good until those files are removed.
func (m *Module) RotateKeys() error {
	if err := tokens.Generate(m.keysDir, m.kit.Clock()); err != nil {
		return err
	}
	return m.keys.Reload()
}
