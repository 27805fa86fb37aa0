package samples

import "github.com/spectra-lab/spectra/modules/kernel/criteria"

// terms are the fields a query on samples may speak of besides custom values.
func terms() []criteria.Field {
	person := func(column string) string {
		return column + " = any(array(select u.id from users u where u.org_id = (select app.org()) and u.name = %s))"
	}
	coded := func(column, table string) string {
		return column + " = (select r.id from " + table + " r where r.org_id = (select app.org()) and r.code = %s)"
	}
	return []criteria.Field{
		{Name: "code", SQL: "code"}, {Name: "name", SQL: "name"}, {Name: typeTerm, SQL: "sample_type"},
		{Name: "status", Type: criteria.Word, SQL: "status", Words: []string{Registered, Received, InUse, InStorage, Consumed, Disposed}},
		{Name: "lot", SQL: "lot"}, {Name: "barcode", SQL: "barcode"}, {Name: "material", SQL: "material"}, {Name: "description", SQL: "description"},
		{Name: "location", SQL: "coalesce((select lp.path from location_paths lp where lp.org_id = samples.org_id and lp.location_id = samples.location_id), location)"},
		{Name: "project", SQL: "project_id", Lookup: coded("project_id", "projects")}, {Name: "parent", SQL: "parent_id", Lookup: coded("parent_id", "samples")},
		{Name: "custodian", SQL: "custodian_id", Lookup: person("custodian_id")}, {Name: "created_by", SQL: "created_by", Lookup: person("created_by")},
		{Name: "die_row", Type: criteria.Int, SQL: "die_row"}, {Name: "die_col", Type: criteria.Int, SQL: "die_col"},
		{Name: "version", Type: criteria.Int, SQL: "version"}, {Name: "type_version", Type: criteria.Int, SQL: "type_version"},
		{Name: "created_at", Type: criteria.Time, SQL: "created_at"}, {Name: "updated_at", Type: criteria.Time, SQL: "updated_at"},
		{Name: archivedTerm, Type: criteria.Flag, SQL: "archived_at is not null"}, {Name: "locked", Type: criteria.Flag, SQL: "locked_at is not null"},
	}
}

// typeTerm is the field that names the kind of a sample.
const typeTerm = "type"

// archivedTerm is the field that makes a query decide itself about archived samples.
const archivedTerm = "archived"
