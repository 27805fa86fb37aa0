package migrations_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/migrations"
)

// lint is the catalogue lint of SECURITY.md §5: each query lists offenders.
func lint() map[string]string {
	// tenant tables: all of schema spectra but the global ones, each named with its reason in migrations/README.md.
	const tenant = `select c.oid, c.relname from pg_class c where c.relnamespace='spectra'::regnamespace and c.relkind in ('r','p')
		and c.relname not in ('organizations','roles','permissions')`
	const all = `select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c where c.relnamespace in ('spectra'::regnamespace,'audit'::regnamespace)
		and c.relkind in ('r','p') and c.relname <> 'instance'`
	return map[string]string{
		"LINT-01 org_id not null": `with t as (` + tenant + `) select relname::text from t where not exists (select from pg_attribute a where a.attrelid=t.oid and a.attname='org_id' and a.attnotnull and a.atttypid='uuid'::regtype)`,
		"LINT-02 rls forced":      `with t as (` + all + `) select relname::text from t where not (relrowsecurity and relforcerowsecurity)`,
		"LINT-03 app policy": `with t as (` + tenant + `) select relname::text from t where not exists (select from pg_policies p where p.schemaname='spectra' and p.tablename=t.relname and p.policyname='org_rw'
			and p.permissive='PERMISSIVE' and p.roles='{spectra_app}' and p.with_check='(org_id = ( SELECT app.org() AS org))' and (p.qual=p.with_check
			or p.qual='(org_id = ( SELECT app.read_org() AS read_org))' and 3 = (select count(*) from pg_policies g where g.schemaname='spectra' and g.tablename=t.relname and g.permissive='RESTRICTIVE'
				and (g.policyname='shared_only' and g.cmd='SELECT' and g.qual like '%app.standing()%app.shared(%' or g.policyname in ('own_update','own_delete') and g.qual=p.with_check))))`,
		// A second one would be joined by OR, which costs every statement its plan (step 0037).
		"LINT-03 one permissive policy": `with t as (` + tenant + `) select relname::text from t where 1 < (select count(*) from pg_policies p where p.schemaname='spectra' and p.tablename=t.relname
			and p.permissive='PERMISSIVE' and p.roles && '{spectra_app}')`,
		"LINT-03 suspended": `with t as (` + tenant + `) select relname::text from t where not exists (select from pg_policies p where p.schemaname='spectra' and p.tablename=t.relname and p.permissive='RESTRICTIVE' and p.policyname='not_suspended')`,
		"LINT-04 unique (org_id, …)": `with t as (` + tenant + `) select relname::text from t where not exists (select from pg_index i where i.indrelid=t.oid and i.indisprimary
			and (select attname from pg_attribute a where a.attrelid=t.oid and a.attnum=i.indkey[0])='org_id')`,
		"LINT-05 org_id in tenant FKs": `select k.conrelid::regclass::text||'.'||k.conname from pg_constraint k join (` + tenant + `) f on f.oid=k.confrelid
			where k.contype='f' and not (exists (select from pg_attribute a where a.attrelid=k.conrelid and a.attname='org_id' and a.attnum=k.conkey[1])
			and exists (select from pg_attribute a where a.attrelid=k.confrelid and a.attname='org_id' and a.attnum=k.confkey[1]))`,
		"LINT-06 uniques start with org_id": `with t as (` + tenant + `) select indexrelid::regclass::text from pg_index i join t on t.oid=i.indrelid where i.indisunique
			and (select attname from pg_attribute a where a.attrelid=t.oid and a.attnum=i.indkey[0]) is distinct from 'org_id'`,
		"LINT-07 triggers ALWAYS": `select g.tgname||' on '||g.tgrelid::regclass from pg_trigger g join pg_class c on c.oid=g.tgrelid
			where not g.tgisinternal and c.relnamespace in ('spectra'::regnamespace,'audit'::regnamespace) and g.tgenabled <> 'A'`,
		"LINT-08 no materialized view":       `select relname::text from pg_class where relkind='m'`,
		"LINT-09 views security_invoker":     `select c.oid::regclass::text from pg_class c where c.relkind='v' and c.relnamespace::regnamespace::text in ('spectra','audit','app','auth') and not coalesce(c.reloptions @> '{security_invoker=true}', false)`,
		"LINT-10 no PUBLIC grant on tables":  `select c.oid::regclass::text from pg_class c, aclexplode(c.relacl) a where a.grantee=0 and c.relnamespace::regnamespace::text in ('spectra','audit','auth','river','app','migrations')`,
		"LINT-10 no PUBLIC grant on schemas": `select nspname::text from pg_namespace n, aclexplode(n.nspacl) a where a.grantee=0 and nspname in ('public','spectra','audit','auth','river','app','migrations')`,
		"LINT-10 no PUBLIC execute on definer functions": `select p.oid::regprocedure::text from pg_proc p where p.prosecdef and p.pronamespace::regnamespace::text in ('spectra','audit','auth','app')
			and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee=0))`,
		"LINT-11 functions pinned": `select p.oid::regprocedure::text from pg_proc p where p.pronamespace::regnamespace::text in ('spectra','audit','auth','app')
			and not exists (select from unnest(coalesce(p.proconfig,'{}')) c where c like 'search_path=%') and p.proname <> 'lp' and p.prosqlbody is null -- bound when defined
			and not exists (select from pg_depend d where d.objid=p.oid and d.deptype='e')`,
		"LINT-12 never granted": `select c.oid::regclass||' '||a.privilege_type from pg_class c, aclexplode(c.relacl) a where c.relnamespace::regnamespace::text in ('spectra','audit','auth')
			and a.grantee='spectra_app'::regrole and a.privilege_type in ('TRUNCATE','REFERENCES','TRIGGER','UPDATE')`,
		"LINT-12 never UPDATE(org_id)": `select a.attrelid::regclass||'.'||a.attname from pg_attribute a, aclexplode(a.attacl) g where a.attname in ('org_id','id')
			and g.grantee='spectra_app'::regrole and g.privilege_type='UPDATE' and a.attrelid::regclass::text not like 'river%'`,
		"LINT-12 audit is read only": `select c.oid::regclass||' '||p from pg_class c, unnest(array['INSERT','UPDATE','DELETE']) p where c.relnamespace='audit'::regnamespace and c.relkind in ('r','p')
			and (has_table_privilege('spectra_app', c.oid, p) or p <> 'DELETE' and has_any_column_privilege('spectra_app', c.oid, p)) and not (c.relname='access_logs' and p='INSERT')`,
	}
}

