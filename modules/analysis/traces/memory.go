package traces

import (
	"context"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

const (
	// openPoints is how many points of large traces are in memory at the same time, and the largest has as many: one request of a few bytes asks for
	// half a gigabyte when the trace is the largest there may be.
	openPoints = 16 << 20
	// smallTrace is what needs no turn.
	smallTrace = 256 << 10
	turnTime   = 5 * time.Second
)

// memory lets large traces in turn by turn.
type memory struct{ points *semaphore.Weighted }

func newMemory() memory { return memory{semaphore.NewWeighted(openPoints)} }

// take waits for room for n points; done gives it back.
func (m memory) take(ctx context.Context, n int) (done func(), err error) {
	if n <= smallTrace {
		return func() {}, nil
	}
	weight := int64(min(n, openPoints))
	wait, cancel := context.WithTimeout(ctx, turnTime)
	defer cancel()
	if err := m.points.Acquire(wait, weight); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		busy := apperr.New(apperr.Unavailable, "busy", "Other large traces are being read right now. Try again shortly.")
		busy.RetryAfter = turnTime
		return nil, busy
	}
	return func() { m.points.Release(weight) }, nil
}
