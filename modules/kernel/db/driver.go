package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// connector opens pgx connections for database/sql.
type connector struct {
	config  *pgx.ConnConfig
	can     tenancy.Can
	observe func(ctx context.Context, sql string)
}

func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	pg, err := pgx.ConnectConfig(ctx, c.config)
	if err != nil {
		return nil, err
	}
	// Times come out in UTC whatever the zone of the machine: they go into answers as they are.
	pg.TypeMap().RegisterType(&pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC}})
	return &conn{pg: pg, can: c.can, observe: c.observe, used: clock.System()}, nil
}

func (c *connector) Driver() driver.Driver { return noDSN{} }

type noDSN struct{}

func (noDSN) Open(string) (driver.Conn, error) { return nil, errors.New("db: open through db.Open") }

// conn is one session. Outside a transaction it sends the stamp and the statement in one pipelined message: all up
// to one Sync is one implicit transaction, so the transaction-local settings vanish by themselves.
type conn struct {
	pg      *pgx.Conn
	inTx    bool
	over    bool // the transaction has been ended by its last statement
	used    time.Time
	can     tenancy.Can
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

// idleCheck is how long a connection may lie before it is asked for a sign of life: after a restart of the database a
// request would otherwise fail for each one that lies there (F-02).
const idleCheck = time.Second

func (c *conn) ResetSession(ctx context.Context) error {
	if c.pg.IsClosed() || c.pg.PgConn().TxStatus() != 'I' {
		return driver.ErrBadConn
	}
	now := clock.System()
	if now.Sub(c.used) > idleCheck && c.pg.Ping(ctx) != nil {
		return driver.ErrBadConn
	}
	c.used = now
	return nil
}

// CheckNamedValue passes everything through: pgx encodes Go types, slices and driver.Valuers natively.
func (c *conn) CheckNamedValue(*driver.NamedValue) error { return nil }

func (c *conn) QueryContext(ctx context.Context, sql string, args []driver.NamedValue) (driver.Rows, error) {
	rows, done, err := c.query(ctx, sql, plain(positional(args)))
	if err != nil {
		return nil, err
	}
	return newRows(rows, done, c.pg.TypeMap()), nil
}

// query runs one statement with its stamp and returns the rows and what must be closed after them.
func (c *conn) query(ctx context.Context, sql string, args []any) (pgx.Rows, func() error, error) {
	if c.over {
		return nil, nil, errOver
	}
	c.note(ctx, sql)
	stamp, values := c.stamp(ctx, sql)
	if stamp == "" {
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
	if c.over {
		return nil, errOver
	}
	c.note(ctx, sql)
	stamp, values := c.stamp(ctx, sql)
	if stamp == "" {
		tag, err := c.pg.Exec(ctx, sql, plain(positional(args))...)
		return driver.RowsAffected(tag.RowsAffected()), err
	}
	var b pgx.Batch
	b.Queue(stamp, values...)
	b.Queue(sql, plain(positional(args))...)
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

// stamp is what goes before a statement: nothing inside a transaction, which is stamped; whose rows before a read; all
// that the trail wants to know before anything that may write.
func (c *conn) stamp(ctx context.Context, sql string) (string, []any) {
	switch {
	case c.inTx:
		return "", nil
	case len(sql) > 6 && strings.EqualFold(sql[:6], "select"):
		return c.statementStamp(ctx)
	}
	return c.transactionStamp(ctx)
}

// BeginTx sends BEGIN and the whole stamp in one message.
func (c *conn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	begin := "begin"
	if o.ReadOnly {
		begin = "begin isolation level repeatable read read only"
	}
	var b pgx.Batch
	b.Queue(begin)
	if stamp, values := c.transactionStamp(ctx); stamp != "" {
		b.Queue(stamp, values...)
	}
	c.note(ctx, begin)
	ctx = hurried(ctx)
	if err := c.pg.SendBatch(ctx, &b).Close(); err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	c.inTx = true
	return &tx{conn: c, ctx: context.WithoutCancel(ctx)}, nil
}

func (c *conn) note(ctx context.Context, sql string) {
	if c.observe != nil {
		c.observe(ctx, sql)
	}
}

// tx ends the transaction; database/sql passes no context. Neither end is cut short by a request that gave up: a COMMIT
// under way has an outcome that somebody must learn, and without ROLLBACK the connection would be lost.
type tx struct {
	conn *conn
	ctx  context.Context //nolint:containedctx // see above
}

const endTimeout = 10 * time.Second

func (t *tx) Commit() error {
	if t.conn.over {
		t.conn.over = false
		return nil
	}
	t.conn.inTx = false
	ctx, cancel := context.WithTimeout(t.ctx, endTimeout)
	defer cancel()
	tag, err := t.conn.pg.Exec(ctx, "commit")
	if err == nil && tag.String() == "ROLLBACK" {
		return pgx.ErrTxCommitRollback
	}
	return err
}

func (t *tx) Rollback() error {
	over := t.conn.over
	t.conn.inTx, t.conn.over = false, false
	if over || t.conn.pg.IsClosed() {
		return nil // the server rolls back by itself
	}
	ctx, cancel := context.WithTimeout(t.ctx, endTimeout)
	defer cancel()
	_, err := t.conn.pg.Exec(ctx, "rollback")
	return err
}

func positional(args []driver.NamedValue) []any {
	out := make([]any, len(args))
	for i := range args {
		out[i] = args[i].Value
	}
	return out
}

// plain gives pgx ids in its own form: as a driver.Valuer an id would go by way of its text and back.
func plain(args []any) []any {
	for i, v := range args {
		switch v := v.(type) {
		case id.ID:
			args[i] = pgtype.UUID{Bytes: v, Valid: true}
		case *id.ID:
			if v != nil {
				args[i] = pgtype.UUID{Bytes: *v, Valid: true}
			}
		}
	}
	return args
}

func nothing() error { return nil }
