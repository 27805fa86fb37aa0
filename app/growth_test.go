package app

import (
	"fmt"
	"time"
)

// again makes a row by the scenario of another route.
func again(route string) func(w *world, i int) bool {
	return func(w *world, _ int) bool { return w.perform(scenarios[route](w)).status < 300 }
}

// another is a new account.
func (w *world) another() string {
	other := newWorld(w.t, w.running, w.n)
	return other.user()
}

// growth says how a list gets another row; false when it is full.
var growth = map[string]func(w *world, i int) bool{
	"list-sessions": func(w *world, _ int) bool { return w.login("a/viewer") != "" },
	"list-users":    func(w *world, _ int) bool { return w.another() != "" },
	"list-approvals": func(w *world, _ int) bool {
		other := newWorld(w.t, w.running, w.n)
		other.made["second_admin"] = w.secondAdmin()
		return other.approval() != ""
	},
	"list-api-keys":       again("create-api-key"),
	"list-shares":         again("create-share"),
	"list-projects":       again("create-project"),
	"list-instruments":    again("create-instrument"),
	"list-calibrations":   again("create-calibration"),
	"list-maintenance":    again("create-maintenance"),
	"list-calendar-feeds": again("create-calendar-feed"),
	"list-due-instruments": func(w *world, _ int) bool {
		return w.as("a/manager", "POST", "/instruments", map[string]any{"name": w.name("Due"), "calibration_interval_days": 30}).id() != ""
	},
	"list-sample-types": again("create-sample-type"),
	"list-sample-type-versions": func(w *world, i int) bool {
		q := w.patch("a/manager", "/sample-types/"+w.sampleType(), map[string]any{"label": fmt.Sprint("Version ", i)})
		return w.as(q.who, q.method, q.path, q.body, q.headers...).status == 200
	},
	"list-samples":         again("create-sample"),
	"list-sample-children": again("split-sample"),
	"list-sample-history": func(w *world, i int) bool {
		w.as("a/technician", "PUT", "/samples/"+w.sample()+"/metadata/run", map[string]any{"value": fmt.Sprint(i), "type": "number"})
		return true
	},
	"list-processes":   again("create-process"),
	"list-locations":   again("create-location"),
	"list-legal-holds": again("create-legal-hold"),
	"list-custody": func(w *world, _ int) bool {
		w.as("a/technician", "POST", "/samples/"+w.offered()+"/custody/decline", map[string]any{})
		return w.as("a/technician", "POST", "/samples/"+w.sample()+"/custody", map[string]any{"to_user_id": w.person()}).status == 201
	},
	"list-project-members": func(w *world, _ int) bool {
		members := []any{}
		for _, m := range w.as("a/manager", "GET", "/projects/"+w.project()+"/members", nil).get("items").([]any) {
			members = append(members, map[string]any{"user_id": m.(map[string]any)["user_id"]})
		}
		members = append(members, map[string]any{"user_id": w.another()})
		return w.as("a/manager", "PUT", "/projects/"+w.project()+"/members", map[string]any{"members": members}).status == 200
	},
	"list-notebooks":        again("create-notebook"),
	"list-entry-templates":  again("create-entry-template"),
	"list-notebook-entries": again("create-entry"),
	"list-entries":          again("create-entry"),
	"list-entry-versions": func(w *world, i int) bool {
		q := w.patch("a/scientist", "/notebooks/entries/"+w.entry(), map[string]any{"body": fmt.Sprint("Version ", i)})
		return w.as(q.who, q.method, q.path, q.body, q.headers...).status == 200
	},
	"list-entry-attachments": func(w *world, _ int) bool {
		q := w.upload()
		link := map[string]any{"type": "file", "id": w.as(q.who, q.method, q.path, q.body, q.headers...).id()}
		links, _ := w.as("a/viewer", "GET", "/notebooks/entries/"+w.entry(), nil).get("links").([]any)
		q = w.patch("a/scientist", "/notebooks/entries/"+w.entry(), map[string]any{"links": append(links, link)})
		return w.as(q.who, q.method, q.path, q.body, q.headers...).status == 200
	},
	"list-mails":     func(w *world, _ int) bool { return newWorld(w.t, w.running, w.n).mail() != "" },
	"list-evidence":  func(w *world, _ int) bool { return w.evidenceOf("result", w.result()) != "" },
	"list-views":     again("create-view"),
	"list-imports":   again("import-samples"),
	"list-protocols": again("create-protocol"),
	"list-signatures": func(w *world, _ int) bool {
		q := w.signing(w.newEntry())
		return w.as(q.who, q.method, q.path, q.body).status == 201
	},
	"list-signature-requests": again("create-signature-request"),
	"list-protocol-acknowledgements": func(w *world, _ int) bool {
		return w.as("a/manager", "POST", "/protocols/"+w.effectiveProtocol()+"/assignments", map[string]any{"user_id": w.another(), "due_date": nextMonth()}).status == 201
	},
	"list-protocol-assignments": func(w *world, _ int) bool {
		return w.as("a/manager", "POST", "/protocols/"+w.effectiveProtocol()+"/assignments", map[string]any{"user_id": w.another(), "due_date": nextMonth()}).status == 201
	},
	"list-experiments": again("create-experiment"),
	"list-files":       again("upload-file"),
	"list-traces":      again("upload-file"),
	"list-results":     again("record-result"),
	"list-jobs": func(w *world, _ int) bool {
		return w.as("a/scientist", "POST", "/analyses", w.analysis(), "Prefer", "respond-async").status == 202
	},
	"list-audit":         again("create-project"),
	"list-audit-reviews": again("review-audit"),
	"list-access-logs":   again("list-projects"),
	"search":             again("create-sample"),
	"get-inbox": func(w *world, _ int) bool {
		p := w.newProtocol()
		return w.as("a/scientist", "POST", "/protocols/"+p+"/submit", nil).status == 200
	},
	"get-calibration-impact": func(w *world, _ int) bool {
		body := plus(w.resultBody(), "observed_at", time.Now().UTC().Add(-time.Hour).Format(time.RFC3339))
		return w.as("a/technician", "POST", "/results", body).status == 201
	},
}
