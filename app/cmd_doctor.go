package app

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/app/localpg"
	"github.com/spectra-lab/spectra/config"
	"github.com/spectra-lab/spectra/migrations"
	"github.com/spectra-lab/spectra/modules/analysis/files"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
)

func doctorCommand(c console, load loader) *cobra.Command {
	var running bool
	cmd := &cobra.Command{
		Use: "doctor", Short: "Look at the installation and say what is wrong and how to mend it", Args: cobra.NoArgs,
		Long: `Look at configuration, policy, database, schema, file storage and mail server, and say what is wrong and how to mend it.
For the embedded database it prints the psql commands for the server's role and the owner's. Exit code 1 when
something is wrong. With --running it only asks the server at server.addr how it is: for container health checks.`,
		Example: "  spectra doctor\n  spectra doctor --running",
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			if running {
				return askServer(cmd.Context(), cfg, c)
			}
			return examine(cmd.Context(), cfg, c)
		},
	}
	cmd.Flags().BoolVar(&running, "running", false, "ask the running server for its health instead")
	return cmd
}

// askServer prints the answer of /health; a server that is down or not there is an error.
func askServer(ctx context.Context, cfg config.Config, c console) error {
	host, port, err := net.SplitHostPort(cfg.Server.Addr)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 8*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+cfg.Server.BasePath+"/health", nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("no server answers at %s: %w", cfg.Server.Addr, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<16))
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, strings.TrimSpace(string(body)))
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the server at %s is down (%d)", cfg.Server.Addr, res.StatusCode)
	}
	return nil
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
	findings = append(findings, examineStorage(ctx, cfg), examineMail(ctx, cfg))
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
	program := filepath.Join(s.BinDir(), "psql")
	if _, err := os.Stat(program); err != nil {
		program = "psql" // the PostgreSQL inside the executable comes without clients: postgresql-client has it
	}
	psql := func(role, options string) string {
		return fmt.Sprintf("  %sPGPASSWORD=\"$(cat %s)\" %s -h %s -U %s %s\n", options, s.KeyFile(role), program, s.SocketDir(), role, localpg.Database)
	}
	return "\nTo look into the database while it runs (passwords are files of mode 0600):\n" +
		"as the server's role, which sees no row without an organisation (set_config('app.org_id', '…', true)):\n" + psql(localpg.RoleApp, "") +
		"as the owner of the tables:\n" + psql(localpg.RoleAdmin, "PGOPTIONS='-c role=spectra_owner' ")
}
