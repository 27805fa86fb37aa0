package proofs

import (
	"context"
	"encoding/hex"
	"io"
	"strings"

	"github.com/spectra-lab/spectra/modules/audit/archive"
	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/audit/ledger"
	"github.com/spectra-lab/spectra/modules/audit/trail"
	"github.com/spectra-lab/spectra/modules/audit/verify"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type store struct{ db *db.DB }

// in runs f on the trail as it is at one moment.
func (s store) in(ctx context.Context, f func(ctx context.Context, l ledger.Ledger) error) error {
	return s.db.InSnapshot(ctx, func(ctx context.Context) error {
		tx, err := s.db.PgxTx(ctx)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "set local statement_timeout = '5min'"); err != nil {
			return err
		}
		return f(ctx, ledger.Ledger{Tx: tx})
	})
}

func (s store) instance(ctx context.Context) (v id.ID, err error) {
	err = s.in(ctx, func(ctx context.Context, l ledger.Ledger) error {
		v, err = l.Instance(ctx)
		return err
	})
	return v, err
}

func (s store) verify(ctx context.Context, o verify.Options) (r *verify.Result, err error) {
	err = s.in(ctx, func(ctx context.Context, l ledger.Ledger) error {
		r, err = verify.Run(ctx, l.Tx, o)
		return err
	})
	return r, err
}

// newest is the last checkpoint with its anchors; nil: there is none.
func (s store) newest(ctx context.Context) (out *Checkpoint, err error) {
	org := tenancy.Must(ctx).Org
	err = s.in(ctx, func(ctx context.Context, l ledger.Ledger) error {
		c, err := l.Newest(ctx, org)
		if err != nil || c == nil {
			return err
		}
		head, err := l.Head(ctx, org)
		if err != nil {
			return err
		}
		out = &Checkpoint{Size: c.Size, Root: hex.EncodeToString(c.Root[:]), Note: c.Note, KeyID: c.KeyID, CreatedAt: c.CreatedAt, Anchors: []Anchor{}}
		if head != nil {
			out.HeadSeq = head.Seq
		}
		anchors, err := l.Anchors(ctx, org, c.Size)
		for _, a := range anchors {
			out.Anchors = append(out.Anchors, Anchor(a))
		}
		return err
	})
	return out, err
}

// export is an archive as the reader may see it.
func (s store) export(ctx context.Context, to io.Writer, format string, h archive.Head, f ledger.Filter, scope *trail.Scope) (foot archive.Foot, err error) {
	err = s.in(ctx, func(ctx context.Context, l ledger.Ledger) error {
		if f.Seen, err = l.Hides(ctx); err != nil {
			return err
		}
		if f.Seen {
			h.Filter = strings.TrimPrefix(h.Filter+"&closed_projects=left_out", "&")
		}
		if scope != nil {
			of, _ := id.Parse(scope.ID) // the route's schema lets only ids through
			if f.Records, err = l.Belonging(ctx, scope.Kind, of); err != nil {
				return err
			}
		}
		h.Complete = f.Whole()
		foot, err = s.archive(ctx, to, format, h, f)
		return err
	})
	return foot, err
}

func (s store) archive(ctx context.Context, to io.Writer, format string, h archive.Head, f ledger.Filter) (foot archive.Foot, err error) {
	err = s.in(ctx, func(ctx context.Context, l ledger.Ledger) error {
		if h.InstanceID, err = l.Instance(ctx); err != nil {
			return err
		}
		var newest *chain.Checkpoint
		if newest, err = l.Newest(ctx, h.OrgID); err != nil {
			return err
		}
		foot, err = write(ctx, l, to, format, h, f, newest)
		return err
	})
	return foot, err
}
