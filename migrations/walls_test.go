package migrations_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/migrations"
)

// TestEveryRecordOfAProjectIsBehindTheWall: a table with a project, with a foreign key to a table behind the wall, or with
// the id of a record of any type has the restrictive policy, or an exemption with its reason.
func TestEveryRecordOfAProjectIsBehindTheWall(t *testing.T) {
	admin, _, _ := migrated(t)
	const walled = `select polrelid from pg_policy where polname='wall' and not polpermissive and polroles=array['spectra_app'::regrole::oid]`
	open := lines(t, admin, `select distinct c.relname from pg_class c where c.relnamespace='spectra'::regnamespace and c.relkind in ('r','p') and c.oid not in (`+walled+`) and (
		exists (select from pg_attribute a where a.attrelid=c.oid and a.attname='project_id' and not a.attisdropped)
		or exists (select from pg_constraint k where k.contype='f' and k.conrelid=c.oid and k.confrelid in (`+walled+`))
		or exists (select from pg_attribute a join pg_attribute b on b.attrelid=a.attrelid and b.attname=regexp_replace(a.attname,'_id$','_type') where a.attrelid=c.oid
			and a.attname like '%\_id' and a.atttypid='uuid'::regtype and not a.attisdropped and not b.attisdropped)) order by 1`)
	for _, table := range open {
		if migrations.WallExemptions[table] == "" {
			t.Errorf("%s refers to records of projects and has no wall: call app.wall, or say why not in WallExemptions", table)
		}
	}
	for table := range migrations.WallExemptions {
		if !slices.Contains(open, table) {
			t.Errorf("%s needs no exemption", table)
		}
	}
	// Foreign keys look past every policy: each to a record behind the wall is named in the guard of its table.
	unguarded := lines(t, admin, `select k.conname from pg_constraint k where k.contype='f' and k.confrelid in (`+walled+`) and not exists (
		select from pg_trigger g join pg_proc f on f.oid=g.tgfoid where g.tgrelid=k.conrelid and g.tgname='wall' and g.tgenabled='A' and f.prosrc like '%'''||k.conname||'''%') order by 1`)
	for _, fk := range unguarded {
		if migrations.GuardExemptions[fk] == "" {
			t.Errorf("%s: a hidden record can be named through it", fk)
		}
	}
	for fk := range migrations.GuardExemptions {
		if !slices.Contains(unguarded, fk) {
			t.Errorf("%s needs no exemption", fk)
		}
	}
	// Functions that run as the owner look past every policy.
	unwalled := lines(t, admin, `select p.proname from pg_proc p where p.prosecdef and p.proowner='spectra_owner'::regrole and (p.prosrc like '%spectra.\%%'
		or p.prosrc ~ ('spectra\.(' || (select string_agg(relname, '|') from pg_class where oid in (`+walled+`)) || ')\M')) and p.prosrc !~ 'app\.(wall_text|hidden_projects)\(' order by 1`)
	for _, fn := range unwalled {
		if migrations.DefinerExemptions[fn] == "" {
			t.Errorf("app.%s reads records of projects past the wall", fn)
		}
	}
	for fn := range migrations.DefinerExemptions {
		if !slices.Contains(unwalled, fn) {
			t.Errorf("app.%s needs no exemption", fn)
		}
	}
	if n := len(lines(t, admin, walled)); n < 30 {
		t.Errorf("only %d tables have a wall", n)
	}
}

// TestWallsHoldWithoutTheStamp: what the server's stamp leaves in the session only saves time; without it, or with an empty
// one, the policies look by themselves.
func TestWallsHoldWithoutTheStamp(t *testing.T) {
	admin, app, _ := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	tx, err := admin.Begin()
	if err != nil {
		t.Fatal(err)
	}
	exec(t, tx, `select set_config('app.actor_id',$1,true), set_config('app.event','test.done',true)`, orgA)
	exec(t, tx, `update spectra.projects set access='members', owner_id=null`)
	exec(t, tx, `delete from spectra.project_members`)
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	project := rowOf("aa")
	for reach, want := range map[string]int{"": 0, "none": 0, "read": 1, "manage": 1} {
		tx, err := app.Begin()
		if err != nil {
			t.Fatal(err)
		}
		exec(t, tx, `select set_config('app.org_id',$1,true), set_config('app.actor_id',$2,true), set_config('app.reach',$3,true)`, orgA, project, reach)
		for _, table := range []string{"projects", "samples", "sample_metadata", "experiments", "experiment_parameters", "files", "traces", "trace_data", "results", "result_values", "notebooks", "notebook_entries", "entry_versions"} {
			if n := count(t, tx, table, "true"); n != want {
				t.Errorf("reach %q: %d rows of %s, want %d", reach, n, table, want)
			}
		}
		var hidden string
		if err := tx.QueryRow(`select array_to_string(app.hidden_projects(), ',')`).Scan(&hidden); err != nil || strings.Contains(hidden, project) != (want == 0) {
			t.Errorf("reach %q: hidden %q, %v", reach, hidden, err)
		}
		_ = tx.Rollback()
	}
}
