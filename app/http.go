package app

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/modules/audit/proofs"
	"github.com/spectra-lab/spectra/modules/auth"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/web"
)

// httpOptions is what the HTTP surface needs besides the routes.
type httpOptions struct {
	BasePath   string
	Production bool
	Proxies    []string
	Frontend   *web.Handler
	Metrics    *metrics
	Log        *slog.Logger
}

// newEcho makes the Echo instance with its middleware in order: request id, headers, metrics.
func newEcho(o httpOptions) (*echo.Echo, error) {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	extract, err := ipExtractor(o.Proxies)
	if err != nil {
		return nil, err
	}
	e.IPExtractor = extract
	e.HTTPErrorHandler = errorHandler(o)
	e.Pre(identify, headers(o.Production))
	e.Use(o.Metrics.middleware)
	mountFrontend(e, o)
	return e, nil
}

// identify gives every request its id, which problem documents, log lines, audit entries and access log share.
func identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		requestID := id.New()
		c.Response().Header().Set("X-Request-ID", requestID.String())
		r := c.Request()
		c.SetRequest(r.WithContext(endpoint.WithRequest(r.Context(), requestID, r.URL.Path)))
		return next(c)
	}
}

// headers are on every answer, errors too; pages set their own policy (SECURITY.md X-13).
func headers(production bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			guardHeaders(c.Response().Header(), production)
			return next(c)
		}
	}
}

func guardHeaders(h http.Header, production bool) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	if production {
		h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	}
}

// ipExtractor trusts forwarded addresses only from the proxies that were named; Echo's default trusts anybody's
// (SECURITY.md ID-16).
func ipExtractor(proxies []string) (echo.IPExtractor, error) {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect(), nil
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		if !strings.Contains(p, "/") {
			p += map[bool]string{true: "/128", false: "/32"}[strings.Contains(p, ":")]
		}
		_, network, err := net.ParseCIDR(p)
		if err != nil {
			return nil, errors.New("server.trusted_proxies: " + p + " is neither an address nor a CIDR range")
		}
		options = append(options, echo.TrustIPRange(network))
	}
	return echo.ExtractIPFromXFFHeader(options...), nil
}

// errorHandler answers what no route answered.
func errorHandler(o httpOptions) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			return
		}
		status, code, detail := http.StatusInternalServerError, "internal", "An unexpected error occurred. Quote the request id when you report it."
		var he *echo.HTTPError
		if errors.As(err, &he) {
			status = he.Code
		}
		switch {
		case status == http.StatusNotFound && web.Wants(c.Request()) && frontendPath(c.Request().URL.Path, o.BasePath):
			show := o.Frontend.Missing
			if frontendRoute(c.Request().URL.Path, o.BasePath) {
				show = o.Frontend.Page
			}
			show(c.Response(), c.Request())
			return
		case status == http.StatusNotFound:
			code, detail = "not_found", "There is nothing at this address."
		case status == http.StatusMethodNotAllowed:
			code, detail = "method_not_allowed", "This address does not support "+c.Request().Method+"."
		case status < 500:
			code, detail = "bad_request", http.StatusText(status)+"."
		default:
			o.Log.Error("unhandled error", "request_id", c.Response().Header().Get("X-Request-ID"), "error", err)
		}
		writeProblem(c, status, code, detail)
	}
}

func writeProblem(c echo.Context, status int, code, detail string) {
	body, err := json.Marshal(map[string]any{"type": "about:blank", "title": http.StatusText(status), "status": status, "code": code,
		"detail": detail, "request_id": c.Response().Header().Get("X-Request-ID")})
	if err != nil {
		return
	}
	_ = c.Blob(status, "application/problem+json", body) // the client may have gone
}

// middleware counts and times every request by its route.
func (m *metrics) middleware(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := m.now()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		route := c.Path() // the pattern, never the address: ids would make endless series
		if route == "" {
			route = "none"
		}
		method := methodLabel(c.Request().Method)
		m.requests.WithLabelValues(route, method, strconv.Itoa(c.Response().Status)).Inc()
		m.seconds.WithLabelValues(route, method).Observe(m.now().Sub(began).Seconds())
		return nil
	}
}

