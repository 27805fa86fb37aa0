package localpg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// dataMajor returns the major version of the data directory, 0 when there is
// none yet. A directory with foreign content is an error: it is never initialised over.
func dataMajor(l layout) (int, error) {
	b, err := os.ReadFile(filepath.Join(l.data, "PG_VERSION"))
	if err == nil {
		major, err := strconv.Atoi(strings.TrimSpace(string(b)))
		if err != nil {
			return 0, fmt.Errorf("%s: unreadable PG_VERSION: %w", l.data, err)
		}
		return major, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("data directory: %w", err)
	}
	entries, err := os.ReadDir(l.data)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("data directory: %w", err)
	}
	if len(entries) > 0 {
		return 0, fmt.Errorf("%s is not empty and has no PG_VERSION: not a whole PostgreSQL data directory; "+
			"restore it from a backup, or move it away to start with an empty database", l.data)
	}
	return 0, nil
}

// initCluster makes the data directory beside its final place and renames it
// when it is whole and on disk, so that a crash half-way leaves only litter.
func (o Options) initCluster(ctx context.Context, l layout, b binaries, a account, adminKey string) error {
	draft := l.data + ".new"
	if err := os.RemoveAll(draft); err != nil {
		return fmt.Errorf("half-made data directory: %w", err)
	}
	if err := makeOwned(draft, a); err != nil {
		return err
	}
	pw := filepath.Join(l.run, "initdb.password")
	if err := writeOwned(pw, []byte(adminKey+"\n"), a); err != nil {
		return err
	}
	defer func() { _ = os.Remove(pw) }()
	args := []string{"-D", draft, "-U", RoleAdmin, "--pwfile", pw, "-A", "scram-sha-256", "-k", "-N", "-E", "UTF8"}
	if err := a.run(ctx, l.run, filepath.Join(b.dir, "initdb"), append(args, localeArgs(b.major)...)...); err != nil {
		return &ServerError{Step: "create the data directory", Err: err}
	}
	if err := o.writeInitialConfig(draft, a); err != nil {
		return err
	}
	if !o.Fast { // one pass over the finished directory instead of a sync per file
		if err := a.run(ctx, l.run, filepath.Join(b.dir, "initdb"), "-S", "-D", draft); err != nil {
			return &ServerError{Step: "bring the data directory to disk", Err: err}
		}
	}
	if err := os.Rename(draft, l.data); err != nil {
		return fmt.Errorf("data directory: %w", err)
	}
	return syncDir(l.state)
}

// localeArgs chooses code-point order: the same on every machine, so an index
// survives an upgrade of libc, and upper/lower still know Unicode.
func localeArgs(major int) []string {
	switch {
	case major >= 17:
		return []string{"--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"}
	case runtime.GOOS == "darwin":
		return []string{"--locale=C", "--lc-ctype=UTF-8"}
	}
	return []string{"--locale=C.UTF-8"}
}

// writeInitialConfig puts our settings first in postgresql.conf, where the
// lines after them and ALTER SYSTEM, both the operator's, win.
func (o Options) writeInitialConfig(dir string, a account) error {
	conf := filepath.Join(dir, "postgresql.conf")
	old, err := os.ReadFile(conf)
	if err != nil {
		return fmt.Errorf("configuration: %w", err)
	}
	kept := make([]string, 0, 64)
	for _, line := range strings.Split(string(old), "\n") {
		name, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch name { // initdb's own guesses, which would win over ours
		case "max_connections", "shared_buffers", "max_wal_size", "min_wal_size", "log_timezone":
		default:
			kept = append(kept, line)
		}
	}
	head := "# Settings of spectra, rewritten at each start. Put yours below or use ALTER SYSTEM.\n" +
		"include_if_exists = 'spectra.conf'\n\n"
	if err := writeOwned(conf, []byte(head+strings.Join(kept, "\n")), a); err != nil {
		return err
	}
	return writeOwned(filepath.Join(dir, "pg_hba.conf"), []byte("local all all scram-sha-256\n"), a)
}

// settings are sized for a laboratory's server: idle below 40 MB, yet loads of
// a million rows without a checkpoint every few seconds.
func (o Options) settings() string {
	lines := []string{
		"max_connections = " + strconv.Itoa(o.MaxConnections),
		"superuser_reserved_connections = 3",
		"shared_buffers = 64MB", "huge_pages = off", "work_mem = 8MB", "maintenance_work_mem = 64MB",
		"effective_cache_size = 1GB", "random_page_cost = 1.1", "jit = off",
		"max_wal_size = 1GB", "min_wal_size = 80MB", "wal_compression = on",
		"max_logical_replication_workers = 0", "autovacuum_max_workers = 2",
		"log_timezone = 'UTC'", "timezone = 'UTC'", "log_line_prefix = '%m [%p] %q%u@%d '",
		"log_min_messages = warning", "log_checkpoints = off",
		// Statements and DETAIL lines carry data of the laboratory: not into a log file.
		"log_min_error_statement = panic", "log_error_verbosity = terse",
	}
	if o.Fast {
		lines = append(lines, "synchronous_commit = off", "full_page_writes = off",
			"wal_level = minimal", "max_wal_senders = 0", "autovacuum = off", "checkpoint_timeout = 1h", "max_wal_size = 4GB")
	}
	return strings.Join(lines, "\n") + "\n"
}

// resetAdminPassword is for a lost keys/ directory: whoever owns the data
// directory may set the password in single-user mode.
func resetAdminPassword(ctx context.Context, l layout, b binaries, a account, key string) error {
	cmd := a.command(l.data, filepath.Join(b.dir, "postgres"), "--single", "-D", l.data, "postgres")
	cmd.Stdin = strings.NewReader("ALTER ROLE " + RoleAdmin + " PASSWORD '" + key + "'\n")
	if err := runCtx(ctx, cmd); err != nil {
		return &ServerError{Step: "set a new administrator password", Err: err}
	}
	return nil
}

func (a account) run(ctx context.Context, dir, program string, args ...string) error {
	return runCtx(ctx, a.command(dir, program, args...))
}

// runCtx runs the program and ends it with the context; its output becomes part of the error.
func runCtx(ctx context.Context, cmd *exec.Cmd) error {
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(cmd.Path), err)
	}
	stop := context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() })
	defer stop()
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return fmt.Errorf("%s: %w\n%s", filepath.Base(cmd.Path), err, strings.TrimSpace(out.String()))
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	defer func() { _ = d.Close() }()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}
