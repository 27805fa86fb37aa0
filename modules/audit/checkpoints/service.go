package checkpoints

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Options of the checkpointer.
type Options struct {
	URL       string // as spectra_checkpointer
	Signer    note.Signer
	Directory Directory
	Every     time.Duration
	Stamper   Stamper // nil: no time-stamps
	StampOf   time.Duration
	Clock     clock.Clock
	Log       *slog.Logger
}

// Stamper has a time-stamping authority confirm bytes (RFC 3161).
type Stamper interface {
	Stamp(ctx context.Context, message []byte) (token []byte, authority string, err error)
}

// State is how far an organisation's trail is proven.
type State struct {
	Checkpoint chain.Checkpoint
	CheckedAt  time.Time // when the chain up to there was last found whole
	Problem    string    // why there can be no further checkpoint; empty: none
}

// Service makes the checkpoints. Of all servers of an installation one leads at a time.
type Service struct {
	o      Options
	wake   chan struct{}
	chains map[id.ID]*grown
	broken map[id.ID]*finding
	conn   *ledger // kept between rounds, with the leadership; nil after a failure
	failed atomic.Pointer[string]

	mu     sync.Mutex
	states map[id.ID]State
}

// grown is what the leader remembers of a chain, to check only what came since.
type grown struct {
	tree    *chain.Tree
	last    chain.Hash
	stamped time.Time
}

// finding is a chain that was found broken. It is read again only now and then: somebody must repair it first, and a long
// chain takes seconds.
type finding struct {
	err         *brokenError
	wait        time.Duration
	nextReading time.Time
}

// The first reading after a chain was found broken, and how rare they get.
const (
	readAgain  = 10 * time.Minute
	readAtMost = 3 * time.Hour
)

// entriesStep is the growth that is worth a checkpoint before its time.
const entriesStep = 1000

// New makes the service; Run must be started.
func New(o Options) *Service {
	return &Service{o: o, wake: make(chan struct{}, 1), chains: map[id.ID]*grown{}, broken: map[id.ID]*finding{}, states: map[id.ID]State{}}
}

// Wake asks for checkpoints at once: something was signed.
func (s *Service) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// State tells how far an organisation's trail is proven, as this server knows.
func (s *Service) State(org id.ID) (State, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st, ok := s.states[org]
	return st, ok
}

// Failure says why no checkpoint could be made lately; empty when all is well.
func (s *Service) Failure() string {
	if f := s.failed.Load(); f != nil {
		return *f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.states {
		if st.Problem != "" {
			return st.Problem
		}
	}
	return ""
}

// lookEvery is how often heads are compared with the last checkpoints.
const lookEvery = 5 * time.Second

// Run makes checkpoints until the context ends.
func (s *Service) Run(ctx context.Context) {
	defer s.disconnect(ctx)
	look := time.NewTicker(min(lookEvery, s.o.Every))
	defer look.Stop()
	due := s.o.Clock()
	for {
		forced := false
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
			forced = true
		case <-look.C:
			forced = !s.o.Clock().Before(due)
		}
		if err := s.Round(ctx, forced); err != nil && ctx.Err() == nil {
			text := err.Error()
			if old := s.failed.Swap(&text); old == nil || *old != text {
				s.o.Log.Error("no checkpoint of the audit trail", "error", err)
			}
			continue
		}
		s.failed.Store(nil)
		if forced {
			due = s.o.Clock().Add(s.o.Every)
		}
	}
}

// Round makes a checkpoint of every chain that grew: by anything when forced, else by entriesStep. Another server that
// leads has done so already, and this one only learns its states.
func (s *Service) Round(ctx context.Context, forced bool) (err error) {
	if s.conn == nil {
		if s.conn, err = open(ctx, s.o.URL); err != nil {
			return err
		}
	}
	l := s.conn
	defer func() {
		var broken *brokenError
		if err != nil && !errors.As(err, &broken) {
			s.disconnect(ctx)
		}
	}()
	leads, err := l.lead(ctx)
	if err != nil {
		return err
	}
	instance, err := l.instance(ctx)
	if err != nil {
		return err
	}
	heads, err := l.heads(ctx)
	if err != nil {
		return err
	}
	var problems []error
	for _, h := range heads {
		if err := s.one(ctx, l, instance, h, forced, leads); err != nil {
			problems = append(problems, fmt.Errorf("organisation %s: %w", h.org, err))
		}
	}
	return errors.Join(problems...)
}

func (s *Service) disconnect(ctx context.Context) {
	if s.conn != nil {
		s.conn.close(ctx)
		s.conn = nil
	}
}

