package app

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/app/localpg"
	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/migrations"
	"github.com/spectra-lab/spectra/modules/analysis/files"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

func doctorCommand(c console, load loader) *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "Look at the installation and say what is wrong and how to mend it", Args: cobra.NoArgs,
		Long: `Look at configuration, policy, database, schema and file storage, and say what is wrong and how to mend it.
For the embedded database it prints the psql commands for the server's role and the owner's. Exit code 1 when
something is wrong.`,
		Example: "  spectra doctor",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			return examine(cmd.Context(), cfg, c)
		},
	}
}

// finding is one line of the doctor.
type finding struct {
	what, state string
	err         error
}

func examine(ctx context.Context, cfg config.Config, c console) error {
	findings := []finding{{"configuration", "readable; environment " + cfg.Env, cfg.Validate()}}
	p, err := policyFrom(cfg, nil)
	if err == nil {
		findings = append(findings, finding{"policy", p.File() + ", SHA-256 " + p.SHA256()[:16] + "…", nil})
	} else {
		findings = append(findings, finding{"policy", "", err})
	}
	findings = append(findings, examineStorage(ctx, cfg))
	d, err := openDatabase(ctx, cfg, commandLog(cfg, c))
	if err != nil {
		findings = append(findings, finding{"database", "", err})
		return report(c, findings)
	}
	findings = append(findings, d.examine(ctx)...)
	err = report(c, findings)
	if d.server != nil {
		fmt.Fprint(c.out, psqlCommands(d.server))
	}
	return errors.Join(err, d.close(ctx))
}

func report(c console, findings []finding) error {
	bad := 0
	for _, f := range findings {
		if f.err != nil {
			bad++
			fmt.Fprintf(c.out, "FAIL  %-14s %v\n", f.what, f.err)
			continue
		}
		fmt.Fprintf(c.out, "ok    %-14s %s\n", f.what, f.state)
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d checks failed", bad, len(findings))
	}
	return nil
}

func examineStorage(ctx context.Context, cfg config.Config) finding {
	storage, err := files.OpenStorage(ctx, cfg.Storage.URL)
	if err != nil {
		return finding{"file storage", "", err}
	}
	defer func() { _ = storage.Close() }()
	return finding{"file storage", "accessible", storage.Check(ctx)}
}

func (d *database) examine(ctx context.Context) []finding {
	var version string
	var drift time.Duration
	var state migrations.State
	err := d.asAdmin(ctx, func(admin *sql.DB) error {
		var now time.Time
		began := clock.System()
		if err := admin.QueryRowContext(ctx, "select current_setting('server_version'), clock_timestamp()").Scan(&version, &now); err != nil {
			return err
		}
		drift = now.Sub(began)
		var err error
		state, err = migrations.Read(ctx, admin)
		return err
	})
	where := "external"
	if d.server != nil {
		where = "embedded, " + d.server.BinDir()
	}
	out := []finding{{"database", "PostgreSQL " + version + ", " + where, err}}
	if err != nil {
		return out
	}
	schema := finding{"schema", fmt.Sprintf("current, %d migrations", len(state.Applied)), nil}
	if !state.Current() {
		schema.err = fmt.Errorf("%d migrations pending, %d unknown: run 'spectra migrate up', or install the newer version", len(state.Pending), len(state.Unknown))
	}
	clocks := finding{"clocks", "server and database agree", nil}
	if drift.Abs() > maxDrift {
		clocks.err = fmt.Errorf("server and database differ by %s: audit times are the database's; set up NTP", drift.Round(time.Millisecond))
	}
	return append(out, schema, clocks)
}

// psqlCommands is what an operator needs to look into the private database (API.md §6.16).
func psqlCommands(s *localpg.Server) string {
	psql := func(role, options string) string {
		return fmt.Sprintf("  %sPGPASSWORD=\"$(cat %s)\" %s/psql -h %s -U %s %s\n", options, s.KeyFile(role), s.BinDir(), s.SocketDir(), role, localpg.Database)
	}
	return "\nTo look into the database while it runs (passwords are files of mode 0600):\n" +
		"as the server's role, which sees no row without an organisation (set_config('app.org_id', '…', true)):\n" + psql(localpg.RoleApp, "") +
		"as the owner of the tables:\n" + psql(localpg.RoleAdmin, "PGOPTIONS='-c role=spectra_owner' ")
}
