package app

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// TestOpenAPIStructure checks the document as a generator of clients would read it (OpenAPI 3.1.0).
func TestOpenAPIStructure(t *testing.T) {
	d := theDoc(t)
	if d["openapi"] != "3.1.0" || d.at("info")["title"] == "" || d.at("info")["version"] == nil {
		t.Errorf("head: %v %v", d["openapi"], d["info"])
	}
	for name, s := range d.at("components", "schemas") {
		schema, _ := s.(map[string]any)
		d.lint(t, "schema "+name, schema)
	}
	ids := map[string]bool{}
	for path, item := range d.at("paths") {
		for method, o := range item.(map[string]any) {
			op, _ := o.(map[string]any)
			where := method + " " + path
			id, _ := op["operationId"].(string)
			if ids[id] || id == "" {
				t.Errorf("%s: operation id %q", where, id)
			}
			ids[id] = true
			d.lintOperation(t, where, path, op)
		}
	}
	for _, rt := range routes(t) {
		if !ids[rt.ID] || d.operation(rt.Method, rt.Path) == nil {
			t.Errorf("%s is not in the document", rt.ID)
		}
	}
	for _, rt := range systemRoutes() {
		if d.operation("GET", rt.Path)["operationId"] != rt.ID {
			t.Errorf("%s is not in the document", rt.Path)
		}
	}
	if want := len(routes(t)) + len(systemRoutes()); len(ids) != want {
		t.Errorf("%d operations for %d routes", len(ids), want)
	}
}

func (d apiDoc) lintOperation(t *testing.T, where, path string, op map[string]any) {
	t.Helper()
	declared := []string{}
	list, _ := op["parameters"].([]any)
	for _, v := range list {
		p, _ := v.(map[string]any)
		in, name := fmt.Sprint(p["in"]), fmt.Sprint(p["name"])
		if !slices.Contains([]string{"path", "query", "header", "cookie"}, in) || slices.Contains(declared, in+" "+name) || in == "path" && p["required"] != true {
			t.Errorf("%s: parameter %s %s", where, in, name)
		}
		declared = append(declared, in+" "+name)
		schema, _ := p["schema"].(map[string]any)
		d.lint(t, where+" parameter "+name, schema)
	}
	for _, m := range parameterOf.FindAllString(path, -1) {
		if !slices.Contains(declared, "path "+strings.Trim(m, "{}")) {
			t.Errorf("%s: %s is not declared", where, m)
		}
	}
	if op["summary"] == nil || op["tags"] == nil || op["x-permission"] == nil {
		t.Errorf("%s: summary, tag or permission is missing", where)
	}
	responses, _ := op["responses"].(map[string]any)
	if responses["default"] == nil || len(responses) < 2 {
		t.Errorf("%s: answers %v", where, responses)
	}
	for status, v := range responses {
		response, _ := v.(map[string]any)
		if response["description"] == nil || status != "default" && status != "503" && !regexp.MustCompile(`^[23]\d\d$`).MatchString(status) {
			t.Errorf("%s: answer %s has no description or is none", where, status)
		}
		d.lintContent(t, where+" "+status, response)
		if slices.Contains([]string{"200", "201", "202"}, status) && response["content"] == nil {
			t.Errorf("%s: answer %s has no content", where, status)
		}
	}
	if body, ok := op["requestBody"].(map[string]any); ok {
		d.lintContent(t, where+" body", body)
	}
}

func (d apiDoc) lintContent(t *testing.T, where string, of map[string]any) {
	t.Helper()
	content, _ := of["content"].(map[string]any)
	for kind, v := range content {
		m, _ := v.(map[string]any)
		schema, _ := m["schema"].(map[string]any)
		if len(schema) == 0 {
			t.Errorf("%s as %s: no schema", where, kind)
		}
		d.lint(t, where, schema)
	}
}

// jsonTypes are the types of JSON Schema.
var jsonTypes = []string{"null", "boolean", "object", "array", "number", "string", "integer"}

// lint walks a schema: references lead somewhere, types are types, what is required exists, nothing is of OpenAPI 3.0.
func (d apiDoc) lint(t *testing.T, where string, s map[string]any) {
	t.Helper()
	if ref, ok := s["$ref"].(string); ok {
		if d.at(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...) == nil {
			t.Errorf("%s: %s leads nowhere", where, ref)
		}
		return
	}
	if s["nullable"] != nil || s["example"] != nil {
		t.Errorf("%s: a word of OpenAPI 3.0: %v", where, s)
	}
	for _, k := range typesOf(s) {
		if !slices.Contains(jsonTypes, k) {
			t.Errorf("%s: type %s", where, k)
		}
	}
	if slices.Contains(typesOf(s), "array") && s["items"] == nil {
		t.Errorf("%s: a list of what?", where)
	}
	known, _ := s["properties"].(map[string]any)
	required, _ := s["required"].([]any)
	for _, name := range required {
		if known[fmt.Sprint(name)] == nil {
			t.Errorf("%s: %v is required and not described", where, name)
		}
	}
	for name, v := range known {
		if !memberForm.MatchString(name) {
			t.Errorf("%s: %s is not snake_case", where, name)
		}
		member, _ := v.(map[string]any)
		d.lint(t, where+"/"+name, member)
	}
	for _, word := range []string{"items", "additionalProperties"} {
		if inner, ok := s[word].(map[string]any); ok {
			d.lint(t, where+"/"+word, inner)
		}
	}
	choices, _ := s["oneOf"].([]any)
	for _, c := range choices {
		choice, _ := c.(map[string]any)
		d.lint(t, where+"/oneOf", choice)
	}
}

