package migrations_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
)

const (
	orgA = "00000000-0000-7000-8000-00000000000a"
	orgB = "00000000-0000-7000-8000-00000000000b"
)

// seedRows puts one row of organisation org into every tenant table, made from the catalogue: required columns get a
// value of their type, foreign keys the row of the referenced table. Identifiers are the same text in every table.
func seedRows(t *testing.T, admin *sql.DB, org, suffix string) {
	t.Helper()
	rowID := "00000000-0000-7000-8000-0000000001" + suffix
	tx, err := admin.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	exec(t, tx, `select set_config('app.org_id',$1,true), set_config('app.actor_id',$2,true), set_config('app.actor_name','seed',true)`, org, rowID)
	exec(t, tx, `set constraints all deferred`)
	exec(t, tx, `insert into spectra.organizations (id,slug,name) values ($1,$2,'Org')`, org, "org-"+suffix)
	exec(t, tx, `insert into spectra.roles (key,name) values ('tester','Tester') on conflict do nothing`)
	for _, table := range order(t, admin) {
		cols := lines(t, admin, `select a.attname||' '||format_type(a.atttypid,-1)||' '||coalesce((select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid=a.attrelid and k.contype='c' and k.conkey=array[a.attnum]),'-')
			from pg_attribute a where a.attrelid=$1::regclass and a.attnum>0 and not a.attisdropped and (a.attnotnull and not a.atthasdef or
			 exists (select from pg_constraint k where k.conrelid=a.attrelid and k.contype='f' and a.attnum=any(k.conkey) and k.confrelid<>a.attrelid))`, table)
		var names, values []string
		for _, c := range cols {
			f := strings.SplitN(c, " ", 2)
			names = append(names, f[0])
			values = append(values, sample(f[0], f[1], org, rowID, suffix))
		}
		q := fmt.Sprintf("insert into %s (%s) values (%s)", table, strings.Join(names, ","), strings.Join(values, ","))
		if _, err := tx.ExecContext(t.Context(), q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// sample is a value for a required column, as an SQL literal.
func sample(column, typ, org, rowID, suffix string) string {
	if i := strings.Index(typ, "ARRAY['"); i >= 0 { // a CHECK lists the words
		return strings.SplitN(typ[i+6:], "::", 2)[0]
	}
	switch {
	case column == "org_id":
		return "'" + org + "'"
	case column == "role_key":
		return "'tester'"
	case column == "expires_at" || column == "family_expires_at":
		return "now() + interval '1 day'"
	case strings.Contains(typ, "[0-9a-f]{64}"):
		return "'" + strings.Repeat("a", 64) + "'"
	}
	switch word, _, _ := strings.Cut(typ, " "); word {
	case "uuid":
		return "'" + rowID + "'"
	case "text":
		return "'v" + suffix + "'"
	case "bytea":
		return "'\\x" + suffix + "'"
	case "jsonb":
		return "'{}'"
	case "timestamp":
		return "now()"
	default:
		return "1"
	}
}

// order lists the tenant tables so that referenced ones come first.
func order(t *testing.T, admin *sql.DB) []string {
	t.Helper()
	return lines(t, admin, `with recursive dep as (select conrelid c, confrelid p from pg_constraint where contype='f' and conrelid<>confrelid and connamespace='spectra'::regnamespace),
		depth as (select c.oid, 0 d from pg_class c where c.relnamespace='spectra'::regnamespace and c.relkind='r' union all select dep.c, depth.d+1 from dep join depth on depth.oid=dep.p where depth.d<20)
		select oid::regclass::text from depth where oid::regclass::text not in ('organizations','spectra.organizations','roles','spectra.roles','permissions','spectra.permissions') group by oid order by max(d), 1`)
}

// appTables are all tables the server's role may see at all.
func appTables(t *testing.T, admin *sql.DB) []string {
	t.Helper()
	return lines(t, admin, `select distinct c.oid::regclass::text from pg_class c where c.relkind in ('r','p') and c.relnamespace::regnamespace::text in ('spectra','audit','auth','river')
		and (has_table_privilege('spectra_app', c.oid, 'SELECT') or has_any_column_privilege('spectra_app', c.oid, 'SELECT'))
		and c.relname not in ('roles','permissions') order by 1`)
}

func TestRLS(t *testing.T) {
	admin, app, _ := migrated(t)
	seedRows(t, admin, orgA, "aa")
	seedRows(t, admin, orgB, "bb")
	tables := appTables(t, admin)
	if len(tables) < 35 {
		t.Fatalf("only %d tables found: %v", len(tables), tables)
	}
	count := func(q interface {
		QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	}, table, where string) (n int) {
		t.Helper()
		if err := q.QueryRowContext(t.Context(), "select count(*) from "+table+where).Scan(&n); err != nil {
			t.Errorf("%s%s: %v", table, where, err)
		}
		return n
	}
	t.Run("RLS-01 no context shows nothing", func(t *testing.T) {
		for _, table := range tables {
			if n := count(app, table, ""); n != 0 {
				t.Errorf("%s: %d rows without an organisation", table, n)
			}
		}
	})
	t.Run("RLS-02 foreign rows are out of reach", func(t *testing.T) {
		for _, table := range tables {
			if !strings.Contains(table, "organizations") && !strings.Contains(table, "river") {
				foreign(t, admin, app, table, count)
			}
		}
	})
	t.Run("RLS-03 no insert for another organisation", func(t *testing.T) {
		err := as(t, app, orgB, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), `insert into samples (org_id,id,code,name,sample_type) values ($1,gen_random_uuid(),'X','x','wafer')`, orgA)
			return err
		})
		if code(err) != "42501" {
			t.Errorf("got %v, want 42501", err)
		}
	})
	t.Run("RLS-04 every foreign key refuses a foreign row", func(t *testing.T) { foreignKeys(t, admin, app) })
	t.Run("RLS-05 the same unique value in both", func(t *testing.T) {
		for _, org := range []string{orgA, orgB} {
			if err := as(t, app, org, func(tx *sql.Tx) error {
				_, err := tx.ExecContext(t.Context(), `insert into samples (org_id,id,name,sample_type,barcode) values ($1,gen_random_uuid(),'x','wafer','BAR-1')`, org)
				return err
			}); err != nil {
				t.Errorf("organisation %s: %v", org, err)
			}
		}
	})
	t.Run("RLS-12 the server's role cannot leave its cage", func(t *testing.T) {
		for _, q := range []string{`alter table samples no force row level security`, `alter table samples disable trigger audit_row`, `truncate samples`, `set role spectra_owner`,
			`set session_replication_role = replica`, `delete from samples`, `drop policy org_rw on samples`, `update samples set org_id='` + orgB + `'`,
			`select password_hash from auth.identities`, `select token_hash from refresh_tokens`, `insert into audit.audit_logs default values`, `update audit.audit_logs set reason='x'`, `delete from audit.audit_chain`,
			`truncate audit.audit_logs`, `update audit.audit_heads set seq=0`, `create table spectra.x(a int)`, `create temp table x(a int)`} {
			err := as(t, app, orgA, func(tx *sql.Tx) error { _, err := tx.ExecContext(t.Context(), q); return err })
			if code(err) != "42501" {
				t.Errorf("%s: got %v, want 42501", q, err)
			}
		}
		if _, err := app.ExecContext(t.Context(), `set row_security = off`); err == nil {
			if err := app.QueryRowContext(t.Context(), `select 1 from samples`).Scan(new(int)); code(err) != "42501" {
				t.Errorf("row_security=off: got %v, want 42501", err)
			}
		}
	})
	t.Run("RLS-15 a suspended organisation sees nothing", func(t *testing.T) {
		tx, err := admin.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		exec(t, tx, `select set_config('app.actor_id',$1,true)`, orgA)
		exec(t, tx, `update spectra.organizations set status='suspended' where id=$1`, orgB)
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		_ = as(t, app, orgB, func(tx *sql.Tx) error {
			for _, table := range tables {
				if n := count(tx, table, ""); n != 0 && !strings.Contains(table, "organizations") {
					t.Errorf("%s: %d rows of a suspended organisation", table, n)
				}
			}
			return nil
		})
	})
}

