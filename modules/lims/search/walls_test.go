package search

import (
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/words"
)

// ofProjects are the types of record that can be in a project.
var ofProjects = map[string]bool{"project": true, "sample": true, "experiment": true, "result": true, "file": true, "notebook": true, "notebook_entry": true}

// closed puts everything of organisation a in projects of which nobody is a member.
func closed(t *testing.T, lab *apptest.Lab) {
	t.Helper()
	conn := admin(t, lab, nil)
	of := func(table string) string {
		return "(select x.id from spectra." + table + " x where x.org_id = '" + lab.Org("a").String() + "' limit 1)"
	}
	for _, s := range []string{
		"samples|project_id = " + of("projects"), "experiments|project_id = " + of("projects"), "notebooks|project_id = " + of("projects"),
		"results|sample_id = " + of("samples"), "files|sample_id = " + of("samples") + ", parser = 'csv', source = 'agent', path = 'run/' || code", "projects|access = 'members', owner_id = null",
	} {
		table, set, _ := strings.Cut(s, "|")
		exec(t, conn, "alter table spectra."+table+" disable trigger audit_row", "update spectra."+table+" set "+set, "alter table spectra."+table+" enable always trigger audit_row")
	}
	exec(t, conn, `insert into spectra.file_texts (org_id, file_id, status, text, words, created_at)
		select org_id, id, 'indexed', 'a gemstone in the furnace', ('gemstone furnace `+words.Org(lab.Org("a"))+`')::tsvector, created_at from spectra.files`)
}

// TestNothingOfAClosedProject: the functions behind every search run as the owner, whom no policy holds. None of them gives
// the id of anything in a project that is closed to who asks, whether the word is rare or in every record.
func TestNothingOfAClosedProject(t *testing.T) {
	for _, n := range []int{3, 40} {
		lab := apptest.New(t)
		fill(t, lab, "a", n, "'Secret gemstone'")
		closed(t, lab)
		text := words.Query("gemstone", lab.Org("a"))
		type call struct {
			sql  string
			args []any
		}
		calls := map[string]call{
			"file texts": {"select id from app.search_file_texts(?, array['gemstone'], 5)", []any{text}},
		}
		for _, q := range []string{"gemstone", "F-1", "BC-1", "Secret"} {
			calls["samples "+q] = call{"select id from app.search_samples(?)", []any{q}}
			for name, more := range map[string]string{"one": "max_rows => 1", "walk": "archived => true, sort => 'name'", "status": "statuses => array['registered']",
				"after": "sort => '-name', after_value => 'T', after_id => gen_random_uuid()", "project": "project => (select id from spectra.projects limit 1)"} {
				calls["samples "+q+" "+name] = call{"select id from app.search_samples(?, " + more + ")", []any{q}}
			}
		}
		for _, q := range []string{"gemstone", "Secret", "F-1"} {
			for _, sort := range []string{"created_at", "-created_at", "size", "filename", "-code"} {
				calls["files "+q+" "+sort] = call{"select id from app.search_files(?, ?, null, null, null, null, null, null, null, null, null, false, true, ?, null, null, 5)", []any{q, text, sort}}
			}
		}
		for _, r := range resources() {
			if ofProjects[r.kind] {
				for _, q := range []string{"gemstone", "F-1", "F", "Secret"} {
					calls[r.kind+" "+q] = call{"select id from app.search(?, array[?], 5)", []any{q, r.kind}}
				}
			}
		}
		for name, c := range calls {
			for who, sees := range map[string]bool{"viewer": false, "technician": false, "scientist": false, "auditor": true, "manager": true} {
				var found []string
				err := lab.DB.Q(lab.Ctx("a", who)).Raw(c.sql, c.args...).Scan(&found).Error
				project := strings.HasSuffix(name, " project") // which nobody can name who does not see it
				if err != nil || !sees && len(found) > 0 && !project || sees && len(found) == 0 && !strings.Contains(name, "BC-1") && !strings.Contains(name, "status") && !project {
					t.Errorf("%d records, %s as %s: %d found (%v)", n, name, who, len(found), err)
				}
			}
		}
	}
}
