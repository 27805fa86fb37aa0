package signin

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// The names of the refresh cookie. __Host- makes browsers insist on Secure, Path=/ and no Domain (ID-07); they would
// drop it on plain http, so an installation without TLS (development only) uses the plain name.
const (
	securePrefix  = "__Host-"
	refreshCookie = "spectra_rt"
	flowCookie    = "spectra_oidc"      // a sign-in under way at the identity provider
	linkCookie    = "spectra_oidc_link" // one that waits for the password
)

// Cookie is how pages keep their refresh token out of reach of scripts.
type Cookie struct {
	Secure bool
	Origin string // scheme://host of the public address; "" compares with the Host the request names
}

// NewCookie decides by the public address; production is always served over TLS.
func NewCookie(production bool, publicURL string) Cookie {
	c := Cookie{Secure: production || strings.HasPrefix(publicURL, "https://")}
	if u, err := url.Parse(publicURL); err == nil && u.Host != "" {
		c.Origin = u.Scheme + "://" + u.Host
	}
	return c
}

func (c Cookie) set(value string, seconds int) string {
	return c.named(refreshCookie, value, seconds, http.SameSiteStrictMode)
}

func (c Cookie) named(name, value string, seconds int, same http.SameSite) string {
	k := http.Cookie{Name: name, Value: value, Path: "/", MaxAge: seconds, HttpOnly: true, Secure: c.Secure, SameSite: same} //nolint:gosec // not Secure only on a development server without https
	k.Name = c.name(name)
	if seconds <= 0 {
		k.MaxAge = -1
	}
	return k.String()
}

// name is the cookie's name as this installation sets it.
func (c Cookie) name(plain string) string {
	if c.Secure {
		return securePrefix + plain
	}
	return plain
}

// own reports whether the request comes from a page of this installation.
func (c Cookie) own(origin, host string) bool {
	if c.Origin != "" {
		return strings.EqualFold(origin, c.Origin)
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, host)
}

// choose gives the one of two cookies that this installation sets.
func (c Cookie) choose(secure, plain string) string {
	if c.Secure {
		return secure
	}
	return plain
}

// read gives the refresh token of the cookie, only to the own pages: SameSite alone does not stop a neighbouring
// subdomain (ID-07).
func (c Cookie) read(secure, plain, origin, csrf, host string) (string, error) {
	value := c.choose(secure, plain)
	if value == "" {
		return "", apperr.New(apperr.Unauthenticated, "invalid_refresh_token", "There is no refresh token in the request. Sign in again.")
	}
	return value, c.page(origin, csrf, host)
}

// page refuses requests with a cookie that are not from a page of this installation.
func (c Cookie) page(origin, csrf, host string) error {
	if csrf == "" || !c.own(origin, host) {
		return apperr.New(apperr.Forbidden, "cross_site", "The cookie works only for pages of this installation: send X-Spectra-CSRF from the own origin.")
	}
	return nil
}
