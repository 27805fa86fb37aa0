package db

import (
	"context"
	"fmt"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Settings are always transaction-local (third argument true): a session-level one would leak to the next user of
// the connection (SECURITY.md PF-05). They are set once, before any savepoint (PF-06). app.org_active saves the policies
// of every table a look of their own, and so does app.hidden_projects: both are read after app.org_id and app.actor_id are
// set, and where they were not, the policies would look.
const (
	stampStatement = `select set_config('app.org_id',$1,true), set_config('app.actor_id',$2,true), set_config('app.org_active', ` +
		`coalesce((select o.id::text from spectra.organizations o where o.id = nullif($1,'')::uuid and o.status = 'active'), ''), true), ` +
		`set_config('app.reach',$3,true), set_config('app.hidden_projects', case when $3 <> '' then '{}' else app.hidden_lookup()::text end, true)`
	stampTransaction = stampStatement + `, set_config('app.actor_kind',$4,true), ` +
		`set_config('app.actor_name',$5,true), set_config('app.actor_via',$6,true), set_config('app.session_id',$7,true), ` +
		`set_config('app.api_key_id',$8,true), set_config('app.request_id',$9,true), set_config('app.ip',$10,true), ` +
		`set_config('app.event',$11,true), set_config('app.reason',$12,true)`
)

// statementStamp is what a single statement needs: whose rows. No actor means no stamp, and so no rows.
func (c *conn) statementStamp(ctx context.Context) (string, []any) {
	a := tenancy.From(ctx)
	if a == nil {
		return "", nil
	}
	return asGuest(a, stampStatement, []any{text(a.Policies()), text(a.ID), c.reach(ctx, a)})
}

// transactionStamp is what the audit trigger needs besides: who exactly, from where, what for.
func (c *conn) transactionStamp(ctx context.Context) (string, []any) {
	a := tenancy.From(ctx)
	if a == nil {
		return "", nil
	}
	s := tenancy.StampFrom(ctx)
	ip := ""
	if a.IP.IsValid() {
		ip = a.IP.WithZone("").String()
	}
	return asGuest(a, stampTransaction, []any{text(a.Policies()), text(a.ID), c.reach(ctx, a), string(a.Kind), a.Name, a.Via, text(a.Session),
		text(a.APIKeyID), text(a.RequestID), ip, s.Event, s.Reason})
}

// asGuest says whose guest a statement is: without it the policies show nothing that is shared.
func asGuest(a *tenancy.Actor, stamp string, values []any) (string, []any) {
	if a.Guest == id.Nil {
		return stamp, values
	}
	return fmt.Sprintf("%s, set_config('app.guest_of',$%d,true)", stamp, len(values)+1), append(values, text(a.Org))
}

// The permissions that reach into projects of which somebody is no member.
const (
	readsAll  = "project:read_all"
	writesAll = "project:manage"
)

// reach says how far the actor sees past projects that are for their members: the server itself and who manages projects
// work in all of them, who reads all of them changes none, everybody else sees the own ones. The policies of the database
// do the rest.
func (c *conn) reach(ctx context.Context, a *tenancy.Actor) string {
	switch {
	case a.Kind == tenancy.System, c.can != nil && c.can(ctx, writesAll):
		return "manage"
	case c.can != nil && c.can(ctx, readsAll):
		return "read"
	}
	return ""
}

func text(v id.ID) string {
	if v == id.Nil {
		return ""
	}
	return v.String()
}
