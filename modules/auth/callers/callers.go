package callers

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/spectra-lab/spectra/modules/auth/apikeys"
	"github.com/spectra-lab/spectra/modules/auth/sessions"
	"github.com/spectra-lab/spectra/modules/auth/tokens"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

const (
	// life is below the 5 s in which an end must be seen everywhere: it counts from before the state was read.
	life     = 4 * time.Second
	maxKept  = 20000
	loadTime = 10 * time.Second
)

// place is a record of an organisation.
type place struct{ org, id id.ID }

// Callers is the endpoint.Authenticator.
type Callers struct {
	clock    clock.Clock
	log      *slog.Logger
	issuer   *tokens.Issuer
	sessions *sessions.Service
	keys     *apikeys.Service
	bySID    *cache[place, *sessions.State]
	byUser   *cache[place, *sessions.State] // owners of keys
	byPrefix *cache[string, *apikeys.Holder]
	flights  singleflight.Group
}

// New makes the authenticator.
func New(kit module.Kit, issuer *tokens.Issuer, s *sessions.Service, k *apikeys.Service) *Callers {
	return &Callers{clock: kit.Clock, log: kit.Log, issuer: issuer, sessions: s, keys: k,
		bySID:    newCache[place, *sessions.State](kit.Clock, life, maxKept),
		byUser:   newCache[place, *sessions.State](kit.Clock, life, maxKept),
		byPrefix: newCache[string, *apikeys.Holder](kit.Clock, life, maxKept)}
}

// ForgetSession makes the next request ask about the session again.
func (c *Callers) ForgetSession(session id.ID) {
	c.bySID.drop(func(p place, _ *sessions.State) bool { return p.id == session })
}

// ForgetUser makes the next requests of the person ask again.
func (c *Callers) ForgetUser(user id.ID) {
	c.bySID.drop(func(_ place, s *sessions.State) bool { return s != nil && s.UserID == user })
	c.byUser.drop(func(p place, _ *sessions.State) bool { return p.id == user })
}

// ForgetKey makes the next request with the key ask about it again.
func (c *Callers) ForgetKey(key id.ID) {
	c.byPrefix.drop(func(_ string, h *apikeys.Holder) bool { return h != nil && h.KeyID == key })
}

// Authenticate gives the caller; nil and no error when nobody is named.
func (c *Callers) Authenticate(ctx context.Context, r *http.Request) (*tenancy.Actor, error) {
	cred, err := read(r)
	switch {
	case err != nil:
		return nil, err
	case cred.token != "":
		return c.bySession(ctx, cred.token)
	case cred.key != "":
		return c.byKey(ctx, cred.key)
	}
	return nil, nil //nolint:nilnil // nobody
}

func (c *Callers) bySession(ctx context.Context, raw string) (*tenancy.Actor, error) {
	s, err := c.issuer.Verify(raw)
	if err != nil {
		return nil, refused().Because(err)
	}
	at := place{s.Org, s.Session}
	st, ok := c.bySID.get(at)
	// A token that knows of newer roles than what is kept was made after it.
	if !ok || st != nil && st.RoleVersion < s.RoleVersion {
		st, err = load(ctx, c, c.bySID, at, "s", func(ctx context.Context) (*sessions.State, error) { return c.sessions.State(ctx, s.Org, s.Session) })
		if err != nil {
			return nil, err
		}
	}
	if !st.Live(c.clock()) || st.UserID != s.User {
		return nil, apperr.New(apperr.Unauthenticated, "session_ended", "This session has ended. Sign in again.")
	}
	a := actor(st)
	a.Session = s.Session
	if sessions.Browser(st.UserAgent) {
		a.Via = "web"
	}
	return a, nil
}

