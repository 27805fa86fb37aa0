package signin

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/auth/sso"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

func (s *Service) ssoRoutes(r *endpoint.Router) {
	const tag = "Auth"
	endpoint.Register(r, endpoint.Route{ID: "oidc-login", Method: "GET", Path: "/auth/oidc/login", Status: 303, Permission: endpoint.Public, Tag: tag}, s.ssoBegin)
	endpoint.Register(r, endpoint.Route{ID: "oidc-callback", Method: "GET", Path: "/auth/oidc/callback", Status: 303, Permission: endpoint.Public, OtherQuery: true, Tag: tag}, s.ssoBack)
	s.reauthRoutes(r)
	endpoint.Register(r, endpoint.Route{ID: "oidc-link", Method: "POST", Path: "/auth/oidc/link", Permission: endpoint.Public, Event: "user.sso_linked", Tag: tag}, s.ssoLink)
}

// sent is a redirect. No token is ever in its address: the page it leads to has the refresh cookie.
type sent struct {
	Location  string   `header:"Location"`
	SetCookie []string `header:"Set-Cookie"`
}

type beginIn struct {
	ReturnTo string `query:"return_to" maxLength:"1000" doc:"Path of the frontend to come back to."`
	Accept   string `header:"Accept"`
}

func (s *Service) ssoBegin(ctx context.Context, in *beginIn) (*sent, error) {
	address, cookie, err := s.begin(tenancy.With(ctx, nil), in.ReturnTo, nil)
	if err != nil {
		return s.failedPage(in.Accept, err)
	}
	return &sent{Location: address, SetCookie: []string{s.flowCookie(cookie)}}, nil
}

// flowCookie comes back with the browser from another site, so it cannot be SameSite=Strict.
func (s *Service) flowCookie(value string) string {
	return s.Cookie.named(flowCookie, value, life(value), http.SameSiteLaxMode)
}

func life(value string) int {
	if value == "" {
		return 0
	}
	return int(flowLife.Seconds())
}

type backIn struct {
	Code   string `query:"code"`
	State  string `query:"state"`
	Issuer string `query:"iss" doc:"RFC 9207"`
	Error  string `query:"error"`

	Accept string `header:"Accept"`
	Secure string `cookie:"__Host-spectra_oidc" doc:"Set over TLS."`
	Plain  string `cookie:"spectra_oidc" doc:"Set in development over plain http."`
}

func (s *Service) ssoBack(ctx context.Context, in *backIn) (*sent, error) {
	ctx = tenancy.With(ctx, nil)
	f, claims, err := s.finish(ctx, back{cookie: s.Cookie.choose(in.Secure, in.Plain), state: in.State, code: in.Code, issuer: in.Issuer, fault: in.Error})
	switch {
	case err != nil && f != nil && f.Again != nil:
		return s.reauthFailed(f, err)
	case err != nil:
		return s.failedPage(in.Accept, err)
	case f.Again != nil:
		return s.backAgain(ctx, f, claims)
	}
	m, err := s.arrive(ctx, claims)
	if e, ok := apperr.As(err); ok && e.Code == "link_required" {
		return s.waitForPassword(f, claims, s.turnedAway(ctx, id.Nil, err))
	}
	if err != nil {
		return s.failedPage(in.Accept, s.turnedAway(ctx, m.UserID, err))
	}
	g, err := s.open(tenancy.WithStamp(ctx, tenancy.Stamp{Event: "session.started"}), m, "oidc")
	if err != nil {
		return s.failedPage(in.Accept, err)
	}
	return &sent{Location: s.Pages + orRoot(f.ReturnTo), SetCookie: []string{s.Cookie.set(g.Refresh, g.RefreshExpiresIn), g.Device, s.flowCookie("")}}, nil
}

func orRoot(p string) string {
	if p == "" {
		return "/"
	}
	return p
}

// failedPage leads browsers to the sign-in page, which says it in the reader's language; programs get the problem itself.
func (s *Service) failedPage(accept string, err error) (*sent, error) {
	e, ok := apperr.As(err)
	if !ok || !strings.Contains(accept, "text/html") || e.Kind == apperr.NotFound || e.Kind == apperr.Internal {
		return nil, err
	}
	return &sent{Location: s.signInPage(e.Code), SetCookie: []string{s.flowCookie("")}}, nil
}

func (s *Service) signInPage(fault string) string {
	return s.Pages + "/login?" + url.Values{"error": {fault}}.Encode()
}

// waitForPassword keeps what the provider said in the browser, sealed, and leads to the page that asks for the password of
// the account.
func (s *Service) waitForPassword(f *flow, c *sso.Claims, refusal error) (*sent, error) {
	e, ok := apperr.As(refusal)
	if !ok {
		return nil, refusal
	}
	cookie, err := s.SSO.sealed(linkCookie, waiting{ID: links.Secret(), Issuer: c.Issuer, Subject: c.Subject, Email: c.Email,
		Granted: s.SSO.granted(c.Groups), Until: s.kit.Clock().Add(flowLife)})
	if err != nil {
		return nil, err
	}
	to := s.signInPage(e.Code)
	if f.ReturnTo != "" {
		to += "&" + url.Values{"return_to": {f.ReturnTo}}.Encode()
	}
	return &sent{Location: to, SetCookie: []string{s.linkCookie(cookie), s.flowCookie("")}}, nil
}

func (s *Service) linkCookie(value string) string {
	return s.Cookie.named(linkCookie, value, life(value), http.SameSiteStrictMode)
}

// LinkLogin is the body of POST /auth/oidc/link.
type LinkLogin struct {
	Password string `json:"password" minLength:"1" maxLength:"1024"`
	TOTP     string `json:"totp,omitempty" maxLength:"40"`
	Org      string `json:"org,omitempty" maxLength:"63" doc:"Slug; needed only by people of several organisations."`
}

type linkIn struct {
	Secure string `cookie:"__Host-spectra_oidc_link" doc:"Set over TLS."`
	Plain  string `cookie:"spectra_oidc_link" doc:"Set in development over plain http."`
	Origin string `header:"Origin"`
	CSRF   string `header:"X-Spectra-CSRF" doc:"Any value; required."`
	Body   LinkLogin
}

// ssoLink opens the account whose password is given, and makes the person at the provider its owner from then on.
func (s *Service) ssoLink(ctx context.Context, in *linkIn) (*signedIn, error) {
	if s.SSO == nil {
		return nil, errNoSSO()
	}
	if err := s.Cookie.page(in.Origin, in.CSRF, endpoint.ClientFrom(ctx).Host); err != nil {
		return nil, err
	}
	ctx = tenancy.With(ctx, nil)
	var w waiting
	if !s.SSO.opened(linkCookie, s.Cookie.choose(in.Secure, in.Plain), &w) || !s.kit.Clock().Before(w.Until) {
		return nil, s.turnedAway(ctx, id.Nil, errState())
	}
	if s.SSO.Org != "" {
		in.Body.Org = s.SSO.Org
	}
	g, err := s.LinkAndLogin(ctx, w, in.Body)
	if err != nil {
		return nil, err
	}
	return s.answer(ctx, g, in.Origin, in.CSRF), nil
}
