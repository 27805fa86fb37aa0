package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// handler builds health checks and the HTTP surface over the core.
func (a *App) handler(context.Context) (http.Handler, error) {
	c := a.core
	a.health = &health{db: c.pool, jobs: c.jobs.Ping, policy: c.policy.LastError, trail: c.points.Failure, clock: clock.System,
		storage: c.storage.Check}
	if a.cfg.Redis.URL != "" {
		o, err := redis.ParseURL(a.cfg.Redis.URL)
		if err != nil {
			return nil, errors.New("redis.url cannot be parsed; write redis://user:password@host:6379/0")
		}
		client := redis.NewClient(o)
		a.health.redis = func(ctx context.Context) error { return client.Ping(ctx).Err() }
	}
	if c.mail.On() {
		a.health.mail = a.mailWatch.state
	}
	a.metrics.watch(c.pool.SQL())
	return a.surface()
}

// system are the routes that belong to no module and need no sign-in (API.md §5).
func (a *App) system(doc []byte) map[string]http.Handler {
	routes := map[string]http.Handler{
		"/health": http.HandlerFunc(a.health.full), "/livez": http.HandlerFunc(a.health.live), "/readyz": http.HandlerFunc(a.health.ready),
		"/openapi.json": document("application/json", doc), "/docs": reference(doc), "/docs/inspectors": inspectors(),
	}
	switch m := a.cfg.Metrics; {
	case m.Addr != "": // on an address of its own, see serveMetrics
	case m.Token == "" && a.cfg.Production():
		a.log.Info("no /metrics: in production set metrics.token or metrics.addr")
	default:
		routes["/metrics"] = a.metrics.handler(m.Token)
	}
	return routes
}

// systemRoutes describe the same for the API document.
func systemRoutes() []endpoint.Route {
	type state struct {
		Status string `json:"status" enum:"ok,degraded,down,draining"`
	}
	type full struct {
		Status string           `json:"status" enum:"ok,degraded,down"`
		Checks map[string]check `json:"checks"`
	}
	both := func(v any) map[int]endpoint.Content {
		return map[int]endpoint.Content{http.StatusOK: endpoint.JSON(v), http.StatusServiceUnavailable: endpoint.JSON(v)}
	}
	ok := func(kind string, v any) map[int]endpoint.Content {
		return map[int]endpoint.Content{http.StatusOK: {kind: v}}
	}
	out := []endpoint.Route{
		{ID: "health", Path: "/health", Summary: "State of the server and what it stands on", Doc: endpoint.Doc{Answers: both(full{})}},
		{ID: "livez", Path: "/livez", Summary: "Whether the process runs", Doc: endpoint.Doc{Answers: ok("application/json", state{})}},
		{ID: "readyz", Path: "/readyz", Summary: "Whether to send requests here", Doc: endpoint.Doc{Answers: both(state{})}},
		{ID: "metrics", Path: "/metrics", Summary: "Prometheus text; metrics.token or metrics.addr protect it", Doc: endpoint.Doc{Answers: ok("text/plain", "")}},
		{ID: "openapi", Path: "/openapi.json", Summary: "This document", Doc: endpoint.Doc{Answers: ok("application/json", map[string]any{})}},
		{ID: "docs-inspectors", Path: "/docs/inspectors", Summary: "What the product enforces, what it does not, and what an owner of the database could do", Doc: endpoint.Doc{Answers: ok("text/html", "")}},
		{ID: "docs", Path: "/docs", Summary: "This document as a page", Doc: endpoint.Doc{Answers: ok("text/html", "")}},
	}
	for i := range out {
		out[i].Method, out[i].Permission, out[i].Tag = http.MethodGet, endpoint.Public, "System"
	}
	return out
}

// serveMetrics opens the separate address of metrics.addr.
func (a *App) serveMetrics(ctx context.Context, failed chan error) error {
	if a.cfg.Metrics.Addr == "" {
		return nil
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", a.cfg.Metrics.Addr)
	if err != nil {
		return fmt.Errorf("metrics.addr: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", a.metrics.handler(a.cfg.Metrics.Token))
	a.metricsServer = newServer(mux, a.log, a.cfg.Server.ReadHeaderTimeout)
	a.wait.Go(func() { failed <- ignoreClosed(a.metricsServer.Serve(paced{l})) })
	return nil
}

// starting answers while the database is not there yet: alive, not ready.
func starting(base string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		guardHeaders(w.Header(), false)
		switch strings.TrimPrefix(r.URL.Path, base) {
		case "/livez":
			answer(w, http.StatusOK, map[string]string{"status": healthy})
		case "/readyz", "/health":
			answer(w, http.StatusServiceUnavailable, map[string]any{"status": broken, "checks": map[string]check{"database": {broken, "The server is starting."}}})
		default:
			w.Header().Set("Retry-After", "2")
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusServiceUnavailable)
			_ = json.NewEncoder(w).Encode(map[string]any{"type": "about:blank", "title": http.StatusText(http.StatusServiceUnavailable),
				"status": http.StatusServiceUnavailable, "code": "starting", "detail": "The server is starting; try again shortly."})
		}
	})
}

// document serves bytes that do not change while the server runs.
func document(contentType string, body []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(body) // the client may have gone
	})
}
