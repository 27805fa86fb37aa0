package migrations_test

import (
	"database/sql"
	"errors"
	"flag"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/spectra-lab/spectra/app/localpg"
	"github.com/spectra-lab/spectra/migrations"
)

var update = flag.Bool("update", false, "rewrite schema.golden.txt")

// describe lists everything a migration can make: columns, constraints, indexes, policies, triggers, functions, grants.
func describe(t *testing.T, db *sql.DB) string {
	t.Helper()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	exec(t, conn, "set search_path = pg_catalog") // names in full, whatever the database's setting
	defer exec(t, conn, "reset search_path")
	const schemas = `('app','spectra','audit','auth','river','migrations')`
	return strings.Join(lines(t, conn, `
	with objects(line) as (
	 select format('table %s.%s owner %s rls %s force %s acl %s', n.nspname, c.relname, c.relowner::regrole, c.relrowsecurity, c.relforcerowsecurity,
	   (select string_agg(a::text, ',' order by a::text) from unnest(c.relacl) a where c.relowner::regrole::text not like split_part(a::text,'=',1)))
	 from pg_class c join pg_namespace n on n.oid=c.relnamespace where n.nspname in `+schemas+` and c.relkind in ('r','p','S','v')
	 union all select format('column %s.%s.%s %s%s%s%s acl %s', n.nspname, c.relname, a.attname, format_type(a.atttypid,a.atttypmod), case when a.attnotnull then ' not null' else '' end,
	   ' default '||pg_get_expr(d.adbin,d.adrelid), case when a.attidentity<>'' then ' identity' else '' end, (select string_agg(x::text, ',' order by x::text) from unnest(a.attacl) x))
	 from pg_attribute a join pg_class c on c.oid=a.attrelid join pg_namespace n on n.oid=c.relnamespace left join pg_attrdef d on d.adrelid=c.oid and d.adnum=a.attnum
	 where n.nspname in `+schemas+` and c.relkind in ('r','p') and a.attnum>0 and not a.attisdropped
	 union all select format('constraint %s %s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) from pg_constraint k join pg_namespace n on n.oid=k.connamespace
	 where n.nspname in `+schemas+` and k.contype <> 'n'
	 union all select 'index '||indexdef from pg_indexes where schemaname in `+schemas+`
	 union all select format('policy %s.%s %s %s %s to %s using (%s) check (%s)', schemaname, tablename, policyname, permissive, cmd, roles, qual, with_check) from pg_policies where schemaname in `+schemas+`
	 union all select format('trigger %s enabled %s', pg_get_triggerdef(g.oid), g.tgenabled) from pg_trigger g join pg_class c on c.oid=g.tgrelid join pg_namespace n on n.oid=c.relnamespace
	 where n.nspname in `+schemas+` and not g.tgisinternal
	 union all select format('function %s owner %s definer %s config %s body %s acl %s', p.oid::regprocedure, p.proowner::regrole, p.prosecdef, p.proconfig, md5(p.prosrc||coalesce(pg_get_function_sqlbody(p.oid),'')),
	   (select string_agg(x::text, ',' order by x::text) from unnest(p.proacl) x))
	 from pg_proc p join pg_namespace n on n.oid=p.pronamespace where n.nspname in `+schemas+` and not exists (select from pg_depend d where d.objid=p.oid and d.deptype='e')
	) select line from objects order by line collate "C"`), "\n") + "\n"
}

func TestGoldenSchema(t *testing.T) {
	admin, _, _ := migrated(t)
	// The cluster's administrator has another name elsewhere.
	got := strings.ReplaceAll(describe(t, admin), localpg.RoleAdmin, "administrator")
	const file = "schema.golden.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := firstDifference(string(want), got); diff != "" {
		t.Fatalf("the schema is not the golden one (go test ./migrations -update rewrites it):\n%s", diff)
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var out []string
	for _, l := range w {
		if !slices.Contains(g, l) {
			out = append(out, "- "+l)
		}
	}
	for _, l := range g {
		if !slices.Contains(w, l) {
			out = append(out, "+ "+l)
		}
	}
	return strings.Join(out[:min(len(out), 10)], "\n")
}

