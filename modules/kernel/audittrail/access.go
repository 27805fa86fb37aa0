package audittrail

import (
	"context"
	"log/slog"
	"sync"
	"time"

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
	in    chan Entry
	stop  chan struct{}
	done  chan struct{}
	close sync.Once
}

const (
	accessBuffer = 16384
	accessBatch  = 2000
	accessFlush  = 500 * time.Millisecond
)

// NewAccessLog makes the log; Run must be started for entries to be written.
func NewAccessLog(d *db.DB, log *slog.Logger) *AccessLog {
	return &AccessLog{db: d, log: log, in: make(chan Entry, accessBuffer), stop: make(chan struct{}), done: make(chan struct{})}
}

// Write hands an entry over. When the buffer is full it waits: a lost refusal would be worse than a slow answer.
func (l *AccessLog) Write(e Entry) {
	select {
	case l.in <- e:
	case <-l.done:
		l.log.Error("access log entry after close", "action", e.Action)
	}
}

// Run writes until Close; ctx carries no deadline.
func (l *AccessLog) Run(ctx context.Context) {
	defer close(l.done)
	tick := time.NewTicker(accessFlush)
	defer tick.Stop()
	batch := make([]Entry, 0, accessBatch)
	for {
		select {
		case e := <-l.in:
			if batch = append(batch, e); len(batch) < accessBatch {
				continue
			}
		case <-tick.C:
		case <-l.stop:
			l.flush(ctx, l.drain(batch))
			return
		}
		batch = l.flush(ctx, batch)
	}
}

// Close writes what is left and ends Run.
func (l *AccessLog) Close() {
	l.close.Do(func() { close(l.stop) })
	<-l.done
}

func (l *AccessLog) drain(batch []Entry) []Entry {
	for {
		select {
		case e := <-l.in:
			batch = append(batch, e)
		default:
			return batch
		}
	}
}

// flush writes the batch; entries of a failed write are kept for the next one, up to the buffer's size.
func (l *AccessLog) flush(ctx context.Context, batch []Entry) []Entry {
	groups := map[id.ID][]Entry{}
	for _, e := range batch {
		org := id.Nil
		if e.Actor != nil {
			org = e.Actor.Org
		}
		groups[org] = append(groups[org], e)
	}
	batch = batch[:0]
	for org, entries := range groups {
		if err := l.insert(ctx, org, entries); err != nil {
			l.log.Error("access log not written, will retry", "entries", len(entries), "error", err)
			if len(batch)+len(entries) <= accessBuffer {
				batch = append(batch, entries...)
			}
		}
	}
	return batch
}
