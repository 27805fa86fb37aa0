package app

// labelScenarios print labels.
var labelScenarios = map[string]func(w *world) request{
	"print-sample-labels": func(w *world) request {
		return post("a/viewer", "/samples/labels", map[string]any{"ids": []string{w.sample()}, "format": "pdf"})
	},
	"print-instrument-labels": func(w *world) request {
		return post("a/viewer", "/instruments/labels", map[string]any{"ids": []string{w.instrument()}, "format": "zpl"})
	},
	"print-location-labels": func(w *world) request {
		return post("a/viewer", "/locations/labels", map[string]any{"ids": []string{w.location()}, "format": "pdf"})
	},
}
