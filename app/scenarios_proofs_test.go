package app

// proofScenarios are calls about the audit trail as evidence.
var proofScenarios = map[string]func(w *world) request{
	"verify-audit": func(*world) request { return get("a/auditor", "/audit/verify") },
	"export-audit": func(*world) request { return get("a/auditor", "/audit/export?format=csv&record_type=sample") },
	"get-audit-checkpoint": func(w *world) request {
		w.as("a/auditor", "GET", "/audit/export", nil) // has a checkpoint made first
		return get("a/auditor", "/audit/checkpoint")
	},
}
