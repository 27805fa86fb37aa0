package signin

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/auth/sso"
	"github.com/spectra-lab/spectra/modules/auth/users"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

const (
	reauthCookie = "spectra_reauth" // a fresh sign-in whose token waits to be fetched
	reauthToken  = "reauth token"   //nolint:gosec // the name of an error, no credential
	// reauthLife is how long a fresh sign-in at the identity provider stands for the password.
	reauthLife = 3 * time.Minute
)

// again is what a sign-in at the identity provider is for when somebody is signed in: to prove that it is still they.
type again struct {
	User    id.ID     `json:"u"`
	Org     id.ID     `json:"o"`
	Session id.ID     `json:"s"`
	Asked   time.Time `json:"a"`
}

// fresh is such a proof. It is kept nowhere but with its owner, sealed, and is worth something once (P11-22).
type fresh struct {
	ID      string    `json:"i"`
	User    id.ID     `json:"u"`
	Org     id.ID     `json:"o"`
	Session id.ID     `json:"s"`
	Until   time.Time `json:"x"`
}

func (s *Service) reauthRoutes(r *endpoint.Router) {
	const tag, permission = "Auth", "profile:update"
	endpoint.Register(r, endpoint.Route{ID: "begin-reauth", Method: "POST", Path: "/auth/oidc/reauth", Permission: permission, NoEvent: "leads to the identity provider; what is proved there is an event where it is used", Tag: tag,
		Summary: "Sign in anew at the identity provider, where others give their password"}, s.reauthBegin)
	endpoint.Register(r, endpoint.Route{ID: "fetch-reauth-token", Method: "POST", Path: "/auth/oidc/reauth/token", Permission: permission, NoEvent: "hands over what the sign-in made; it is an event where it is used", Tag: tag,
		Summary: "Fetch the token of the fresh sign-in"}, s.reauthFetch)
}

// AgainIn is the body of POST /auth/oidc/reauth.
type AgainIn struct {
	ReturnTo string `json:"return_to,omitempty" maxLength:"1000" doc:"Path of the frontend to come back to; a refusal is added to it as reauth_error."`
}

// Leave is where a browser goes to prove who is before it.
type Leave struct {
	URL       string `json:"authorization_url" doc:"Open it in this browser. The provider asks for the credentials anew and leads back."`
	ExpiresIn int    `json:"expires_in" doc:"Seconds."`
}

type leaving struct {
	SetCookie string `header:"Set-Cookie"`
	Body      Leave
}

func (s *Service) reauthBegin(ctx context.Context, in *struct{ Body AgainIn }) (*leaving, error) {
	if s.SSO == nil {
		return nil, errNoSSO()
	}
	if _, err := s.self(ctx); err != nil {
		return nil, err
	}
	a := tenancy.Must(ctx)
	address, cookie, err := s.begin(ctx, in.Body.ReturnTo, &again{User: a.ID, Org: a.Org, Session: a.Session, Asked: s.kit.Clock()})
	if err != nil {
		return nil, err
	}
	return &leaving{SetCookie: s.flowCookie(cookie), Body: Leave{URL: address, ExpiresIn: int(flowLife.Seconds())}}, nil
}

// backAgain ends such a sign-in: the browser has the proof from now on, out of reach of scripts until its page fetches it.
func (s *Service) backAgain(ctx context.Context, f *flow, c *sso.Claims) (*sent, error) {
	if err := s.same(ctx, f.Again, c); err != nil {
		return s.reauthFailed(f, err)
	}
	cookie, err := s.SSO.sealed(reauthCookie, fresh{ID: links.Secret(), User: f.Again.User, Org: f.Again.Org, Session: f.Again.Session, Until: s.kit.Clock().Add(reauthLife)})
	if err != nil {
		return nil, err
	}
	return &sent{Location: s.Pages + orRoot(f.ReturnTo), SetCookie: []string{s.reauthCookie(cookie), s.flowCookie("")}}, nil
}

