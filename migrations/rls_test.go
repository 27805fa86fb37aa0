package migrations_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// rlsGround has rows of two organisations in every table: the tests below are SECURITY.md §5 as the server's role, driven by the catalogue: a table made tomorrow is in it.
func rlsGround(t *testing.T) (admin, app *sql.DB, name string, tables []string) {
	t.Helper()
	admin, app, name = migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	seedRows(t, admin, orgB, "org-b", "bb")
	tables = appTables(t, admin)
	if len(tables) < 40 {
		t.Fatalf("only %d tables found: %v", len(tables), tables)
	}
	for _, table := range tables {
		if count(t, admin, table, ofOrg(table, orgA)) == 0 || count(t, admin, table, ofOrg(table, orgB)) == 0 {
			t.Errorf("%s has no rows to try on", table)
		}
	}
	return admin, app, name, tables
}

func TestRLS_01_NoContextShowsNothing(t *testing.T) {
	_, app, _, tables := rlsGround(t)
	for _, table := range tables {
		if n := count(t, app, table, "true"); n != 0 {
			t.Errorf("%s: %d rows without an organisation", table, n)
		}
	}
}

func TestRLS_02_ForeignRowsAreOutOfReach(t *testing.T) {
	admin, app, _, tables := rlsGround(t)
	for _, table := range tables {
		foreignReads(t, admin, app, table)
		foreignWrites(t, admin, app, table)
	}
}

func TestRLS_03_NoInsertForAnotherOrganisation(t *testing.T) {
	admin, app, _, _ := rlsGround(t)
	foreignInserts(t, admin, app)
}

func TestRLS_04_EveryForeignKeyRefusesAForeignRow(t *testing.T) {
	admin, app, _, _ := rlsGround(t)
	foreignKeys(t, admin, app)
}

func TestRLS_05_TheSameKeysInAnotherOrganisation(t *testing.T) {
	admin, _, _, _ := rlsGround(t)
	seedRows(t, admin, orgC, "org-c", "aa") // ids, codes, logins, barcodes as in A: a global unique would fail here
}

func TestRLS_08_ACachedPlanServesEachItsOwn(t *testing.T) {
	_, _, name, _ := rlsGround(t)
	cachedPlans(t, name)
}

func TestRLS_09_ParallelWorkersHaveTheContext(t *testing.T) {
	admin, app, _, _ := rlsGround(t)
	parallel(t, admin, app)
}

func TestRLS_20_RandomQueriesShowNoForeignRow(t *testing.T) {
	_, app, _, tables := rlsGround(t)
	randomQueries(t, app, tables)
}

func TestWorkerSeesTheQueueAndNothingElse(t *testing.T) {
	admin, _, _, _ := rlsGround(t)
	workerCage(t, admin)
}

func TestRLS_15_ASuspendedOrganisationSeesNothing(t *testing.T) {
	admin, app, _, tables := rlsGround(t)
	tx, err := admin.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	exec(t, tx, `select set_config('app.actor_id',$1,true)`, orgA)
	exec(t, tx, `update spectra.organizations set status='suspended' where id=$1`, orgB)
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	for _, found := range []string{"", orgA, orgC} { // the stamp's finding is for one organisation only
		_ = as(t, app, orgB, func(tx *sql.Tx) error {
			exec(t, tx, `select set_config('app.org_active',$1,true)`, found)
			for _, table := range tables {
				if n := count(t, tx, table, "true"); n != 0 && table != "spectra.organizations" && table != "river.river_job" {
					t.Errorf("%s: %d rows of a suspended organisation", table, n)
				}
			}
			return nil
		})
	}
}

// foreignReads: B counts its own rows and no others, whether it asks for A's or for all.
func foreignReads(t *testing.T, admin, app *sql.DB, table string) {
	t.Helper()
	_ = as(t, app, orgB, func(tx *sql.Tx) error {
		if n := count(t, tx, table, ofOrg(table, orgA)); n != 0 {
			t.Errorf("%s: B sees %d rows of A", table, n)
		}
		if all, own := count(t, tx, table, "true"), count(t, admin, table, ofOrg(table, orgB)); all != own {
			t.Errorf("%s: B sees %d rows, has %d", table, all, own)
		}
		return nil
	})
}

