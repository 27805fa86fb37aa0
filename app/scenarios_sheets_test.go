package app

import (
	"bytes"
	"mime/multipart"
	"strings"
)

// sheetScenarios are calls that make or take files of records: exports, imports, labels.
var sheetScenarios = map[string]func(w *world) request{
	"export-projects":    func(*world) request { return get("a/viewer", "/projects/export") },
	"export-instruments": func(*world) request { return get("a/viewer", "/instruments/export?format=json") },
	"export-samples":     func(w *world) request { w.sample(); return get("a/viewer", "/samples/export") },
	"export-experiments": func(w *world) request { w.experiment(); return get("a/viewer", "/experiments/export?format=json") },
	"export-files":       func(w *world) request { w.file(); return get("a/viewer", "/files/export?format=json") },
	"export-results":     func(w *world) request { w.result(); return get("a/viewer", "/results/export?format=json") },

	"export-users":                     fileOf(coreScenarios, "list-users"),
	"export-access-logs":               fileOf(coreScenarios, "list-access-logs"),
	"export-traces":                    fileOf(coreScenarios, "list-traces"),
	"export-sample-history":            fileOf(coreScenarios, "list-sample-history"),
	"export-sample-children":           fileOf(coreScenarios, "list-sample-children"),
	"export-custody":                   fileOf(custodyScenarios, "list-custody"),
	"export-locations":                 fileOf(custodyScenarios, "list-locations"),
	"export-project-members":           fileOf(custodyScenarios, "list-project-members"),
	"export-calibrations":              fileOf(calibrationScenarios, "list-calibrations"),
	"export-maintenance":               fileOf(calibrationScenarios, "list-maintenance"),
	"export-notebook-entries":          fileOf(notebookScenarios, "list-notebook-entries"),
	"export-protocol-acknowledgements": fileOf(protocolScenarios, "list-protocol-acknowledgements"),
	"export-protocol-assignments":      fileOf(protocolScenarios, "list-protocol-assignments"),

	"import-samples":    func(w *world) request { return w.table() },
	"list-imports":      func(w *world) request { w.imported(); return get("a/viewer", "/imports") },
	"export-imports":    func(w *world) request { w.imported(); return get("a/viewer", "/imports/export?format=json") },
	"get-import":        func(w *world) request { return get("a/viewer", "/imports/"+w.imported()) },
	"get-import-report": func(w *world) request { return get("a/viewer", "/imports/"+w.imported()+"/report.xlsx") },
	"undo-import":       func(w *world) request { return post("a/technician", "/imports/"+w.imported()+"/undo", nil) },
}

// fileOf is the export of a list that has a scenario.
func fileOf(area map[string]func(w *world) request, list string) func(w *world) request {
	return func(w *world) request {
		q := area[list](w)
		path, query, _ := strings.Cut(q.path, "?")
		q.path = strings.TrimSuffix(path+"/export?"+query, "?")
		return q
	}
}

// table is a file of samples.
func (w *world) table() request {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile("file", "samples.csv")
	if err == nil {
		_, err = part.Write([]byte("name,sample_type,project_id\n" + w.name("Row") + ",wafer," + w.project() + "\n"))
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return request{"a/technician", "POST", "/samples/import", body.String(), []string{"Content-Type", m.FormDataContentType()}}
}

func (w *world) imported() string {
	return w.once("import", func() string {
		q := w.table()
		return w.as(q.who, q.method, q.path, q.body, q.headers...).id()
	})
}
