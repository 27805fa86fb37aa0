package app

// holdScenarios are calls about legal holds and retention.
var holdScenarios = map[string]func(w *world) request{
	"list-legal-holds":   func(w *world) request { w.hold(); return get("a/auditor", "/legal-holds?active=true") },
	"export-legal-holds": func(w *world) request { w.hold(); return get("a/auditor", "/legal-holds/export?format=csv") },
	"create-legal-hold": func(w *world) request {
		return post("a/manager", "/legal-holds", map[string]any{"title": w.name("Dispute"), "reason": "letter of the court", "records": []any{w.held("sample", w.sample())}})
	},
	"get-legal-hold": func(w *world) request { return get("a/auditor", "/legal-holds/"+w.hold()) },
	"add-to-legal-hold": func(w *world) request {
		return post("a/manager", "/legal-holds/"+w.hold()+"/records", map[string]any{"records": []any{w.held("file", w.file())}})
	},
	"release-legal-hold": func(w *world) request {
		return request{"a/admin", "POST", "/legal-holds/" + w.hold() + "/release", nil, []string{"X-Change-Reason", "the case is closed"}}
	},
	"get-retention": func(*world) request { return get("a/auditor", "/retention") },
}

func (w *world) held(kind, record string) map[string]any {
	return map[string]any{"type": kind, "id": record}
}

// hold is a legal hold on a sample of its own, which nothing else in the world archives.
func (w *world) hold() string {
	sample := w.post("held_sample", "a/technician", "/samples", map[string]any{"name": w.name("Evidence"), "sample_type": "wafer"})
	return w.post("hold", "a/manager", "/legal-holds", map[string]any{"title": w.name("Inspection"), "reason": "asked for by the agency", "records": []any{w.held("sample", sample)}})
}
