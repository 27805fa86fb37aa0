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
	secureCookie = "__Host-spectra_rt"
	plainCookie  = "spectra_rt"
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
	k := http.Cookie{Name: plainCookie, Value: value, Path: "/", MaxAge: seconds, HttpOnly: true, Secure: c.Secure, SameSite: http.SameSiteStrictMode} //nolint:gosec // not Secure only on a development server without https
	if c.Secure {
		k.Name = secureCookie
	}
	if seconds <= 0 {
		k.MaxAge = -1
	}
	return k.String()
}

// own reports whether the request comes from a page of this installation.
func (c Cookie) own(origin, host string) bool {
	if c.Origin != "" {
		return strings.EqualFold(origin, c.Origin)
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, host)
}

// read gives the refresh token of the cookie, only to the own pages: SameSite alone does not stop a neighbouring
// subdomain (ID-07).
func (c Cookie) read(secure, plain, origin, csrf, host string) (string, error) {
	value := plain
	if c.Secure {
		value = secure
	}
	if value == "" {
		return "", apperr.New(apperr.Unauthenticated, "invalid_refresh_token", "There is no refresh token in the request. Sign in again.")
	}
	if csrf == "" || !c.own(origin, host) {
		return "", apperr.New(apperr.Forbidden, "cross_site", "The refresh cookie works only for pages of this installation: send X-Spectra-CSRF from the own origin.")
	}
	return value, nil
}
