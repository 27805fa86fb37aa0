package search

// resource is a type of record that can be searched. The SQL here is the server's own.
type resource struct {
	kind       string // record-type word (API.md §6.1)
	table      string
	permission string
	label      string // of a row r
	status     string
	project    string // the row's project; none when empty
}

// resources are all of them, in the order in which equally good finds are shown. A type whose permission the policy does
// not know is readable by nobody, and so not searched.
func resources() []resource {
	return []resource{
		{"sample", "samples", "sample:read", "r.name", "r.status", "r.project_id"},
		{"project", "projects", "project:read", "r.name", "r.status", "r.id"},
		{"experiment", "experiments", "experiment:read", "r.title", "r.status", "r.project_id"},
		{"result", "results", "result:read", "r.result_type", "r.status", "(select e.project_id from experiments e where e.org_id = r.org_id and e.id = r.experiment_id)"},
		{"file", "files", "file:read", "r.filename", "r.status", "(select e.project_id from experiments e where e.org_id = r.org_id and e.id = r.experiment_id)"},
		{"instrument", "instruments", "instrument:read", "r.name", "r.status", ""},
		{"location", "locations", "location:read", "r.name", "''", ""},
		{"calibration", "calibrations", "instrument:read", "coalesce(r.certificate_number, r.code)", "r.outcome", ""},
		{"protocol", "protocols", "protocol:read", "r.title", "app.protocol_status(r, now())", ""},
		{"notebook", "notebooks", "notebook:read", "r.title", "''", "r.project_id"},
		{"notebook_entry", "notebook_entries", "notebook:read", "r.title", "''", "(select n.project_id from notebooks n where n.org_id = r.org_id and n.id = r.notebook_id)"},
	}
}
