package migrations_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"
)

const (
	orgA = "00000000-0000-7000-8000-00000000000a"
	orgB = "00000000-0000-7000-8000-00000000000b"
	orgC = "00000000-0000-7000-8000-00000000000c"
)

// rowOf is the id of the row that seedRows puts into every table.
func rowOf(suffix string) string { return "00000000-0000-7000-8000-0000000001" + suffix }

// column is a column that a row cannot do without, or that is part of a foreign key.
type column struct {
	name, typ, check, fk string
	self                 bool // a link to a row of the same table
}

func columns(t *testing.T, admin *sql.DB, table string) (out []column) {
	t.Helper()
	for _, l := range lines(t, admin, `select concat_ws('|', a.attname, format_type(a.atttypid,-1),
		coalesce((select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid=a.attrelid and k.contype='c' and k.conkey=array[a.attnum]),''),
		coalesce((select k.conname from pg_constraint k where k.conrelid=a.attrelid and k.contype='f' and k.conkey[2]=a.attnum limit 1),''),
		exists (select from pg_constraint k where k.conrelid=a.attrelid and k.confrelid=a.attrelid and k.contype='f' and k.conkey[2]=a.attnum))
		from pg_attribute a where a.attrelid=$1::regclass and a.attnum>0 and not a.attisdropped and (a.attnotnull and not a.atthasdef or
		 exists (select from pg_constraint k where k.conrelid=a.attrelid and k.contype='f' and k.conkey[2]=a.attnum))`, table) {
		f := strings.Split(l, "|")
		out = append(out, column{f[0], f[1], f[2], f[3], f[4] == "t"})
	}
	return out
}

// insertSQL is an insert of one row, its values by column.
func insertSQL(table string, cols []column, value func(column) string) string {
	var names, values []string
	for _, c := range cols {
		names, values = append(names, c.name), append(values, value(c))
	}
	return "insert into " + table + " (" + strings.Join(names, ",") + ") values (" + strings.Join(values, ",") + ")"
}

// sample is a value for a column, as an SQL literal. Text is the same in every table and organisation with the suffix.
func sample(c column, org, rowID, suffix string) string {
	if i := strings.Index(c.check, "ARRAY['"); i >= 0 { // a CHECK lists the words
		return strings.SplitN(c.check[i+6:], "::", 2)[0]
	}
	switch {
	case c.self:
		return "null"
	case c.name == "org_id", strings.HasSuffix(c.name, "_org_id"):
		return "'" + org + "'"
	case c.name == "role_key":
		return "'tester'"
	case strings.HasSuffix(c.name, "_seq"), c.name == "position" && c.typ == "integer":
		return "x'" + suffix + "'::int"
	case strings.HasSuffix(c.name, "expires_at"):
		return "now() + interval '1 day'"
	case strings.Contains(c.check, "[0-9a-f]{64}"):
		return "'" + strings.Repeat("a", 64) + "'"
	}
	switch word, _, _ := strings.Cut(c.typ, " "); word {
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
	case "date":
		return "current_date"
	default:
		return "1"
	}
}

// seedRows puts one row of the organisation into every tenant table and every table of the trail and the queue, made
// from the catalogue: required columns get a value of their type, foreign keys the row of the referenced table.
func seedRows(t *testing.T, admin *sql.DB, org, slug, suffix string) {
	t.Helper()
	tx, err := admin.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	exec(t, tx, `select set_config('app.org_id',$1,true), set_config('app.actor_id',$2,true), set_config('app.actor_name','seed',true)`, org, rowOf(suffix))
	exec(t, tx, `insert into spectra.organizations (id,slug,name) values ($1,$2,'Org')`, org, slug)
	exec(t, tx, `insert into spectra.roles (key,name) values ('tester','Tester') on conflict do nothing`)
	for _, table := range tenantTables(t, admin) {
		exec(t, tx, insertSQL(table, columns(t, admin, table), func(c column) string { return sample(c, org, rowOf(suffix), suffix) }))
	}
	exec(t, tx, `insert into audit.access_logs (org_id,id,occurred_at,actor_kind,actor_name,actor_via,action,status) values ($1,gen_random_uuid(),now(),'user','x','api','read',200)`, org)
	exec(t, tx, `insert into audit.audit_checkpoints (org_id,tree_size,root,note,key_id) values ($1,1,'\x00','n','k')`, org)
	exec(t, tx, `insert into audit.audit_anchors (org_id,tree_size,kind,target,receipt) values ($1,1,'dir','t','\x00')`, org)
	exec(t, tx, `insert into river.river_job (kind,max_attempts,queue,args) values ('spectra_task',1,'default',jsonb_build_object('org_id',$1::text))`, org)
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// tenantTables lists the tenant tables so that referenced ones come first; received_shares is written by a trigger on shares.
func tenantTables(t *testing.T, admin *sql.DB) []string {
	t.Helper()
	return lines(t, admin, `with recursive dep as (select conrelid c, confrelid p from pg_constraint where contype='f' and conrelid<>confrelid and connamespace='spectra'::regnamespace),
		depth as (select c.oid, 0 d from pg_class c where c.relnamespace='spectra'::regnamespace and c.relkind='r' union all select dep.c, depth.d+1 from dep join depth on depth.oid=dep.p where depth.d<20)
		select 'spectra.'||relname from depth join pg_class using (oid) where relname not in ('organizations','roles','permissions','received_shares') group by relname order by max(d), 1`)
}

// appTables are all tables with rows of organisations that the server's role may see at all.
func appTables(t *testing.T, admin *sql.DB) []string {
	t.Helper()
	return lines(t, admin, `select n.nspname||'.'||c.relname from pg_class c join pg_namespace n on n.oid=c.relnamespace
		where c.relkind in ('r','p') and n.nspname in ('spectra','audit','auth','river')
		and (has_table_privilege('spectra_app', c.oid, 'SELECT') or has_any_column_privilege('spectra_app', c.oid, 'SELECT'))
		and c.relname not in ('roles','permissions') order by 1`)
}

// ofOrg is the condition for an organisation's rows.
func ofOrg(table, org string) string {
	switch table {
	case "spectra.organizations":
		return "id='" + org + "'"
	case "river.river_job":
		return "args->>'org_id'='" + org + "'"
	}
	return "org_id='" + org + "'"
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func count(t *testing.T, q querier, table, where string) (n int) {
	t.Helper()
	if err := q.QueryRowContext(t.Context(), "select count(*) from "+table+" where "+where).Scan(&n); err != nil {
		t.Errorf("%s where %s: %v", table, where, err)
	}
	return n
}
