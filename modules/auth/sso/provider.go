package sso

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/outbound"
)

// What can go wrong, besides the provider being at fault in its answer.
var (
	// ErrUnavailable means that the provider did not answer, or not as one.
	ErrUnavailable = errors.New("the identity provider cannot be asked")
	// ErrRefused means that what came is not a sign-in by this provider, for this client and browser.
	ErrRefused = errors.New("not a sign-in of this provider")
	// ErrStale means that the provider took an earlier sign-in for this one.
	ErrStale = errors.New("not a fresh sign-in")
)

const (
	// fresh is how long discovery is believed; keys are looked up anew whenever an unknown one signs.
	fresh = time.Hour
	// down is how long a failure is believed: people who wait for a silent provider must not queue up one after another.
	down = 5 * time.Second
)

// Options name the provider and this installation as its client.
type Options struct {
	Issuer        string
	ClientID      string
	ClientSecret  string // "": a public client
	RedirectURL   string
	Scopes        []string
	GroupsClaim   string
	VerifiedClaim string // says that the provider verified the address
	AllowPrivate  bool   // the provider may be on the own machine or in a private network
}

// Provider is the identity provider. It is asked for the first time when somebody wants to sign in: a provider that is
// down keeps nobody from signing in with a password (SECURITY.md F-25).
type Provider struct {
	o      Options
	clock  clock.Clock
	client *http.Client
	mu     sync.Mutex
	known  *discovered
	failed time.Time // when discovery failed last
	why    error
}

// discovered is what the provider says about itself.
type discovered struct {
	at        time.Time
	provider  *oidc.Provider
	config    *oauth2.Config
	verifier  *oidc.IDTokenVerifier
	namesSelf bool // answers carry iss (RFC 9207), so one without is somebody else's
}

// New makes the provider and asks it nothing.
func New(o Options, c clock.Clock) *Provider {
	return &Provider{o: o, clock: c, client: outbound.NewClient(outbound.Options{Private: o.AllowPrivate})}
}

// Leave is what a browser is sent away with.
type Leave struct {
	State, Nonce, Verifier string
	Fresh                  bool // the provider is to ask for the credentials anew, whoever is signed in there
}

// AuthURL is where the browser is sent. The verifier's hash goes along (PKCE S256), the verifier itself never does.
func (p *Provider) AuthURL(ctx context.Context, l Leave) (string, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	o := []oauth2.AuthCodeOption{oidc.Nonce(l.Nonce), oauth2.S256ChallengeOption(l.Verifier)}
	if l.Fresh {
		o = append(o, oauth2.SetAuthURLParam("max_age", "0"), oauth2.SetAuthURLParam("prompt", "login"))
	}
	return d.config.AuthCodeURL(l.State, o...), nil
}

// discover reads the discovery document, at most once an hour; an old one is better than none.
func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known != nil && p.clock().Sub(p.known.at) < fresh {
		return p.known, nil
	}
	if p.why == nil || p.clock().Sub(p.failed) >= down {
		d, err := p.ask(context.WithoutCancel(ctx)) // who gives up must not fail it for others
		if p.failed, p.why = p.clock(), err; err == nil {
			p.known = d
		}
	}
	if p.known == nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, p.why)
	}
	return p.known, nil
}

func (p *Provider) ask(ctx context.Context) (*discovered, error) {
	provider, err := oidc.NewProvider(oidc.ClientContext(ctx, p.client), p.o.Issuer)
	if err != nil {
		return nil, err
	}
	var about struct {
		JWKS      string   `json:"jwks_uri"`
		Auth      []string `json:"token_endpoint_auth_methods_supported"`
		NamesSelf bool     `json:"authorization_response_iss_parameter_supported"`
		Methods   []string `json:"code_challenge_methods_supported"`
	}
	if err := provider.Claims(&about); err != nil {
		return nil, err
	}
	endpoint := provider.Endpoint()
	for _, address := range []string{endpoint.AuthURL, endpoint.TokenURL, about.JWKS} {
		u, err := url.Parse(address)
		if err == nil {
			err = outbound.Options{Private: p.o.AllowPrivate}.CheckURL(u)
		}
		if err != nil {
			return nil, fmt.Errorf("discovery names %q: %w", address, err)
		}
	}
	if about.Methods != nil && !slices.Contains(about.Methods, "S256") {
		return nil, errors.New("the provider does not do PKCE with S256")
	}
	endpoint.AuthStyle = style(p.o.ClientSecret, about.Auth)
	return &discovered{at: p.clock(), provider: provider, namesSelf: about.NamesSelf,
		config:   &oauth2.Config{ClientID: p.o.ClientID, ClientSecret: p.o.ClientSecret, RedirectURL: p.o.RedirectURL, Scopes: p.o.Scopes, Endpoint: endpoint},
		verifier: provider.Verifier(&oidc.Config{ClientID: p.o.ClientID, Now: p.clock})}, nil
}

// style says how the client names itself. Trying both would present the code twice, which providers take for theft.
func style(secret string, methods []string) oauth2.AuthStyle {
	if secret == "" || methods != nil && !slices.Contains(methods, "client_secret_basic") {
		return oauth2.AuthStyleInParams
	}
	return oauth2.AuthStyleInHeader
}