func (s *Service) one(ctx context.Context, l *ledger, instance id.ID, h head, forced, leads bool) error {
	st, known := s.State(h.org)
	if !known || !leads {
		last, err := l.last(ctx, h.org)
		if err != nil {
			return err
		}
		st = State{Checkpoint: last, CheckedAt: last.CreatedAt}
		s.remember(h.org, st)
	}
	behind := h.seq - st.Checkpoint.Size
	if !leads || behind == 0 || behind > 0 && behind < entriesStep && !forced {
		return nil
	}
	if f := s.broken[h.org]; f != nil && s.o.Clock().Before(f.nextReading) {
		return f.err
	}
	g, err := s.grow(ctx, l, instance, h, st.Checkpoint)
	var broken *brokenError
	if errors.As(err, &broken) {
		st.Problem = broken.Error()
		s.remember(h.org, st)
		s.found(h.org, broken)
	}
	if err != nil {
		return err
	}
	delete(s.broken, h.org)
	return s.make(ctx, l, instance, h.org, g)
}

// found remembers that a chain is broken; each further reading that finds it so makes the next one rarer.
func (s *Service) found(org id.ID, err *brokenError) {
	wait := readAgain
	if f := s.broken[org]; f != nil {
		wait = min(2*f.wait, readAtMost)
	}
	s.broken[org] = &finding{err: err, wait: wait, nextReading: s.o.Clock().Add(wait)}
}

// make signs a checkpoint, stores it, and puts copies outside.
func (s *Service) make(ctx context.Context, l *ledger, instance, org id.ID, g *grown) error {
	c, err := chain.Sign(s.o.Signer, instance, org, g.tree, s.o.Clock().UTC())
	if err != nil {
		return err
	}
	name, err := s.o.Directory.Add(instance, c) // outside first: what only the database knows proves nothing
	if err != nil {
		return err
	}
	if err := l.store(ctx, c, anchor{kind: "directory", target: name, receipt: []byte(c.Note)}); err != nil {
		return err
	}
	s.remember(org, State{Checkpoint: c, CheckedAt: c.CreatedAt})
	return s.stamp(ctx, l, c, g)
}

// stamp has the checkpoint confirmed by the time-stamping authority when that is due. An authority that does not
// answer stops no checkpoint: the directory has it.
func (s *Service) stamp(ctx context.Context, l *ledger, c chain.Checkpoint, g *grown) error {
	if s.o.Stamper == nil || c.CreatedAt.Sub(g.stamped) < s.o.StampOf {
		return nil
	}
	token, authority, err := s.o.Stamper.Stamp(ctx, []byte(c.Note))
	if err != nil {
		s.o.Log.Warn("no time-stamp of a checkpoint", "authority", authority, "error", err)
		return nil
	}
	g.stamped = c.CreatedAt
	return l.anchor(ctx, c, anchor{kind: "rfc3161", target: authority, receipt: token})
}

func (s *Service) remember(org id.ID, st State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.states[org] = st
}

// brokenError tells that a chain is not what an earlier checkpoint saw, or does not hang together.
type brokenError struct {
	seq int64
	why string
}

// Error says what to do.
func (e *brokenError) Error() string {
	return fmt.Sprintf("the audit trail is broken at place %d: %s; run spectra audit verify and call quality assurance", e.seq, e.why)
}

// grow reads what came since the last round and checks that it follows. After a start the whole chain is read once,
// and its root compared with the last checkpoint's.
func (s *Service) grow(ctx context.Context, l *ledger, instance id.ID, h head, last chain.Checkpoint) (*grown, error) {
	g := s.chains[h.org]
	if last.Size > h.seq {
		return nil, &brokenError{h.seq, fmt.Sprintf("a checkpoint saw %d entries, %d are left", last.Size, h.seq)}
	}
	if g == nil {
		g = &grown{tree: &chain.Tree{}, last: chain.Genesis(instance, h.org)}
	}
	next := &grown{tree: g.tree.Clone(), last: g.last, stamped: g.stamped}
	err := l.links(ctx, h.org, g.tree.Size(), h.seq, func(seq int64, prev, hash []byte) error {
		switch {
		case seq != next.tree.Size()+1:
			return &brokenError{next.tree.Size() + 1, "entries are missing"}
		case !bytes.Equal(prev, next.last[:]):
			return &brokenError{seq, "it does not follow the entry before"}
		}
		next.tree.Add(hash)
		next.last = chain.Hash(hash)
		if seq == last.Size && next.tree.Root() != last.Root {
			return &brokenError{seq, "it is not what the last checkpoint saw"}
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case next.tree.Size() != h.seq:
		return nil, &brokenError{next.tree.Size() + 1, "entries are missing before the head"}
	case !bytes.Equal(h.hash, next.last[:]):
		return nil, &brokenError{h.seq, "the head is another one"}
	}
	s.chains[h.org] = next
	return next, nil
}
