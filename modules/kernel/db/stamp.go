package db

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Settings are always transaction-local (third argument true): a session-level one would leak to the next user of
// the connection (SECURITY.md PF-05). They are set once, before any savepoint (PF-06). app.org_active saves the policies
// of every table a look of their own: it is read after app.org_id is set, and where it were not, they would look.
const (
	stampStatement = `select set_config('app.org_id',$1,true), set_config('app.actor_id',$2,true), set_config('app.org_active', ` +
		`coalesce((select o.id::text from spectra.organizations o where o.id = nullif($1,'')::uuid and o.status = 'active'), ''), true)`
	stampTransaction = stampStatement + `, set_config('app.actor_kind',$3,true), ` +
		`set_config('app.actor_name',$4,true), set_config('app.actor_via',$5,true), set_config('app.session_id',$6,true), ` +
		`set_config('app.api_key_id',$7,true), set_config('app.request_id',$8,true), set_config('app.ip',$9,true), ` +
		`set_config('app.event',$10,true), set_config('app.reason',$11,true)`
)

// statementStamp is what a single statement needs: whose rows. No actor means no stamp, and so no rows.
func statementStamp(ctx context.Context) (string, []any) {
	a := tenancy.From(ctx)
	if a == nil {
		return "", nil
	}
	return stampStatement, []any{text(a.Org), text(a.ID)}
}

// transactionStamp is what the audit trigger needs besides: who exactly, from where, what for.
func transactionStamp(ctx context.Context) (string, []any) {
	a := tenancy.From(ctx)
	if a == nil {
		return "", nil
	}
	s := tenancy.StampFrom(ctx)
	ip := ""
	if a.IP.IsValid() {
		ip = a.IP.WithZone("").String()
	}
	return stampTransaction, []any{text(a.Org), text(a.ID), string(a.Kind), a.Name, a.Via, text(a.Session),
		text(a.APIKeyID), text(a.RequestID), ip, s.Event, s.Reason}
}

func text(v id.ID) string {
	if v == id.Nil {
		return ""
	}
	return v.String()
}
