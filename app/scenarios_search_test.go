package app

// searchScenarios are calls across all kinds of records: search, saved views, the inbox.
var searchScenarios = map[string]func(w *world) request{
	"search": func(w *world) request {
		w.sample()
		return get("a/viewer", "/search?q=sample&type=sample,project&limit=3")
	},
	"read-notification": func(w *world) request {
		w.as("a/manager", "POST", "/samples/"+w.offered()+"/custody/accept", map[string]any{})
		return post("a/technician", "/inbox/"+w.as("a/technician", "GET", "/inbox", nil).get("items.0.notification_id").(string)+"/read", nil)
	},
	"get-home":               func(*world) request { return get("a/manager", "/home") },
	"get-inbox":              func(*world) request { return get("a/manager", "/inbox") },
	"read-all-notifications": func(*world) request { return post("a/viewer", "/inbox/read-all", nil) },
	"list-views":             func(w *world) request { w.view(); return get("a/viewer", "/views?resource=samples") },
	"create-view": func(w *world) request {
		return post("a/viewer", "/views", map[string]any{"resource": "samples", "name": w.name("View"), "query": map[string]any{"status": []string{"in_use"}, "sort": "-updated_at"}, "columns": []string{"code", "name"}})
	},
	"get-view": func(w *world) request { return get("a/viewer", "/views/"+w.view()) },
	"update-view": func(w *world) request {
		return request{"a/viewer", "PATCH", "/views/" + w.view(), map[string]any{"shared": true}, []string{"If-Match", w.as("a/viewer", "GET", "/views/"+w.view(), nil).header.Get("ETag")}}
	},
	"archive-view": func(w *world) request {
		return request{who: "a/viewer", method: "DELETE", path: "/views/" + w.view()}
	},
}

// view is one of the viewer's own.
func (w *world) view() string {
	return w.post("view", "a/viewer", "/views", map[string]any{"resource": "samples", "name": w.name("View"), "query": map[string]any{"q": "SiGe"}})
}