// foreignWrites tries every column that may be updated, with A's rows named and with no condition at all.
func foreignWrites(t *testing.T, admin, app *sql.DB, table string) {
	t.Helper()
	changes := lines(t, admin, `select format('update %s set %I=%I', $1::text, attname, attname) from pg_attribute where attrelid=$1::regclass and attnum>0
			and has_column_privilege('spectra_app', attrelid, attnum, 'UPDATE') and has_column_privilege('spectra_app', attrelid, attnum, 'SELECT')
		union all select 'delete from '||$1 where has_table_privilege('spectra_app', $1::regclass, 'DELETE')`, table)
	for _, change := range changes {
		_ = as(t, app, orgB, func(tx *sql.Tx) error {
			for _, where := range []string{ofOrg(table, orgA), "true"} {
				res, err := tx.ExecContext(t.Context(), change+" where "+where)
				if err != nil {
					t.Errorf("%s: %v", change, err)
					return err
				}
				own := 0
				if where == "true" {
					own = count(t, admin, table, ofOrg(table, orgB))
				}
				if n, _ := res.RowsAffected(); int(n) != own {
					t.Errorf("%s where %s: B changed %d rows, owns %d of them", change, where, n, own)
				}
			}
			return errUndo
		})
	}
}

// foreignInserts: for every table, B inserts a row that says it is A's.
func foreignInserts(t *testing.T, admin, app *sql.DB) {
	t.Helper()
	try := func(table, q string, args ...any) {
		t.Helper()
		err := as(t, app, orgB, func(tx *sql.Tx) error { _, err := tx.ExecContext(t.Context(), q, args...); return err })
		if code(err) != "42501" || !strings.Contains(err.Error(), "row-level security") {
			t.Errorf("%s: got %v, want 42501 of row-level security", table, err)
		}
	}
	for _, table := range tenantTables(t, admin) {
		try(table, insertSQL(table, columns(t, admin, table), func(c column) string { return sample(c, orgA, rowOf("cc"), "cc") }))
	}
	try("organizations", `insert into organizations (id,slug,name) values (gen_random_uuid(),'mine','Mine')`)
	try("access_logs", `insert into access_logs (org_id,id,occurred_at,actor_kind,actor_name,actor_via,action,status) values ($1,gen_random_uuid(),now(),'user','x','api','read',200)`, orgA)
	try("river_job", `insert into river.river_job (kind,max_attempts,queue,args) values ('spectra_task',1,'default',jsonb_build_object('org_id',$1::text))`, orgA)
}

// foreignKeys inserts, for every foreign key between tenant tables, a row of B that names A's row: it must be refused
// exactly as a row nobody has.
func foreignKeys(t *testing.T, admin, app *sql.DB) {
	t.Helper()
	tried := 0
	for _, table := range tenantTables(t, admin) {
		cols := columns(t, admin, table)
		for _, target := range cols {
			if target.fk == "" || target.name == "role_key" {
				continue
			}
			tried++
			var messages []string
			for _, id := range []string{rowOf("aa"), "00000000-0000-7000-8000-00000000dead"} {
				q := insertSQL(table, cols, func(c column) string { return brokenLink(c, target, id) })
				err := as(t, app, orgB, func(tx *sql.Tx) error { _, err := tx.ExecContext(t.Context(), q); return err })
				if code(err) != "23503" || !strings.Contains(err.Error(), target.fk) {
					t.Errorf("%s.%s: got %v, want 23503 of %s", table, target.name, err, target.fk)
					break
				}
				messages = append(messages, err.Error())
			}
			if len(messages) == 2 && messages[0] != messages[1] {
				t.Errorf("%s.%s: a foreign row is told from one nobody has: %q, %q", table, target.name, messages[0], messages[1])
			}
		}
	}
	if tried < 35 {
		t.Errorf("only %d foreign keys found", tried)
	}
}

// brokenLink gives a new row of B whose links are B's but for one.
func brokenLink(c, target column, id string) string {
	switch {
	case c.name == target.name:
		return "'" + id + "'"
	case c.fk != "":
		return sample(c, orgB, rowOf("bb"), "bb")
	}
	return sample(c, orgB, rowOf("dd"), "dd")
}

// cachedPlans runs one prepared statement on one connection for A, B and nobody in turn.
func cachedPlans(t *testing.T, name string) {
	t.Helper()
	one := pool(t, "spectra_app", name)
	one.SetMaxOpenConns(1)
	for range 12 { // past the point where PostgreSQL settles on a generic plan
		for _, org := range []string{orgA, orgB} {
			_ = as(t, one, org, func(tx *sql.Tx) error {
				var got string
				if err := tx.QueryRowContext(t.Context(), "select string_agg(distinct org_id::text, ',') from samples where name <> $1", "x").Scan(&got); err != nil || got != org {
					t.Errorf("%s sees %q, %v", org, got, err)
				}
				return nil
			})
		}
		var n int
		if err := one.QueryRowContext(t.Context(), "select count(*) from samples where name <> $1", "x").Scan(&n); err != nil || n != 0 {
			t.Errorf("after the transaction: %d rows, %v", n, err)
		}
	}
}

