package audittrail

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Entry is one line of the access log.
type Entry struct {
	Actor      *tenancy.Actor // nil before anyone is known: goes to the system organisation
	OccurredAt time.Time
	Action     string // operation id of the route, or login_failed …
	Permission string
	Method     string
	Path       string // as called, without query
	RecordType string
	RecordID   id.ID
	Status     int
	RequestID  id.ID
	IP         string
	UserAgent  string
	Detail     string
}

// AccessLog collects entries and writes them in batches, one per organisation, at least once a second.
type AccessLog struct {
	db    *db.DB
	log   *slog.Logger
	in    chan line
	stop  chan struct{}
	done  chan struct{}
	wait  time.Duration // for room in the buffer
	close sync.Once
}

// line is an entry with its id, given once: a repeat after a lost answer of the database is no second line.
type line struct {
	Entry
	id id.ID
}

const (
	accessBuffer = 16384                  // lines waiting for the writer, and as many again while the database is away
	accessBatch  = 2000                   // lines of one statement
	accessFlush  = 800 * time.Millisecond // each flush with lines is an entry of the chain
	accessLast   = 3                      // tries at the end
	accessWait   = 10 * time.Second
)

// NewAccessLog makes the log; Run must be started for entries to be written.
func NewAccessLog(d *db.DB, log *slog.Logger) *AccessLog {
	return &AccessLog{db: d, log: log, in: make(chan line, accessBuffer), stop: make(chan struct{}), done: make(chan struct{}), wait: accessWait}
}

// Write hands an entry over. When the buffer is full it waits: a lost refusal would be worse than a slow answer. It
// does not wait for ever, or every request would hang while the database is away (F-02): then the entry goes to the
// server's log.
func (l *AccessLog) Write(e Entry) {
	select {
	case <-l.done: // looked at first: the buffer may have room that nobody will empty
		l.log.Error("access log entry after close", "action", e.Action)
		return
	default:
	}
	entry := line{e, id.New()}
	select {
	case l.in <- entry:
		return
	default:
	}
	late := time.NewTimer(l.wait)
	defer late.Stop()
	select {
	case l.in <- entry:
	case <-l.done:
		l.log.Error("access log entry after close", "action", e.Action)
	case <-late.C:
		user := id.Nil
		if e.Actor != nil {
			user = e.Actor.ID
		}
		l.log.Error("access log is full, entry kept only here", "action", e.Action, "actor_id", user.String(), "record_id", e.RecordID.String(),
			"status", e.Status, "ip", e.IP, "request_id", e.RequestID.String(), "at", e.OccurredAt)
	}
}

// Run writes until Close; ctx carries no deadline.
func (l *AccessLog) Run(ctx context.Context) {
	defer close(l.done)
	tick := time.NewTicker(accessFlush)
	defer tick.Stop()
	batch, waiting := make([]line, 0, accessBatch), false
	for {
		in := l.in
		if len(batch) >= accessBuffer {
			in = nil // the database is away for long: Write waits, memory stays bounded
		}
		select {
		case e := <-in:
			if batch = append(batch, e); waiting || len(batch) < accessBatch {
				continue
			}
		case <-tick.C:
		case <-l.stop:
			l.end(ctx, tick, l.drain(batch))
			return
		}
		batch = l.flush(ctx, batch)
		waiting = len(batch) > 0 // tried again at the next tick, not at the next entry
	}
}

// end writes what is left, with a few tries.
func (l *AccessLog) end(ctx context.Context, tick *time.Ticker, batch []line) {
	for range accessLast {
		if batch = l.flush(ctx, batch); len(batch) == 0 {
			return
		}
		<-tick.C
	}
	l.log.Error("access log entries lost: the database was away at the end", "entries", len(batch))
}

// Close writes what is left and ends Run.
func (l *AccessLog) Close() {
	l.close.Do(func() { close(l.stop) })
	<-l.done
}

func (l *AccessLog) drain(batch []line) []line {
	for {
		select {
		case e := <-l.in:
			batch = append(batch, e)
		default:
			return batch
		}
	}
}

// flush writes the batch and gives back what could not be written.
func (l *AccessLog) flush(ctx context.Context, batch []line) []line {
	groups := map[id.ID][]line{}
	for _, e := range batch {
		org := id.Nil
		if e.Actor != nil {
			org = e.Actor.Org
		}
		groups[org] = append(groups[org], e)
	}
	left := batch[:0]
	for org, lines := range groups {
		for chunk := range slices.Chunk(lines, accessBatch) {
			if len(left) > 0 { // away for one is away for all
				left = append(left, chunk...)
				continue
			}
			left = append(left, l.insert(ctx, org, chunk)...)
		}
	}
	if len(left) > 0 {
		l.log.Error("access log not written, will retry", "entries", len(left))
	}
	return left
}

// insert writes lines of one organisation and gives back those to try again. A line that the database will never take
// must not hold up the others: it is looked for by halves, and told to the server's log.
func (l *AccessLog) insert(ctx context.Context, org id.ID, lines []line) []line {
	err := l.store(ctx, org, lines)
	switch e := db.Translate(err); {
	case err == nil:
		return nil
	case e == nil || e.Kind != apperr.Invalid:
		l.log.Error("access log", "error", err)
		return lines
	case len(lines) == 1:
		l.log.Error("access log entry refused", "action", lines[0].Action, "status", lines[0].Status, "request_id", lines[0].RequestID.String(), "error", err)
		return nil
	}
	half := len(lines) / 2
	return append(l.insert(ctx, org, lines[:half]), l.insert(ctx, org, lines[half:])...)
}
