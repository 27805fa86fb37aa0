package sessions

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/auth/tokens"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Options are the lives of what a session has.
type Options struct {
	Issuer     *tokens.Issuer
	Policy     *authz.Holder
	RefreshTTL time.Duration
	FamilyTTL  time.Duration
	// Forget makes this replica ask about the session at its next request; the others know within their cache's life.
	Forget func(session id.ID)
}

// Service holds the rules of sessions.
type Service struct {
	kit   module.Kit
	store store
	o     Options
}

// NewService makes the service.
func NewService(kit module.Kit, o Options) *Service {
	return &Service{kit: kit, store: store{kit.DB}, o: o}
}

// State reads what decides about a session now; nil when it does not exist.
func (s *Service) State(ctx context.Context, org, session id.ID) (*State, error) {
	return s.store.state(ctx, org, session)
}

// Person reads what decides about a person now; nil when there is none.
func (s *Service) Person(ctx context.Context, org, user id.ID) (*State, error) {
	return s.store.person(ctx, org, user)
}

// Start opens a session for the person of the context, who was just recognised.
func (s *Service) Start(ctx context.Context) (*Grant, error) {
	a, client, now := tenancy.Must(ctx), endpoint.ClientFrom(ctx), s.kit.Clock()
	v := &Session{OrgID: a.Org, ID: id.New(), UserID: a.ID, CreatedAt: now, ExpiresAt: now.Add(s.o.FamilyTTL)}
	if client.UserAgent != "" {
		d := device(client.UserAgent)
		v.UserAgent, v.Device = &client.UserAgent, &d
	}
	if client.IP.IsValid() {
		ip := client.IP.String()
		v.IP = &ip
	}
	token := newRefresh()
	t := &RefreshToken{OrgID: a.Org, ID: id.New(), SessionID: v.ID, FamilyID: v.ID, TokenHash: digest(token), IssuedAt: now,
		ExpiresAt: s.expiry(now, v.ExpiresAt), FamilyExpiresAt: v.ExpiresAt}
	with := *a
	with.Session = v.ID
	ctx = tenancy.With(ctx, &with)
	err := s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.insert(ctx, v); err != nil {
			return err
		}
		if err := s.store.insertToken(ctx, t); err != nil {
			return err
		}
		return s.store.signedIn(ctx, a.ID, now)
	})
	if err != nil {
		return nil, err
	}
	return s.grant(ctx, a.Org, v.ID, token, t.ExpiresAt)
}

func (s *Service) expiry(now, family time.Time) time.Time {
	if e := now.Add(s.o.RefreshTTL); e.Before(family) {
		return e
	}
	return family
}

// grant reads the state after the commit and signs an access token for it.
func (s *Service) grant(ctx context.Context, org, session id.ID, refresh string, expires time.Time) (*Grant, error) {
	st, err := s.store.state(ctx, org, session)
	if err != nil {
		return nil, err
	}
	now := s.kit.Clock()
	if !st.Live(now) {
		return nil, errEnded()
	}
	u := s.user(st)
	access, err := s.o.Issuer.Issue(tokens.Subject{Org: org, User: st.UserID, Session: session, RoleVersion: st.RoleVersion, Roles: u.Roles, Permissions: u.Permissions})
	if err != nil {
		return nil, err
	}
	return &Grant{AccessToken: access, TokenType: "Bearer", ExpiresIn: int(s.o.Issuer.TTL().Seconds()), RefreshToken: refresh, Refresh: refresh,
		RefreshExpiresIn: int(expires.Sub(now).Round(time.Second).Seconds()), User: u, Session: session}, nil
}

func (s *Service) user(st *State) User {
	return User{ID: st.UserID, Email: st.Email, Name: st.Name, OrgID: st.OrgID, OrgSlug: st.OrgSlug, Roles: st.Roles,
		Permissions: s.o.Policy.PermissionsOf(st.Roles), MustChangePassword: st.MustChangePassword}
}

// UserOf is the user object of a state.
func (s *Service) UserOf(st *State) User { return s.user(st) }

// End ends one session of the person.
func (s *Service) End(ctx context.Context, user, session id.ID, reason string) error {
	if session == id.Nil { // a caller without a session, such as a key; below it would stand for every session
		return apperr.Missing("session")
	}
	ended, err := s.store.end(ctx, user, session, id.Nil, reason, s.kit.Clock())
	if err == nil && len(ended) == 0 {
		err = apperr.Missing("session")
	}
	s.forget(ended)
	return err
}

// EndAll ends the sessions of the person, all but one when except is given. It must run in a transaction.
func (s *Service) EndAll(ctx context.Context, user, except id.ID, reason string) error {
	ended, err := s.store.end(ctx, user, id.Nil, except, reason, s.kit.Clock())
	s.forget(ended)
	return err
}

func (s *Service) forget(ended []id.ID) {
	for _, v := range ended {
		s.o.Forget(v)
	}
}

// List shows the caller's own live sessions.
func (s *Service) List(ctx context.Context, r page.Request) (page.List[Item], error) {
	a := tenancy.Must(ctx)
	p, err := page.Open(s.kit.Cursors, a.Org, keys, "-created_at", r, a.ID)
	if err != nil {
		return page.List[Item]{}, err
	}
	out, err := s.store.list(ctx, a.ID, s.kit.Clock(), p)
	for i := range out.Items {
		out.Items[i].Current = out.Items[i].ID == a.Session
	}
	return out, err
}

func errEnded() error {
	return apperr.New(apperr.Unauthenticated, "session_ended", "This session has ended. Sign in again.")
}
