package endpoint

import (
	"context"
	"log/slog"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/reasons"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Authenticator decides who calls, from current state. Nil and no error means nobody.
type Authenticator interface {
	Authenticate(ctx context.Context, r *http.Request) (*tenancy.Actor, error)
}

// Policy decides whether any of the roles may do what the permission names.
type Policy interface {
	Allowed(roles []string, permission string) bool
}

// Deps are what routes stand on.
type Deps struct {
	Auth        Authenticator
	Policy      Policy
	DB          *db.DB
	Access      func(audittrail.Entry)
	Clock       clock.Clock
	Log         *slog.Logger
	BodyLimit   int64
	Version     string
	TrustedIP   func(*http.Request) string
	Idempotency *db.Idempotency
	Shares      Shares // nil: nothing is shared
	// Reasons tells what the caller's organisation wants to be told about changes of a record type; nil: nothing.
	Reasons func(ctx context.Context, record string) (*reasons.Policy, error)
}

// Router collects the routes of all modules.
type Router struct {
	Deps
	api     huma.API
	routes  []Route
	known   map[string]string
	times   plans
	lists   map[string]*List
	readers map[string]reader
	prefix  string

	exporting chan struct{} // as many as may run at once
}

// New makes a router on an Echo instance, mounted under prefix.
func New(e *echo.Echo, prefix string, d Deps) *Router {
	times := plans{}
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "SPECTRA-Lab API", Version: d.Version,
				Description: "LIMS, analysis, authentication and audit for spectroscopy and semiconductor-characterisation laboratories."},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", schemaName),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"bearer":  {Type: "http", Scheme: "bearer", BearerFormat: "JWT"},
					"api_key": {Type: "apiKey", In: "header", Name: "X-API-Key"},
				},
			},
		},
		OpenAPIPath:                  "",
		Formats:                      map[string]huma.Format{"application/json": times.format(), "json": times.format()},
		DefaultFormat:                "application/json",
		NoFormatFallback:             false,
		RejectUnknownQueryParameters: true,
	}
	install()
	config.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[id.ID](), reflect.TypeFor[uuidText]())
	var api huma.API
	if prefix == "" {
		api = humaecho.New(e, config)
	} else {
		api = humaecho.NewWithGroup(e, e.Group(prefix), config)
	}
	return &Router{Deps: d, api: api, known: map[string]string{}, times: times, lists: map[string]*List{}, readers: map[string]reader{}, prefix: prefix, exporting: make(chan struct{}, exportsAtOnce)}
}

// Routes lists what was registered, for the generated tests and the policy matrix.
func (r *Router) Routes() []Route { return r.routes }

// OpenAPI is the API document generated from the routes.
func (r *Router) OpenAPI() ([]byte, error) { return r.api.OpenAPI().MarshalJSON() }

// Register adds a route whose input and output are plain structs: path, query and header fields by tag, the JSON
// body in a field Body.
func Register[I, O any](r *Router, rt Route, h func(ctx context.Context, in *I) (*O, error)) {
	_, hasBody := reflect.TypeFor[I]().FieldByName("Body")
	rt.bodyless = !hasBody
	_, rt.several = any(new(I)).(Changing)
	if body, ok := reflect.TypeFor[O]().FieldByName("Body"); ok {
		r.times.of(body.Type)
	}
	op := r.add(&rt)
	r.free(&op, rt.Free)
	r.scoped(&op, &rt)
	keepReader(r, &rt, h)
	huma.Register(r.api, op, func(ctx context.Context, in *I) (*O, error) {
		if wantsShared(ctx) {
			return nil, r.problem(ctx, r.listShared(ctx, &rt, in))
		}
		if several, ok := any(in).(Changing); ok && callFrom(ctx).policy != nil {
			callFrom(ctx).records = several.Changed()
		}
		call := func(ctx context.Context) (*O, error) {
			return run(ctx, r, &rt, func(ctx context.Context) (*O, error) { return h(ctx, in) })
		}
		out, err := call(ctx)
		out, err = orShared(ctx, r, &rt, in, out, err, call)
		if err != nil {
			return nil, r.problem(ctx, err)
		}
		return out, nil
	})
}

// add checks the route, remembers it and describes it.
func (r *Router) add(rt *Route) huma.Operation {
	op := r.operation(rt)
	r.routes = append(r.routes, *rt)
	return op
}

// Document describes a route that is served elsewhere, such as health checks and the document itself.
func (r *Router) Document(rt Route) {
	rt.raw, rt.Quiet = true, true
	op := r.operation(&rt)
	r.api.OpenAPI().AddOperation(&op)
}

func (r *Router) operation(rt *Route) huma.Operation {
	rt.check(r.known)
	rt.defaults()
	op := huma.Operation{
		OperationID: rt.ID, Method: rt.Method, Path: rt.Path, Summary: rt.Summary, DefaultStatus: rt.Status,
		MaxBodyBytes: r.BodyLimit, SkipValidateBody: false, SkipValidateParams: rt.OtherQuery,
		Middlewares: huma.Middlewares{r.guard(*rt)},
		Extensions:  map[string]any{"x-permission": rt.Permission},
	}
	r.describe(&op, rt)
	if rt.Tag != "" {
		op.Tags = []string{rt.Tag}
	}
	if rt.Permission != Public {
		op.Security = []map[string][]string{{"bearer": {}}, {"api_key": {}}}
	}
	if rt.Event != "" {
		op.Extensions["x-audit-event"] = rt.Event
	}
	return op
}
