package verify

import (
	"context"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/audit/ledger"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// walk checks chains, through several connections at once: the database reads one while another is hashed.
type walk struct {
	trails   []chain.Trail
	unsealed map[id.ID]int64
	reports  []chain.Report // in the order of trails
	progress func(done int64)

	mu   sync.Mutex
	next int
	done int64
}

func (w *walk) all(ctx context.Context, first ledger.Ledger, beside []pgx.Tx) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return w.through(ctx, first) })
	for _, tx := range beside[:max(0, min(len(beside), len(w.trails)-1))] {
		g.Go(func() error { return w.through(ctx, ledger.Ledger{Tx: tx}) })
	}
	return g.Wait()
}

// through takes one chain after the other until none is left.
func (w *walk) through(ctx context.Context, l ledger.Ledger) error {
	for {
		w.mu.Lock()
		i := w.next
		w.next++
		w.mu.Unlock()
		if i >= len(w.trails) {
			return nil
		}
		report, err := w.chain(ctx, l, w.trails[i])
		if err != nil {
			return fmt.Errorf("organisation %s: %w", w.trails[i].Org, err)
		}
		w.reports[i] = report
	}
}

func (w *walk) chain(ctx context.Context, l ledger.Ledger, t chain.Trail) (_ chain.Report, err error) {
	if t.Keys != nil {
		if t.Checkpoints, err = l.Checkpoints(ctx, t.Org); err != nil {
			return chain.Report{}, err
		}
	}
	v := chain.NewVerifier(t)
	n := int64(0)
	err = l.Rows(ctx, t.Org, ledger.Filter{}, func(row *chain.Row) {
		v.Add(row)
		if n++; n%progressStep == 0 {
			w.count(progressStep)
		}
	})
	if err != nil {
		return chain.Report{}, err
	}
	w.count(n % progressStep)
	head, err := l.Head(ctx, t.Org)
	if err != nil {
		return chain.Report{}, err
	}
	return v.Close(head, w.unsealed[t.Org]), nil
}

// count adds entries that were checked.
func (w *walk) count(n int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done += n
	if w.progress != nil {
		w.progress(w.done)
	}
}