var memberForm = regexp.MustCompile(`^_?[a-z][a-z0-9_]*$`)

// TestAnswersFitTheDocument: what the scenarios are really answered has the documented status, type and members, none
// of them undocumented; errors too.
func TestAnswersFitTheDocument(t *testing.T) {
	a := newAttack(t)
	a.walk(t, anyRoute, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		variants := []request{q}
		switch rt.ID {
		case "run-analysis":
			dry, async := q, q
			dry.path, async.headers = q.path+"?dry_run=true", []string{"Prefer", "respond-async"}
			variants = append(variants, dry, async)
		case "create-samples", "record-results":
			dry := q
			dry.path = q.path + "?dry_run=true"
			variants = []request{dry, q}
		case "get-trace-data":
			bytes := q
			bytes.headers = []string{"Accept", "application/octet-stream"}
			variants = append(variants, bytes)
		case "download-file":
			part := q
			part.headers = []string{"Range", "bytes=0-9"}
			variants = append(variants, part)
		}
		wrongQuery := q
		wrongQuery.path = joined(q.path, "nope=1")
		for _, q := range append([]request{wrongQuery}, variants...) {
			out := a.send(token, q.method, q.path, q.body, q.headers...)
			for _, f := range a.doc.answerFaults(t, rt, out) {
				t.Errorf("%s %s: %d: %s", q.method, q.path, out.status, f)
			}
		}
	})
}

// TestSystemAnswersFitTheDocument: the same for what belongs to no module.
func TestSystemAnswersFitTheDocument(t *testing.T) {
	a := newAttack(t)
	for _, rt := range systemRoutes() {
		out := fetch(t, "GET", a.url+rt.Path, nil)
		for _, f := range append(a.doc.answerFaults(t, rt, out), systemHeaderFaults(out)...) {
			t.Errorf("%s: %d: %s", rt.Path, out.status, f)
		}
	}
}

func systemHeaderFaults(out *reply) (faults []string) {
	for _, name := range theHeaders {
		if n := len(out.header.Values(name)); n != 1 {
			faults = append(faults, fmt.Sprintf("header %s is there %d times", name, n))
		}
	}
	return faults
}

// answerFaults compares an answer with the document.
func (d apiDoc) answerFaults(t *testing.T, rt endpoint.Route, out *reply) []string {
	t.Helper()
	responses := apiDoc(apiDoc(d.operation(rt.Method, rt.Path)).at("responses"))
	status := fmt.Sprint(out.status)
	if out.status >= 400 {
		status = "default"
	}
	answer, ok := responses[status].(map[string]any)
	if !ok {
		return []string{"this status is not documented"}
	}
	if len(out.body) == 0 {
		if answer["content"] != nil {
			return []string{"there is no content"}
		}
		return nil
	}
	kind, _, _ := strings.Cut(out.header.Get("Content-Type"), ";")
	content := apiDoc(answer).at("content", kind)
	if content == nil {
		content = apiDoc(answer).at("content", "*/*")
	}
	if content == nil {
		return []string{"the type " + kind + " is not documented"}
	}
	if !strings.HasSuffix(kind, "json") {
		return nil
	}
	schema, _ := content["schema"].(map[string]any)
	faults := d.faults(schema, decode(t, out.body), "", false)
	return append(faults, timeFaults(out.body)...)
}

var anyTime = regexp.MustCompile(`"[a-z_]*_at":\s*"([^"]*)"`)

// timeFaults: times are RFC 3339 in UTC with microseconds (API.md §1).
func timeFaults(body []byte) (faults []string) {
	for _, m := range anyTime.FindAllSubmatch(body, -1) {
		if !microseconds.Match(m[1]) {
			faults = append(faults, fmt.Sprintf("%s is not UTC with microseconds", m[0]))
		}
	}
	return faults
}

var microseconds = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$`)

// TestCheckerCanFail: each kind of fault is found.
func TestCheckerCanFail(t *testing.T) {
	d := apiDoc(decode(t, []byte(`{"s":{"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{"type":"string","maxLength":2},"n":{"type":["integer","null"],"minimum":1},
		"l":{"type":"array","items":{"$ref":"#/s"}},"e":{"type":"string","enum":["x"]},"u":{"type":"string","format":"uuid"}}}}`)).(map[string]any))
	schema := d.at("s")
	for text, good := range map[string]bool{`{"a":"b"}`: true, `{"a":"b","n":null}`: true, `{"a":"b","l":[{"a":"c"}]}`: true, `{}`: false, `{"a":1}`: false, `{"a":"b","z":1}`: false, `{"a":"bcd"}`: false,
		`{"a":"b","n":1.5}`: false, `{"a":"b","l":[{}]}`: false, `{"a":"b","e":"y"}`: false, `{"a":"b","u":"y"}`: false, `[]`: false, `null`: false} {
		if f := d.faults(schema, decode(t, []byte(text)), "", false); (f == nil) != good {
			t.Errorf("%s: %v", text, f)
		}
	}
	if timeFaults([]byte(`{"created_at":"2026-01-01T00:00:00.12Z"}`)) == nil || timeFaults([]byte(`{"created_at":"2026-01-01T00:00:00.120000Z"}`)) != nil {
		t.Error("times")
	}
}
