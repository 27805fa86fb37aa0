package app

import "time"

// protocolScenarios are calls of protocols and of reading them.
var protocolScenarios = map[string]func(w *world) request{
	"list-protocols":   func(w *world) request { w.protocol(); return get("a/viewer", "/protocols?status=draft") },
	"export-protocols": func(w *world) request { w.protocol(); return get("a/viewer", "/protocols/export?format=json") },
	"create-protocol": func(w *world) request {
		return post("a/scientist", "/protocols", map[string]any{"number": w.name("SOP"), "title": "Line check", "body": "# Purpose", "effective_date": "2026-01-31", "checklist": []any{map[string]any{"text": "Laser on", "required": true}}})
	},
	"get-protocol": func(w *world) request { return get("a/viewer", "/protocols/"+w.protocol()) },
	"update-protocol": func(w *world) request {
		return w.patch("a/scientist", "/protocols/"+w.protocol(), map[string]any{"title": w.name("Check")})
	},
	"archive-protocol": func(w *world) request { return w.remove("a/manager", "/protocols/"+w.protocol()) },
	"submit-protocol":  func(w *world) request { return post("a/scientist", "/protocols/"+w.protocol()+"/submit", nil) },
	"approve-protocol": func(w *world) request {
		return post("a/manager", "/protocols/"+w.submittedProtocol()+"/approve", map[string]any{"comment": "fine"})
	},
	"reject-protocol": func(w *world) request {
		return post("a/manager", "/protocols/"+w.submittedProtocol()+"/reject", map[string]any{"comment": "no limits"})
	},
	"retire-protocol": func(w *world) request {
		return post("a/manager", "/protocols/"+w.effectiveProtocol()+"/retire", map[string]any{"comment": "tool is gone"})
	},
	"revise-protocol": func(w *world) request { return post("a/scientist", "/protocols/"+w.effectiveProtocol()+"/revise", nil) },
	"diff-protocol":   func(w *world) request { return get("a/viewer", "/protocols/"+w.effectiveProtocol()+"/diff") },
	"acknowledge-protocol": func(w *world) request {
		return post("a/technician", "/protocols/"+w.effectiveProtocol()+"/acknowledge", nil)
	},
	"list-protocol-acknowledgements": func(w *world) request {
		w.assignment()
		return get("a/viewer", "/protocols/"+w.effectiveProtocol()+"/acknowledgements?status=pending")
	},
	"list-protocol-assignments": func(w *world) request {
		w.assignment()
		return get("a/viewer", "/protocols/"+w.effectiveProtocol()+"/assignments")
	},
	"assign-protocol": func(w *world) request {
		return post("a/manager", "/protocols/"+w.effectiveProtocol()+"/assignments", map[string]any{"user_id": w.user(), "due_date": nextMonth()})
	},
	"withdraw-protocol-assignment": func(w *world) request {
		a := w.assignment()
		return request{"a/manager", "DELETE", "/protocols/" + w.effectiveProtocol() + "/assignments/" + a, nil, []string{"If-Match", `"1"`, "X-Change-Reason", "no longer needed"}}
	},
	"list-experiment-checklist": func(w *world) request { return get("a/viewer", "/experiments/"+w.checkedExperiment()+"/checklist") },
	"tick-experiment-step": func(w *world) request {
		return request{who: "a/technician", method: "PUT", path: "/experiments/" + w.checkedExperiment() + "/checklist/1", body: map[string]any{"done": true, "note": "as written"}}
	},
}

// checkedExperiment runs under a protocol with a checklist.
func (w *world) checkedExperiment() string {
	return w.once("checked_experiment", func() string {
		e := w.as("a/scientist", "POST", "/experiments", map[string]any{"title": w.name("Experiment"), "method": "raman", "project_id": w.project(), "protocol_id": w.effectiveProtocol()}).id()
		w.as("a/scientist", "POST", "/experiments/"+e+"/transition", map[string]any{"to": "running"})
		return e
	})
}

func nextMonth() string { return time.Now().AddDate(0, 1, 0).Format(time.DateOnly) }

// newProtocol is a draft of a number of its own.
func (w *world) newProtocol() string {
	return w.as("a/scientist", "POST", "/protocols", map[string]any{"number": w.name("SOP"), "title": "Line check", "body": "# Purpose", "checklist": []any{map[string]any{"text": "Laser on"}}}).id()
}

func (w *world) protocol() string { return w.once("protocol", w.newProtocol) }

func (w *world) submittedProtocol() string {
	return w.once("submitted_protocol", func() string {
		p := w.newProtocol()
		w.as("a/scientist", "POST", "/protocols/"+p+"/submit", nil)
		return p
	})
}

func (w *world) effectiveProtocol() string {
	return w.once("effective_protocol", func() string {
		p := w.newProtocol()
		w.as("a/scientist", "POST", "/protocols/"+p+"/submit", nil)
		w.as("a/manager", "POST", "/protocols/"+p+"/approve", nil)
		return p
	})
}

func (w *world) assignment() string {
	return w.once("assignment", func() string {
		return w.as("a/manager", "POST", "/protocols/"+w.effectiveProtocol()+"/assignments", map[string]any{"role": "viewer", "due_date": nextMonth()}).id()
	})
}
