package app

// proofScenarios are calls about the audit trail as evidence.
var proofScenarios = map[string]func(w *world) request{
	"verify-audit": func(*world) request { return get("a/auditor", "/audit/verify") },
	"export-audit": func(*world) request { return get("a/auditor", "/audit/export?format=csv&record_type=sample") },
	"get-audit-checkpoint": func(w *world) request {
		w.as("a/auditor", "GET", "/audit/export", nil) // has a checkpoint made first
		return get("a/auditor", "/audit/checkpoint")
	},
	"list-audit-reviews":      func(w *world) request { w.auditReview(); return get("a/auditor", "/audit/reviews") },
	"export-audit-reviews":    func(w *world) request { w.auditReview(); return get("a/auditor", "/audit/reviews/export?format=json") },
	"get-audit-review":        func(w *world) request { return get("a/auditor", "/audit/reviews/"+w.auditReview()) },
	"get-audit-review-status": func(*world) request { return get("a/auditor", "/audit/reviews/status") },
	"review-audit":            func(w *world) request { return w.reviewing() },
}

// reviewing is the auditor's word about the next entries of the trail.
func (w *world) reviewing() request {
	s := w.as("a/auditor", "GET", "/audit/reviews/status", nil)
	from, _ := s.get("reviewed_to").(float64)
	w.as("a/manager", "POST", "/projects", map[string]any{"name": w.name("Reviewed")})
	return post("a/auditor", "/audit/reviews", map[string]any{"up_to_seq": int64(from) + 1, "comment": "looked through: nothing unexplained", "password": testPassword})
}

func (w *world) auditReview() string {
	return w.once("audit_review", func() string {
		q := w.reviewing()
		return w.as(q.who, q.method, q.path, q.body).id()
	})
}
