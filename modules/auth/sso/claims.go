package sso

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Claims are what the provider says about the person who signed in there.
type Claims struct {
	Issuer, Subject string // the key: addresses change and are given to others (ID-14)
	Email           string
	Verified        bool // the provider says that the address is the person's
	Name            string
	Groups          []string
}

// Return is what came back with the browser, and what it was sent away with.
type Return struct {
	Code, Issuer    string // code and iss of the address
	Verifier, Nonce string
	Since           time.Time // not zero: the person must have signed in there after this (OpenID Connect Core §3.1.2.1, max_age)
}

// Exchange turns the code into what the provider says about the person.
func (p *Provider) Exchange(ctx context.Context, r Return) (*Claims, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return nil, err
	}
	if r.Issuer != p.o.Issuer && (r.Issuer != "" || d.namesSelf) {
		return nil, fmt.Errorf("%w: the answer is of %q", ErrRefused, r.Issuer)
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := d.config.Exchange(ctx, r.Code, oauth2.VerifierOption(r.Verifier))
	if err != nil {
		var answered *oauth2.RetrieveError
		if errors.As(err, &answered) && answered.Response.StatusCode < 500 {
			return nil, fmt.Errorf("%w: the code was not accepted: %s", ErrRefused, answered.ErrorCode)
		}
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := d.verifier.Verify(ctx, raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	claims, err := p.check(id, token, r)
	if err != nil {
		return nil, err
	}
	if err := p.complete(ctx, d, token, id.Subject, claims); err != nil {
		return nil, err
	}
	return p.read(id, claims), nil
}

// check refuses ID tokens of other sign-ins: another browser's nonce, another client's audience, another access token.
func (p *Provider) check(id *oidc.IDToken, token *oauth2.Token, r Return) (map[string]any, error) {
	claims := map[string]any{}
	if err := id.Claims(&claims); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	party, named := claims["azp"]
	switch {
	case r.Nonce == "" || id.Nonce != r.Nonce:
		return nil, fmt.Errorf("%w: another nonce", ErrRefused)
	case id.Subject == "":
		return nil, fmt.Errorf("%w: no subject", ErrRefused)
	case named && party != p.o.ClientID || !named && len(id.Audience) > 1:
		return nil, fmt.Errorf("%w: made for another client", ErrRefused)
	case id.AccessTokenHash != "" && id.VerifyAccessToken(token.AccessToken) != nil:
		return nil, fmt.Errorf("%w: another access token", ErrRefused)
	}
	return claims, since(claims, r.Since)
}

// since looks when the provider asked for credentials last. The request asks for that, but it goes through the browser, whose
// owner can leave it out of the address. The provider tells whole seconds.
func since(claims map[string]any, asked time.Time) error {
	if asked.IsZero() {
		return nil
	}
	at, ok := claims["auth_time"].(float64)
	if !ok || int64(at) < asked.Unix() {
		return fmt.Errorf("%w: auth_time is %v, asked at %d", ErrStale, claims["auth_time"], asked.Unix())
	}
	return nil
}

// complete asks the userinfo endpoint for what the ID token does not say: many providers put addresses and groups only
// there.
func (p *Provider) complete(ctx context.Context, d *discovered, token *oauth2.Token, subject string, claims map[string]any) error {
	if claims["email"] != nil && claims[p.o.GroupsClaim] != nil || d.provider.UserInfoEndpoint() == "" {
		return nil
	}
	info, err := d.provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if info.Subject != subject { // OpenID Connect Core §5.3.2: otherwise it may be about somebody else
		return fmt.Errorf("%w: userinfo is about another subject", ErrRefused)
	}
	more := map[string]any{}
	if err := info.Claims(&more); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if claims["email"] != nil { // an address and its verification come from one place
		delete(more, p.o.VerifiedClaim)
	}
	for name, value := range more {
		if _, ok := claims[name]; !ok {
			claims[name] = value
		}
	}
	return nil
}

func (p *Provider) read(id *oidc.IDToken, claims map[string]any) *Claims {
	out := &Claims{Issuer: id.Issuer, Subject: id.Subject, Email: text(claims["email"]), Name: text(claims["name"]), Verified: yes(claims[p.o.VerifiedClaim])}
	switch groups := claims[p.o.GroupsClaim].(type) {
	case string:
		out.Groups = []string{groups}
	case []any:
		for _, g := range groups {
			if name := text(g); name != "" {
				out.Groups = append(out.Groups, name)
			}
		}
	}
	return out
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// yes takes the spellings in use; anything else is no.
func yes(v any) bool {
	if n, ok := v.(json.Number); ok {
		v = n.String()
	}
	return v == true || v == float64(1) || slices.Contains([]any{"true", "1"}, v)
}