// foreign checks that organisation B can neither count, update nor delete A's rows, while A sees them.
func foreign(t *testing.T, admin, app *sql.DB, table string, count func(q interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, table, where string) int) {
	t.Helper()
	where := " where org_id='" + orgA + "'"
	_ = as(t, app, orgB, func(tx *sql.Tx) error {
		if n := count(tx, table, where); n != 0 {
			t.Errorf("%s: B sees %d rows of A", table, n)
		}
		return nil
	})
	_ = as(t, app, orgA, func(tx *sql.Tx) error {
		if total := count(admin, table, where); total > 0 && count(tx, table, where) != total {
			t.Errorf("%s: A does not see its own rows", table)
		}
		return nil
	})
	for _, change := range lines(t, admin, `select format('update %s set %I=%I', $1::text, attname, attname) from pg_attribute where attrelid=$1::regclass and attnum>0 and has_column_privilege('spectra_app', attrelid, attnum, 'UPDATE') and has_column_privilege('spectra_app', attrelid, attnum, 'SELECT')
		union all select 'delete from '||$1 where has_table_privilege('spectra_app', $1::regclass, 'DELETE')`, table) {
		_ = as(t, app, orgB, func(tx *sql.Tx) error {
			res, err := tx.ExecContext(t.Context(), change+where)
			if err != nil {
				t.Errorf("%s: %v", change, err)
				return err
			}
			if n, _ := res.RowsAffected(); n != 0 {
				t.Errorf("%s: B changed %d rows of A", change, n)
			}
			return nil
		})
	}
}

// foreignKeys inserts, for every foreign key between tenant tables, a row of B that names A's row.
func foreignKeys(t *testing.T, admin, app *sql.DB) {
	t.Helper()
	keys := lines(t, admin, `select k.conrelid::regclass||' '||k.conname||' '||a.attname from pg_constraint k join pg_attribute a on a.attrelid=k.conrelid and a.attnum=k.conkey[2]
		where k.contype='f' and array_length(k.conkey,1)=2 and k.connamespace='spectra'::regnamespace and has_column_privilege('spectra_app', k.conrelid, a.attnum, 'UPDATE')`)
	if len(keys) < 20 {
		t.Fatalf("only %d foreign keys found", len(keys))
	}
	for _, k := range keys {
		f := strings.Fields(k)
		err := as(t, app, orgB, func(tx *sql.Tx) error {
			res, err := tx.ExecContext(t.Context(), fmt.Sprintf("update %s set %s='00000000-0000-7000-8000-0000000001aa' where org_id='%s'", f[0], f[2], orgB))
			if err == nil {
				if n, _ := res.RowsAffected(); n == 0 {
					t.Errorf("%s: no row to try on", k)
				}
			}
			return err
		})
		if code(err) != "23503" {
			t.Errorf("%s: got %v, want 23503", k, err)
		}
	}
}
