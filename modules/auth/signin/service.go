package signin

import (
	"context"

	"github.com/spectra-lab/spectra/modules/auth/accounts"
	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/auth/organizations"
	"github.com/spectra-lab/spectra/modules/auth/passwords"
	"github.com/spectra-lab/spectra/modules/auth/seal"
	"github.com/spectra-lab/spectra/modules/auth/sessions"
	"github.com/spectra-lab/spectra/modules/auth/settings"
	"github.com/spectra-lab/spectra/modules/auth/throttle"
	"github.com/spectra-lab/spectra/modules/auth/tokens"
	"github.com/spectra-lab/spectra/modules/auth/totp"
	"github.com/spectra-lab/spectra/modules/auth/users"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Deps are what the service stands on.
type Deps struct {
	Accounts      accounts.Store
	Organizations *organizations.Service
	Users         *users.Service
	Sessions      *sessions.Service
	Links         *links.Service
	Throttle      *throttle.Throttle
	Hasher        *passwords.Hasher
	Rules         *passwords.Rules
	Keys          *tokens.Keyring
	Access        func(audittrail.Entry)
	Cookie        Cookie
	Settings      *settings.Service
	Factors       *totp.Service
	SSO           *SSO // nil: off
	Devices       seal.Box
	SetupFile     string
	Pages         string // what addresses of the frontend start with
}

// Service holds the rules of coming in and leaving.
type Service struct {
	kit module.Kit
	Deps
}

// NewService makes the service.
func NewService(kit module.Kit, d Deps) *Service { return &Service{kit: kit, Deps: d} }

// as makes the context that of a person who was just recognised.
func as(ctx context.Context, m accounts.Membership) context.Context {
	return tenancy.With(ctx, marked(ctx, &tenancy.Actor{Org: m.OrgID, OrgSlug: m.OrgSlug, ID: m.UserID, Kind: tenancy.User, Name: m.Name, Email: m.Email, Via: via(ctx)}))
}

// system makes the context that of the server itself, in an organisation.
func system(ctx context.Context, org id.ID) context.Context {
	return tenancy.With(ctx, marked(ctx, tenancy.SignIn(org)))
}

// marked puts the marks of the request on an actor.
func marked(ctx context.Context, a *tenancy.Actor) *tenancy.Actor {
	client := endpoint.ClientFrom(ctx)
	a.IP, a.UserAgent = client.IP, client.UserAgent
	if request := endpoint.RequestID(ctx); request != id.Nil {
		a.RequestID = request
	}
	return a
}

func via(ctx context.Context) string {
	if sessions.Browser(endpoint.ClientFrom(ctx).UserAgent) {
		return "web"
	}
	return "api"
}

// log writes into the access log of an organisation what the route's own entry cannot know: whom it was about.
func (s *Service) log(ctx context.Context, actor *tenancy.Actor, user id.ID, action string, status int, detail string) {
	client := endpoint.ClientFrom(ctx)
	ip := ""
	if client.IP.IsValid() {
		ip = client.IP.String()
	}
	s.Access(audittrail.Entry{Actor: actor, OccurredAt: s.kit.Clock(), Action: action, RecordType: "user", RecordID: user, Status: status,
		RequestID: endpoint.RequestID(ctx), IP: ip, UserAgent: client.UserAgent, Detail: detail})
}

const wrong = "invalid_credentials"

// guessed reports whether an attempt was wrong and counts; a code that is still to come does not.
func guessed(err error) bool {
	e, ok := apperr.As(err)
	return ok && e.Code == wrong
}

// errCredentials is the one answer to everything that is wrong at sign-in.
func errCredentials() error {
	return apperr.New(apperr.Unauthenticated, wrong, "E-mail address, password or organisation is wrong, or the account is not active.")
}