func parallel(t *testing.T, admin, app *sql.DB) {
	t.Helper()
	if err := as(t, app, orgB, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), `insert into samples (org_id,id,name,sample_type) select $1,gen_random_uuid(),'n'||i,'wafer' from generate_series(1,2000) i`, orgB)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	exec(t, admin, "analyze spectra.samples")
	_ = as(t, app, orgB, func(tx *sql.Tx) error {
		exec(t, tx, `select set_config('parallel_setup_cost','0',true), set_config('parallel_tuple_cost','0',true), set_config('min_parallel_table_scan_size','0',true),
			set_config('enable_indexscan','off',true), set_config('enable_bitmapscan','off',true), set_config('enable_indexonlyscan','off',true), set_config('max_parallel_workers_per_gather','2',true)`)
		var plan string
		if err := tx.QueryRowContext(t.Context(), `explain (format json) select count(*) from samples where name > ''`).Scan(&plan); err != nil || !strings.Contains(plan, "Gather") {
			t.Errorf("no parallel plan: %v %s", err, plan)
		}
		if n, want := count(t, tx, "samples", "name > ''"), count(t, admin, "spectra.samples", "org_id='"+orgB+"'"); n != want {
			t.Errorf("parallel: %d rows, want %d", n, want)
		}
		return nil
	})
}

// randomQueries asks in every shape PostgreSQL has; nothing that belongs to A may be in what B is answered.
func randomQueries(t *testing.T, app *sql.DB, tables []string) {
	t.Helper()
	r := rand.New(rand.NewPCG(20, 20))
	var open []string // of the others some columns may not be read, and so not the whole row
	for _, table := range tables {
		if as(t, app, orgB, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), "select t::text from "+table+" t")
			return err
		}) == nil {
			open = append(open, table)
		}
	}
	one := func() string { return open[r.IntN(len(open))] }
	answered := 0
	for range 300 {
		a, b := one(), one() // a few rows of each: A's come first where nothing holds them back
		q := []string{
			"select x::text||y::text from few x, few2 y", "select x::text||coalesce(y::text,'') from few x left join few2 y on true", "select coalesce(x::text,'')||coalesce(y::text,'') from few x full join few2 y on false",
			"select x::text from %[1]s x where exists (select from %[2]s y) or true limit 9", "select (select string_agg(x::text,'') from few x)||(select string_agg(y::text,'') from few2 y)",
			"select x::text from few x union all select y::text from few2 y", "select x::text from few x except select y::text from few2 y",
			"select string_agg(x::text,'') over (order by y::text)||y::text from few x, few2 y", "select x::text||z.s from few x, lateral (select string_agg(other::text,'') s from few2 other) z",
			"select jsonb_agg(x)::text||jsonb_agg(y)::text from few x, few2 y", "select min(x::text)||(select max(y::text) from %[2]s y) from %[1]s x",
			"select x::text from only %[1]s x tablesample bernoulli (100) limit 9", "select query_to_xml('select * from %[1]s limit 4', true, true, '')::text",
			"select x::text from %[1]s x where x::text like '%%a%%' order by x::text desc limit 9", "select (array_agg(x::text))[1:9]::text from %[1]s x",
		}[r.IntN(15)]
		q = "with few as (select * from %[1]s limit 4), few2 as (select * from %[2]s limit 4) " + q
		q = fmt.Sprintf(q, a, b)
		_ = as(t, app, orgB, func(tx *sql.Tx) error {
			rows, err := tx.QueryContext(t.Context(), q)
			if err != nil {
				t.Errorf("%s: %v", q, err)
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var s sql.NullString
				if err := rows.Scan(&s); err != nil {
					return err
				}
				answered++
				if strings.Contains(s.String, orgA) || strings.Contains(s.String, rowOf("aa")) {
					t.Fatalf("%s: B reads %.200s", q, s.String)
				}
			}
			return rows.Err()
		})
	}
	if answered < 300 {
		t.Errorf("only %d rows answered: nothing was tried", answered)
	}
}

// workerCage: the worker takes jobs of all organisations; their data is the server role's business.
func workerCage(t *testing.T, admin *sql.DB) {
	t.Helper()
	bad := lines(t, admin, `select c.oid::regclass||' '||p from pg_class c join pg_namespace n on n.oid=c.relnamespace, unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE']) p
		where c.relkind in ('r','p','v') and n.nspname in ('spectra','audit','auth') and (has_table_privilege('spectra_worker', c.oid, p) or p in ('SELECT','INSERT','UPDATE') and has_any_column_privilege('spectra_worker', c.oid, p))
		union all select 'schema '||n from unnest(array['spectra','audit','auth']) n where has_schema_privilege('spectra_worker', n, 'USAGE')`)
	if len(bad) > 0 {
		t.Errorf("spectra_worker may %v", bad)
	}
}
