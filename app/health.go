package app

import (
	"context"
	"encoding/json"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/spectra-lab/spectra/migrations"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
)

// check is one line of /health. It names no version, host or address (SECURITY.md SD-4).
type check struct {
	Status string `json:"status"`
	Detail string `json:"detail,omitempty"`
}

type health struct {
	db       *db.DB
	jobs     func(ctx context.Context) error
	storage  func(ctx context.Context) error
	policy   func() error
	trail    func() string                   // why the audit trail has no newer checkpoint; empty: it has
	redis    func(ctx context.Context) error // nil when not configured
	mail     func(ctx context.Context) error // nil when not configured
	clock    clock.Clock
	draining atomic.Bool
}

const (
	healthy   = "ok"
	degraded  = "degraded"
	broken    = "down"
	maxDrift  = 2 * time.Second
	checkTime = 3 * time.Second
)

// run makes all checks. The database and its schema decide whether the server can work at all.
func (h *health) run(ctx context.Context) (string, map[string]check) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	checks := map[string]check{"database": {Status: healthy}, "schema": {Status: healthy}, "clock": {Status: healthy}}
	if err := h.db.Ping(ctx); err != nil {
		checks["database"] = check{broken, "The database does not answer."}
		checks["schema"] = check{"unknown", ""}
		checks["clock"] = check{"unknown", ""}
	} else {
		h.schema(ctx, checks)
		h.drift(ctx, checks)
	}
	soft(ctx, checks, "jobs", h.jobs, "The job queue does not answer.")
	soft(ctx, checks, "storage", h.storage, "Files cannot be stored or read.")
	if h.redis != nil {
		soft(ctx, checks, "redis", h.redis, "Redis does not answer.")
	}
	checks["mail"] = check{healthy, "No mail server is set up: notices appear in the inbox only."}
	if h.mail != nil {
		soft(ctx, checks, "mail", h.mail, "The mail server does not let this server in; mails wait. spectra doctor says why.")
	}
	checks["policy"] = check{Status: healthy}
	if h.policy() != nil {
		checks["policy"] = check{degraded, "The policy file on disk has errors; the last good policy is in force. See the log or run spectra policy check."}
	}
	checks["audit"] = check{Status: healthy}
	if h.trail() != "" {
		checks["audit"] = check{degraded, "The audit trail gets no checkpoints. See the log, or run spectra audit verify."}
	}
	return worst(checks), checks
}

func (h *health) schema(ctx context.Context, checks map[string]check) {
	state, err := migrations.Read(ctx, h.db.SQL())
	switch {
	case err != nil:
		checks["schema"] = check{broken, "The schema version cannot be read."}
	case !state.Current():
		checks["schema"] = check{broken, "The schema does not match this server."}
	}
}

// drift compares the two clocks: audit times are the database's, token times the server's (P11-37).
func (h *health) drift(ctx context.Context, checks map[string]check) {
	var now time.Time
	before := h.clock()
	if err := h.db.SQL().QueryRowContext(ctx, "select clock_timestamp()").Scan(&now); err != nil {
		checks["clock"] = check{"unknown", ""}
		return
	}
	if d := now.Sub(before); d > maxDrift || d < -maxDrift {
		checks["clock"] = check{degraded, "The clocks of server and database differ by more than 2 s."}
	}
}

func soft(ctx context.Context, checks map[string]check, name string, f func(context.Context) error, detail string) {
	checks[name] = check{Status: healthy}
	if f == nil {
		return
	}
	if err := f(ctx); err != nil {
		checks[name] = check{degraded, detail}
	}
}

func worst(checks map[string]check) string {
	out := healthy
	for _, c := range checks {
		switch c.Status {
		case broken:
			return broken
		case degraded:
			out = degraded
		}
	}
	return out
}

func (h *health) full(w http.ResponseWriter, r *http.Request) {
	status, checks := h.run(r.Context())
	code := http.StatusOK
	if status == broken {
		code = http.StatusServiceUnavailable
	}
	answer(w, code, map[string]any{"status": status, "checks": checks})
}

// live says that the process runs; it never touches the database.
func (h *health) live(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]string{"status": healthy})
}

// ready says whether to send requests here.
func (h *health) ready(w http.ResponseWriter, r *http.Request) {
	if h.draining.Load() {
		answer(w, http.StatusServiceUnavailable, map[string]string{"status": "draining"})
		return
	}
	status, _ := h.run(r.Context())
	code := http.StatusOK
	if status == broken {
		code = http.StatusServiceUnavailable
	}
	answer(w, code, map[string]string{"status": status})
}

func answer(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	if code == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "2")
	}
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body) // the client may have gone
}
