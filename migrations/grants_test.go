package migrations_test

import (
	"strings"
	"testing"
)

// The server's role may not rewrite who made a record, when, and what it is known by, nor whose account or key a row is:
// a defect in a PATCH must fail in the database (P11-07, P11-41).
func TestP11_07_FixedColumns(t *testing.T) {
	admin, _, _ := migrated(t)
	const fixed = `'org_id','id','code','created_at','created_by','recorded_at'`
	got := lines(t, admin, `select c.relname||'.'||a.attname from pg_attribute a join pg_class c on c.oid=a.attrelid join pg_namespace n on n.oid=c.relnamespace
		where n.nspname='spectra' and c.relkind='r' and c.relname||'.'||a.attname <> 'idempotency_keys.created_at' and a.attnum>0 and not a.attisdropped and has_column_privilege('spectra_app', c.oid, a.attnum, 'UPDATE')
		and (a.attname in (`+fixed+`) or c.relname||'.'||a.attname in ('users.identity_id','users.email','users.email_norm','sessions.user_id','refresh_tokens.token_hash',
		 'refresh_tokens.session_id','one_time_tokens.user_id','one_time_tokens.token_hash','api_keys.user_id','api_keys.secret_hash','api_keys.scopes','api_keys.expires_at',
		 'files.sha256','files.size','files.storage_key','results.inputs','results.parameters','results.method_name','code_counters.kind')) order by 1`)
	if len(got) > 0 {
		t.Errorf("spectra_app may change %s", strings.Join(got, ", "))
	}
}

// A version may go up by one with a change of a child; set to anything else it leaves an entry.
func TestVersionAloneIsAudited(t *testing.T) {
	admin, app, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	seedRows(t, admin, orgB, "org-b", "bb")
	change := func(set string) int {
		t.Helper()
		tx, err := app.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = tx.Rollback() }()
		exec(t, tx, "select set_config('app.org_id', $1, true), set_config('app.actor_id', $1, true)", orgA)
		var before, after int
		const count = "select count(*) from audit.audit_logs"
		if err := tx.QueryRowContext(t.Context(), count).Scan(&before); err != nil {
			t.Fatal(err)
		}
		exec(t, tx, "update samples set "+set)
		if err := tx.QueryRowContext(t.Context(), count).Scan(&after); err != nil {
			t.Fatal(err)
		}
		return after - before
	}
	for set, wanted := range map[string]bool{"version = version": false, "version = version + 1, updated_at = now()": false, "version = version + 2": true, "version = 0": true} {
		if n := change(set); (n > 0) != wanted {
			t.Errorf("set %s: %d entries", set, n)
		}
	}
}

// A stolen context of one organisation ends no session of another, and made-up accounts do not fill the table for ever.
func TestAuthFunctionsStayWithinBounds(t *testing.T) {
	admin, app, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	seedRows(t, admin, orgB, "org-b", "bb")
	open := func() string {
		return strings.Join(lines(t, admin, "select count(*)::text from refresh_tokens where org_id = '"+orgB+"' and revoked_at is null"), "")
	}
	before := open()
	tx, err := app.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	exec(t, tx, "select set_config('app.org_id', $1, true), set_config('app.actor_id', $1, true)", orgA)
	for _, family := range lines(t, admin, "select family_id::text from refresh_tokens where org_id = '"+orgB+"'") {
		exec(t, tx, "select auth.revoke_family($1)", family)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if after := open(); before == "0" || after != before {
		t.Errorf("open refresh tokens of the other organisation: %s, then %s", before, after)
	}
	exec(t, admin, "insert into auth.login_attempts (account_key, source, occurred_at, ok) select sha256(i::text::bytea), 'x', now() - interval '2 days', false from generate_series(1, 50) i")
	exec(t, app, "select auth.record_attempt('\\x01', 'y', false)")
	if left := lines(t, admin, "select count(*)::text from auth.login_attempts"); left[0] != "1" {
		t.Errorf("%s attempts are kept", left[0])
	}
}
