package app

// notebookScenarios are calls of notebooks, their entries, drafts and templates.
var notebookScenarios = map[string]func(w *world) request{
	"list-notebooks":   func(w *world) request { w.notebook(); return get("a/viewer", "/notebooks") },
	"export-notebooks": func(w *world) request { w.notebook(); return get("a/viewer", "/notebooks/export?format=json") },
	"create-notebook": func(w *world) request {
		return post("a/scientist", "/notebooks", map[string]any{"title": w.name("Notebook"), "project_id": w.project()})
	},
	"get-notebook": func(w *world) request { return get("a/viewer", "/notebooks/"+w.notebook()) },
	"update-notebook": func(w *world) request {
		return w.patch("a/scientist", "/notebooks/"+w.notebook(), map[string]any{"title": w.name("Notebook"), "project_id": w.project()})
	},
	"archive-notebook":      func(w *world) request { return w.remove("a/manager", "/notebooks/"+w.notebook()) },
	"list-notebook-entries": func(w *world) request { w.entry(); return get("a/viewer", "/notebooks/"+w.notebook()+"/entries") },
	"list-entries":          func(w *world) request { w.entry(); return get("a/viewer", "/notebooks/entries") },
	"export-entries":        func(w *world) request { w.entry(); return get("a/viewer", "/notebooks/entries/export?format=json") },
	"create-entry": func(w *world) request {
		return post("a/scientist", "/notebooks/entries", map[string]any{"notebook_id": w.notebook(), "title": w.name("Entry"), "body": "# Day 1\n\n$E = mc^2$",
			"links": []any{w.link("sample"), w.link("experiment")}, "template_id": w.template()})
	},
	"get-entry": func(w *world) request { return get("a/viewer", "/notebooks/entries/"+w.entry()) },
	"update-entry": func(w *world) request {
		return w.patch("a/scientist", "/notebooks/entries/"+w.entry(), map[string]any{"body": "annealed at 450 °C", "links": []any{w.link("sample"), w.link("project")}})
	},
	"archive-entry":          func(w *world) request { return w.remove("a/manager", "/notebooks/entries/"+w.entry()) },
	"list-entry-versions":    func(w *world) request { return get("a/viewer", "/notebooks/entries/"+w.entry()+"/versions") },
	"get-entry-version":      func(w *world) request { return get("a/viewer", "/notebooks/entries/"+w.entry()+"/versions/1") },
	"list-entry-attachments": func(w *world) request { return get("a/viewer", "/notebooks/entries/"+w.entry()+"/attachments") },
	"render-entry":           func(w *world) request { return get("a/viewer", "/notebooks/entries/"+w.entry()+"/rendered") },
	"diff-entry": func(w *world) request {
		q := w.patch("a/scientist", "/notebooks/entries/"+w.entry(), map[string]any{"body": "annealed at 425 °C"})
		w.as(q.who, q.method, q.path, q.body, q.headers...)
		return get("a/viewer", q.path+"/diff?from=1&to=2")
	},
	"get-entry-draft": func(w *world) request { return get("a/scientist", "/notebooks/entries/"+w.draft()+"/draft") },
	"put-entry-draft": func(w *world) request {
		return request{who: "a/scientist", method: "PUT", path: "/notebooks/entries/" + w.entry() + "/draft", body: w.draftBody()}
	},
	"remove-entry-draft": func(w *world) request {
		return request{who: "a/scientist", method: "DELETE", path: "/notebooks/entries/" + w.draft() + "/draft"}
	},
	"list-entry-templates": func(w *world) request { w.template(); return get("a/viewer", "/notebooks/templates") },
	"create-entry-template": func(w *world) request {
		return post("a/scientist", "/notebooks/templates", map[string]any{"name": w.name("Template"), "title": "Run of", "body": "## Aim\n\n## Result\n"})
	},
	"get-entry-template": func(w *world) request { return get("a/viewer", "/notebooks/templates/"+w.template()) },
	"update-entry-template": func(w *world) request {
		return w.patch("a/scientist", "/notebooks/templates/"+w.template(), map[string]any{"body": "## Aim\n\n## Risks\n"})
	},
	"archive-entry-template": func(w *world) request { return w.remove("a/manager", "/notebooks/templates/"+w.template()) },
}

func (w *world) notebook() string {
	return w.post("notebook", "a/scientist", "/notebooks", map[string]any{"title": w.name("Notebook"), "project_id": w.project()})
}

func (w *world) template() string {
	return w.post("template", "a/scientist", "/notebooks/templates", map[string]any{"name": w.name("Template"), "title": "Run", "body": "## Aim\n"})
}

func (w *world) entry() string {
	return w.post("entry", "a/scientist", "/notebooks/entries", map[string]any{"notebook_id": w.notebook(), "title": w.name("Entry"), "body": "annealed at 400 °C", "links": []any{w.link("sample"), w.link("file")}})
}

// link points at a record of the world.
func (w *world) link(kind string) map[string]any {
	made := map[string]func() string{"sample": w.sample, "experiment": w.experiment, "project": w.project, "file": w.file}
	return map[string]any{"type": kind, "id": made[kind]()}
}

// draft gives the entry that the scientist has a draft of.
func (w *world) draft() string {
	return w.once("draft", func() string {
		w.as("a/scientist", "PUT", "/notebooks/entries/"+w.entry()+"/draft", w.draftBody())
		return w.entry()
	})
}

func (w *world) draftBody() map[string]any {
	return map[string]any{"base_version": 1, "title": "Entry", "body": "annealed at 4", "links": []any{w.link("sample")}}
}
