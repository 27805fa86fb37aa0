package app

// sheetScenarios are calls that make or take files of records: exports, imports, labels.
var sheetScenarios = map[string]func(w *world) request{
	"export-projects":    func(*world) request { return get("a/viewer", "/projects/export") },
	"export-instruments": func(*world) request { return get("a/viewer", "/instruments/export?format=json") },
	"export-samples":     func(w *world) request { w.sample(); return get("a/viewer", "/samples/export") },
	"export-experiments": func(w *world) request { w.experiment(); return get("a/viewer", "/experiments/export?format=json") },
	"export-files":       func(w *world) request { w.file(); return get("a/viewer", "/files/export?format=json") },
	"export-results":     func(w *world) request { w.result(); return get("a/viewer", "/results/export?format=json") },
}
