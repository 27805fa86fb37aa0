package db

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Options of a connection pool.
type Options struct {
	URL      string
	MaxConns int
	Clock    clock.Clock
	Can      tenancy.Can // who reaches into projects of others; nobody does without it
	// Observe is called with every statement; tests count them.
	Observe func(ctx context.Context, sql string)
}

// DB is the pool and the GORM handle over it.
type DB struct {
	sql   *sql.DB
	gorm  *gorm.DB
	gate  *gate
	sleep func(ctx context.Context, d time.Duration) error
}

// defaultConns is the size of a pool that none was asked for.
const defaultConns = 10

// Open prepares the pool; it connects on first use.
func Open(o Options) (*DB, error) { return open(o, func(*pgx.ConnConfig) {}) }

func open(o Options, adjust func(*pgx.ConnConfig)) (*DB, error) {
	config, err := pgx.ParseConfig(o.URL)
	if err != nil {
		return nil, fmt.Errorf("database url: %w", redact(err))
	}
	config.RuntimeParams["application_name"] = "spectra"
	config.RuntimeParams["timezone"] = "UTC"
	config.RuntimeParams["search_path"] = "spectra, audit"
	// Requests share the processors, a statement has one: under row-level security a page is taken for far more work than it
	// is, and starting helpers or a compiler for it takes twenty times as long as reading it.
	config.RuntimeParams["max_parallel_workers_per_gather"] = "0"
	config.RuntimeParams["jit"] = "off"
	config.ConnectTimeout = 10 * time.Second
	adjust(config)
	if o.MaxConns < 1 {
		o.MaxConns = defaultConns
	}
	pool := sql.OpenDB(&connector{config: config, can: o.Can, observe: o.Observe})
	pool.SetMaxOpenConns(o.MaxConns)
	pool.SetMaxIdleConns(o.MaxConns)
	pool.SetConnMaxLifetime(time.Hour)
	gate := newGate(o.MaxConns)
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: statements{pool, gate}}), &gorm.Config{
		SkipDefaultTransaction: true, DisableAutomaticPing: true, Logger: logger.Discard, NowFunc: o.Clock,
	})
	if err != nil {
		return nil, fmt.Errorf("gorm: %w", err)
	}
	return &DB{sql: pool, gorm: g, gate: gate, sleep: pause}, nil
}

// Close ends all connections.
func (d *DB) Close() error { return d.sql.Close() }

// Ping asks the database for a sign of life.
func (d *DB) Ping(ctx context.Context) error { return d.sql.PingContext(ctx) }

// SQL gives the pool itself, for migration status, health and metrics.
func (d *DB) SQL() *sql.DB { return d.sql }

// redact keeps a password in a URL out of an error message.
func redact(err error) error {
	if s := err.Error(); strings.Contains(s, "://") {
		return fmt.Errorf("cannot be parsed (expected postgres://user:password@host:port/database)")
	}
	return err
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
