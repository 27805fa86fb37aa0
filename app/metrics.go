package app

import (
	"crypto/subtle"
	"database/sql"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics is one Prometheus registry; nothing is global.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	now      func() time.Time
}

func newMetrics(now func() time.Time) *metrics {
	m := &metrics{registry: prometheus.NewRegistry(), now: now,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "spectra_http_requests_total", Help: "Requests by route, method and status."}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "spectra_http_request_seconds", Help: "Time to answer by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route", "method"}),
	}
	m.registry.MustRegister(m.requests, m.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// watch adds the connection pool.
func (m *metrics) watch(pool *sql.DB) {
	m.registry.MustRegister(collectors.NewDBStatsCollector(pool, "spectra"))
}

// handler serves the text format; with a token only to who sends it.
func (m *metrics) handler(token string) http.Handler {
	inner := promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token != "" && subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte("Bearer "+token)) != 1 {
			w.Header().Set("WWW-Authenticate", `Bearer realm="spectra-metrics"`)
			http.Error(w, "metrics need the token of metrics.token", http.StatusUnauthorized)
			return
		}
		inner.ServeHTTP(w, r)
	})
}
