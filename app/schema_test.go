package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/config"
)

// apiDoc is the API document as any client reads it.
type apiDoc map[string]any

// theDoc makes the document from the routes; it needs no server.
func theDoc(t testing.TB) apiDoc {
	t.Helper()
	r, err := routesOnly(config.Config{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := r.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	doc, ok := decode(t, text).(map[string]any)
	if !ok {
		t.Fatal("the API document is no object")
	}
	return doc
}

// decode keeps numbers as they are written.
func decode(t testing.TB, text []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %.300s", err, text)
	}
	return v
}

// at walks members; nil when one is missing.
func (d apiDoc) at(steps ...string) map[string]any {
	v := map[string]any(d)
	for _, s := range steps {
		v, _ = v[s].(map[string]any)
	}
	return v
}

func (d apiDoc) operation(method, path string) map[string]any {
	return d.at("paths", path, strings.ToLower(method))
}

// body is the schema of a request's JSON body, nil when there is none.
func (d apiDoc) body(method, path string) map[string]any {
	return apiDoc(d.operation(method, path)).at("requestBody", "content", "application/json", "schema")
}

// parameters of an operation in one place: path, query or header.
func (d apiDoc) parameters(method, path, in string) (out []map[string]any) {
	list, _ := d.operation(method, path)["parameters"].([]any)
	for _, p := range list {
		if p, ok := p.(map[string]any); ok && p["in"] == in {
			out = append(out, p)
		}
	}
	return out
}

func (d apiDoc) resolve(schema map[string]any) map[string]any {
	for {
		ref, ok := schema["$ref"].(string)
		if !ok {
			return schema
		}
		schema = d.at(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
}

// faults compares a decoded JSON value with a schema: the part of JSON Schema 2020-12 that the document uses. request
// lets null stand for an optional member that is left out, as the server does.
func (d apiDoc) faults(schema map[string]any, v any, at string, request bool) []string {
	schema = d.resolve(schema)
	if one, ok := schema["oneOf"].([]any); ok {
		return d.oneOf(one, v, at, request)
	}
	if kinds := typesOf(schema); len(kinds) > 0 && !slices.ContainsFunc(kinds, func(k string) bool { return is(k, v) }) {
		return []string{fmt.Sprintf("%s is %.60s, not %s", at, show(v), strings.Join(kinds, " or "))}
	}
	var out []string
	if enum, ok := schema["enum"].([]any); ok && v != nil && !slices.Contains(enum, v) {
		out = append(out, fmt.Sprintf("%s is %.60s, not one of %v", at, show(v), enum))
	}
	switch x := v.(type) {
	case map[string]any:
		out = append(out, d.members(schema, x, at, request)...)
	case []any:
		out = append(out, outside(schema, "Items", float64(len(x)), at)...)
		if items, ok := schema["items"].(map[string]any); ok {
			for i, e := range x {
				out = append(out, d.faults(items, e, fmt.Sprintf("%s/%d", at, i), request)...)
			}
		}
	case string:
		out = append(out, text(schema, x, at)...)
	case json.Number:
		f, _ := x.Float64()
		out = append(out, outside(schema, "imum", f, at)...)
	}
	return out
}

func (d apiDoc) members(schema, x map[string]any, at string, request bool) (out []string) {
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, ok := x[fmt.Sprint(name)]; !ok {
			out = append(out, fmt.Sprintf("%s/%v is missing", at, name))
		}
	}
	known, _ := schema["properties"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(x)) {
		member, ok := known[name].(map[string]any)
		if !ok {
			extra := schema["additionalProperties"]
			if open, isSchema := extra.(map[string]any); isSchema {
				out = append(out, d.faults(open, x[name], at+"/"+name, request)...)
			} else if extra == false || known != nil && extra == nil {
				out = append(out, at+"/"+name+" is not in the document")
			}
			continue
		}
		if x[name] == nil && request && !slices.Contains(required, any(name)) {
			continue
		}
		out = append(out, d.faults(member, x[name], at+"/"+name, request)...)
	}
	return out
}

func (d apiDoc) oneOf(choices []any, v any, at string, request bool) (last []string) {
	for _, c := range choices {
		if choice, ok := c.(map[string]any); ok {
			if last = d.faults(choice, v, at, request); last == nil {
				return nil
			}
		}
	}
	return last
}

func typesOf(schema map[string]any) (out []string) {
	switch k := schema["type"].(type) {
	case string:
		return []string{k}
	case []any:
		for _, v := range k {
			out = append(out, fmt.Sprint(v))
		}
	}
	return out
}

func is(kind string, v any) bool {
	switch x := v.(type) {
	case nil:
		return kind == "null"
	case bool:
		return kind == "boolean"
	case string:
		return kind == "string"
	case []any:
		return kind == "array"
	case map[string]any:
		return kind == "object"
	case json.Number:
		return kind == "number" || kind == "integer" && wholeNumber.MatchString(string(x))
	}
	return false
}

var wholeNumber = regexp.MustCompile(`^-?[0-9]{1,19}$`)

func text(schema map[string]any, s, at string) (out []string) {
	out = outside(schema, "Length", float64(utf8.RuneCountInString(s)), at)
	if pattern, ok := schema["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(s) {
		out = append(out, at+" does not match "+pattern)
	}
	switch schema["format"] {
	case "uuid":
		if !anyID.MatchString(s) {
			out = append(out, at+" is no UUID")
		}
	case "date-time":
		if _, err := time.Parse(time.RFC3339, s); err != nil {
			out = append(out, at+" is no RFC 3339 time: "+s)
		}
	}
	return out
}

// outside checks minimum, minLength, minItems and their counterparts.
func outside(schema map[string]any, what string, v float64, at string) (out []string) {
	if least, ok := schema["min"+what].(json.Number); ok {
		if f, _ := least.Float64(); v < f {
			out = append(out, fmt.Sprintf("%s: %v is below min%s %v", at, v, what, f))
		}
	}
	if most, ok := schema["max"+what].(json.Number); ok {
		if f, _ := most.Float64(); v > f {
			out = append(out, fmt.Sprintf("%s: %v is above max%s %v", at, v, what, f))
		}
	}
	return out
}

func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
