package app

import (
	"bytes"
	"cmp"
	_ "embed" // the page's template
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/app/qualify"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/markdown"
)

//go:embed docs.html
var docsPage string

// operation is one route as the reference page shows it.
type operation struct {
	Method, Path, Summary, Permission, Event string
	Parameters                               []parameter
	Body                                     string // JSON schema, indented
}

type parameter struct{ Name, In, Type, Doc string }

type chapter struct {
	Tag        string
	Operations []operation
}

// openapiDoc is the part of the document that the page shows.
type openapiDoc struct {
	Info  struct{ Title, Version, Description string }
	Paths map[string]map[string]struct {
		Summary    string
		Tags       []string
		Permission string `json:"x-permission"`
		Event      string `json:"x-audit-event"`
		Parameters []struct {
			Name, In, Description string
			Schema                struct {
				Type any
				Enum []any
			}
		}
		RequestBody struct {
			Content map[string]struct{ Schema json.RawMessage }
		}
	}
	Components struct{ Schemas map[string]json.RawMessage }
}

// reference renders the API document as a page that needs neither scripts nor the internet (API.md §5 "GET /docs").
func reference(doc []byte) http.Handler {
	page, err := renderReference(doc)
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err != nil {
			http.Error(w, "the reference page cannot be rendered; /openapi.json has the same content", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		document("text/html; charset=utf-8", page).ServeHTTP(w, nil)
	})
}

// inspectors is the page for who examines the laboratory.
func inspectors() http.Handler {
	const head = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>SPECTRA-Lab for inspectors</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1d21;background:#fff}table{border-collapse:collapse;width:100%}td,th{border:1px solid #c8ced6;padding:.4rem .6rem;text-align:left;vertical-align:top}code{font-size:.9em}
@media (prefers-color-scheme:dark){body{color:#e6e9ee;background:#14171b}td,th{border-color:#3a424d}}</style></head><body>`
	page := []byte(head + markdown.HTML(qualify.Page, markdown.Own{}) + "</body></html>")
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		document("text/html; charset=utf-8", page).ServeHTTP(w, nil)
	})
}

func renderReference(doc []byte) ([]byte, error) {
	var d openapiDoc
	if err := json.Unmarshal(doc, &d); err != nil {
		return nil, err
	}
	t, err := template.New("docs").Parse(docsPage)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, map[string]any{"Info": d.Info, "Chapters": d.chapters()})
	return out.Bytes(), err
}

func (d *openapiDoc) chapters() []chapter {
	byTag := map[string][]operation{}
	for path, methods := range d.Paths {
		for method, o := range methods {
			op := operation{Method: strings.ToUpper(method), Path: path, Summary: o.Summary, Permission: o.Permission, Event: o.Event}
			for _, p := range o.Parameters {
				kind, _ := p.Schema.Type.(string)
				for i, e := range p.Schema.Enum {
					kind += map[bool]string{true: ": ", false: " | "}[i == 0] + toText(e)
				}
				op.Parameters = append(op.Parameters, parameter{p.Name, p.In, kind, p.Description})
			}
			if body, ok := o.RequestBody.Content["application/json"]; ok {
				op.Body = d.schema(body.Schema)
			}
			tag := "Other"
			if len(o.Tags) > 0 {
				tag = o.Tags[0]
			}
			byTag[tag] = append(byTag[tag], op)
		}
	}
	out := make([]chapter, 0, len(byTag))
	for tag, ops := range byTag {
		slices.SortFunc(ops, func(a, b operation) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method)) })
		out = append(out, chapter{tag, ops})
	}
	slices.SortFunc(out, func(a, b chapter) int { return cmp.Compare(a.Tag, b.Tag) })
	return out
}

// schema gives the schema a reference leads to, indented.
func (d *openapiDoc) schema(raw json.RawMessage) string {
	var ref struct {
		Ref string `json:"$ref"`
	}
	if json.Unmarshal(raw, &ref) == nil && ref.Ref != "" {
		raw = d.Components.Schemas[ref.Ref[strings.LastIndexByte(ref.Ref, '/')+1:]]
	}
	var out bytes.Buffer
	if json.Indent(&out, raw, "", "  ") != nil {
		return string(raw)
	}
	return out.String()
}

func toText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}
