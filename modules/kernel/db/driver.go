package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// connector opens pgx connections for database/sql.
type connector struct {
	config  *pgx.ConnConfig
	observe func(ctx context.Context, sql string)
}

func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	pg, err := pgx.ConnectConfig(ctx, c.config)
	if err != nil {
		return nil, err
	}
	return &conn{pg: pg, observe: c.observe}, nil
}

func (c *connector) Driver() driver.Driver { return noDSN{} }

type noDSN struct{}

func (noDSN) Open(string) (driver.Conn, error) { return nil, errors.New("db: open through db.Open") }

// conn is one session. Outside a transaction it sends the stamp and the statement in one pipelined message: all up
// to one Sync is one implicit transaction, so the transaction-local settings vanish by themselves.
type conn struct {
	pg      *pgx.Conn
	inTx    bool
	observe func(ctx context.Context, sql string)
}

var (
	_ driver.QueryerContext    = (*conn)(nil)
	_ driver.ExecerContext     = (*conn)(nil)
	_ driver.ConnBeginTx       = (*conn)(nil)
	_ driver.Pinger            = (*conn)(nil)
	_ driver.SessionResetter   = (*conn)(nil)
	_ driver.Validator         = (*conn)(nil)
	_ driver.NamedValueChecker = (*conn)(nil)
)

// Prepare is refused: a plan prepared by hand would bypass the stamp, and pgx caches statements itself.
func (c *conn) Prepare(string) (driver.Stmt, error) {
	return nil, errors.New("db: explicit prepared statements are not used (PrepareStmt must stay off)")
}

func (c *conn) Close() error {
	return c.pg.Close(context.Background()) //nolint:forbidigo // database/sql gives no context here
}

// Begin is never called: BeginTx is implemented.
func (c *conn) Begin() (driver.Tx, error) { return nil, errors.New("db: use BeginTx") }

func (c *conn) Ping(ctx context.Context) error { return c.pg.Ping(ctx) }

func (c *conn) IsValid() bool { return !c.pg.IsClosed() }

func (c *conn) ResetSession(context.Context) error {
	if c.pg.IsClosed() || c.pg.PgConn().TxStatus() != 'I' {
		return driver.ErrBadConn
	}
	return nil
}

// CheckNamedValue passes everything through: pgx encodes Go types, slices and driver.Valuers natively.
func (c *conn) CheckNamedValue(*driver.NamedValue) error { return nil }

func (c *conn) QueryContext(ctx context.Context, sql string, args []driver.NamedValue) (driver.Rows, error) {
	rows, done, err := c.query(ctx, sql, positional(args))
	if err != nil {
		return nil, err
	}
	return newRows(rows, done, c.pg.TypeMap()), nil
}

// query runs one statement with its stamp and returns the rows and what must be closed after them.
func (c *conn) query(ctx context.Context, sql string, args []any) (pgx.Rows, func() error, error) {
	c.note(ctx, sql)
	stamp, values := statementStamp(ctx)
	if c.inTx || stamp == "" {
		rows, err := c.pg.Query(ctx, sql, args...)
		return rows, nothing, err
	}
	var b pgx.Batch
	b.Queue(stamp, values...)
	b.Queue(sql, args...)
	res := c.pg.SendBatch(ctx, &b)
	if _, err := res.Exec(); err != nil {
		return nil, nil, errors.Join(err, res.Close())
	}
	rows, err := res.Query()
	if err != nil {
		return nil, nil, errors.Join(err, res.Close())
	}
	return rows, res.Close, nil
}

func (c *conn) ExecContext(ctx context.Context, sql string, args []driver.NamedValue) (driver.Result, error) {
	c.note(ctx, sql)
	stamp, values := statementStamp(ctx)
	if c.inTx || stamp == "" {
		tag, err := c.pg.Exec(ctx, sql, positional(args)...)
		return driver.RowsAffected(tag.RowsAffected()), err
	}
	var b pgx.Batch
	b.Queue(stamp, values...)
	b.Queue(sql, positional(args)...)
	res := c.pg.SendBatch(ctx, &b)
	_, err := res.Exec()
	if err != nil {
		return nil, errors.Join(err, res.Close())
	}
	tag, err := res.Exec()
	if closeErr := res.Close(); err == nil {
		err = closeErr
	}
	return driver.RowsAffected(tag.RowsAffected()), err
}

// BeginTx sends BEGIN and the whole stamp in one message.
func (c *conn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	begin := "begin"
	if o.ReadOnly {
		begin = "begin isolation level repeatable read read only"
	}
	var b pgx.Batch
	b.Queue(begin)
	if stamp, values := transactionStamp(ctx); stamp != "" {
		b.Queue(stamp, values...)
	}
	c.note(ctx, begin)
	if err := c.pg.SendBatch(ctx, &b).Close(); err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	c.inTx = true
	return &tx{conn: c, ctx: ctx}, nil
}

func (c *conn) note(ctx context.Context, sql string) {
	if c.observe != nil {
		c.observe(ctx, sql)
	}
}

// tx ends the transaction in the context it began in; database/sql passes none.
type tx struct {
	conn *conn
	ctx  context.Context //nolint:containedctx // see above
}

func (t *tx) Commit() error {
	t.conn.inTx = false
	tag, err := t.conn.pg.Exec(t.ctx, "commit")
	if err == nil && tag.String() == "ROLLBACK" {
		return pgx.ErrTxCommitRollback
	}
	return err
}

func (t *tx) Rollback() error {
	t.conn.inTx = false
	// A cancelled request must still roll back, or the connection would be lost with it.
	_, err := t.conn.pg.Exec(context.WithoutCancel(t.ctx), "rollback")
	return err
}

func positional(args []driver.NamedValue) []any {
	out := make([]any, len(args))
	for i := range args {
		out[i] = args[i].Value
	}
	return out
}

func nothing() error { return nil }
