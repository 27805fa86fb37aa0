package db

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"
)

// errOver is the answer to a statement after the last one.
var errOver = errors.New("db: the transaction has been committed by its last statement")

type lastKey struct{}

// ToLast marks a context whose transaction, once opened, may be committed by its last statement: whoever opens it does
// nothing in it after fn.
func ToLast(ctx context.Context) context.Context { return context.WithValue(ctx, lastKey{}, true) }

// Last runs a statement as Raw does, and commits with it in the same message where the opener of the transaction allows
// it: locks that the statement takes, such as an organisation's counter, are held for one message less. Nothing may be done
// in the transaction after it.
func (d *DB) Last(ctx context.Context, fn func(pgx.Rows) error, query string, args ...any) error {
	s, ok := ctx.Value(txKey{}).(*session)
	if !ok || !s.last {
		return d.Raw(ctx, fn, query, args...)
	}
	if err := ctx.Err(); err != nil { // as before every COMMIT (F-07)
		return err
	}
	return s.conn.last(ctx, fn, query, plain(slices.Clone(args)))
}

// last is not cut short by a request that gave up, as no COMMIT is: somebody must learn how it ended.
func (c *conn) last(ctx context.Context, fn func(pgx.Rows) error, query string, args []any) error {
	if c.over {
		return errOver
	}
	c.note(ctx, query)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
	defer cancel()
	var b pgx.Batch
	b.Queue(query, args...)
	b.Queue("commit")
	res := c.pg.SendBatch(ctx, &b)
	rows, err := res.Query()
	if err == nil {
		err = fn(rows)
		rows.Close()
		if err == nil {
			err = rows.Err()
		}
	}
	tag, ended := res.Exec()
	if closed := res.Close(); ended == nil {
		ended = closed
	}
	if !c.pg.IsClosed() && c.pg.PgConn().TxStatus() == 'I' {
		c.inTx, c.over = false, true
	}
	switch {
	case err != nil:
		return err
	case ended == nil && tag.String() == "ROLLBACK":
		return pgx.ErrTxCommitRollback
	}
	return ended
}
