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

// WallExemptions are the tenant tables that refer to records of projects and yet are seen by everybody, and why.
var WallExemptions = map[string]string{
	"calibrations":    "an instrument is everybody's; its calibration only points to a certificate, and the file has its own wall",
	"received_shares": "it names another organisation's record, which is in no project of this one",
}

// GuardExemptions are the foreign keys to records of projects that no trigger looks at, and why.
var GuardExemptions = map[string]string{
	"project_members_project_fk":            "written by who has just locked the project",
	"sample_metadata_sample_fk":             besideParent,
	"sample_history_sample_fk":              besideParent,
	"trace_data_trace_fk":                   besideParent,
	"result_values_result_fk":               besideParent,
	"result_metadata_result_fk":             besideParent,
	"entry_versions_entry_fk":               besideParent,
	"entry_links_entry_fk":                  besideParent,
	"file_texts_file_fk":                    besideParent,
	"import_files_import_fk":                besideParent,
	"import_samples_import_fk":              besideParent,
	"import_samples_sample_fk":              besideParent,
	"mails_notification_fk":                 "the server itself writes mails, of what it has just told",
	"share_items_share_fk":                  besideParent,
	"signature_request_stages_request_fk":   besideParent,
	"signature_request_stages_signature_fk": "the server itself names the signature, which is being made in the same transaction",
	"signature_withdrawals_signature_fk":    "the server itself names the signature, which it has just read as the signer",
	"signatures_previous_fk":                "the server itself names the signature before, of the same record",
}

// DefinerExemptions are the functions that read records of projects as the owner and put no wall into it, and why.
var DefinerExemptions = map[string]string{
	"hidden_lookup":   "is what the walls are made of",
	"projects_of":     "is what the walls are made of; it gives ids of projects alone",
	"project_level":   "is what the guards are made of; it gives a word alone",
	"taken_barcodes":  "a barcode is taken also by what is hidden; it gives those that were asked for alone",
	"metadata_shapes": "which types and units values have, to plan a search; no value, and not where they stand",
	"held":            "a hold binds also who does not see what it is about; it gives the code of one hold alone",
	"shared_with_me":  "what others share is in no project of the reader; it gives ids alone",
	"share_owner":     "the same, for one record",
	"samples_in":      "a place is full also of what is hidden; it gives a number and the labels of taken positions alone",
}

const besideParent = "written in the transaction that writes what it is a part of, whose guard has looked"
