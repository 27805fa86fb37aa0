package app

import "fmt"

// typeScenarios are calls about the kinds of samples and their custom fields.
var typeScenarios = map[string]func(w *world) request{
	"list-sample-types":  func(*world) request { return get("a/viewer", "/sample-types") },
	"create-sample-type": func(w *world) request { return post("a/manager", "/sample-types", w.typeBody()) },
	"get-sample-type":    func(w *world) request { return get("a/viewer", "/sample-types/"+w.sampleType()) },
	"update-sample-type": func(w *world) request {
		return w.patch("a/manager", "/sample-types/"+w.sampleType(), map[string]any{"label": w.name("Type")})
	},
	"list-sample-type-versions": func(w *world) request { return get("a/viewer", "/sample-types/"+w.sampleType()+"/versions") },
	"get-sample-type-version":   func(w *world) request { return get("a/viewer", "/sample-types/"+w.sampleType()+"/versions/1") },
	"get-sample-fields":         func(w *world) request { w.sampleType(); return get("a/viewer", "/samples/fields") },
	"upgrade-samples": func(w *world) request {
		body := w.typeBody()
		kind := "/sample-types/" + body["key"].(string)
		w.as("a/manager", "POST", "/sample-types", body)
		w.as("a/technician", "POST", "/samples", map[string]any{"name": w.name("Behind"), "sample_type": body["key"]})
		w.perform(w.patch("a/manager", kind, map[string]any{"fields": []any{}}))
		return post("a/manager", kind+"/upgrade", map[string]any{"mapping": map[string]any{"remove": []string{"polished"}}})
	},
	"archive-sample-type": func(w *world) request { return w.remove("a/manager", "/sample-types/"+w.sampleType()) },
}

// typeBody is a kind of sample nobody has yet.
func (w *world) typeBody() map[string]any {
	*w.n++
	return map[string]any{"key": fmt.Sprintf("type_%d", *w.n), "label": w.name("Type"), "fields": []any{
		map[string]any{"key": "polished", "kind": "boolean"},
		map[string]any{"key": "thickness", "kind": "quantity", "unit": "um", "min": "1", "max": "2000", "shown_when": map[string]any{"field": "polished", "equals": true}}}}
}

// sampleType gives the key of one.
func (w *world) sampleType() string {
	return w.once("sample_type", func() string {
		return w.as("a/manager", "POST", "/sample-types", w.typeBody()).get("key").(string)
	})
}