// same refuses unless the provider signed in the very person whose session it is, and the session goes on.
func (s *Service) same(ctx context.Context, a *again, c *sso.Claims) error {
	ctx = system(ctx, a.Org)
	st, err := s.Sessions.State(ctx, a.Org, a.Session)
	if err != nil {
		return err
	}
	if !st.Live(s.kit.Clock()) || st.UserID != a.User {
		return errState()
	}
	u, err := s.Users.Get(ctx, a.User)
	if err != nil {
		return err
	}
	identity, err := s.Accounts.FindExternal(ctx, c.Issuer, c.Subject)
	if err != nil {
		return err
	}
	if identity == id.Nil || u.IdentityID == nil || *u.IdentityID != identity {
		err = apperr.New(apperr.Unauthenticated, "other_person", "The identity provider signed in somebody else than you. Sign in there as yourself.")
	}
	detail, status := "oidc", http.StatusOK
	if e, ok := apperr.As(err); ok {
		detail, status = "oidc: "+e.Code, e.Kind.Status()
	}
	s.log(ctx, tenancy.SignIn(a.Org), a.User, "reauthenticated", status, detail)
	return err
}

// reauthFailed leads the page back to where it came from; the session goes on.
func (s *Service) reauthFailed(f *flow, err error) (*sent, error) {
	e, ok := apperr.As(err)
	if !ok || e.Kind == apperr.Internal {
		return nil, err
	}
	to, perr := url.Parse(orRoot(f.ReturnTo))
	if perr != nil {
		return nil, perr
	}
	q := to.Query()
	q.Set("reauth_error", e.Code)
	to.RawQuery = q.Encode()
	return &sent{Location: s.Pages + to.String(), SetCookie: []string{s.flowCookie("")}}, nil
}

func (s *Service) reauthCookie(value string) string {
	seconds := 0
	if value != "" {
		seconds = int(reauthLife.Seconds())
	}
	return s.Cookie.named(reauthCookie, value, seconds, http.SameSiteStrictMode)
}

// Token is what stands for the password once.
type Token struct {
	Token     string    `json:"reauth_token" doc:"Stands for the password once, in this session, for three minutes after the sign-in."`
	ExpiresAt time.Time `json:"expires_at"`
}

type fetched struct {
	SetCookie string `header:"Set-Cookie"`
	Body      Token
}

func (s *Service) reauthFetch(ctx context.Context, _ *struct{}) (*fetched, error) {
	if s.SSO == nil {
		return nil, errNoSSO()
	}
	var p fresh
	if !s.SSO.opened(reauthCookie, endpoint.ClientFrom(ctx).Cookie(s.Cookie.name(reauthCookie)), &p) || !s.mine(ctx, p) {
		return nil, errNotFresh()
	}
	token, err := s.SSO.sealed(reauthToken, p)
	if err != nil {
		return nil, err
	}
	return &fetched{SetCookie: s.reauthCookie(""), Body: Token{Token: token, ExpiresAt: p.Until}}, nil
}

// mine reports whether a proof is of the caller, in this session, and not too old.
func (s *Service) mine(ctx context.Context, p fresh) bool {
	a := tenancy.Must(ctx)
	return p.ID != "" && p.User == a.ID && p.Org == a.Org && p.Session == a.Session && a.Session != id.Nil && s.kit.Clock().Before(p.Until)
}

// redeemFresh gives what uses a token up; a token of another person, session or organisation is none.
func (s *Service) redeemFresh(ctx context.Context, token string) (use func() error, err error) {
	var p fresh
	if s.SSO == nil || !s.SSO.opened(reauthToken, token, &p) || !s.mine(ctx, p) {
		return nil, errNotFresh()
	}
	return func() error {
		err := s.spend(ctx, p.ID, p.Until)
		if e, ok := apperr.As(err); ok && e.Kind == apperr.Unauthenticated {
			err = errNotFresh()
		}
		return err
	}, nil
}

func errNotFresh() error {
	return apperr.New(apperr.Unauthenticated, "invalid_reauth_token", "This proof was used before, has expired or is of another session. Sign in anew at the identity provider, with POST /auth/oidc/reauth.")
}

// errAgain tells a person how to prove who they are.
func (s *Service) errAgain(ctx context.Context, u *users.User) error {
	hash, err := s.Accounts.PasswordOf(ctx, *u.IdentityID)
	if err != nil {
		return err
	}
	methods, how := []string{}, []string{}
	if hash != "" {
		methods, how = append(methods, "password"), append(how, "your password again as \"password\"")
	}
	if s.SSO != nil {
		methods, how = append(methods, "reauth_token"), append(how, "a \"reauth_token\" of a fresh sign-in at the identity provider, which begins with POST /auth/oidc/reauth")
	}
	if len(how) == 0 {
		how = []string{"your password; you have none yet: ask an administrator for a reset link"}
	}
	return apperr.New(apperr.Unauthenticated, "reauth_required", "An open session alone is not enough for this: send %s.", strings.Join(how, ", or ")).With("methods", methods)
}