func (c *Callers) byKey(ctx context.Context, presented string) (*tenancy.Actor, error) {
	prefix, ok := apikeys.Prefix(presented)
	if !ok {
		return nil, refused()
	}
	h, kept := c.byPrefix.get(prefix)
	var err error
	if !kept {
		h, err = load(ctx, c, c.byPrefix, prefix, "k", func(ctx context.Context) (*apikeys.Holder, error) { return c.keys.Find(ctx, presented) })
		if err != nil {
			return nil, err
		}
	}
	if !h.Admits(presented, endpoint.ClientFrom(ctx).IP, c.clock()) {
		return nil, refused()
	}
	st, err := c.person(ctx, h.OrgID, h.UserID)
	if err != nil {
		return nil, err
	}
	if st == nil || st.Status != "active" {
		return nil, refused()
	}
	a := actor(st)
	a.Kind, a.APIKeyID, a.Scopes, a.Instrument = tenancy.APIKey, h.KeyID, scopes(h), h.InstrumentID
	if !kept {
		c.note(ctx, a)
	}
	return a, nil
}

// scopes leaves out what no key may do, should a stored one name it.
func scopes(h *apikeys.Holder) []string {
	out := make([]string, 0, len(h.Scopes))
	for _, s := range h.Scopes {
		if !apikeys.Forbidden(s) {
			out = append(out, s)
		}
	}
	return out
}

// note keeps the day of last use; a failure must not refuse the caller.
func (c *Callers) note(ctx context.Context, a *tenancy.Actor) {
	marked := *a
	client := endpoint.ClientFrom(ctx)
	marked.RequestID, marked.IP, marked.UserAgent = endpoint.RequestID(ctx), client.IP, client.UserAgent
	if err := c.keys.Used(tenancy.With(ctx, &marked), a.APIKeyID); err != nil {
		c.log.WarnContext(ctx, "use of an API key not noted", "api_key_id", a.APIKeyID, "error", err)
	}
}

func (c *Callers) person(ctx context.Context, org, user id.ID) (*sessions.State, error) {
	at := place{org, user}
	if st, ok := c.byUser.get(at); ok {
		return st, nil
	}
	return load(ctx, c, c.byUser, at, "u", func(ctx context.Context) (*sessions.State, error) { return c.sessions.Person(ctx, org, user) })
}

// JobActor gives the current rights of a person who asked for work in the background.
func (c *Callers) JobActor(ctx context.Context, org, user id.ID) (*tenancy.Actor, error) {
	if a := tenancy.CLI(org); a.ID == user { // work that the operator asked for
		return tenancy.Job(org, "cli"), nil
	}
	st, err := c.sessions.Person(tenancy.With(ctx, tenancy.SignIn(org)), org, user)
	if err != nil {
		return nil, err
	}
	if st == nil || st.Status != "active" {
		return nil, apperr.New(apperr.Forbidden, "forbidden", "The person who asked for this may not work here any more.")
	}
	a := actor(st)
	a.Via = "job"
	return a, nil
}

func actor(st *sessions.State) *tenancy.Actor {
	return &tenancy.Actor{Org: st.OrgID, OrgSlug: st.OrgSlug, ID: st.UserID, Kind: tenancy.User, Name: st.Name, Email: st.Email, Roles: st.Roles, Via: "api"}
}

// load asks the database once for all that wait for the same answer. One that gives up does not fail the others.
func load[K comparable, V any](ctx context.Context, c *Callers, kept *cache[K, V], k K, kind string, ask func(context.Context) (V, error)) (V, error) {
	v, err, _ := c.flights.Do(kind+keyText(k), func() (any, error) {
		began := kept.mark()
		inner, cancel := context.WithTimeout(context.WithoutCancel(ctx), loadTime)
		defer cancel()
		if p, ok := any(k).(place); ok {
			inner = tenancy.With(inner, tenancy.SignIn(p.org))
		}
		v, err := ask(inner)
		if err == nil {
			kept.put(k, v, began)
		}
		return v, err
	})
	out, _ := v.(V)
	return out, err
}

func keyText(k any) string {
	switch v := k.(type) {
	case place:
		return string(v.org[:]) + string(v.id[:])
	case string:
		return v
	}
	return ""
}

func refused() *apperr.Error {
	return apperr.New(apperr.Unauthenticated, "invalid_token", "The access token or API key is not valid, or not any more. Sign in again.")
}
