package jobs

import (
	"context"
	"log/slog"

	"github.com/jackc/pgx/v5"
)

// pgxTx is the transaction type of River's pgx driver.
type pgxTx = pgx.Tx

// quiet passes River's warnings and errors on and keeps its chatter out of the log.
type quiet struct{ slog.Handler }

// Enabled drops everything below a warning.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}
