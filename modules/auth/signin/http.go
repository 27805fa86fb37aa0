package signin

import (
	"context"
	"net/http"
	"time"

	"github.com/spectra-lab/spectra/modules/auth/sessions"
	"github.com/spectra-lab/spectra/modules/auth/tokens"
	"github.com/spectra-lab/spectra/modules/auth/totp"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Routes mounts the resource. The public writing routes open their own transactions: whose they are is known only on
// the way.
func (s *Service) Routes(r *endpoint.Router) {
	const tag, public = "Auth", endpoint.Public
	endpoint.Register(r, endpoint.Route{ID: "login", Method: "POST", Path: "/auth/login", Permission: public, Event: "session.started", Tag: tag}, s.login)
	endpoint.Register(r, endpoint.Route{ID: "refresh", Method: "POST", Path: "/auth/refresh", Permission: public, NoEvent: "exchanges a secret; a reuse ends the session as session.ended", Tag: tag}, s.refresh)
	endpoint.Register(r, endpoint.Route{ID: "redeem-link", Method: "POST", Path: "/auth/reset", Status: 204, Permission: public, Event: "user.password_set", Tag: tag}, s.redeemLink)
	endpoint.Register(r, endpoint.Route{ID: "set-up", Method: "POST", Path: "/auth/setup", Status: 201, Permission: public, Event: "organization.created", Tag: tag}, s.setUp)
	endpoint.Register(r, endpoint.Route{ID: "jwks", Method: "GET", Path: "/.well-known/jwks.json", Permission: public, Quiet: true, Tag: tag}, s.jwks)
	s.ssoRoutes(r)

	endpoint.Register(r, endpoint.Route{ID: "logout", Method: "POST", Path: "/auth/logout", Status: 204, Permission: "session:delete", Event: "session.ended", Tx: endpoint.ReadWrite, Tag: tag}, s.logout)
	endpoint.Register(r, endpoint.Route{ID: "logout-all", Method: "POST", Path: "/auth/logout-all", Status: 204, Permission: "session:delete", Event: "session.ended", Tx: endpoint.ReadWrite, Tag: tag}, s.logoutAll)
	endpoint.Register(r, endpoint.Route{ID: "me", Method: "GET", Path: "/auth/me", Permission: "profile:read", Tag: tag}, s.me)
	endpoint.Register(r, endpoint.Route{ID: "change-password", Method: "POST", Path: "/auth/password", Status: 204, Permission: "profile:update", Event: "user.password_changed", Tag: tag}, s.changePassword)
}

// signedIn carries the tokens, and the cookies for pages.
type signedIn struct {
	SetCookie []string `header:"Set-Cookie"`
	Body      sessions.Grant
}

// answer sets the cookie unless another site's page asks. A page gets the refresh token there only, out of reach of
// its scripts.
func (s *Service) answer(ctx context.Context, g *sessions.Grant, origin, csrf string) *signedIn {
	out := &signedIn{Body: *g}
	if origin == "" || s.Cookie.own(origin, endpoint.ClientFrom(ctx).Host) {
		out.SetCookie = []string{s.Cookie.set(g.Refresh, g.RefreshExpiresIn)}
		if g.Device != "" {
			out.SetCookie = append(out.SetCookie, g.Device)
		}
		if csrf != "" {
			out.Body.RefreshToken = ""
		}
	}
	return out
}

type loginIn struct {
	Origin string `header:"Origin"`
	CSRF   string `header:"X-Spectra-CSRF" doc:"Any value; sent by the own pages: they get the refresh token as a cookie only."`
	Body   Login
}

func (s *Service) login(ctx context.Context, in *loginIn) (*signedIn, error) {
	g, err := s.Login(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return s.answer(ctx, g, in.Origin, in.CSRF), nil
}

type refreshIn struct {
	Secure string `cookie:"__Host-spectra_rt" doc:"Set over TLS."`
	Plain  string `cookie:"spectra_rt" doc:"Set in development over plain http."`
	Origin string `header:"Origin"`
	CSRF   string `header:"X-Spectra-CSRF" doc:"Required with the cookie."`
	Body   *struct {
		RefreshToken string `json:"refresh_token,omitempty" maxLength:"200"`
	}
}

func (s *Service) refresh(ctx context.Context, in *refreshIn) (*signedIn, error) {
	token, csrf := "", ""
	if in.Body != nil {
		token = in.Body.RefreshToken
	}
	if token == "" {
		var err error
		csrf = in.CSRF
		if token, err = s.Cookie.read(in.Secure, in.Plain, in.Origin, csrf, endpoint.ClientFrom(ctx).Host); err != nil {
			return nil, err
		}
	}
	g, reused, err := s.Sessions.Refresh(tenancy.With(ctx, nil), token)
	if reused != nil {
		actor := tenancy.SignIn(reused.Org)
		actor.Session = reused.Session
		s.log(ctx, actor, reused.User, "refresh_reused", http.StatusUnauthorized, "refresh_reused")
	}
	if err != nil {
		return nil, err
	}
	return s.answer(ctx, g, in.Origin, csrf), nil
}

// left is an answer without a body that sets a cookie; signing out takes it away.
type left struct {
	SetCookie string `header:"Set-Cookie"`
}

func (s *Service) logout(ctx context.Context, _ *struct{}) (*left, error) {
	a := tenancy.Must(ctx)
	err := s.Sessions.End(ctx, a.ID, a.Session, "logout")
	if apperr.Is(err, apperr.NotFound) { // somebody was faster
		err = nil
	}
	return &left{SetCookie: s.Cookie.set("", 0)}, err
}

func (s *Service) logoutAll(ctx context.Context, _ *struct{}) (*left, error) {
	u, err := s.Users.Get(ctx, tenancy.Must(ctx).ID)
	if err != nil {
		return nil, err
	}
	if u.IdentityID != nil {
		if err := s.Accounts.ForgetDevices(ctx, *u.IdentityID); err != nil {
			return nil, err
		}
	}
	return &left{SetCookie: s.Cookie.set("", 0)}, s.Sessions.EndAll(ctx, u.ID, id.Nil, "logout_all")
}

// Me is the caller's own account.
type Me struct {
	sessions.User
	Org               MyOrg      `json:"org"`
	SessionID         *id.ID     `json:"session_id" nullable:"true"`
	PasswordChangedAt *time.Time `json:"password_changed_at" nullable:"true"`
	TOTP              totp.State `json:"totp"`
}

// MyOrg is the organisation of the caller.
type MyOrg struct {
	ID   id.ID  `json:"id"`
	Slug string `json:"slug"`
	Name string `json:"name"`
}

func (s *Service) me(ctx context.Context, _ *struct{}) (*endpoint.Listed[Me], error) {
	a := tenancy.Must(ctx)
	st, err := s.Sessions.Person(ctx, a.Org, a.ID)
	if err != nil {
		return nil, err
	}
	if st == nil {
		return nil, apperr.Missing("user")
	}
	out := Me{User: s.Sessions.UserOf(st), Org: MyOrg{ID: st.OrgID, Slug: st.OrgSlug, Name: st.OrgName}, PasswordChangedAt: st.PasswordChangedAt}
	if a.Session != id.Nil {
		out.SessionID = &a.Session
	}
	if out.TOTP, err = s.secondFactor(ctx, a.ID); err != nil {
		return nil, err
	}
	return &endpoint.Listed[Me]{Body: out}, nil
}

// changePassword makes every device unknown but the one it comes from.
func (s *Service) changePassword(ctx context.Context, in *struct{ Body Change }) (*left, error) {
	if err := s.ChangePassword(ctx, in.Body); err != nil {
		return nil, err
	}
	device, err := s.remember(ctx, tenancy.Must(ctx).ID)
	return &left{SetCookie: device}, err
}

func (s *Service) redeemLink(ctx context.Context, in *struct{ Body Redeem }) (*left, error) {
	device, err := s.Redeem(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &left{SetCookie: device}, nil
}

func (s *Service) setUp(ctx context.Context, in *struct{ Body Setup }) (*endpoint.Listed[Ready], error) {
	out, err := s.Setup(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &endpoint.Listed[Ready]{Body: *out}, nil
}

type keySet struct {
	CacheControl string `header:"Cache-Control"`
	Body         struct {
		Keys []tokens.JWK `json:"keys"`
	}
}

func (s *Service) jwks(context.Context, *struct{}) (*keySet, error) {
	out := &keySet{CacheControl: "public, max-age=300"}
	out.Body.Keys = s.Keys.Public()
	return out, nil
}
