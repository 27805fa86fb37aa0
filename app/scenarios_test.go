package app

import "maps"

// scenarios has one call for every route: the accounting tests fail for a route without one. Each call is allowed and
// succeeds. Areas have files of their own.
var scenarios = united(coreScenarios, searchScenarios, sheetScenarios, typeScenarios, custodyScenarios, inventoryScenarios, notebookScenarios, calibrationScenarios, protocolScenarios, labelScenarios, fileScenarios, mailScenarios, proofScenarios, doorScenarios, signatureScenarios, requestScenarios, holdScenarios, shareScenarios, evidenceScenarios, approvalScenarios)

// united joins the scenarios of areas; a route that two of them call is a mistake.
func united(areas ...map[string]func(w *world) request) map[string]func(w *world) request {
	out := map[string]func(w *world) request{}
	for _, area := range areas {
		for name := range area {
			if out[name] != nil {
				panic("two scenarios of " + name)
			}
		}
		maps.Copy(out, area)
	}
	return out
}

var coreScenarios = map[string]func(w *world) request{
	// auth
	"login": func(w *world) request {
		return post("", "/auth/login", map[string]any{"email": "viewer@a.example", "password": testPassword})
	},
	"refresh": func(w *world) request {
		out := w.send("", "POST", "/auth/login", map[string]any{"email": "viewer@a.example", "password": testPassword})
		return post("", "/auth/refresh", map[string]any{"refresh_token": out.get("refresh_token")})
	},
	"redeem-link": func(w *world) request {
		return post("", "/auth/reset", map[string]any{"token": w.linkToken(), "password": "another long enough phrase"})
	},
	"jwks":          func(*world) request { return get("", "/.well-known/jwks.json") },
	"logout":        func(*world) request { return post("fresh a/viewer", "/auth/logout", nil) },
	"logout-all":    func(*world) request { return post("fresh a/auditor", "/auth/logout-all", nil) },
	"me":            func(*world) request { return get("a/viewer", "/auth/me") },
	"list-sessions": func(*world) request { return get("a/viewer", "/auth/sessions") },
	"change-password": func(*world) request {
		return post("fresh b/manager", "/auth/password", map[string]any{"current_password": testPassword, "new_password": testPassword + " new"})
	},
	"end-session": func(w *world) request {
		other := w.send(w.login("a/technician"), "GET", "/auth/me", nil).get("session_id")
		return request{who: "a/technician", method: "DELETE", path: "/auth/sessions/" + other.(string)}
	},
	"list-users": func(*world) request { return get("a/admin", "/users") },
	"create-user": func(w *world) request {
		return post("a/admin", "/users", map[string]any{"email": "made@a.example", "name": "Made", "roles": []string{"viewer"}})
	},
	"get-user": func(w *world) request { return get("a/admin", "/users/"+w.user()) },
	"update-user": func(w *world) request {
		return w.patch("a/admin", "/users/"+w.user(), map[string]any{"name": "Renamed"})
	},
	"set-user-roles": func(w *world) request {
		return request{who: "a/admin", method: "PUT", path: "/users/" + w.user() + "/roles", body: map[string]any{"roles": []string{"scientist"}}}
	},
	"deactivate-user": func(w *world) request { return post("a/admin", "/users/"+w.user()+"/deactivate", nil) },
	"reactivate-user": func(w *world) request {
		w.as("a/admin", "POST", "/users/"+w.user()+"/deactivate", nil)
		return post("a/admin", "/users/"+w.user()+"/reactivate", nil)
	},
	"reset-user-password": func(w *world) request { return post("a/admin", "/users/"+w.user()+"/reset-password", nil) },
	"list-roles":          func(*world) request { return get("a/viewer", "/roles") },
	"list-permissions":    func(*world) request { return get("a/viewer", "/permissions") },
	"get-policy":          func(*world) request { return get("a/viewer", "/policy") },
	"list-api-keys":       func(*world) request { return get("a/scientist", "/api-keys") },
	"create-api-key": func(w *world) request {
		return post("a/scientist", "/api-keys", map[string]any{"name": w.name("Key"), "scopes": []string{"sample:read"}})
	},
	"get-api-key": func(w *world) request { return get("a/scientist", "/api-keys/"+w.apiKey()) },
	"revoke-api-key": func(w *world) request {
		return request{who: "a/scientist", method: "DELETE", path: "/api-keys/" + w.apiKey()}
	},
	"get-organization": func(*world) request { return get("a/viewer", "/organizations/current") },
	"update-organization": func(w *world) request {
		return w.patch("a/admin", "/organizations/current", map[string]any{"name": w.name("Organisation")})
	},
	"list-settings": func(*world) request { return get("a/viewer", "/settings") },
	"get-setting":   func(*world) request { return get("a/viewer", "/settings/retention") },
	"put-setting": func(*world) request {
		return request{who: "a/admin", method: "PUT", path: "/settings/retention", body: map[string]any{"value": map[string]any{"years": 15}}}
	},

	// lims
	"list-projects": func(*world) request { return get("a/viewer", "/projects") },
	"create-project": func(w *world) request {
		return post("a/scientist", "/projects", map[string]any{"name": w.name("Project")})
	},
	"get-project": func(w *world) request { return get("a/viewer", "/projects/"+w.project()) },
	"update-project": func(w *world) request {
		return w.patch("a/scientist", "/projects/"+w.project(), map[string]any{"status": "on_hold"})
	},
	"archive-project":  func(w *world) request { return w.remove("a/manager", "/projects/"+w.project()) },
	"list-instruments": func(*world) request { return get("a/viewer", "/instruments") },
	"create-instrument": func(w *world) request {
		return post("a/manager", "/instruments", map[string]any{"name": w.name("Instrument")})
	},
	"get-instrument": func(w *world) request { return get("a/viewer", "/instruments/"+w.instrument()) },
	"update-instrument": func(w *world) request {
		return w.patch("a/manager", "/instruments/"+w.instrument(), map[string]any{"location": "Bench 2"})
	},
	"archive-instrument": func(w *world) request { return w.remove("a/manager", "/instruments/"+w.instrument()) },
	"list-samples":       func(*world) request { return get("a/viewer", "/samples") },
	"create-sample": func(w *world) request {
		return post("a/technician", "/samples", map[string]any{"name": w.name("Sample"), "sample_type": "wafer"})
	},
	"create-samples": func(w *world) request {
		return post("a/technician", "/samples/bulk", map[string]any{"items": []any{map[string]any{"name": w.name("Sample"), "sample_type": "wafer"}}})
	},
	"get-sample": func(w *world) request { return get("a/viewer", "/samples/"+w.sample()) },
	"update-sample": func(w *world) request {
		return w.patch("a/technician", "/samples/"+w.sample(), map[string]any{"lot": "L7"})
	},
	"archive-sample": func(w *world) request { return w.remove("a/manager", "/samples/"+w.sample()) },
	"transition-sample": func(w *world) request {
		return post("a/technician", "/samples/"+w.sample()+"/transition", map[string]any{"to": "received", "note": "by courier"})
	},
	"split-sample": func(w *world) request {
		return post("a/technician", "/samples/"+w.sample()+"/split", map[string]any{"count": 2, "pattern": "{parent}-{n}"})
	},
	"set-sample-metadata": func(w *world) request {
		return request{who: "a/technician", method: "PUT", path: "/samples/" + w.sample() + "/metadata/thickness", body: map[string]any{"value": "525", "unit": "um", "type": "quantity"}}
	},
	"remove-sample-metadata": func(w *world) request {
		return request{who: "a/technician", method: "DELETE", path: "/samples/" + w.sample() + "/metadata/doping"}
	},
	"list-sample-history":  func(w *world) request { return get("a/viewer", "/samples/"+w.sample()+"/history") },
	"list-sample-children": func(w *world) request { return get("a/viewer", "/samples/"+w.sample()+"/children") },
	"get-sample-lineage":   func(w *world) request { return get("a/viewer", "/samples/"+w.sample()+"/lineage") },
	"resolve-code": func(w *world) request {
		return get("a/viewer", "/records/"+w.as("a/viewer", "GET", "/samples/"+w.sample(), nil).get("code").(string))
	},

	// analysis
	"list-experiments": func(*world) request { return get("a/viewer", "/experiments") },
	"create-experiment": func(w *world) request {
		return post("a/technician", "/experiments", map[string]any{"title": w.name("Experiment"), "method": "raman", "sample_ids": []string{w.sample()}})
	},
	"get-experiment": func(w *world) request { return get("a/viewer", "/experiments/"+w.experiment()) },
	"update-experiment": func(w *world) request {
		return w.patch("a/technician", "/experiments/"+w.experiment(), map[string]any{"title": w.name("Experiment")})
	},
	"archive-experiment": func(w *world) request { return w.remove("a/manager", "/experiments/"+w.experiment()) },
	"transition-experiment": func(w *world) request {
		return post("a/technician", "/experiments/"+w.experiment()+"/transition", map[string]any{"to": "running"})
	},
	"list-files":     func(*world) request { return get("a/viewer", "/files") },
	"upload-file":    func(w *world) request { return w.upload() },
	"get-file":       func(w *world) request { return get("a/viewer", "/files/"+w.file()) },
	"download-file":  func(w *world) request { return get("a/viewer", "/files/"+w.file()+"/content") },
	"archive-file":   func(w *world) request { return w.remove("a/manager", "/files/"+w.file()) },
	"list-traces":    func(w *world) request { return get("a/viewer", "/traces?file_id="+w.file()) },
	"get-trace":      func(w *world) request { return get("a/viewer", "/traces/"+w.trace()) },
	"get-trace-data": func(w *world) request { return get("a/viewer", "/traces/"+w.trace()+"/data?points=50") },
	"list-methods":   func(*world) request { return get("a/viewer", "/methods") },
	"get-method":     func(*world) request { return get("a/viewer", "/methods/peaks.find") },
	"run-analysis":   func(w *world) request { return post("a/scientist", "/analyses", w.analysis()) },
	"list-results":   func(*world) request { return get("a/viewer", "/results") },
	"record-result":  func(w *world) request { return post("a/technician", "/results", w.resultBody()) },
	"record-results": func(w *world) request {
		return post("a/technician", "/results/bulk", map[string]any{"items": []any{w.resultBody()}})
	},
	"get-result": func(w *world) request { return get("a/viewer", "/results/"+w.result()) },
	"void-result": func(w *world) request {
		return request{"a/manager", "POST", "/results/" + w.result() + "/void", nil, []string{"X-Change-Reason", "wrong sample"}}
	},
	"get-lineage": func(w *world) request { return get("a/viewer", "/lineage/result/"+w.result()+"?up=3") },
	"list-jobs":   func(w *world) request { return get("a/viewer", "/jobs") },
	"export-jobs": func(w *world) request { return get("a/viewer", "/jobs/export?format=csv") },
	"get-job":     func(w *world) request { return get("a/viewer", "/jobs/"+w.job()) },
	"cancel-job":  func(w *world) request { return post("a/scientist", "/jobs/"+w.job()+"/cancel", nil) },

	// audit
	"list-audit":       func(*world) request { return get("a/auditor", "/audit") },
	"list-access-logs": func(*world) request { return get("a/auditor", "/access-logs") },
}

// special are routes that cannot be called again and again on one installation, and where they are tested instead.
var special = map[string]string{
	"set-up":             "works only while nobody has an account: modules/auth and TestFirstRun",
	"oidc-login":         "needs an identity provider: modules/auth, oidc_test.go",
	"oidc-callback":      "needs an identity provider: modules/auth, oidc_test.go",
	"oidc-link":          "needs an identity provider: modules/auth, oidc_test.go",
	"begin-reauth":       "needs an identity provider: modules/auth, reauth_test.go",
	"fetch-reauth-token": "needs an identity provider: modules/auth, reauth_test.go",
}
