package app

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

func anyRoute(endpoint.Route) bool { return true }

// joined puts a query behind a path that may have one.
func joined(path, query string) string {
	if strings.Contains(path, "?") {
		return path + "&" + query
	}
	return path + "?" + query
}

// TestHostileQueries: every route refuses what it does not know or cannot read, and no text reaches SQL.
func TestHostileQueries(t *testing.T) {
	a := newAttack(t)
	a.walk(t, anyRoute, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		try := func(query string, allowed ...int) {
			t.Helper()
			if rt.OtherQuery && len(allowed) > 0 { // what it does not name it passes over, and without a provider there is nothing
				allowed = append(allowed, http.StatusNotFound)
			}
			out := a.send(token, q.method, joined(q.path, query), q.body, q.headers...)
			if rt.Method != http.MethodGet && len(allowed) == 0 || out.status >= 400 || len(allowed) > 0 {
				a.refusal(t, query, out, allowed...)
			}
		}
		for _, query := range []string{"nope=1", "nope", "sort;limit=1", "limit=1;count=true", "%zz", "a%", "x=%zz", "x=%ff", "%ff=1", "x=%00", "nope=" + strings.Repeat("y", 9000), "__proto__=1",
			"limit[]=1", "nope=1&nope=2", "zz=%25&zz=1", "a.b=1", strings.Repeat("p=1&", 500) + "p=2", "ID=1", "org_id=" + anywhere("{id}")} {
			try(query, 422)
		}
		for _, p := range a.doc.parameters(rt.Method, rt.Path, "query") {
			name := fmt.Sprint(p["name"])
			if strings.Contains(q.path, name+"=") {
				continue
			}
			if rt.Method == http.MethodGet {
				try(name+"=1&"+name+"=2", 422)
			}
			try(name+"=%00", 422)
			try(name+"=%ff", 422)
			a.values(t, p, func(v string, allowed ...int) { try(name+"="+url.QueryEscape(v), allowed...) })
		}
	})
}

// values tries wrong values of one query parameter.
func (a *attack) values(t *testing.T, p map[string]any, try func(v string, allowed ...int)) {
	t.Helper()
	schema := a.doc.resolve(p["schema"].(map[string]any))
	injections := []string{"' or 1=1--", "(select 1)", "id;--", "id desc nulls last", "-", "--id", "%_\\", "\u202e", "\U0001f9ea", "null", "$1", "{{7*7}}", "../../etc/passwd", "1e999", "-1", "0x10", strings.Repeat("9", 400)}
	sure := []int{422}
	enum := schema["enum"]
	if items, ok := schema["items"].(map[string]any); ok {
		enum = items["enum"]
	}
	free := enum == nil && slices.Contains(typesOf(schema), "string") && schema["format"] == nil && p["name"] != "sort" && p["name"] != "cursor"
	if kinds := typesOf(schema); slices.Contains(kinds, "number") {
		injections = slices.DeleteFunc(injections, func(s string) bool { return s == "-1" })
	}
	for _, v := range injections {
		if free || enum == nil && slices.Contains(typesOf(schema), "array") {
			try(v)
		} else {
			try(v, sure...)
		}
	}
	if most, ok := schema["maxLength"]; ok {
		try(strings.Repeat("y", 5000), 422)
		_ = most
	}
}

// segments are what no path parameter can be.
var segments = []string{"x", "0", "-1", "null", "undefined", "%27%20or%201=1--", "%00", "%ff", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%5c..%5c", "%0d%0aSet-Cookie:%20a=b", "%7B%7D", "%25zz", "00000000-0000-0000-0000-000000000000",
	"%7B00000000-0000-0000-0000-000000000000%7D", "urn:uuid:00000000-0000-7000-8000-000000000000", "00000000000070008000000000000000", "%F0%9F%A7%AA", "%E2%80%AE", strings.Repeat("a", 5000), ";a=b", "a%3Fb", "a%23b", "*", "~", "'", "(select%201)"}

