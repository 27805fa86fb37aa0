package migrations

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/go-gormigrate/gormigrate/v2"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// lockID is the advisory lock every run holds: gormigrate itself has none (SECURITY.md F-15).
const lockID = 0x5bec74a1ab

// ErrNoChange tells that there is nothing to take back.
var ErrNoChange = errors.New("no migration is applied")

// Up applies all pending migrations. admin is a superuser, or a role with CREATEROLE that owns the database.
func Up(ctx context.Context, admin *sql.DB, o Options) error {
	return run(ctx, admin, o, func(m *gormigrate.Gormigrate) error { return m.Migrate() })
}

// Down takes the newest migration back.
func Down(ctx context.Context, admin *sql.DB, o Options) error {
	state, err := Read(ctx, admin)
	if err != nil {
		return err
	}
	if len(state.Applied) == 0 {
		return ErrNoChange
	}
	return run(ctx, admin, o, func(m *gormigrate.Gormigrate) error { return m.RollbackLast() })
}

// To goes up or down until id is the newest applied migration.
func To(ctx context.Context, admin *sql.DB, id string, o Options) error {
	state, err := Read(ctx, admin)
	if err != nil {
		return err
	}
	switch {
	case state.has(state.Applied, id):
		return run(ctx, admin, o, func(m *gormigrate.Gormigrate) error { return m.RollbackTo(id) })
	case state.has(state.Pending, id):
		return run(ctx, admin, o, func(m *gormigrate.Gormigrate) error { return m.MigrateTo(id) })
	}
	return fmt.Errorf("there is no migration %q; see spectra migrate status", id)
}

// run holds the lock on one pinned connection while f works on it.
func run(ctx context.Context, admin *sql.DB, o Options, f func(*gormigrate.Gormigrate) error) (err error) {
	conn, err := admin.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer conn.Close()
	if _, err = conn.ExecContext(ctx, "select pg_advisory_lock($1)", int64(lockID)); err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	defer func() {
		// The connection goes back to the pool: the lock must not go with it, even when the caller gave up.
		_, uerr := conn.ExecContext(context.WithoutCancel(ctx), "select pg_advisory_unlock($1)", int64(lockID))
		err = errors.Join(err, uerr)
	}()
	if err = prepare(ctx, conn); err != nil {
		return err
	}
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: conn}), &gorm.Config{Logger: logger.Discard, DisableAutomaticPing: true})
	if err != nil {
		return err
	}
	list, err := migrationList(ctx, o)
	if err != nil {
		return err
	}
	m := gormigrate.New(g.WithContext(ctx), &gormigrate.Options{TableName: "migrations.applied", IDColumnName: "id", IDColumnSize: 200,
		UseTransaction: true, ValidateUnknownMigrations: true}, list)
	if err = f(m); err != nil {
		if errors.Is(err, gormigrate.ErrUnknownPastMigration) {
			return fmt.Errorf("the database has migrations this executable does not know: it is older than the schema; install the newer version")
		}
		return err
	}
	return setPasswords(ctx, conn, o)
}

// prepare makes the table of applied migrations, readable by everybody who may have to refuse a wrong schema.
func prepare(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, `create schema if not exists migrations;
		create table if not exists migrations.applied (id varchar(200) primary key);
		revoke all on schema migrations from public`)
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	return nil
}

func migrationList(ctx context.Context, o Options) ([]*gormigrate.Migration, error) {
	all, err := steps()
	if err != nil {
		return nil, err
	}
	var out []*gormigrate.Migration
	for _, s := range all {
		out = append(out, &gormigrate.Migration{ID: s.ID,
			Migrate:  func(tx *gorm.DB) error { return execute(ctx, tx, o, s.ID, "up", s.Up) },
			Rollback: func(tx *gorm.DB) error { return execute(ctx, tx, o, s.ID, "down", s.Down) },
		})
	}
	return out, nil
}

// execute runs the parts of one migration on the transaction itself: GORM would look for placeholders in the text.
func execute(ctx context.Context, tx *gorm.DB, o Options, id, direction string, parts []string) error {
	if o.Log != nil {
		o.Log.InfoContext(ctx, "migrate "+direction, "id", id)
	}
	const actor = `select set_config('app.actor_id', '00000000-0000-0000-0000-0000000000d0', true), set_config('app.actor_kind', 'system', true),
		set_config('app.actor_via', 'cli', true), set_config('app.event', 'schema.migrated', true)`
	pool := tx.Statement.ConnPool
	if _, err := pool.ExecContext(ctx, actor); err != nil {
		return err
	}
	if _, err := pool.ExecContext(ctx, "select set_config('app.actor_name', $1, true)", "system:migrate:"+id); err != nil {
		return err
	}
	for n, part := range parts {
		if _, err := pool.ExecContext(ctx, part); err != nil {
			return fmt.Errorf("migration %s %s, part %d: %w", id, direction, n+1, err)
		}
	}
	if direction == "up" {
		if _, err := pool.ExecContext(ctx, "grant usage on schema migrations to spectra_app, spectra_worker, spectra_backup; grant select on migrations.applied to spectra_app, spectra_worker, spectra_backup"); err != nil {
			return err
		}
	}
	return nil
}

// setPasswords gives the login roles what the server's URLs carry.
func setPasswords(ctx context.Context, conn *sql.Conn, o Options) error {
	for role, password := range o.Passwords {
		if password == "" {
			continue
		}
		var statement string
		if err := conn.QueryRowContext(ctx, "select format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)", role, password).Scan(&statement); err != nil {
			return err
		}
		if err := retry(func() error { _, err := conn.ExecContext(ctx, statement); return err }); err != nil {
			return fmt.Errorf("set the password of %s: %w", role, err)
		}
	}
	return nil
}

// retry repeats what fails because another database's run touches the same cluster-wide role at the same moment.
func retry(f func() error) (err error) {
	for range 10 {
		if err = f(); err == nil {
			return nil
		}
	}
	return err
}
