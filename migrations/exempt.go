package migrations

// AuditExemptions are the tenant tables without an audit trigger, and why.
var AuditExemptions = map[string]string{
	"code_counters":        "derived: the codes it gives out are in the audited records",
	"idempotency_keys":     "a copy of answers already given, kept for 24 hours",
	"refresh_tokens":       "secrets that rotate; the session they belong to is audited",
	"file_texts":           "derived: the words of an audited file, made again from its bytes",
	"jobs":                 "progress of work; what a job makes is audited where it is made",
	"location_paths":       "derived: names and parents of the audited locations",
	"entry_drafts":         "a person's working copy, saved every few seconds; what becomes of it is audited when it is saved",
	"entry_links":          "derived: the links are in the audited entry",
	"entry_versions":       "itself an append-only history, written beside the audited entry; a trigger stops even the owner",
	"sample_history":       "itself an append-only history, written beside the audited change",
	"notifications":        "pointers to audited records, and whether somebody has seen them",
	"trace_data":           "arrays whose SHA-256 is in the audited trace; never updated",
	"imports":              "attempts and their faults; applying and undoing one is an event of its own, and each sample has its entry",
	"import_files":         "the bytes that came, written once; their SHA-256 is in the event of the import",
	"import_samples":       "which row became which sample, written once beside the sample's own entry",
	"sample_type_versions": "copies of the audited kinds of samples as they were, written beside the audited change; never updated",
	"mails":                "what it tells is audited where it happens; sending one again is an event of its own",
}
