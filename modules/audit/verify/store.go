package verify

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// ledger reads a trail inside one REPEATABLE READ, READ ONLY transaction: as spectra_backup all organisations, as
// spectra_app the one in the context.
type ledger struct{ tx pgx.Tx }

// plan makes PostgreSQL walk the chain by its key and look every entry up: sorting a million wide rows takes longer.
const plan = `set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_sort = off; set local jit = off;
 set local max_parallel_workers_per_gather = 0; set local timezone = 'UTC'`

func (l ledger) instance(ctx context.Context) (id.ID, error) {
	var v id.ID
	err := l.tx.QueryRow(ctx, `select id from audit.instance`).Scan(&v)
	return v, err
}

// orgs lists whoever has a chain, a head or an entry, whether or not the organisation still exists.
func (l ledger) orgs(ctx context.Context) ([]id.ID, error) {
	rows, err := l.tx.Query(ctx, `with recursive chained(org_id) as (
		(select org_id from audit.audit_chain order by org_id limit 1)
		union all select (select c.org_id from audit.audit_chain c where c.org_id > chained.org_id order by c.org_id limit 1) from chained where chained.org_id is not null)
		select org_id from chained where org_id is not null union select org_id from audit.audit_heads union select org_id from audit.audit_checkpoints order by 1`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[id.ID])
}

// rows streams one chain.
func (l ledger) rows(ctx context.Context, org id.ID, after int64, emit func(*chain.Row)) error {
	if _, err := l.tx.Exec(ctx, plan); err != nil {
		return err
	}
	d := &decoder{emit: emit}
	_, err := l.tx.Conn().PgConn().CopyTo(ctx, d, fmt.Sprintf(`copy (select %s from audit.audit_chain c left join audit.audit_logs l on l.id = c.entry_id
		where c.org_id = '%s' and c.seq > %d order by c.seq) to stdout (format binary)`, rowColumns, org, after))
	if err == nil && !d.ended {
		err = errCopy
	}
	return err
}

func (l ledger) head(ctx context.Context, org id.ID) (*chain.Head, error) {
	h := &chain.Head{}
	err := l.tx.QueryRow(ctx, `select seq, hash from audit.audit_heads where org_id = $1`, org).Scan(&h.Seq, &h.Hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // no head is an answer
	}
	return h, err
}

// unsealed counts the entries that are in no chain, by organisation.
func (l ledger) unsealed(ctx context.Context) (map[id.ID]int64, error) {
	rows, err := l.tx.Query(ctx, `select l.org_id, count(*) from audit.audit_logs l where not exists (select from audit.audit_chain c where c.entry_id = l.id) group by 1`)
	if err != nil {
		return nil, err
	}
	out := map[id.ID]int64{}
	var org id.ID
	var n int64
	_, err = pgx.ForEachRow(rows, []any{&org, &n}, func() error { out[org] = n; return nil })
	return out, err
}

func (l ledger) checkpoints(ctx context.Context, org id.ID) ([]chain.Checkpoint, error) {
	rows, err := l.tx.Query(ctx, `select tree_size, root, note, key_id, created_at from audit.audit_checkpoints where org_id = $1 order by tree_size`, org)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(r pgx.CollectableRow) (chain.Checkpoint, error) {
		c := chain.Checkpoint{Org: org}
		var root []byte
		err := r.Scan(&c.Size, &root, &c.Note, &c.KeyID, &c.CreatedAt)
		copy(c.Root[:], root)
		return c, err
	})
}
