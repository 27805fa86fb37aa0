// Package sso speaks OpenID Connect with the identity provider: discovery, the address people are sent to, the exchange
// of the code, and what the provider says about a person. Whom that is here, it does not decide.
package sso
