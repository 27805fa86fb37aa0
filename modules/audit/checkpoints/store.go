package checkpoints

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/spectra-lab/spectra/modules/audit/chain"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// ledger is a connection as spectra_checkpointer.
type ledger struct {
	pg    *pgx.Conn
	leads bool
}

type head struct {
	org  id.ID
	seq  int64
	hash []byte
}

type anchor struct {
	kind, target string
	receipt      []byte
}

func open(ctx context.Context, url string) (*ledger, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errors.New("database.checkpointer_url cannot be parsed")
	}
	config.RuntimeParams["application_name"] = "spectra-checkpointer"
	config.RuntimeParams["timezone"] = "UTC"
	pg, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connect as spectra_checkpointer (is database.checkpointer_password the one that migrate set?): %w", err)
	}
	return &ledger{pg: pg}, nil
}

func (l *ledger) close(ctx context.Context) { _ = l.pg.Close(context.WithoutCancel(ctx)) }

// leaderLock is held by the server that makes checkpoints; it ends with the connection.
const leaderLock = 0x5bec74a1ac

func (l *ledger) lead(ctx context.Context) (bool, error) {
	if l.leads {
		return true, l.pg.Ping(ctx)
	}
	err := l.pg.QueryRow(ctx, "select pg_try_advisory_lock($1)", int64(leaderLock)).Scan(&l.leads)
	return l.leads, err
}

func (l *ledger) instance(ctx context.Context) (v id.ID, err error) {
	err = l.pg.QueryRow(ctx, "select audit.instance_id()").Scan(&v)
	return v, err
}

func (l *ledger) heads(ctx context.Context) ([]head, error) {
	rows, err := l.pg.Query(ctx, "select org_id, seq, hash from audit.audit_heads order by org_id")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(r pgx.CollectableRow) (h head, err error) {
		err = r.Scan(&h.org, &h.seq, &h.hash)
		return h, err
	})
}

// last is the newest checkpoint; a size of 0 is none.
func (l *ledger) last(ctx context.Context, org id.ID) (chain.Checkpoint, error) {
	c := chain.Checkpoint{Org: org}
	var root []byte
	err := l.pg.QueryRow(ctx, "select tree_size, root, note, key_id, created_at from audit.audit_checkpoints where org_id = $1 order by tree_size desc limit 1", org).
		Scan(&c.Size, &root, &c.Note, &c.KeyID, &c.CreatedAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, nil
	}
	copy(c.Root[:], root)
	return c, err
}

// links walks the places after one up to another.
func (l *ledger) links(ctx context.Context, org id.ID, after, upTo int64, each func(seq int64, prev, hash []byte) error) error {
	rows, err := l.pg.Query(ctx, "select seq, prev_hash, hash from audit.audit_chain where org_id = $1 and seq > $2 and seq <= $3 order by seq", org, after, upTo)
	if err != nil {
		return err
	}
	defer rows.Close()
	var seq int64
	var prev, hash pgtype.DriverBytes // valid until the next row: nothing is copied
	for rows.Next() {
		if err := rows.Scan(&seq, &prev, &hash); err != nil {
			return err
		}
		if err := each(seq, prev, hash); err != nil {
			return err
		}
	}
	return rows.Err()
}

// store writes a checkpoint with its first anchor.
func (l *ledger) store(ctx context.Context, c chain.Checkpoint, a anchor) error {
	return pgx.BeginFunc(ctx, l.pg, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "insert into audit.audit_checkpoints (org_id, tree_size, root, note, key_id, created_at) values ($1, $2, $3, $4, $5, $6)",
			c.Org, c.Size, c.Root[:], c.Note, c.KeyID, c.CreatedAt); err != nil {
			return err
		}
		return insertAnchor(ctx, tx, c, a)
	})
}

func (l *ledger) anchor(ctx context.Context, c chain.Checkpoint, a anchor) error {
	return pgx.BeginFunc(ctx, l.pg, func(tx pgx.Tx) error { return insertAnchor(ctx, tx, c, a) })
}

func insertAnchor(ctx context.Context, tx pgx.Tx, c chain.Checkpoint, a anchor) error {
	_, err := tx.Exec(ctx, "insert into audit.audit_anchors (org_id, tree_size, kind, target, receipt) values ($1, $2, $3, $4, $5)", c.Org, c.Size, a.kind, a.target, a.receipt)
	return err
}
