package app

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the administrator's connection for migrations

	"github.com/spectra-lab/spectra/app/localpg"
	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/migrations"
)

// database says how to reach the database of this installation, and stops the private one when we started it.
type database struct {
	app, worker, checkpointer, admin string
	passwords                        map[string]string // by login role, for migrate
	server                           *localpg.Server   // nil with an external database
}

// openDatabase starts or attaches to the private PostgreSQL, or takes the configured URLs.
func openDatabase(ctx context.Context, cfg config.Config, log *slog.Logger) (*database, error) {
	if !cfg.Embedded() {
		c := cfg.Database
		d := &database{app: c.URL, worker: c.WorkerURL, checkpointer: c.CheckpointerURL, admin: c.AdminURL, passwords: map[string]string{
			localpg.RoleApp: c.AppPassword, localpg.RoleWorker: c.WorkerPassword, localpg.RoleCheckpointer: c.CheckpointerPassword}}
		if d.admin == "" {
			d.admin = d.app
		}
		return d, nil
	}
	server, err := localpg.Start(ctx, localpg.Options{StateDir: cfg.StateDir, Log: log, MaxConnections: cfg.Database.MaxConns + cfg.Jobs.Workers + 20})
	if errors.Is(err, localpg.ErrNoBinaries) {
		return nil, &exitError_{exitNoServer, err}
	}
	if err != nil {
		return nil, err
	}
	url := func(role string) string { return server.URL(role, localpg.Database) }
	return &database{server: server, app: url(localpg.RoleApp), worker: url(localpg.RoleWorker), checkpointer: url(localpg.RoleCheckpointer),
		admin: url(localpg.RoleAdmin), passwords: server.Passwords()}, nil
}

// close stops the private server if this process owns it.
func (d *database) close(ctx context.Context) error {
	if d.server == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	return d.server.Stop(ctx)
}

// migrate brings the schema up to date as the administrator.
func (d *database) migrate(ctx context.Context, log *slog.Logger) error {
	return d.asAdmin(ctx, func(admin *sql.DB) error {
		return migrations.Up(ctx, admin, migrations.Options{Passwords: d.passwords, Log: log})
	})
}

func (d *database) asAdmin(ctx context.Context, f func(admin *sql.DB) error) error {
	admin, err := sql.Open("pgx", d.admin)
	if err != nil {
		return errors.New("the administrator's database URL cannot be parsed")
	}
	defer admin.Close()
	if err := admin.PingContext(ctx); err != nil {
		return &unreachableError{err}
	}
	return f(admin)
}

// withAdmin is for the migrate commands.
func withAdmin(ctx context.Context, cfg config.Config, c console, f func(admin *sql.DB, o migrations.Options) error) error {
	log := commandLog(cfg, c)
	d, err := openDatabase(ctx, cfg, log)
	if err != nil {
		return err
	}
	err = d.asAdmin(ctx, func(admin *sql.DB) error {
		return f(admin, migrations.Options{Passwords: d.passwords, Log: log})
	})
	return errors.Join(err, d.close(ctx))
}

// checkSchema refuses to serve a schema this executable was not made for (DESIGN.md §4).
func checkSchema(ctx context.Context, pool *sql.DB) error {
	state, err := migrations.Read(ctx, pool)
	switch {
	case err != nil:
		return fmt.Errorf("read the schema version: %w", err)
	case state.Newer():
		return fmt.Errorf("the schema is newer than this executable (it does not know %v): install the newer version", state.Unknown)
	case !state.Current():
		return fmt.Errorf("the schema is stale (%d migrations pending): run 'spectra migrate up' first, or serve with --auto-migrate", len(state.Pending))
	}
	return nil
}