// TestRLS_13_Inventory: nothing shows rows past the policies: no materialized view, no view but under its reader's own
// policies, no function that runs as its owner without a pinned path or for everybody.
func TestRLS_13_Inventory(t *testing.T) {
	admin, _, _ := migrated(t)
	n := 0
	for id, query := range lint() {
		if strings.HasPrefix(id, "LINT-08") || strings.HasPrefix(id, "LINT-09") || strings.HasPrefix(id, "LINT-10") || strings.HasPrefix(id, "LINT-11") {
			n++
			if bad := lines(t, admin, query); len(bad) > 0 {
				t.Errorf("%s: %v", id, bad)
			}
		}
	}
	if n < 4 {
		t.Errorf("only %d rules", n)
	}
}

func TestLINT(t *testing.T) {
	admin, _, _ := migrated(t)
	for id, query := range lint() {
		if bad := lines(t, admin, query); len(bad) > 0 {
			t.Errorf("%s: %v", id, bad)
		}
	}
}

// TestLINTFinds breaks each rule once: a lint that cannot fail is none.
func TestLINTFinds(t *testing.T) {
	admin, _, _ := migrated(t)
	for _, tc := range []struct{ breaks, id string }{
		{`alter table spectra.samples alter org_id drop not null`, ""}, // part of the key: PostgreSQL itself refuses
		{`create table spectra.bad (id uuid)`, "LINT-01 org_id not null"},
		{`alter table spectra.samples no force row level security`, "LINT-02 rls forced"},
		{`drop policy org_rw on spectra.samples`, "LINT-03 app policy"},
		{`drop policy own_update on spectra.samples`, "LINT-03 app policy"},
		{`drop policy shared_only on spectra.samples`, "LINT-03 app policy"},
		{`create policy also on spectra.samples for select to spectra_app using (archived_at is null)`, "LINT-03 one permissive policy"},
		{`drop policy not_suspended on spectra.samples`, "LINT-03 suspended"},
		{`create table spectra.bad (org_id uuid not null, id uuid primary key)`, "LINT-04 unique (org_id, …)"},
		{`alter table spectra.samples add unique (id); alter table spectra.results add foreign key (sample_id) references spectra.samples(id)`, "LINT-05 org_id in tenant FKs"},
		{`alter table spectra.results add foreign key (sample_id, org_id) references spectra.samples(org_id, id)`, "LINT-05 org_id in tenant FKs"},
		{`create unique index on spectra.samples (code)`, "LINT-06 uniques start with org_id"},
		{`alter table spectra.samples enable trigger audit_row`, "LINT-07 triggers ALWAYS"},
		{`alter table spectra.samples disable trigger audit_row`, "LINT-07 triggers ALWAYS"},
		{`create materialized view spectra.m as select * from spectra.samples`, "LINT-08 no materialized view"},
		{`create view spectra.v as select * from spectra.samples`, "LINT-09 views security_invoker"},
		{`grant select on spectra.samples to public`, "LINT-10 no PUBLIC grant on tables"},
		{`grant usage on schema spectra to public`, "LINT-10 no PUBLIC grant on schemas"},
		{`grant execute on function audit.record_event(text, uuid, text, text) to public`, "LINT-10 no PUBLIC execute on definer functions"},
		{`alter function app.org_lookup() reset all`, "LINT-11 functions pinned"},
		{`grant truncate on spectra.samples to spectra_app`, "LINT-12 never granted"},
		{`grant update (org_id) on spectra.samples to spectra_app`, "LINT-12 never UPDATE(org_id)"},
		{`grant update (reason) on audit.audit_logs to spectra_app`, "LINT-12 audit is read only"},
	} {
		t.Run(tc.breaks, func(t *testing.T) {
			tx, err := admin.BeginTx(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = tx.Rollback() }()
			if _, err := tx.ExecContext(t.Context(), tc.breaks); err != nil {
				if tc.id != "" {
					t.Fatal(err)
				}
				return
			}
			if found := lines(t, tx, lint()[tc.id]); len(found) == 0 {
				t.Errorf("%s finds nothing", tc.id)
			}
		})
	}
}

