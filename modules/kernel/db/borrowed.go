package db

import (
	"context"
	"errors"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// borrowed is a pgx.Tx over a connection whose transaction belongs to the driver wrapper. Begin makes a savepoint;
// the outermost Commit and Rollback are refused, because the owner decides.
type borrowed struct {
	conn  *pgx.Conn
	depth int
}

var errBorrowed = errors.New("db: the transaction belongs to the caller")

func (b *borrowed) Begin(ctx context.Context) (pgx.Tx, error) {
	next := &borrowed{conn: b.conn, depth: b.depth + 1}
	_, err := b.conn.Exec(ctx, "savepoint "+next.name())
	return next, err
}

func (b *borrowed) Commit(ctx context.Context) error {
	if b.depth == 0 {
		return errBorrowed
	}
	_, err := b.conn.Exec(ctx, "release savepoint "+b.name())
	return err
}

func (b *borrowed) Rollback(ctx context.Context) error {
	if b.depth == 0 {
		return errBorrowed
	}
	_, err := b.conn.Exec(ctx, "rollback to savepoint "+b.name())
	return err
}

func (b *borrowed) name() string { return "borrowed_" + strconv.Itoa(b.depth) }

func (b *borrowed) CopyFrom(ctx context.Context, t pgx.Identifier, cols []string, src pgx.CopyFromSource) (int64, error) {
	return b.conn.CopyFrom(ctx, t, cols, src)
}

func (b *borrowed) SendBatch(ctx context.Context, batch *pgx.Batch) pgx.BatchResults {
	return b.conn.SendBatch(ctx, batch)
}

func (b *borrowed) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }

func (b *borrowed) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	return b.conn.Prepare(ctx, name, sql)
}

func (b *borrowed) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return b.conn.Exec(ctx, sql, args...)
}

func (b *borrowed) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return b.conn.Query(ctx, sql, args...)
}

func (b *borrowed) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return b.conn.QueryRow(ctx, sql, args...)
}

func (b *borrowed) Conn() *pgx.Conn { return b.conn }
