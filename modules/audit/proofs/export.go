package proofs

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"time"

	"github.com/spectra-lab/spectra/modules/audit/archive"
	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/audit/ledger"
	"github.com/spectra-lab/spectra/modules/audit/trail"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

const (
	verifyTime = 5 * time.Minute
	jsonLines  = "application/jsonl"
	csvType    = "text/csv"
)

type exportIn struct {
	trail.Filter
	Format string `query:"format" enum:"jsonl,csv" default:"jsonl"`
}

// export hands the trail out. Without filters it is the whole chain; with filters, and for somebody to whom projects are closed, each row carries the proof that it is
// in the tree of the newest checkpoint, and rows that no checkpoint has seen yet are left out.
func (s *Service) export(ctx context.Context, in *exportIn) (*endpoint.File, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	scope, err := in.Scope()
	if err != nil {
		return nil, err
	}
	f := filter(in.Filter, scope)
	s.await(ctx)
	now := s.kit.Clock()
	media := map[string]string{"jsonl": jsonLines, "csv": csvType + "; charset=utf-8"}[in.Format]
	out := &endpoint.File{Name: fileName(tenancy.Must(ctx).OrgSlug, in.Format, now), Type: media}
	asked := query(in)
	out.Facts = map[string]any{"format": in.Format, "filter": asked}
	out.Remark = fmt.Sprintf("audit trail, %s, filter %q", in.Format, asked)
	out.Fill = func(ctx context.Context, to io.Writer) error {
		h := archive.Head{OrgID: tenancy.Must(ctx).Org, ExportedAt: now, Filter: asked}
		foot, err := s.store.export(ctx, to, in.Format, h, f, scope)
		out.Facts["rows"] = foot.Rows
		return err
	}
	return out, nil
}

func filter(f trail.Filter, scope *trail.Scope) ledger.Filter {
	out := ledger.Filter{From: f.From, To: f.To, Action: f.Action, RecordType: f.RecordType, After: max(0, f.FromSeq-1), Through: f.ToSeq}
	out.ActorID, _ = id.Parse(f.ActorID) // the route's schema lets only ids through, or nothing
	out.RequestID, _ = id.Parse(f.RequestID)
	if scope == nil {
		out.RecordID, _ = id.Parse(f.RecordID)
		return out
	}
	out.RecordType = "" // the scope says which records
	if scope.Acts {
		out.Acts, _ = id.Parse(scope.ID)
	}
	return out
}

// query is the filter as it was asked, for the archive's first line.
func query(in *exportIn) string {
	q := url.Values{}
	for name, value := range map[string]string{"from": written(in.From), "to": written(in.To), "actor_id": in.ActorID, "action": in.Action, "record_type": in.RecordType,
		"record_id": in.RecordID, "request_id": in.RequestID, "include": in.Include, "project_id": in.ProjectID, "user_id": in.UserID, "from_seq": place(in.FromSeq), "to_seq": place(in.ToSeq)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q.Encode()
}

func place(seq int64) string {
	if seq == 0 {
		return ""
	}
	return strconv.FormatInt(seq, 10)
}

func written(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// write streams rows with what they need to be checked.
func write(ctx context.Context, l ledger.Ledger, to io.Writer, format string, h archive.Head, f ledger.Filter, newest *chain.Checkpoint) (archive.Foot, error) {
	prove := func(int64) ([]chain.Hash, error) { return nil, nil }
	if newest != nil {
		h.Checkpoint = newest.Note
	}
	if !h.Complete {
		size := int64(0)
		if newest != nil {
			size = newest.Size
		}
		p := &chain.Prover{}
		if err := l.Hashes(ctx, h.OrgID, size, p.Add); err != nil {
			return archive.Foot{}, err
		}
		if f.UpTo = size; size == 0 {
			f.UpTo = -1
		}
		prove = func(seq int64) ([]chain.Hash, error) {
			proof, err := p.Prove(seq)
			return proof.Path, err
		}
	}
	head, err := l.Head(ctx, h.OrgID)
	if err != nil {
		return archive.Foot{}, err
	}
	if head != nil {
		h.HeadSeq, h.HeadHash = head.Seq, hex.EncodeToString(head.Hash)
	}
	w, err := archive.NewWriter(to, format, h)
	if err != nil {
		return archive.Foot{}, err
	}
	var failed error
	err = l.Rows(ctx, h.OrgID, f, func(r *chain.Row) {
		if failed != nil {
			return
		}
		path, err := prove(r.Seq)
		if err == nil {
			err = w.Row(r, path)
		}
		failed = err
	})
	if err == nil {
		err = failed
	}
	if err != nil {
		return archive.Foot{}, err
	}
	return w.Close()
}
