package app

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm/schema"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/migrations"
	"github.com/spectra-lab/spectra/modules/kernel/db"
)

// theTables are the 23 of the source document (DESIGN.md §4).
var theTables = strings.Fields(`organizations users roles permissions samples sample_metadata sample_history experiments experiment_parameters
	results result_metadata instruments calibrations maintenance_logs projects notebooks protocols signatures audit_logs access_logs data_lineage
	settings api_keys`)

func moduleTables(t *testing.T) map[string]db.Table {
	t.Helper()
	out := map[string]db.Table{}
	for _, m := range blankModules().list() {
		for _, table := range m.Tables() {
			if _, twice := out[table.Name]; twice {
				t.Errorf("table %s is listed by two modules", table.Name)
			}
			out[table.Name] = table
		}
	}
	return out
}

// catalogueRow is what the database says about a table.
type catalogueRow struct {
	forced, audited, orgKey bool
	columns                 []string
}

func catalogueOf(t *testing.T) map[string]catalogueRow {
	t.Helper()
	admin, err := sql.Open("pgx", apptest.Database(t).AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	rows, err := admin.QueryContext(t.Context(), `select c.relname, c.relrowsecurity and c.relforcerowsecurity,
		exists(select from pg_trigger g where g.tgrelid=c.oid and g.tgname='audit_row' and g.tgenabled='A'),
		coalesce((select a.attname='org_id' from pg_index i join pg_attribute a on a.attrelid=c.oid and a.attnum=i.indkey[0] where i.indrelid=c.oid and i.indisprimary), false),
		(select string_agg(a.attname, ' ' order by a.attname) from pg_attribute a where a.attrelid=c.oid and a.attnum>0 and not a.attisdropped)
		from pg_class c where c.relnamespace in ('spectra'::regnamespace,'audit'::regnamespace) and c.relkind in ('r','p')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string]catalogueRow{}
	for rows.Next() {
		var name, columns string
		var r catalogueRow
		if err := rows.Scan(&name, &r.forced, &r.audited, &r.orgKey, &columns); err != nil {
			t.Fatal(err)
		}
		r.columns = strings.Fields(columns)
		out[name] = r
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// kernelTables belong to the kernel and not to a module.
var kernelTables = map[string]string{
	"code_counters": "numbers of human codes, written by a column default", "idempotency_keys": "kernel/db",
	"instance": "one row that names the installation in the audit chain",
}

// faultsOf compares a module's entry with the catalogue.
func faultsOf(table db.Table, row catalogueRow, exists bool) (out []string) {
	say := func(format string, args ...any) { out = append(out, table.Name+": "+fmt.Sprintf(format, args...)) }
	if !exists {
		say("is listed but not in the database")
		return out
	}
	if !row.forced {
		say("row-level security is not forced")
	}
	if table.Global == "" && !slices.Contains(row.columns, "org_id") {
		say("has no org_id and no reason to be global")
	}
	if table.NoAudit == "" && !row.audited {
		say("has no audit trigger and no reason")
	}
	if table.NoAudit != "" && row.audited {
		say("has an audit trigger and a reason to have none")
	}
	if table.Model != nil {
		if got := modelColumns(table.Model); !slices.Equal(got, row.columns) {
			say("model and table differ: only in the model %v, only in the table %v", without(got, row.columns), without(row.columns, got))
		}
	}
	return out
}

func modelColumns(model any) []string {
	s, err := schema.Parse(model, &sync.Map{}, schema.NamingStrategy{})
	if err != nil {
		return []string{err.Error()}
	}
	return slices.Sorted(slices.Values(s.DBNames))
}

func without(a, b []string) (out []string) {
	for _, v := range a {
		if !slices.Contains(b, v) {
			out = append(out, v)
		}
	}
	return out
}

// TestTables: every table of the database belongs to a module or the kernel, is protected, and its model fits.
func TestTables(t *testing.T) {
	listed, real := moduleTables(t), catalogueOf(t)
	for name := range real {
		_, kernel := kernelTables[name]
		if _, ok := listed[name]; !ok && !kernel {
			t.Errorf("table %s belongs to no module: add it to the Tables of one", name)
		}
	}
	for name, table := range listed {
		row, ok := real[name]
		for _, f := range faultsOf(table, row, ok) {
			t.Error(f)
		}
		if _, exempt := migrations.AuditExemptions[name]; exempt != (table.NoAudit != "") && !strings.HasPrefix(name, "a") {
			t.Errorf("%s: migrations.AuditExemptions and the module disagree about its audit trigger", name)
		}
	}
	for _, name := range theTables {
		if _, ok := listed[name]; !ok {
			t.Errorf("table %s of the source document is missing", name)
		}
	}
	if len(theTables) != 23 {
		t.Errorf("%d tables, want 23", len(theTables))
	}
}

// TestTablesCanFail: each kind of fault is found.
func TestTablesCanFail(t *testing.T) {
	real := catalogueOf(t)
	good := real["samples"]
	for _, tc := range []struct {
		name  string
		table db.Table
		row   catalogueRow
		there bool
	}{
		{"missing", db.Table{Name: "x"}, catalogueRow{}, false},
		{"unforced", db.Table{Name: "x"}, catalogueRow{audited: true, columns: good.columns}, true},
		{"unaudited", db.Table{Name: "x"}, catalogueRow{forced: true, columns: good.columns}, true},
		{"no organisation", db.Table{Name: "x"}, catalogueRow{forced: true, audited: true, columns: []string{"id"}}, true},
		{"other columns", db.Table{Name: "x", Model: struct{ Other string }{}}, good, true},
	} {
		if len(faultsOf(tc.table, tc.row, tc.there)) == 0 {
			t.Errorf("%s was not found", tc.name)
		}
	}
}
