package app

// signatureScenarios are calls of signing.
var signatureScenarios = map[string]func(w *world) request{
	"sign":              func(w *world) request { return w.signing(w.newEntry()) },
	"list-signatures":   func(w *world) request { w.signature(); return get("a/viewer", "/signatures?meaning=authorship") },
	"export-signatures": func(w *world) request { w.signature(); return get("a/viewer", "/signatures/export?format=json") },
	"get-signature":     func(w *world) request { return get("a/viewer", "/signatures/"+w.signature()) },
	"verify-signature":  func(w *world) request { return get("a/viewer", "/signatures/"+w.signature()+"/verify") },
	"withdraw-signature": func(w *world) request {
		return post("a/scientist", "/signatures/"+w.signature()+"/withdraw", map[string]any{"reason": "signed the wrong page", "password": testPassword})
	},
	"amend-notebook-entry": func(w *world) request {
		return w.amending("a/scientist", "notebook_entry", "/notebooks/entries/", w.newEntry())
	},
	"amend-calibration": func(w *world) request {
		return w.amending("a/technician", "calibration", "/calibrations/", w.calibration())
	},
	"amend-experiment": func(w *world) request {
		e, _, _ := w.measured()
		return w.amending("a/scientist", "experiment", "/experiments/", e)
	},
	"amend-result": func(w *world) request { return w.amending("a/manager", "result", "/results/", w.result()) },
	"get-accountability": func(*world) request {
		return get("a/viewer", "/signatures/accountability")
	},
	"accept-accountability": func(*world) request {
		return post("a/scientist", "/signatures/accountability", map[string]any{"statement_version": "1"})
	},
	"get-user-signing": func(w *world) request { return get("a/admin", "/users/"+w.user()+"/signing") },
	"set-user-signing": func(w *world) request {
		return request{who: "a/admin", method: "PUT", path: "/users/" + w.user() + "/signing", body: map[string]any{"can_sign": true, "evidence": w.name("passport seen")}}
	},
	"get-notebook-entry-signable": func(w *world) request { return get("a/viewer", "/notebooks/entries/"+w.entry()+"/signable") },
	"get-protocol-signable":       func(w *world) request { return get("a/viewer", "/protocols/"+w.protocol()+"/signable") },
	"get-calibration-signable":    func(w *world) request { return get("a/viewer", "/calibrations/"+w.calibration()+"/signable") },
	"get-experiment-signable":     func(w *world) request { return get("a/viewer", "/experiments/"+w.experiment()+"/signable") },
	"get-result-signable":         func(w *world) request { return get("a/viewer", "/results/"+w.result()+"/signable") },
}

// newEntry is a page of its own.
func (w *world) newEntry() string {
	book := w.post("signed_book", "a/scientist", "/notebooks", map[string]any{"title": w.name("Book"), "project_id": w.project()})
	return w.as("a/scientist", "POST", "/notebooks/entries", map[string]any{"notebook_id": book, "title": w.name("Page"), "body": "read 1.10 um"}).id()
}

// signing is the scientist's signature under a page, as it is.
func (w *world) signing(entry string) request {
	return w.signingOf("a/scientist", "notebook_entry", "/notebooks/entries/"+entry, entry, "authorship")
}

func (w *world) signingOf(who, kind, path, record, meaning string) request {
	s := w.as(who, "GET", path+"/signable", nil)
	return post(who, "/signatures", map[string]any{"record_type": kind, "record_id": record, "record_version": s.get("record_version"), "record_hash": s.get("record_hash"),
		"meaning": meaning, "password": testPassword})
}

// amending opens a record that a manager has taken responsibility for.
func (w *world) amending(who, kind, path, record string) request {
	q := w.signingOf("a/manager", kind, path+record, record, "responsibility")
	w.as(q.who, q.method, q.path, q.body)
	return request{who: who, method: "POST", path: path + record + "/amend", headers: []string{"X-Change-Reason", "the unit was wrong"}}
}

func (w *world) signature() string {
	return w.once("signature", func() string {
		q := w.signing(w.newEntry())
		return w.as(q.who, q.method, q.path, q.body).id()
	})
}
