package auth

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/auth/tokens"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
)

// Options is what the installation decides. Zero durations and costs take the defaults of the configuration page.
type Options struct {
	Algorithm string // HS256 or RS256
	Secret    []byte // of the installation: signs HS256 tokens, and seals second factors and sign-ins under way
	KeysDir   string // RSA keys and the set-up secret
	KeyFile   string // RSA private key of the operator, instead of those in KeysDir
	Issuer    string
	Audience  string

	AccessTTL  time.Duration
	RefreshTTL time.Duration
	FamilyTTL  time.Duration

	BcryptCost        int
	BcryptConcurrency int
	PasswordMinLength int
	InactiveDays      int // after which an unused account is closed where the organisation says nothing; 0 is never (P11-26)
	Pepper            string

	Production bool
	PublicURL  string // "" or scheme://host[/prefix]; links and the own origin are made of it
	BasePath   string

	Policy *authz.Holder
	Access func(audittrail.Entry) // the access log; nil drops entries (commands)
	SSO    *SSO                   // single sign-on; nil is off
}

// complete fills in defaults and refuses what must not serve (SECURITY.md SD-3).
func (o *Options) complete() error {
	if o.Policy == nil {
		return errors.New("auth: no policy")
	}
	if o.Production && o.Algorithm != tokens.RS256 {
		return errors.New("auth: production signs tokens with RS256: set JWT_ALGORITHM=RS256")
	}
	if o.BcryptCost != 0 && (o.BcryptCost < 4 || o.BcryptCost > 16) {
		return fmt.Errorf("auth: bcrypt cost %d is outside 4 to 16", o.BcryptCost)
	}
	orDefault(&o.Algorithm, tokens.HS256)
	orDefault(&o.Issuer, "spectra-lab")
	orDefault(&o.Audience, "spectra-api")
	orDefault(&o.AccessTTL, 15*time.Minute)
	orDefault(&o.RefreshTTL, 7*24*time.Hour)
	orDefault(&o.FamilyTTL, 30*24*time.Hour)
	orDefault(&o.BcryptCost, 12)
	orDefault(&o.BcryptConcurrency, 1)
	orDefault(&o.PasswordMinLength, 15)
	if o.Access == nil {
		o.Access = func(audittrail.Entry) {}
	}
	return nil
}

func orDefault[T comparable](v *T, fallback T) {
	var zero T
	if *v == zero {
		*v = fallback
	}
}

// Pages is what addresses of the frontend start with: the public address, or only the path when there is none.
func (o *Options) Pages() string {
	if o.PublicURL != "" {
		return strings.TrimSuffix(o.PublicURL, "/")
	}
	return o.BasePath
}
