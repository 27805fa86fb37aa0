package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

type txKey struct{}

// session is a transaction in progress, carried by the context.
type session struct {
	gorm *gorm.DB
	conn *conn
	org  id.ID
	last bool // its opener does nothing after fn
}

// nested joins the open transaction. It is stamped once and for one organisation: work for another one would find
// nothing, or be written into the wrong trail.
func (s *session) nested(ctx context.Context, fn func(ctx context.Context) error) error {
	if orgOf(ctx) != s.org {
		return errors.New("db: a transaction of one organisation cannot go on for another")
	}
	return fn(ctx)
}

func orgOf(ctx context.Context) id.ID {
	if a := tenancy.From(ctx); a != nil {
		return a.Org
	}
	return id.Nil
}

// Q gives the handle for one statement: inside the context's transaction when there is one.
func (d *DB) Q(ctx context.Context) *gorm.DB {
	if s, ok := ctx.Value(txKey{}).(*session); ok {
		return s.gorm.WithContext(ctx)
	}
	return d.gorm.WithContext(ctx)
}

// InTx runs fn in one READ COMMITTED transaction, or in the one already open. Deadlocks, serialisation failures and
// lock time-outs repeat the whole fn, at most three times.
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if s, ok := ctx.Value(txKey{}).(*session); ok {
		return s.nested(ctx, fn)
	}
	for attempt := 1; ; attempt++ {
		err := d.once(ctx, nil, fn)
		if err == nil || attempt == 3 || !transient(err) {
			return err
		}
		jitter := time.Duration(rand.IntN(20*attempt)+5) * time.Millisecond //nolint:gosec // spreads retries
		if d.sleep(ctx, jitter) != nil {
			return err
		}
	}
}

// InSnapshot runs several reads that must agree: one REPEATABLE READ, READ ONLY transaction.
func (d *DB) InSnapshot(ctx context.Context, fn func(ctx context.Context) error) error {
	if s, ok := ctx.Value(txKey{}).(*session); ok {
		return s.nested(ctx, fn)
	}
	return d.once(ctx, &sql.TxOptions{ReadOnly: true}, fn)
}

func (d *DB) once(ctx context.Context, o *sql.TxOptions, fn func(ctx context.Context) error) (err error) {
	lane, err := d.gate.enter(ctx)
	if err != nil {
		return err
	}
	defer func() { <-lane }()
	c, err := d.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	var own *conn
	if err = c.Raw(func(dc any) error { own = dc.(*conn); return nil }); err != nil { //nolint:errcheck // our connector makes no other
		return err
	}
	t, err := c.BeginTx(patient(ctx), o)
	if err != nil {
		return err
	}
	ended := false
	defer func() {
		if !ended { // a panic goes on with its own stack
			_ = t.Rollback()
		}
	}()
	g := d.gorm.Session(&gorm.Session{NewDB: true, Context: ctx}) // a context makes GORM clone the shared statement
	g.Statement.ConnPool = t
	err = fn(context.WithValue(ctx, txKey{}, &session{gorm: g, conn: own, org: orgOf(ctx), last: ctx.Value(lastKey{}) != nil}))
	ended = true
	if err == nil && !own.over {
		err = ctx.Err() // nobody waits for it any more: all or nothing, and nothing is the safe one (F-07)
	}
	if err == nil {
		return t.Commit()
	}
	if rerr := t.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
		return fmt.Errorf("%w (rollback: %w)", err, rerr)
	}
	return err
}

type hurryKey struct{}

// patient hides the end of a context from database/sql, which would otherwise roll back from a goroutine of its own
// while River or a stream uses the same connection. Every statement still ends with its context; so does BEGIN.
func patient(ctx context.Context) context.Context {
	return context.WithValue(context.WithoutCancel(ctx), hurryKey{}, ctx)
}

func hurried(ctx context.Context) context.Context {
	if live, ok := ctx.Value(hurryKey{}).(context.Context); ok {
		return live
	}
	return ctx
}

// PgxTx gives the open transaction to libraries that speak pgx (River). They may neither commit nor roll it back.
func (d *DB) PgxTx(ctx context.Context) (pgx.Tx, error) {
	s, ok := ctx.Value(txKey{}).(*session)
	switch {
	case !ok:
		return nil, errors.New("db: no transaction in context")
	case s.conn.over:
		return nil, errOver
	}
	return &borrowed{conn: s.conn.pg}, nil
}

// Raw streams the rows of one stamped statement in wire form, for the hottest lists.
func (d *DB) Raw(ctx context.Context, fn func(pgx.Rows) error, query string, args ...any) error {
	args = plain(slices.Clone(args))
	run := func(c *conn) error {
		r, done, err := c.query(ctx, query, args)
		if err != nil {
			return err
		}
		err = fn(r)
		r.Close()
		if err == nil {
			err = r.Err()
		}
		if cerr := done(); err == nil {
			err = cerr
		}
		return err
	}
	if s, ok := ctx.Value(txKey{}).(*session); ok {
		return run(s.conn)
	}
	lane, err := d.gate.enter(ctx)
	if err != nil {
		return err
	}
	defer func() { <-lane }()
	c, err := d.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(dc any) error { return run(dc.(*conn)) }) //nolint:errcheck // our connector makes no other
}
