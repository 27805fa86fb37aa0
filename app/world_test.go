package app

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"
)

// request is one call of a scenario.
type request struct {
	who, method, path string
	body              any
	headers           []string
}

// world makes the records a scenario needs in organisation "a", through the API, each once.
type world struct {
	*running
	t    testing.TB
	org  string // "b" makes them in the other organisation
	n    *int   // makes names unique over all worlds of a server
	made map[string]string
}

func newWorld(t testing.TB, r *running, n *int) *world {
	return &world{running: r, t: t, n: n, made: map[string]string{}}
}

// as signs the same role of the world's own organisation in.
func (w *world) as(who, method, path string, body any, headers ...string) *reply {
	w.t.Helper()
	if role, ok := strings.CutPrefix(who, "a/"); ok && w.org != "" {
		who = w.org + "/" + role
	}
	return w.running.as(who, method, path, body, headers...)
}

func (w *world) name(what string) string {
	*w.n++
	return fmt.Sprintf("%s %d", what, *w.n)
}

// once keeps the id of a record.
func (w *world) once(what string, make func() string) string {
	if w.made[what] == "" {
		w.made[what] = make()
	}
	return w.made[what]
}

func (w *world) post(what, who, path string, body map[string]any) string {
	return w.once(what, func() string { return w.as(who, "POST", path, body).id() })
}

func (w *world) project() string {
	return w.post("project", "a/scientist", "/projects", map[string]any{"name": w.name("Project")})
}

func (w *world) instrument() string {
	return w.post("instrument", "a/manager", "/instruments", map[string]any{"name": w.name("Instrument")})
}

func (w *world) sample() string {
	return w.post("sample", "a/technician", "/samples", map[string]any{"name": w.name("Sample"), "sample_type": "wafer", "project_id": w.project(), "metadata": map[string]any{"doping": "B"}})
}

func (w *world) experiment() string {
	return w.post("experiment", "a/scientist", "/experiments", map[string]any{"title": w.name("Experiment"), "method": "raman", "project_id": w.project(), "sample_ids": []string{w.sample()}, "instrument_id": w.instrument()})
}

// runningExperiment takes results.
func (w *world) runningExperiment() string {
	return w.once("running", func() string {
		w.as("a/scientist", "POST", "/experiments/"+w.experiment()+"/transition", map[string]any{"to": "running"})
		return w.experiment()
	})
}

func (w *world) file() string {
	return w.once("file", func() string {
		q := w.upload()
		out := w.as(q.who, q.method, q.path, q.body, q.headers...)
		w.made["trace"], _ = out.get("traces.0.id").(string)
		return out.id()
	})
}

func (w *world) trace() string { w.file(); return w.made["trace"] }

func (w *world) upload() request {
	return w.form(map[string]string{"experiment_id": w.runningExperiment(), "sample_id": w.sample()})
}

// form is the upload of a small spectrum with fields.
func (w *world) form(fields map[string]string) request {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile("file", "line.csv")
	if err != nil {
		w.t.Fatal(err)
	}
	fmt.Fprintf(part, "Raman shift (cm-1),counts\n")
	for i := range 200 {
		x := 480 + float64(i)*0.4
		u := 2 * (x - 520.7) / 4
		fmt.Fprintf(part, "%.1f,%.1f\n", x, 100+9000/(1+u*u)+float64(i*7919%13))
	}
	for name, value := range fields {
		_ = m.WriteField(name, value)
	}
	if err := m.Close(); err != nil {
		w.t.Fatal(err)
	}
	return request{"a/technician", "POST", "/files", body.String(), []string{"Content-Type", m.FormDataContentType()}}
}

func (w *world) result() string {
	return w.post("result", "a/technician", "/results", w.resultBody())
}

func (w *world) resultBody() map[string]any {
	return map[string]any{"experiment_id": w.runningExperiment(), "sample_id": w.sample(), "result_type": "thickness", "file_ids": []string{w.file()},
		"values": []any{map[string]any{"name": "d", "value": "1.10", "unit": "um"}}}
}

func (w *world) analysis() map[string]any {
	return map[string]any{"method": "peaks.find", "inputs": map[string]any{"trace_id": w.trace()}, "experiment_id": w.runningExperiment()}
}

func (w *world) job() string {
	return w.once("job", func() string {
		return w.as("a/scientist", "POST", "/analyses", w.analysis(), "Prefer", "respond-async").id()
	})
}

func (w *world) user() string {
	return w.once("user", func() string {
		out := w.as("a/admin", "POST", "/users", map[string]any{"email": strings.ReplaceAll(w.name("person"), " ", "") + "@a.example", "name": "New person", "roles": []string{"viewer"}})
		w.made["invite"], _ = out.get("invite_url").(string)
		return out.id()
	})
}

// linkToken is the secret of a one-time link.
func (w *world) linkToken() string {
	w.user()
	u, err := url.Parse(w.made["invite"])
	if err != nil {
		w.t.Fatal(err)
	}
	_, token, _ := strings.Cut(u.Fragment, "=")
	return token
}

func (w *world) apiKey() string {
	return w.post("api_key", "a/scientist", "/api-keys", map[string]any{"name": w.name("Script"), "scopes": []string{"sample:read"}})
}

// version is the entity tag to send with a change.
func (w *world) version(path string) []string {
	return []string{"If-Match", w.as("a/admin", "GET", path, nil).header.Get("ETag")}
}

func (w *world) patch(who, path string, body map[string]any) request {
	return request{who, "PATCH", path, body, w.version(path)}
}

func (w *world) remove(who, path string) request {
	return request{who, "DELETE", path, nil, append(w.version(path), "X-Change-Reason", "no longer needed")}
}

func get(who, path string) request { return request{who: who, method: "GET", path: path} }

func post(who, path string, body any) request {
	return request{who: who, method: "POST", path: path, body: body}
}