// methodLabel keeps made-up methods, which anybody may send, from making endless series.
func methodLabel(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// mountFrontend serves assets and sends the bare address to the frontend.
func mountFrontend(e *echo.Echo, o httpOptions) {
	e.GET(o.BasePath+"/assets/*", func(c echo.Context) error {
		if o.Frontend.Asset(c.Response(), c.Request(), c.Param("*")) {
			return nil
		}
		return echo.ErrNotFound
	})
	e.GET(o.BasePath+"/", func(c echo.Context) error {
		o.Frontend.Page(c.Response(), c.Request())
		return nil
	})
}

// frontendPath reports whether a browser may be given the page: anything under the base path that is no asset.
func frontendPath(path, base string) bool {
	return strings.HasPrefix(path, base+"/") && !strings.HasPrefix(path, base+"/assets/") && !strings.Contains(path, "/.")
}

// frontendRoute reports whether the frontend has pages at an address (API.md §1).
func frontendRoute(path, base string) bool {
	path = strings.TrimPrefix(path, base)
	return path == "/" || path == "/login" || path == "/setup" || strings.HasPrefix(path, "/o/") || strings.HasPrefix(path, "/r/")
}

// surface builds the whole HTTP side: modules' routes, system routes, frontend.
func (a *App) surface() (http.Handler, error) {
	frontend, err := web.New(web.Files(), a.cfg.Server.BasePath, a.offers()...)
	if err != nil {
		return nil, err
	}
	e, err := newEcho(httpOptions{BasePath: a.cfg.Server.BasePath, Production: a.cfg.Production(), Proxies: a.cfg.Server.TrustedProxies,
		Frontend: frontend, Metrics: a.metrics, Log: a.log})
	if err != nil {
		return nil, err
	}
	r := a.core.router(e)
	doc, err := r.OpenAPI()
	if err != nil {
		return nil, err
	}
	for path, h := range a.system(doc) {
		e.GET(a.cfg.Server.BasePath+path, echo.WrapHandler(h))
	}
	return e, nil
}

// offers are the features that the page of the frontend needs to know before anybody signs in.
func (a *App) offers() []string {
	if a.cfg.OIDC.Enabled {
		return []string{"sso"}
	}
	return nil
}

// router mounts every module on an Echo instance.
func (c *core) router(e *echo.Echo) *endpoint.Router {
	trusted := func(r *http.Request) string { return e.IPExtractor(r) }
	r := endpoint.New(e, c.cfg.Server.BasePath, endpoint.Deps{Auth: c.modules.auth, Policy: c.policy, DB: c.pool, Access: c.write, Clock: clock.System,
		Log: c.log, BodyLimit: c.cfg.Server.BodyLimit, Version: Version, TrustedIP: trusted, Idempotency: db.NewIdempotency(c.pool), Reasons: c.modules.auth.Reasons, Shares: c.modules.auth.Shares()})
	for _, m := range c.modules.list() {
		m.Routes(r)
	}
	for _, rt := range systemRoutes() {
		r.Document(rt)
	}
	return r
}

// routesOnly mounts every module without a database, for what is made from the list of routes.
func routesOnly(cfg config.Config) (*endpoint.Router, error) {
	holder, err := openPolicy(config.Config{}, authz.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	c := &core{cfg: cfg, log: slog.New(slog.DiscardHandler), policy: holder}
	kit := module.Kit{Cursors: page.NewCodec(nil), Clock: clock.System, Can: holder.Can, Log: c.log}
	c.modules, err = newModules(cfg, kit, nil, auth.Options{Algorithm: "HS256", Secret: make([]byte, 32), BcryptCost: 4, BcryptConcurrency: 1,
		AccessTTL: time.Minute, RefreshTTL: time.Hour, FamilyTTL: time.Hour, Policy: holder, Access: func(audittrail.Entry) {}}, proofs.Options{})
	if err != nil {
		return nil, err
	}
	e := echo.New()
	e.IPExtractor = echo.ExtractIPDirect()
	return c.router(e), nil
}

// unserved mounts the routes where nobody calls them: saved views learn from routes which lists there are.
func (c *core) unserved() { c.router(echo.New()) }

// newServer sets the limits against slow and endless clients (SECURITY.md X-19). Bodies have no fixed deadline:
// uploads may be long; every handler has its own.
func newServer(h http.Handler, log *slog.Logger, headers time.Duration) *http.Server {
	return &http.Server{Handler: brief{h}, ReadHeaderTimeout: headers, IdleTimeout: 120 * time.Second, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
}
