package config

import (
	"net/url"
	"strings"
)

const (
	secretBytes     = 32 // as long as the HMAC output, RFC 7518 section 3.2
	secretDistinct  = 8  // fewer different bytes are no random secret
	productionCosts = 12
)

// Validate holds the production rules (SD-3): it lists everything that keeps the server from starting, each with its
// remedy, as *Error. Outside production it accepts.
func (c Config) Validate() error {
	var errs Error
	if !c.Production() {
		return nil
	}
	if c.Auth.JWTAlgorithm != "RS256" {
		errs.add("auth.jwt_algorithm: %s lets everyone who can check a token also make one; set JWT_ALGORITHM=RS256 (its key is made in auth.keys_dir, or give auth.jwt_key_file)", c.Auth.JWTAlgorithm)
	}
	if fault := weakness(c.Auth.JWTSecret); fault != "" {
		errs.add("auth.jwt_secret: %s; set JWT_SECRET or JWT_SECRET_FILE to the output of: openssl rand -base64 48", fault)
	}
	if c.Auth.Pepper != "" {
		if fault := weakness(c.Auth.Pepper); fault != "" {
			errs.add("auth.pepper: %s; make one with: openssl rand -base64 48", fault)
		}
	}
	if c.Auth.BcryptCost < productionCosts {
		errs.add("auth.bcrypt_cost: %d is too cheap to guess against; set SPECTRA_AUTH_BCRYPT_COST=12", c.Auth.BcryptCost)
	}
	for _, a := range []struct{ key, text, variable string }{
		{"server.public_url", c.Server.PublicURL, "SPECTRA_SERVER_PUBLIC_URL"},
		{"oidc.issuer", c.OIDC.Issuer, "OIDC_ISSUER"},
		{"oidc.redirect_url", c.OIDC.RedirectURL, "SPECTRA_OIDC_REDIRECT_URL"},
	} {
		if u, err := url.Parse(a.text); a.text != "" && (err != nil || u.Scheme != "https") {
			errs.add("%s: %s is not encrypted; set %s to an https address", a.key, a.text, a.variable)
		}
	}
	if c.Mail.Host != "" && c.Mail.TLS == "none" && !loopback(c.Mail.Host) {
		errs.add("mail.tls: none lets everybody on the way read mails and their links; set SPECTRA_MAIL_TLS=starttls or tls")
	}
	if strings.HasPrefix(c.Storage.URL, "mem:") {
		errs.add("storage.url: mem:// forgets every file; use file:/// or s3://")
	}
	return errs.orNil()
}

// weakness says what is wrong with a secret, without repeating it.
func weakness(secret string) string {
	switch {
	case secret == "":
		return "is empty"
	case placeholder(secret):
		return "is a well-known example"
	case len(secret) < secretBytes:
		return "is shorter than 32 bytes"
	}
	seen := map[byte]bool{}
	for i := range len(secret) {
		seen[secret[i]] = true
	}
	if len(seen) < secretDistinct {
		return "repeats a few characters"
	}
	return ""
}

// placeholder recognises what manuals and example files put where a secret belongs.
func placeholder(secret string) bool {
	plain := strings.NewReplacer("-", "", "_", "", " ", "", ".", "").Replace(strings.ToLower(secret))
	for _, word := range []string{"changeme", "changethis", "changeit", "changein", "yoursecret", "yoursuper", "yourjwt", "secretkey",
		"supersecret", "jwtsecret", "mysecret", "replaceme", "replacethis", "example", "placeholder", "insecure", "defaultsecret", "devsecret", "notsecret", "password"} {
		if strings.Contains(plain, word) {
			return true
		}
	}
	return false
}
