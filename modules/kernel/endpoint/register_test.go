package endpoint_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type nobody struct{}

func (nobody) Authenticate(context.Context, *http.Request) (*tenancy.Actor, error) {
	return nil, nil //nolint:nilnil // nobody
}
func (nobody) Allowed([]string, string) bool { return false }

func router() *endpoint.Router {
	return endpoint.New(echo.New(), "/base", endpoint.Deps{Auth: nobody{}, Policy: nobody{}, Access: func(audittrail.Entry) {}, Clock: clock.System, Log: slog.New(slog.DiscardHandler),
		BodyLimit: 1 << 20, Version: "1.2.3", TrustedIP: func(*http.Request) string { return "" }})
}

// TestRegisterRefuses: a route that must not exist stops the start, and with it every test.
func TestRegisterRefuses(t *testing.T) {
	good := endpoint.Route{ID: "create-thing", Method: "POST", Path: "/things/{id}", Permission: "project:create", Event: "project.created", Tx: endpoint.ReadWrite}
	change := func(f func(*endpoint.Route)) endpoint.Route { rt := good; f(&rt); return rt }
	for name, tc := range map[string]struct {
		rt   endpoint.Route
		want string
	}{
		"no permission":            {change(func(r *endpoint.Route) { r.Permission = "" }), "no Permission"},
		"permission of no form":    {change(func(r *endpoint.Route) { r.Permission = "Project.create" }), "object:action"},
		"no event":                 {change(func(r *endpoint.Route) { r.Event = "" }), "without an Event"},
		"event of no form":         {change(func(r *endpoint.Route) { r.Event = "Created" }), "without an Event"},
		"reading with an event":    {change(func(r *endpoint.Route) { r.Method, r.Tx = "GET", endpoint.None }), "reading route"},
		"writing GET, no event":    {change(func(r *endpoint.Route) { r.Method, r.Event = "GET", "" }), "without an Event"},
		"no id":                    {change(func(r *endpoint.Route) { r.ID = "" }), "required"},
		"no method":                {change(func(r *endpoint.Route) { r.Method = "" }), "required"},
		"relative path":            {change(func(r *endpoint.Route) { r.Path = "things" }), "required"},
		"id taken":                 {change(func(r *endpoint.Route) { r.ID, r.Path = "first", "/other" }), `"first" is already taken by GET /first/{id}`},
		"address taken":            {change(func(r *endpoint.Route) { r.Method, r.Path, r.Event, r.Tx = "GET", "/first/{other}", "", endpoint.None }), "already taken by first"},
		"good":                     {good, ""},
		"no event, and says why":   {change(func(r *endpoint.Route) { r.Event, r.NoEvent, r.Tx = "", "computes only", endpoint.None }), ""},
		"same path, other method":  {change(func(r *endpoint.Route) { r.Path = "/first/{id}" }), ""},
		"public, written out":      {change(func(r *endpoint.Route) { r.Permission = endpoint.Public }), ""},
		"deeper path of the first": {change(func(r *endpoint.Route) { r.Path = "/first/{id}/more" }), ""},
	} {
		for kind, register := range map[string]func(*endpoint.Router, endpoint.Route){
			"huma": func(r *endpoint.Router, rt endpoint.Route) {
				endpoint.Register(r, rt, func(context.Context, *struct {
					ID string `path:"id"`
				}) (*endpoint.NoContent, error) {
					return nil, nil
				})
			},
			"raw": func(r *endpoint.Router, rt endpoint.Route) {
				endpoint.RegisterRaw(r, rt, func(context.Context, *endpoint.Exchange) error { return nil })
			},
		} {
			r := router()
			endpoint.RegisterRaw(r, endpoint.Route{ID: "first", Method: "GET", Path: "/first/{id}", Permission: "project:read"}, func(context.Context, *endpoint.Exchange) error { return nil })
			got := panics(func() { register(r, tc.rt) })
			if tc.want == "" && got != "" || tc.want != "" && !strings.Contains(got, tc.want) {
				t.Errorf("%s, %s: panic %q, want %q", name, kind, got, tc.want)
			}
		}
	}
}

func panics(f func()) (text string) {
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprint(p)
		}
	}()
	f()
	return ""
}

// TestOpenAPI checks the structure of the document: every reference leads somewhere, every path parameter is declared,
// every operation says who may call it and what it answers.
func TestOpenAPI(t *testing.T) {
	r := router()
	things{}.Routes(r)
	text, err := r.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	if doc["openapi"] != "3.1.0" || at(doc, "info", "version") != "1.2.3" || at(doc, "info", "title") == nil {
		t.Errorf("head %v %v", doc["openapi"], doc["info"])
	}
	for _, m := range regexp.MustCompile(`"\$ref":"#/([^"]+)"`).FindAllStringSubmatch(string(text), -1) {
		if at(doc, strings.Split(m[1], "/")...) == nil {
			t.Errorf("reference to nothing: %s", m[1])
		}
	}
	seen, operations := map[string]bool{}, 0
	for path, item := range doc["paths"].(map[string]any) {
		for method, v := range item.(map[string]any) {
			operations++
			op := v.(map[string]any)
			where := method + " " + path
			if id, _ := op["operationId"].(string); id == "" || seen[id] {
				t.Errorf("%s: operation id %q", where, id)
			} else {
				seen[id] = true
			}
			if err := complete(doc, path, op); err != nil {
				t.Errorf("%s: %v", where, err)
			}
		}
	}
	if operations != len(r.Routes()) {
		t.Errorf("%d operations of %d routes", operations, len(r.Routes()))
	}
	if got := at(doc, "paths", "/things", "post", "responses", "default", "content", "application/problem+json", "schema", "properties", "request_id"); got == nil {
		t.Errorf("problem documents are not described: %v", at(doc, "paths", "/things", "post", "responses"))
	}
}

func complete(doc map[string]any, path string, op map[string]any) error {
	declared := map[string]bool{}
	params, _ := op["parameters"].([]any)
	for _, p := range params {
		m := p.(map[string]any)
		if m["schema"] == nil || m["in"] == "path" && m["required"] != true {
			return fmt.Errorf("parameter %v", m)
		}
		declared[fmt.Sprint(m["in"], " ", m["name"])] = true
	}
	for _, m := range regexp.MustCompile(`\{([^}]+)\}`).FindAllStringSubmatch(path, -1) {
		if !declared["path "+m[1]] {
			return fmt.Errorf("path parameter %s is not declared", m[1])
		}
	}
	responses, _ := op["responses"].(map[string]any)
	if len(responses) == 0 {
		return fmt.Errorf("no responses")
	}
	permission, _ := op["x-permission"].(string)
	security, _ := op["security"].([]any)
	if permission == "" || (permission == endpoint.Public) != (len(security) == 0) {
		return fmt.Errorf("permission %q, security %v", permission, security)
	}
	for _, s := range security {
		for name := range s.(map[string]any) {
			if at(doc, "components", "securitySchemes", name) == nil {
				return fmt.Errorf("security scheme %s does not exist", name)
			}
		}
	}
	return nil
}

func at(v any, path ...string) any {
	for _, p := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[p]
	}
	return v
}
