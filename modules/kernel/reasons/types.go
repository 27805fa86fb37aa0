package reasons

// Types are the types of records that are changed by routes.
func Types() []string {
	return []string{"project", "sample", "sample_type", "process", "location", "view", "instrument", "calibration", "maintenance_log", "notebook", "notebook_entry", "notebook_template",
		"protocol", "experiment", "result", "file", "signature", "signature_request", "share", "legal_hold", "job", "mail", "setting", "user", "approval", "api_key", "organization"}
}

// kept says where a type of record keeps its status, and which there are.
type kept struct {
	table    string
	statuses []string
}

func tables() map[string]kept {
	return map[string]kept{
		"project":    {"spectra.projects", []string{"active", "on_hold", "completed", "archived"}},
		"sample":     {"spectra.samples", []string{"registered", "received", "in_use", "in_storage", "consumed", "disposed"}},
		"instrument": {"spectra.instruments", []string{"online", "offline", "maintenance", "retired"}},
		"protocol":   {"spectra.protocols", []string{"draft", "in_review", "approved", "effective", "superseded", "retired"}},
		"experiment": {"spectra.experiments", []string{"draft", "running", "completed", "reviewed", "approved", "voided"}},
		"result":     {"spectra.results", []string{"valid", "voided"}},
		"file":       {"spectra.files", []string{"parsed", "unreadable", "damaged"}},
		"user":       {"spectra.users", []string{"active", "invited", "deactivated"}},
		"job":        {"spectra.jobs", []string{"queued", "running", "succeeded", "failed", "cancelled"}},
		"mail":       {"spectra.mails", []string{"queued", "sent", "failed", "cancelled"}},
	}
}

// StatusesOf are the statuses of a type of record; none for types without.
func StatusesOf(record string) []string { return tables()[record].statuses }

// Table is where a type of record keeps its status, "" for types without.
func Table(record string) string { return tables()[record].table }
