package config

import (
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strings"
)

// check finds values that can never work, in any environment.
func check(c *Config, errs *Error) {
	listen(errs, "server.addr", c.Server.Addr)
	if c.Metrics.Addr != "" {
		listen(errs, "metrics.addr", c.Metrics.Addr)
	}
	if p := c.Server.BasePath; p != "" && (!strings.HasPrefix(p, "/") || strings.ContainsAny(p, "?#%{}*: ") || strings.Contains(p, "//")) {
		errs.add("server.base_path: %q must look like /spectra", p)
	}
	if u := c.Server.PublicURL; u != "" && !webAddress(u) {
		errs.add("server.public_url: %q must look like https://lims.example.org", u)
	}
	for _, p := range c.Server.TrustedProxies {
		if !network(p) {
			errs.add("server.trusted_proxies: %q is neither an address nor a CIDR range", p)
		}
	}
	scheme(errs, "redis.url", c.Redis.URL, "redis", "rediss", "unix")
	scheme(errs, "storage.url", c.Storage.URL, "file", "s3", "mem")
	checkAuth(c, errs)
	checkMail(c, errs)
	if c.OIDC.Enabled {
		checkOIDC(c, errs)
	}
}

func checkAuth(c *Config, errs *Error) {
	a := c.Auth
	if a.AccessTTL >= a.RefreshTTL {
		errs.add("auth.access_ttl (%s) must be shorter than auth.refresh_ttl (%s)", a.AccessTTL, a.RefreshTTL)
	}
	if a.RefreshTTL > a.FamilyTTL {
		errs.add("auth.refresh_ttl (%s) must not be longer than auth.family_ttl (%s)", a.RefreshTTL, a.FamilyTTL)
	}
	if a.JWTKeyFile != "" && a.JWTAlgorithm == "HS256" {
		errs.add("auth.jwt_key_file is set but auth.jwt_algorithm is HS256; set JWT_ALGORITHM=RS256 or take the file away")
	}
}

// checkMail finds half a mail server. A password never travels in the clear.
func checkMail(c *Config, errs *Error) {
	m := c.Mail
	if m.Host == "" {
		if m.From != "" || m.Username != "" || m.Password != "" {
			errs.add("mail.host: other settings of mail are there, but no server; set SPECTRA_MAIL_HOST")
		}
		return
	}
	if strings.ContainsAny(m.Host, ":/@ ") && net.ParseIP(m.Host) == nil {
		errs.add("mail.host: %q must be a name or an address alone; the port has its own setting", m.Host)
	}
	if a, err := mail.ParseAddress(m.From); err != nil || !strings.Contains(a.Address, "@") {
		errs.add("mail.from: %q must look like SPECTRA-Lab <lims@example.org>; set SPECTRA_MAIL_FROM", m.From)
	}
	if c.Server.PublicURL == "" {
		errs.add("server.public_url: mails hold links; set SPECTRA_SERVER_PUBLIC_URL to the address that people use")
	}
	if m.Password != "" && m.Username == "" {
		errs.add("mail.username: there is a password and no account; set SPECTRA_MAIL_USERNAME")
	}
	if m.TLS == "none" && m.Username != "" && !loopback(m.Host) {
		errs.add("mail.tls: none would send the password in the clear; set SPECTRA_MAIL_TLS=starttls")
	}
}

// loopback says whether a host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

func checkOIDC(c *Config, errs *Error) {
	o := c.OIDC
	if o.ClientID == "" {
		errs.add("oidc.client_id: single sign-on is on; set OIDC_CLIENT_ID")
	}
	if !webAddress(o.Issuer) {
		errs.add("oidc.issuer: single sign-on is on; set OIDC_ISSUER to the provider's https address")
	}
	if o.RedirectURL == "" {
		errs.add("oidc.redirect_url: single sign-on is on; set SPECTRA_SERVER_PUBLIC_URL or SPECTRA_OIDC_REDIRECT_URL")
	} else if !webAddress(o.RedirectURL) {
		errs.add("oidc.redirect_url: %q must look like https://lims.example.org/auth/oidc/callback", o.RedirectURL)
	}
	if !contains(o.Scopes, "openid") {
		errs.add("oidc.scopes: must contain openid")
	}
	for _, pair := range o.RoleMap {
		if at := strings.LastIndexByte(pair, '='); at < 1 || at == len(pair)-1 {
			errs.add("oidc.role_map: %q must look like group=role", pair)
		}
	}
	if len(o.RoleMap) > 0 && o.Org == "" {
		errs.add("oidc.role_map: roles are given in an organisation; set SPECTRA_OIDC_ORG to its slug")
	}
}

func listen(errs *Error, key, addr string) {
	_, port, err := net.SplitHostPort(addr)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil {
		errs.add("%s: %q must look like 127.0.0.1:8001 or :8001", key, addr)
	}
}

// webAddress accepts http too: a provider or proxy on the same machine; production asks for https.
func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

func network(text string) bool {
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	_, err := netip.ParsePrefix(text)
	return err == nil
}

// scheme checks what kind of address a secret one is without repeating it.
func scheme(errs *Error, key, text string, allowed ...string) {
	if text == "" {
		return
	}
	u, err := url.Parse(text)
	if err != nil || !contains(allowed, u.Scheme) {
		errs.add("%s: must begin with one of: %s://", key, strings.Join(allowed, "://, "))
	}
}