func TestUpDownUpLeavesTheSameSchema(t *testing.T) {
	admin, _, _ := migrated(t)
	before := describe(t, admin)
	state, err := migrations.Read(t.Context(), admin)
	if err != nil || !state.Current() {
		t.Fatalf("state %+v, %v", state, err)
	}
	for range state.Applied {
		if err := migrations.Down(t.Context(), admin, migrations.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if left := lines(t, admin, `select tablename::text from pg_tables where schemaname in ('spectra','auth','river')`); len(left) > 0 {
		t.Errorf("down left %v", left)
	}
	if kept := lines(t, admin, `select tablename::text from pg_tables where schemaname='audit'`); len(kept) != 7 {
		t.Errorf("down must keep the audit tables, has %v", kept)
	}
	if err := migrations.Up(t.Context(), admin, migrations.Options{}); err != nil {
		t.Fatal(err)
	}
	if diff := firstDifference(before, describe(t, admin)); diff != "" {
		t.Errorf("up, down, up changed the schema:\n%s", diff)
	}
}

// TestF15ConcurrentUp is SECURITY.md F-15: sixteen replicas migrate at once.
func TestF15ConcurrentUp(t *testing.T) {
	_, name := empty(t)
	var wg sync.WaitGroup
	errs := make([]error, 16)
	for i := range errs {
		admin := pool(t, localpg.RoleAdmin, name)
		wg.Go(func() {
			errs[i] = migrations.Up(t.Context(), admin, migrations.Options{Passwords: map[string]string{"spectra_app": "", "spectra_worker": ""}})
		})
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("replica %d: %v", i, err)
		}
	}
	admin := pool(t, localpg.RoleAdmin, name)
	state, err := migrations.Read(t.Context(), admin)
	if err != nil || !state.Current() {
		t.Errorf("state %+v, %v", state, err)
	}
}

// TestRead tells an empty, a current, a stale and a newer schema apart: the server serves the second only.
func TestReadOfAnEmptyDatabase(t *testing.T) {
	admin, _ := empty(t)
	state, err := migrations.Read(t.Context(), admin)
	if err != nil || state.Current() || state.Newer() || len(state.Applied) != 0 || len(state.Pending) == 0 {
		t.Fatalf("empty: %+v, %v", state, err)
	}
	latest, err := migrations.Latest()
	if err != nil || state.Pending[len(state.Pending)-1] != latest {
		t.Errorf("latest %q, %v", latest, err)
	}
	if err := migrations.Down(t.Context(), admin, migrations.Options{}); !errors.Is(err, migrations.ErrNoChange) {
		t.Errorf("down: %v", err)
	}
}

func TestToAndStates(t *testing.T) {
	admin, app, _ := migrated(t)
	if err := migrations.To(t.Context(), admin, "0005_analysis", migrations.Options{}); err != nil {
		t.Fatal(err)
	}
	state, err := migrations.Read(t.Context(), app) // the server's role must be able to refuse
	if err != nil || state.Current() || state.Newer() {
		t.Fatalf("stale: %+v, %v", state, err)
	}
	if err := migrations.To(t.Context(), admin, "0005_nothing", migrations.Options{}); err == nil {
		t.Error("an unknown migration was accepted")
	}
	exec(t, admin, "insert into migrations.applied values ('9999_future')")
	if state, err = migrations.Read(t.Context(), app); err != nil || !state.Newer() {
		t.Fatalf("newer: %+v, %v", state, err)
	}
	if err := migrations.Up(t.Context(), admin, migrations.Options{}); err == nil || !strings.Contains(err.Error(), "older than the schema") {
		t.Errorf("up on a newer schema: %v", err)
	}
}

// TestUpWithoutSuperuser: a hosted database gives no superuser; a role with CREATEROLE that owns the database is enough.
func TestUpWithoutSuperuser(t *testing.T) {
	admin, name := empty(t)
	exec(t, admin, "create role hosted login createrole password 'x'")
	exec(t, admin, "alter database "+name+" owner to hosted")
	u, err := url.Parse(cluster.URL(localpg.RoleAdmin, name))
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("hosted", "x")
	hosted, err := sql.Open("pgx", u.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hosted.Close() })
	if err := hosted.Ping(); err != nil {
		t.Skipf("the cluster lets only its own roles in: %v", err)
	}
	server, err := url.Parse(cluster.URL(localpg.RoleApp, name))
	if err != nil {
		t.Fatal(err)
	}
	before, _ := server.User.Password()
	defer exec(t, admin, "alter role spectra_app password '"+before+"'") // the role is that of the other tests too
	if err := migrations.Up(t.Context(), hosted, migrations.Options{Passwords: map[string]string{"spectra_app": "hosted-app-password"}}); err != nil {
		t.Fatal(err)
	}
	for err == nil {
		err = migrations.Down(t.Context(), hosted, migrations.Options{})
	}
	if !errors.Is(err, migrations.ErrNoChange) {
		t.Errorf("down: %v", err)
	}
}
