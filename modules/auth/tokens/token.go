package tokens

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

const (
	tokenType = "at+jwt" // RFC 9068: no other kind of JWT passes for an access token
	leeway    = 30 * time.Second
	maxToken  = 4096
	// roomy is from where the list of permissions is left out: it only informs, and the token must stay under maxToken.
	roomy = 3800
)

// Claims of an access token. They describe; rights are decided from current state (API.md §2).
type Claims struct {
	jwt.RegisteredClaims
	UserID      string   `json:"user_id"`
	OrgID       string   `json:"org_id"`
	Roles       []string `json:"roles"`
	Permissions []string `json:"permissions,omitempty"`
	SessionID   string   `json:"sid"`
	RoleVersion int      `json:"rv"`
}

// Subject is whom a token is for.
type Subject struct {
	Org, User, Session id.ID
	RoleVersion        int
	Roles, Permissions []string
}

// Issuer signs and checks tokens.
type Issuer struct {
	keys     *Keyring
	parser   *jwt.Parser
	clock    clock.Clock
	issuer   string
	audience string
	ttl      time.Duration
	seen     seen
}

// NewIssuer makes an issuer for one iss and aud.
func NewIssuer(keys *Keyring, c clock.Clock, issuer, audience string, ttl time.Duration) *Issuer {
	return &Issuer{keys: keys, clock: c, issuer: issuer, audience: audience, ttl: ttl, parser: jwt.NewParser(
		jwt.WithValidMethods([]string{keys.algorithm}), jwt.WithIssuer(issuer), jwt.WithAudience(audience), jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(), jwt.WithLeeway(leeway), jwt.WithStrictDecoding(), jwt.WithTimeFunc(c))}
}

// TTL is the life of a token.
func (i *Issuer) TTL() time.Duration { return i.ttl }

// Issue signs a token.
func (i *Issuer) Issue(s Subject) (string, error) {
	now := i.clock()
	c := &Claims{
		RegisteredClaims: jwt.RegisteredClaims{Issuer: i.issuer, Audience: jwt.ClaimStrings{i.audience}, Subject: s.User.String(), ID: id.New().String(),
			IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(i.ttl))},
		UserID: s.User.String(), OrgID: s.Org.String(), Roles: s.Roles, Permissions: s.Permissions, SessionID: s.Session.String(), RoleVersion: s.RoleVersion,
	}
	out, err := i.sign(c)
	if err == nil && len(out) > roomy {
		c.Permissions = nil
		out, err = i.sign(c)
	}
	return out, err
}

func (i *Issuer) sign(c *Claims) (string, error) {
	k := i.keys.current.Load().active
	t := jwt.NewWithClaims(jwt.GetSigningMethod(i.keys.algorithm), c)
	t.Header["typ"], t.Header["kid"] = tokenType, k.kid
	return t.SignedString(k.sign)
}

// errToken is deliberately vague: an answer must not teach how to forge.
var errToken = errors.New("not an access token of this installation")

// Verify checks a token and gives whom it is for. The caller still has to look at the session's current state.
func (i *Issuer) Verify(raw string) (Subject, error) {
	if len(raw) > maxToken {
		return Subject{}, fmt.Errorf("%w: longer than %d bytes", errToken, maxToken)
	}
	// Taken before the check: should the keys change meanwhile, the outcome stands under none of the new ones.
	by := i.keys.current.Load()
	var text [maxToken]byte // a copy that costs no garbage
	sum := sha256.Sum256(text[:copy(text[:], raw)])
	if s, ok := i.seen.get(sum, by, i.clock()); ok {
		return s, nil
	}
	c := &Claims{}
	s, err := i.check(raw, c, by)
	if err == nil {
		i.seen.put(sum, checked{subject: s, by: by, until: c.ExpiresAt.Add(leeway), from: latest(c.IssuedAt.Time, c.NotBefore.Time).Add(-leeway)})
	}
	return s, err
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// check reads the token into c.
func (i *Issuer) check(raw string, c *Claims, by *keys) (Subject, error) {
	if _, err := i.parser.ParseWithClaims(raw, c, by.key); err != nil {
		return Subject{}, fmt.Errorf("%w: %w", errToken, err)
	}
	if c.IssuedAt == nil || c.NotBefore == nil || c.ExpiresAt.Sub(c.IssuedAt.Time) > i.ttl+leeway {
		return Subject{}, fmt.Errorf("%w: lives too long", errToken)
	}
	s := Subject{RoleVersion: c.RoleVersion, Roles: c.Roles}
	var user, org, session bool
	s.User, user = id.Parse(c.Subject)
	s.Org, org = id.Parse(c.OrgID)
	s.Session, session = id.Parse(c.SessionID)
	if !user || !org || !session || c.UserID != c.Subject {
		return Subject{}, fmt.Errorf("%w: incomplete claims", errToken)
	}
	return s, nil
}

// key finds the key by kid in the own map. Any other header parameter is refused: jku, x5u, jwk, x5c would bring a key
// along, crit would ask for what is not done here (ID-01).
func (k *keys) key(t *jwt.Token) (any, error) {
	for name := range t.Header {
		if name != "alg" && name != "typ" && name != "kid" {
			return nil, errToken
		}
	}
	if t.Header["typ"] != tokenType {
		return nil, errToken
	}
	kid, _ := t.Header["kid"].(string)
	known, ok := k.byID[kid]
	if !ok {
		return nil, errToken
	}
	return known.verify, nil
}
