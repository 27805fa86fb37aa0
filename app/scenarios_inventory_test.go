package app

// grid is a box of 9 × 9 with a sample in A1.
func (w *world) grid() string {
	return w.once("grid", func() string {
		box := w.as("a/technician", "POST", "/locations", map[string]any{"name": w.name("Box"), "kind": "box", "grid": map[string]any{"rows": 9, "columns": 9}}).id()
		w.as("a/technician", "POST", "/samples/bulk-move", map[string]any{"items": []any{map[string]any{"id": w.sample(), "location_id": box, "position": "A1"}}})
		return box
	})
}

// process is an anneal of the world's sample.
func (w *world) process() string {
	return w.post("process", "a/technician", "/processes", w.anneal())
}

func (w *world) anneal() map[string]any {
	return map[string]any{"kind": "anneal", "instrument_id": w.instrument(), "inputs": []any{map[string]any{"sample_id": w.sample()}},
		"parameters": []any{map[string]any{"name": "temperature", "value": "450", "unit": "Cel"}}, "note": "forming gas"}
}

var inventoryScenarios = map[string]func(w *world) request{
	"get-location-grid": func(w *world) request { return get("a/viewer", "/locations/"+w.grid()+"/grid") },
	"move-samples": func(w *world) request {
		return post("a/technician", "/samples/bulk-move", map[string]any{"items": []any{map[string]any{"id": w.sample()}}, "location_id": w.location(), "note": "tidied up"})
	},
	"transition-samples": func(w *world) request {
		return post("a/technician", "/samples/bulk-transition", map[string]any{"items": []any{map[string]any{"id": w.sample()}}, "to": "received"})
	},
	"get-wafer-map":     func(w *world) request { return get("a/viewer", "/samples/"+w.sample()+"/wafer-map") },
	"list-processes":    func(w *world) request { return get("a/viewer", "/processes?sample_id="+w.sample()) },
	"export-processes":  func(w *world) request { return get("a/viewer", "/processes/export?format=json") },
	"create-process":    func(w *world) request { return post("a/technician", "/processes", w.anneal()) },
	"get-process-kinds": func(*world) request { return get("a/viewer", "/processes/kinds") },
	"get-process":       func(w *world) request { return get("a/viewer", "/processes/"+w.process()) },
	"update-process": func(w *world) request {
		return w.patch("a/technician", "/processes/"+w.process(), map[string]any{"note": "in forming gas, 30 min"})
	},
	"archive-process": func(w *world) request { return w.remove("a/manager", "/processes/"+w.process()) },
}
