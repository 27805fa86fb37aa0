package signin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode"

	"github.com/spectra-lab/spectra/modules/auth/links"
	"github.com/spectra-lab/spectra/modules/auth/seal"
	"github.com/spectra-lab/spectra/modules/auth/sso"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// flowLife is how long a sign-in may take at the identity provider, and a link may wait for the password (ID-14).
const flowLife = 10 * time.Minute

// SSO is single sign-on as the operator set it up.
type SSO struct {
	Provider *sso.Provider
	Issuer   string
	Org      string // slug of the one organisation that people come into; "": those that they belong to
	Roles    []GroupRole
	Domains  []string // of addresses for which the issuer's word links to an account that is there
	Box      seal.Box
}

// GroupRole gives the people of a group a role.
type GroupRole struct{ Group, Role string }

// managed lists the roles that groups decide about; by hand given others are left alone.
func (s *SSO) managed() (out []string) {
	for _, m := range s.Roles {
		out = append(out, m.Role)
	}
	return out
}

func (s *SSO) granted(groups []string) (out []string) {
	for _, m := range s.Roles {
		for _, g := range groups {
			if g == m.Group {
				out = append(out, m.Role)
			}
		}
	}
	return out
}

// trusted reports whether the issuer's word about an address is enough. Of a domain only the whole counts.
func (s *SSO) trusted(folded string) bool {
	domain := folded[strings.LastIndexByte(folded, '@')+1:]
	for _, d := range s.Domains {
		if strings.EqualFold(d, domain) {
			return true
		}
	}
	return false
}

// flow is a sign-in under way. It is kept nowhere but in the browser that began it, sealed: no other browser can finish it,
// and the answer to another one's does not fit (RFC 9700 §4.7).
type flow struct {
	State    string    `json:"s"`
	Nonce    string    `json:"n"`
	Verifier string    `json:"v"`
	ReturnTo string    `json:"r"`
	Until    time.Time `json:"u"`
	Again    *again    `json:"a,omitempty"` // nil: somebody comes in
}

// waiting is a person of the identity provider who is to give the password of the account first.
type waiting struct {
	ID      string    `json:"i"`
	Issuer  string    `json:"iss"`
	Subject string    `json:"sub"`
	Email   string    `json:"e"`
	Granted []string  `json:"g"`
	Until   time.Time `json:"u"`
}

func (s *SSO) sealed(kind string, v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(s.Box.Seal(text, kind)), nil
}

// opened reads what sealed made; a fault is not told apart from an end.
func (s *SSO) opened(kind, cookie string, v any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(cookie)
	if err != nil {
		return false
	}
	text, err := s.Box.Open(raw, kind)
	return err == nil && json.Unmarshal(text, v) == nil
}

// begin makes a sign-in and gives the address to go to and the cookie to come back with.
func (s *Service) begin(ctx context.Context, returnTo string, by *again) (address, cookie string, err error) {
	if s.SSO == nil {
		return "", "", errNoSSO()
	}
	if returnTo != "" && !ownPath(returnTo) {
		return "", "", apperr.InvalidField("/return_to", "invalid", "return_to is a path of this installation, such as /samples?status=received.")
	}
	f := flow{State: links.Secret(), Nonce: links.Secret(), Verifier: rand.Text() + rand.Text(), ReturnTo: returnTo, Until: s.kit.Clock().Add(flowLife), Again: by}
	if address, err = s.SSO.Provider.AuthURL(ctx, sso.Leave{State: f.State, Nonce: f.Nonce, Verifier: f.Verifier, Fresh: by != nil}); err != nil {
		return "", "", s.atProvider(ctx, err)
	}
	cookie, err = s.SSO.sealed(flowCookie, f)
	return address, cookie, err
}

// ownPath takes absolute paths of this installation alone. Browsers read backslashes as slashes, leave out tabs and line
// breaks, and take two slashes for the start of a host: none of these has a place in an address of ours (T-28).
func ownPath(to string) bool {
	u, err := url.Parse(to)
	if err != nil || !strings.HasPrefix(to, "/") || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" {
		return false
	}
	odd := func(r rune) bool {
		return r == '\\' || unicode.IsControl(r) || unicode.IsSpace(r) || !unicode.IsPrint(r)
	}
	clean := path.Clean(u.Path)
	return !strings.ContainsFunc(to, odd) && !strings.ContainsFunc(u.Path, odd) && (u.Path == clean || u.Path == clean+"/")
}