// TestHostilePaths: whatever stands in place of an id, key or name is answered like one that nobody has.
func TestHostilePaths(t *testing.T) {
	a := newAttack(t)
	a.walk(t, func(rt endpoint.Route) bool { return strings.Contains(rt.Path, "{") }, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		bare, _, _ := strings.Cut(q.path, "?")
		real, pattern := strings.Split(bare, "/"), strings.Split(rt.Path, "/")
		for i, step := range pattern {
			if !strings.HasPrefix(step, "{") {
				continue
			}
			for _, s := range segments {
				path := slices.Clone(real)
				path[i] = s
				address := strings.Join(path, "/")
				out := a.send(token, q.method, address, q.body, q.headers...)
				if out.status < 300 && step == "{key}" { // a key may be nearly anything
					continue
				}
				a.refusal(t, fmt.Sprintf("%s %.80s", q.method, address), out, 404, 405, 422)
			}
		}
	})
}

// TestVerbs: a method that an address does not have is refused, and no header turns one into another.
func TestVerbs(t *testing.T) {
	a := newAttack(t)
	var have []*regexp.Regexp
	for _, rt := range routes(t) {
		have = append(have, regexp.MustCompile("^"+rt.Method+" "+parameterOf.ReplaceAllString(rt.Path, "[^/]+")+`(\?.*)?$`))
	}
	has := func(method, path string) bool {
		return slices.ContainsFunc(have, func(r *regexp.Regexp) bool { return r.MatchString(method + " " + path) })
	}
	a.walk(t, anyRoute, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		for _, m := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "MOVE", "get", "GETX"} {
			if has(m, q.path) {
				continue
			}
			out := a.send(token, m, q.path, nil)
			if m == "OPTIONS" && out.status == 204 { // says what is allowed, and nothing to other sites
				for _, f := range headerFaults(out) {
					t.Errorf("OPTIONS %s: %s", rt.Path, f)
				}
				continue
			}
			a.refusal(t, m+" "+rt.Path, out, 404, 405)
			if out.status == 405 && !strings.Contains(out.header.Get("Allow"), rt.Method) {
				t.Errorf("%s %s: Allow is %q", m, rt.Path, out.header.Get("Allow"))
			}
		}
		if rt.Method == http.MethodGet && rt.Permission != endpoint.Public {
			out := a.send(token, "GET", q.path, nil, "X-HTTP-Method-Override", "DELETE", "X-HTTP-Method", "DELETE", "X-Method-Override", "DELETE", "_method", "DELETE")
			if out.status != 200 {
				t.Errorf("a header turns GET %s into %d: %.200s", rt.Path, out.status, out.body)
			}
			if rt.Event == "" { // an export is told of
				a.refused = append(a.refused, out.header.Get("X-Request-ID")) // must have written nothing either
			}
		}
	})
}

var parameterOf = regexp.MustCompile(`\{[^}]*\}`)

// TestContentTypesAndSizes.
func TestContentTypesAndSizes(t *testing.T) {
	a := newAttack(t)
	a.walk(t, func(rt endpoint.Route) bool { return rt.Method != http.MethodGet }, func(t *testing.T, rt endpoint.Route) {
		q, token := a.target(t, rt)
		body, multi := "{}", rt.Accepts == "multipart/form-data"
		if q.body != nil && !multi {
			body = encode(t, q.body)
		}
		for _, kind := range []string{"text/plain", "text/json", "application/xml", "application/x-www-form-urlencoded", "application/jsonx", "application/json, text/plain", "application/json; charset=utf-16", "application/json; =",
			"multipart/form-data; boundary=x", "application/octet-stream", "application/cbor", "application/problem+json", "*/*", "", "\u00e9"} {
			if multi && strings.HasPrefix(kind, "multipart/") {
				continue
			}
			a.refusal(t, "as "+kind, a.send(token, q.method, q.path, body, append(slices.Clone(q.headers), "Content-Type", kind)...), 415)
		}
		if multi {
			return // its own limit: modules/analysis/files
		}
		long := `{"zz":"` + strings.Repeat("y", int(a.cfg.Server.BodyLimit)) + `"}`
		a.refusal(t, "too large", a.send(token, q.method, q.path, long, q.headers...), 413)
		a.refusal(t, "too large, chunked", a.chunked(t, token, q, long), 413)
	})
}

// chunked sends a body whose length nobody knows before its end.
func (a *attack) chunked(t *testing.T, token string, q request, body string) *reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), q.method, a.url+q.path, io.MultiReader(strings.NewReader(body[:100]), strings.NewReader(body[100:])))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	for i := 0; i+1 < len(q.headers); i += 2 {
		req.Header.Set(q.headers[i], q.headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return &reply{status: res.StatusCode, header: res.Header, body: text}
}
