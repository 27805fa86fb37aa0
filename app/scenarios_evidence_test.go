package app

import (
	"bytes"
	"context"
	"mime/multipart"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// evidenceScenarios are calls about evidence packages.
var evidenceScenarios = map[string]func(w *world) request{
	"create-evidence": func(w *world) request {
		return post("a/auditor", "/evidence", map[string]any{"record_type": "result", "record_id": w.result()})
	},
	"list-evidence":     func(w *world) request { w.evidence(); return get("a/auditor", "/evidence?record_type=result") },
	"export-evidence":   func(w *world) request { w.evidence(); return get("a/auditor", "/evidence/export?format=csv") },
	"get-evidence":      func(w *world) request { return get("a/auditor", "/evidence/"+w.evidence()) },
	"get-result-trace":  func(w *world) request { return get("a/viewer", "/results/"+w.result()+"/trace?value=d") },
	"download-evidence": func(w *world) request { return get("a/auditor", "/evidence/"+w.evidence()+"/content") },
	"verify-evidence": func(w *world) request {
		return w.bring(w.as("a/auditor", "GET", "/evidence/"+w.evidence()+"/content", nil).body)
	},
}

// atOnce does the work of a job's worker.
type atOnce struct{}

func (atOnce) Progress(context.Context, float64) error { return nil }
func (atOnce) Finish(context.Context, []id.ID) error   { return nil }

// evidence is a package of the result.
func (w *world) evidence() string {
	return w.once("evidence", func() string { return w.evidenceOf("result", w.result()) })
}

// evidenceOf makes a package as the auditor, without a worker.
func (w *world) evidenceOf(kind, record string) string {
	w.t.Helper()
	me := w.as("a/auditor", "GET", "/auth/me", nil)
	user, _ := id.Parse(me.get("id").(string))
	org, _ := id.Parse(me.get("org_id").(string))
	recordID, _ := id.Parse(record)
	ctx := w.t.Context()
	a, err := w.core.modules.auth.JobActor(ctx, org, user)
	if err != nil {
		w.t.Fatal(err)
	}
	actor := *a
	actor.Via = "job"
	ctx = tenancy.WithStamp(tenancy.With(ctx, &actor), tenancy.Stamp{Event: "evidence.created"})
	service, made := w.core.modules.audit.Evidence, id.New()
	t, err := service.Type(kind)
	if err == nil {
		err = service.Make(ctx, made, t, recordID, atOnce{})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return made.String()
}

// bring sends a file to be checked.
func (w *world) bring(content []byte) request {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile("file", "evidence.zip")
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return request{"a/viewer", "POST", "/verify", body.String(), []string{"Content-Type", m.FormDataContentType()}}
}
