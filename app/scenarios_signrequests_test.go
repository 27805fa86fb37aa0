package app

// requestScenarios are calls of requests for signatures.
var requestScenarios = map[string]func(w *world) request{
	"list-signature-requests": func(w *world) request {
		w.signatureRequest()
		return get("a/viewer", "/signature-requests?status=open&sort=due_at")
	},
	"export-signature-requests": func(w *world) request {
		w.signatureRequest()
		return get("a/viewer", "/signature-requests/export?format=json")
	},
	"create-signature-request": func(w *world) request { return post("a/scientist", "/signature-requests", w.requesting()) },
	"get-signature-request":    func(w *world) request { return get("a/viewer", "/signature-requests/"+w.signatureRequest()) },
	"cancel-signature-request": func(w *world) request {
		return post("a/scientist", "/signature-requests/"+w.signatureRequest()+"/cancel", map[string]any{"reason": "asked the wrong people"})
	},
}

// requesting asks for a review and an approval of a page of its own.
func (w *world) requesting() map[string]any {
	return map[string]any{"record_type": "notebook_entry", "record_id": w.newEntry(), "mode": "ordered", "note": "before the audit",
		"stages": []any{map[string]any{"user_id": w.person(), "meaning": "review"}, map[string]any{"role": "admin", "meaning": "approval"}}}
}

func (w *world) signatureRequest() string {
	return w.post("signature_request", "a/scientist", "/signature-requests", w.requesting())
}
