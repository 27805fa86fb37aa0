package auth

import (
	"fmt"
	"strings"

	"github.com/spectra-lab/spectra/modules/auth/seal"
	"github.com/spectra-lab/spectra/modules/auth/signin"
	"github.com/spectra-lab/spectra/modules/auth/sso"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

// SSO is single sign-on by OpenID Connect as the operator set it up.
type SSO struct {
	Provider sso.Options
	Org      string   // slug of the organisation people come into; "": those they belong to, and nobody is made
	RoleMap  []string // group=role
	Domains  []string // mail domains for which the issuer's word links to an account
}

// singleSignOn builds what Options.SSO describes; nil when it is off. A role that the policy does not have would be missed
// only when somebody comes in, so it is missed at once.
func singleSignOn(o Options, c clock.Clock) (*signin.SSO, error) {
	if o.SSO == nil {
		return nil, nil //nolint:nilnil // off
	}
	box, err := seal.New(o.Secret, "spectra single sign-on")
	if err != nil {
		return nil, err
	}
	out := &signin.SSO{Provider: sso.New(o.SSO.Provider, c), Issuer: o.SSO.Provider.Issuer, Org: o.SSO.Org, Domains: o.SSO.Domains, Box: box}
	for _, pair := range o.SSO.RoleMap {
		at := strings.LastIndexByte(pair, '=') // groups may be LDAP names
		if at < 0 || !o.Policy.Current().HasRole(pair[at+1:]) {
			return nil, fmt.Errorf("auth: oidc.role_map: %q does not end with =role, or the policy has no such role", pair)
		}
		out.Roles = append(out.Roles, signin.GroupRole{Group: pair[:at], Role: pair[at+1:]})
	}
	return out, nil
}
