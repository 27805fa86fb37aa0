package tenancy

import (
	"context"
	"net/netip"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Kind says what sort of caller acts.
type Kind string

// The kinds of callers (audit_logs.actor_kind).
const (
	User   Kind = "user"
	APIKey Kind = "api_key"
	System Kind = "system"
)

// Actor is the authenticated caller, decided from current state and not from token claims.
type Actor struct {
	Org        id.ID
	OrgSlug    string
	ID         id.ID // user, or the well-known id of a system actor
	Kind       Kind
	Name       string // printed name as of now; the audit trail keeps it
	Email      string
	Roles      []string
	Scopes     []string // of an API key: what of its owner's rights it may use
	Session    id.ID
	APIKeyID   id.ID
	Instrument *id.ID // the one whose data the API key may bring; nil: no such bound
	Via        string // web, api, cli, job
	RequestID  id.ID
	IP         netip.Addr
	UserAgent  string
	Guest      id.ID // the caller's own organisation while it reads what Org shares with it; see GuestOf
}

// Stamp says what happens and why; the driver writes it into every transaction for the audit trigger.
type Stamp struct {
	Event  string // e.g. sample.created
	Reason string // X-Change-Reason
}

type actorKey struct{}
type stampKey struct{}

// With puts the actor into the context; all SQL below it runs in the actor's organisation.
func With(ctx context.Context, a *Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// From gives the actor; nil when nobody is authenticated, and then no row of any organisation is visible.
func From(ctx context.Context) *Actor {
	a, _ := ctx.Value(actorKey{}).(*Actor)
	return a
}

// Must gives the actor where a route cannot be reached without one.
func Must(ctx context.Context) *Actor {
	if a := From(ctx); a != nil {
		return a
	}
	panic("tenancy: no actor in context")
}

// WithStamp sets the event and reason of the writes below.
func WithStamp(ctx context.Context, s Stamp) context.Context {
	return context.WithValue(ctx, stampKey{}, s)
}

// StampFrom gives the event and reason.
func StampFrom(ctx context.Context) Stamp {
	s, _ := ctx.Value(stampKey{}).(Stamp)
	return s
}

// HasRole reports whether the actor holds the role by name.
func (a *Actor) HasRole(role string) bool { return slices.Contains(a.Roles, role) }

// InScope reports whether the way of calling allows the permission at all. An API key is held to its scopes, and
// their absence is no scope; everybody else is held by roles alone.
func (a *Actor) InScope(permission string) bool {
	return a.Kind != APIKey && a.Guest == id.Nil || slices.Contains(a.Scopes, permission)
}

// GuestOf is the actor reading what another organisation shares with the own one (SECURITY.md §5 "Sharing"): statements
// name the owner's records, the policies of the database hold as those of the caller's own organisation, and of all
// permissions the one is left.
func (a *Actor) GuestOf(owner id.ID, permission string) *Actor {
	g := *a
	g.Org, g.Guest, g.Scopes = owner, a.Org, []string{permission}
	return &g
}

// Policies is the organisation whose row-level policies hold.
func (a *Actor) Policies() id.ID {
	if a.Guest != id.Nil {
		return a.Guest
	}
	return a.Org
}

// Brings reports whether the actor may bring data of the instrument; nil is none. A key of one instrument brings its own
// data alone (SECURITY.md P11-13).
func (a *Actor) Brings(instrument *id.ID) bool {
	return a.Instrument == nil || instrument != nil && *instrument == *a.Instrument
}

// Well-known actors without a person: the command line, background jobs, sign-in before a person is known.
var (
	cliID  = id.ID{15: 0xc1}
	jobID  = id.ID{15: 0x0b}
	authID = id.ID{15: 0xa0}
)

// CLI is the operator on the machine itself, acting for an organisation.
func CLI(org id.ID) *Actor {
	return &Actor{Org: org, ID: cliID, Kind: System, Name: "system:cli", Via: "cli", RequestID: id.New()}
}

// Job is a background job, acting for an organisation.
func Job(org id.ID, kind string) *Actor {
	return &Actor{Org: org, ID: jobID, Kind: System, Name: "system:job:" + kind, Via: "job", RequestID: id.New()}
}

// SignIn is the server itself while it signs a person in or refreshes a session.
func SignIn(org id.ID) *Actor {
	return &Actor{Org: org, ID: authID, Kind: System, Name: "system:auth", Via: "api", RequestID: id.New()}
}

// Can asks the policy whether the actor of the context may do what the permission names.
type Can func(ctx context.Context, permission string) bool
