package db

import (
	"context"
	"database/sql"
	"time"

	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// maxWait is how long a request waits for a connection before it is told to come back (SECURITY.md F-05).
const maxWait = 2 * time.Second

// gate lets in as many as there are connections: database/sql alone would let the rest wait as long as their requests
// may last. Whoever has no person yet may also use the early lane, so that a full house keeps nobody from signing in;
// the connection that is in neither lane is left to health and the access log.
type gate struct{ general, early chan struct{} }

func newGate(conns int) *gate {
	if conns < 4 {
		return &gate{general: make(chan struct{}, conns)}
	}
	return &gate{general: make(chan struct{}, conns-2), early: make(chan struct{}, 1)}
}

// enter gives the lane to leave again with <-lane.
func (g *gate) enter(ctx context.Context) (lane chan struct{}, err error) {
	select {
	case g.general <- struct{}{}:
		return g.general, nil
	default:
	}
	var early chan struct{} // nil is never ready
	if a := tenancy.From(ctx); a == nil || a.Kind == tenancy.System {
		early = g.early
	}
	timer := time.NewTimer(maxWait)
	defer timer.Stop()
	select {
	case g.general <- struct{}{}:
		return g.general, nil
	case early <- struct{}{}:
		return early, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-timer.C:
		return nil, unavailable("busy", "The server has more requests than it can answer right now. Try again shortly.")
	}
}

// statements is GORM's pool for single statements outside a transaction.
type statements struct {
	*sql.DB
	gate *gate
}

var _ gorm.ConnPool = statements{}

// QueryContext leaves the gate before its rows are read; GORM reads and closes them at once.
func (s statements) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	lane, err := s.gate.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { <-lane }()
	return s.DB.QueryContext(ctx, query, args...) //nolint:sqlclosecheck // the caller closes them
}

func (s statements) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	lane, err := s.gate.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { <-lane }()
	return s.DB.ExecContext(ctx, query, args...)
}

func (s statements) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	lane, err := s.gate.enter(ctx)
	if err != nil { // a Row cannot be made with an error of one's own
		gone, cancel := context.WithCancel(ctx)
		cancel()
		return s.DB.QueryRowContext(gone, query, args...)
	}
	defer func() { <-lane }()
	return s.DB.QueryRowContext(ctx, query, args...)
}

// GetDBConn gives GORM the pool itself.
func (s statements) GetDBConn() (*sql.DB, error) { return s.DB, nil }
