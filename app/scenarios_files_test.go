package app

// fileScenarios are calls about files beyond one by one: archives, the inbox of what no sample was found for.
var fileScenarios = map[string]func(w *world) request{
	"download-files": func(w *world) request { return get("a/viewer", "/files/archive?ids="+w.file()) },
	"assign-file": func(w *world) request {
		return post("a/technician", "/files/"+w.looseFile()+"/assign", map[string]any{"sample_id": w.sample(), "experiment_id": w.runningExperiment()})
	},
}

// looseFile belongs to nothing yet.
func (w *world) looseFile() string {
	q := w.form(map[string]string{"sample": "NO-SUCH"})
	return w.as(q.who, q.method, q.path, q.body, q.headers...).id()
}
