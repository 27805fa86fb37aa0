package app

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/migrations"
)

func migrateCommand(c console, load loader) *cobra.Command {
	cmd := &cobra.Command{
		Use: "migrate", Short: "Bring the database schema up or down",
		Long: `Bring the database schema up or down. Runs as the administrator of the database: the embedded one by itself, an
external one with database.admin_url (SPECTRA_DATABASE_ADMIN_URL) or DATABASE_URL. Audit tables are never dropped.`,
		Example: `  spectra migrate up
  spectra migrate status
  SPECTRA_DATABASE_ADMIN_URL=postgres://postgres:…@db/spectra spectra migrate up`,
		Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	run := func(use, short, example string, args cobra.PositionalArgs, f func(ctx context.Context, admin *sql.DB, o migrations.Options, args []string) error) *cobra.Command {
		return &cobra.Command{Use: use, Short: short, Example: example, Args: args, RunE: func(cmd *cobra.Command, args []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			return withAdmin(cmd.Context(), cfg, c, func(admin *sql.DB, o migrations.Options) error { return f(cmd.Context(), admin, o, args) })
		}}
	}
	cmd.AddCommand(
		run("up", "Apply all pending migrations", "  spectra migrate up", cobra.NoArgs, func(ctx context.Context, admin *sql.DB, o migrations.Options, _ []string) error {
			return migrations.Up(ctx, admin, o)
		}),
		run("down", "Take the newest migration back", "  spectra migrate down", cobra.NoArgs, func(ctx context.Context, admin *sql.DB, o migrations.Options, _ []string) error {
			return migrations.Down(ctx, admin, o)
		}),
		run("to ID", "Go up or down to a migration", "  spectra migrate to 0003_identity", cobra.ExactArgs(1), func(ctx context.Context, admin *sql.DB, o migrations.Options, args []string) error {
			return migrations.To(ctx, admin, args[0], o)
		}),
		run("status", "Show applied and pending migrations", "  spectra migrate status", cobra.NoArgs, func(ctx context.Context, admin *sql.DB, _ migrations.Options, _ []string) error {
			return printStatus(ctx, c, admin)
		}),
	)
	return cmd
}

func printStatus(ctx context.Context, c console, admin *sql.DB) error {
	state, err := migrations.Read(ctx, admin)
	if err != nil {
		return err
	}
	for _, line := range []struct {
		word string
		ids  []string
	}{{"applied", state.Applied}, {"pending", state.Pending}, {"unknown", state.Unknown}} {
		for _, v := range line.ids {
			fmt.Fprintf(c.out, "%-8s %s\n", line.word, v)
		}
	}
	switch {
	case len(state.Unknown) > 0:
		return &exitError_{exitError, fmt.Errorf("the schema is newer than this executable; install the newer version")}
	case len(state.Pending) > 0:
		return &exitError_{exitError, fmt.Errorf("%d migrations are pending; run 'spectra migrate up'", len(state.Pending))}
	}
	return nil
}