// back is what the browser brings back.
type back struct {
	cookie, state, code, issuer, fault string
}

// finish checks that this browser began what it ends here, once, and asks the provider who it is.
func (s *Service) finish(ctx context.Context, b back) (*flow, *sso.Claims, error) {
	if s.SSO == nil {
		return nil, nil, errNoSSO()
	}
	f := &flow{}
	if !s.SSO.opened(flowCookie, b.cookie, f) {
		f = &flow{}
	}
	if f.State == "" || !s.kit.Clock().Before(f.Until) || subtle.ConstantTimeCompare([]byte(f.State), []byte(b.state)) != 1 {
		return f, nil, s.turnedAway(ctx, id.Nil, errState())
	}
	if err := s.spend(ctx, f.State, f.Until); err != nil {
		return f, nil, s.turnedAway(ctx, id.Nil, err)
	}
	if b.fault != "" || b.code == "" {
		return f, nil, s.turnedAway(ctx, id.Nil, apperr.New(apperr.Unauthenticated, "sso_refused", "The identity provider did not sign you in."))
	}
	r := sso.Return{Code: b.code, Issuer: b.issuer, Verifier: f.Verifier, Nonce: f.Nonce}
	if f.Again != nil {
		r.Since = f.Again.Asked
	}
	claims, err := s.SSO.Provider.Exchange(ctx, r)
	if err != nil {
		return f, nil, s.atProvider(ctx, err)
	}
	return f, claims, nil
}

// spend lets a thing be used once, on all replicas together.
func (s *Service) spend(ctx context.Context, secret string, until time.Time) error {
	sum := sha256.Sum256([]byte("spectra/sso\x00" + secret))
	first, err := s.Accounts.Spend(ctx, sum[:], until)
	if err == nil && !first {
		err = errState()
	}
	return err
}

// atProvider says what went wrong there; the log has the reason, the answer does not.
func (s *Service) atProvider(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, sso.ErrUnavailable):
		s.kit.Log.ErrorContext(ctx, "the identity provider cannot be asked", "issuer", s.SSO.Issuer, "error", err)
		e := apperr.New(apperr.Unavailable, "sso_unavailable", "The identity provider does not answer. Try again, or sign in with e-mail address and password.").Because(err)
		e.RetryAfter = time.Minute
		return e
	case errors.Is(err, sso.ErrStale):
		s.kit.Log.WarnContext(ctx, "the identity provider did not ask anew who is there", "issuer", s.SSO.Issuer, "error", err)
		return s.turnedAway(ctx, id.Nil, apperr.New(apperr.Unauthenticated, "stale_login", "The identity provider did not ask you anew for your credentials. Sign in there again.").Because(err))
	case errors.Is(err, sso.ErrRefused):
		s.kit.Log.WarnContext(ctx, "an answer of the identity provider was refused", "issuer", s.SSO.Issuer, "error", err)
		return s.turnedAway(ctx, id.Nil, apperr.New(apperr.Unauthenticated, "sso_failed", "This is no sign-in by the identity provider of this installation. Begin again.").Because(err))
	}
	return err
}

// turnedAway tells the organisation that single sign-on leads into, and gives the refusal back.
func (s *Service) turnedAway(ctx context.Context, user id.ID, err error) error {
	e, ok := apperr.As(err)
	if !ok || s.SSO.Org == "" {
		return err
	}
	org, ferr := s.Accounts.FindOrganization(ctx, s.SSO.Org)
	if ferr == nil && org != nil {
		s.log(ctx, tenancy.SignIn(org.ID), user, "login_failed", e.Kind.Status(), "oidc: "+e.Code)
	}
	return err
}

func errNoSSO() error {
	return apperr.New(apperr.NotFound, "oidc_disabled", "Single sign-on is not enabled here. Sign in with e-mail address and password.")
}

func errState() error {
	return apperr.New(apperr.Unauthenticated, "invalid_state", "This sign-in was not begun in this browser, took longer than 10 minutes or was finished before. Begin again.")
}