// TestPF05 reads the sources: a session-level setting would leak to the next user of the connection.
func TestPF05NoSessionSettings(t *testing.T) {
	bad := regexp.MustCompile(`(?is)set_config\s*\([^;]{0,200}?,\s*fals` + `e\s*\)|\bset\s+(session\s+)?app\.`)
	files := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != ".." && (d.Name() == "node_modules" || d.Name() == "web" || strings.HasPrefix(d.Name(), ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if ext := filepath.Ext(path); ext != ".go" && ext != ".sql" || strings.HasSuffix(path, "_test.go") { // tests own their connections
			return nil
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		files++
		if found := bad.Find(text); found != nil {
			t.Errorf("%s: %s", path, found)
		}
		return err
	})
	if err != nil || files < 50 {
		t.Errorf("%d files read, %v", files, err)
	}
	if !bad.MatchString("select set_config('app.org_id', $1, fals"+"e)") || bad.MatchString("set_config('app.org_id',$1,true)") {
		t.Error("the pattern finds nothing, or too much")
	}
}

// TestEveryTableIsAuditedOrExempt: a new table fails here until it is audited or its exemption says why.
func TestEveryTableIsAuditedOrExempt(t *testing.T) {
	admin, _, _ := migrated(t)
	audited := map[string]bool{}
	for _, name := range lines(t, admin, `select c.relname::text from pg_class c where c.relnamespace='spectra'::regnamespace and c.relkind='r'`) {
		audited[name] = false
	}
	for _, name := range lines(t, admin, `select c.relname::text from pg_trigger g join pg_class c on c.oid=g.tgrelid where g.tgname='audit_row' and g.tgenabled='A'`) {
		audited[name] = true
	}
	for name, ok := range audited {
		switch reason := migrations.AuditExemptions[name]; {
		case !ok && reason == "":
			t.Errorf("%s has neither an audit trigger nor an exemption", name)
		case ok && reason != "":
			t.Errorf("%s is audited and exempt", name)
		}
	}
	for name := range migrations.AuditExemptions {
		if _, there := audited[name]; !there {
			t.Errorf("%s is exempt but does not exist", name)
		}
	}
}
