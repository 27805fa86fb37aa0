package migrations_test

import (
	"database/sql"
	"testing"

	"github.com/spectra-lab/spectra/app/localpg"
)

// TestRLS_12 is the cage of the server's role, and P11-08: there is no way to switch the trail off from inside.
func TestRLS_12_AndP11_08(t *testing.T) {
	admin, app, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	for _, q := range []string{
		`alter table samples no force row level security`, `alter table samples disable row level security`, `alter table samples disable trigger audit_row`,
		`alter table audit.audit_logs disable trigger seal`, `alter table samples owner to spectra_app`, `drop policy org_rw on samples`, `drop trigger audit_row on samples`,
		`create policy mine on samples using (true)`, `alter role spectra_app bypassrls`, `alter role spectra_app superuser`,
		`truncate samples`, `truncate audit.audit_logs`, `truncate audit.access_logs`, `delete from samples`, `update samples set org_id='` + orgB + `'`,
		`set role spectra_owner`, `set role spectra_audit_owner`, `set role spectra_auth`, `set role spectra_backup`, `set role ` + localpg.RoleAdmin,
		`set session authorization spectra_backup`, `set session_replication_role = replica`, `set local session_replication_role = replica`,
		`select password_hash from auth.identities`, `select * from auth.login_attempts`, `select token_hash from refresh_tokens`, `select successor_enc from refresh_tokens`,
		`select token_hash from one_time_tokens`, `select secret_hash from api_keys`, `select * from api_keys`,
		`insert into audit.audit_logs default values`, `update audit.audit_logs set reason='x'`, `delete from audit.audit_logs`, `delete from audit.audit_chain`,
		`update audit.audit_chain set seq=seq`, `insert into audit.audit_chain values ('` + orgA + `',9,9,'','')`, `update audit.audit_heads set seq=0`, `delete from audit.audit_heads`,
		`update audit.access_logs set status=200`, `delete from audit.access_logs`, `insert into audit.audit_checkpoints default values`, `delete from audit.audit_checkpoints`,
		`select audit.write(null,null,null,null,null,null,null)`, `update audit.instance set id=gen_random_uuid()`,
		`update organizations set status='active'`, `update organizations set slug='x'`, `delete from organizations`, `insert into roles (key,name) values ('x','x')`,
		`update signatures set meaning='approval'`, `delete from signatures`, `insert into migrations.applied values ('x')`, `delete from river.river_job`,
		`create table spectra.x(a int)`, `create table public.x(a int)`, `create temp table x(a int)`, `create function app.x() returns int language sql as 'select 1'`,
		`create schema x`, `create extension dblink`, `copy (select 1) to program 'true'`, `select pg_read_file('/etc/passwd')`,
	} {
		err := as(t, app, orgA, func(tx *sql.Tx) error { _, err := tx.ExecContext(t.Context(), q); return err })
		if code(err) != "42501" {
			t.Errorf("%s: got %v, want 42501", q, err)
		}
	}
	// Anybody may set it; what it does is refuse queries instead of answering them unfiltered.
	err := as(t, app, orgA, func(tx *sql.Tx) error {
		exec(t, tx, `set local row_security = off`)
		return tx.QueryRowContext(t.Context(), `select 1 from samples`).Scan(new(int))
	})
	if code(err) != "42501" {
		t.Errorf("row_security=off: got %v, want 42501", err)
	}
}

// TestOwnerIsStoppedByTriggers: not even who owns the trail or is a superuser changes it by statement.
func TestOwnerIsStoppedByTriggers(t *testing.T) {
	admin, _, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	for _, q := range []string{`update audit.audit_logs set reason='x'`, `delete from audit.audit_logs`, `truncate audit.audit_logs cascade`, `update audit.audit_chain set seq=seq+1`,
		`delete from audit.audit_chain`, `truncate audit.audit_chain`, `delete from audit.audit_heads`, `truncate audit.audit_heads`, `update audit.access_logs set status=1`,
		`delete from audit.access_logs`, `truncate audit.access_logs`, `delete from audit.audit_checkpoints`, `update audit.audit_anchors set target='x'`,
		`update spectra.signatures set meaning='approval'`, `delete from spectra.signatures`, `truncate spectra.signatures cascade`, `truncate spectra.samples cascade`} {
		for _, mode := range []string{"origin", "replica"} {
			tx, err := admin.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			exec(t, tx, `select set_config('session_replication_role',$1,true), set_config('app.actor_id',$2,true)`, mode, orgA)
			_, err = tx.ExecContext(t.Context(), q)
			if code(err) != "42501" {
				t.Errorf("%s as superuser, %s: got %v, want 42501", q, mode, err)
			}
			_ = tx.Rollback()
		}
	}
}

// TestRLS_19_BackupSeesEverything: a dump as spectra_backup is complete, and spectra_backup writes nothing.
func TestRLS_19_BackupSeesEverything(t *testing.T) {
	admin, _, _ := migrated(t)
	const all = `from pg_class c join pg_namespace n on n.oid=c.relnamespace where n.nspname in ('spectra','audit','auth','river','app','migrations') and c.relkind in ('r','p','S','v')`
	if bad := lines(t, admin, `select c.oid::regclass::text `+all+` and not (has_schema_privilege('spectra_backup', n.oid, 'USAGE')
		and case when c.relkind='S' then has_sequence_privilege('spectra_backup', c.oid, 'SELECT') else has_table_privilege('spectra_backup', c.oid, 'SELECT') end)`); len(bad) > 0 {
		t.Errorf("not in a dump: %v", bad)
	}
	if bad := lines(t, admin, `select c.oid::regclass||' '||p from pg_class c join pg_namespace n on n.oid=c.relnamespace,
		unnest(array['INSERT','UPDATE','DELETE','TRUNCATE']) p where n.nspname in ('spectra','audit','auth','river','migrations') and c.relkind in ('r','p') and has_table_privilege('spectra_backup', c.oid, p)`); len(bad) > 0 {
		t.Errorf("the backup role may write: %v", bad)
	}
	if got := lines(t, admin, `select rolbypassrls::text from pg_roles where rolname='spectra_backup'`); got[0] != "true" {
		t.Error("spectra_backup is under row-level security: a dump would be empty")
	}
}
