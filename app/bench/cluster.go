package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/localpg"
)

// cluster is a private PostgreSQL as the product runs it, with fsync: writes cost here what they cost there.
type cluster struct {
	server *localpg.Server
	dir    string
}

func startCluster(ctx context.Context, parent string) (*cluster, error) {
	dir, err := os.MkdirTemp(parent, "spectra-bench-")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o711); err != nil { // PostgreSQL's own account passes through
		return nil, err
	}
	s, err := localpg.Start(ctx, localpg.Options{StateDir: filepath.Join(dir, "state"), MaxConnections: 200})
	if err != nil {
		return nil, err
	}
	return &cluster{server: s, dir: dir}, nil
}

func (c *cluster) stop(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	if err := c.server.Stop(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
	}
	if err := os.RemoveAll(c.dir); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
	}
}

func (c *cluster) admin(database string) string { return c.server.URL(localpg.RoleAdmin, database) }
func (c *cluster) app(database string) string   { return c.server.URL(localpg.RoleApp, database) }

// installation is one database with the executable's schema, its organisations and people, and how to start it.
type installation struct {
	c        *cluster
	bin      string
	database string
	orgs     []org
	perOrg   int // samples of one organisation
}

const password = "bench-only-not-a-secret"

// install does what an operator does: createdb, spectra migrate up, spectra user create.
func install(ctx context.Context, c *cluster, bin, database string, o options, rows int) (*installation, error) {
	conn, err := pgx.Connect(ctx, c.admin("postgres"))
	if err != nil {
		return nil, err
	}
	_, err = conn.Exec(ctx, "create database "+pgx.Identifier{database}.Sanitize())
	_ = conn.Close(ctx)
	if err != nil {
		return nil, err
	}
	in := &installation{c: c, bin: bin, database: database, perOrg: rows / o.orgs}
	if _, err := in.command(ctx, "", "migrate", "up"); err != nil {
		return nil, err
	}
	for n := range o.orgs {
		slug := fmt.Sprintf("bench-%02d", n)
		if _, err := in.command(ctx, password, "user", "create", "--org", slug, "--org-name", "Bench "+slug, "--email", "scientist@"+slug+".example",
			"--name", "Bench", "--role", "manager", "--password-stdin"); err != nil {
			return nil, err
		}
	}
	if in.orgs, err = people(ctx, c.admin(database)); err != nil {
		return nil, err
	}
	if len(in.orgs) != o.orgs {
		return nil, fmt.Errorf("%d organisations of %d were made", len(in.orgs), o.orgs)
	}
	return in, fill(ctx, c.admin(database), in.orgs, rows)
}

// environment of the executable. Hashing is cheap here: what is measured is requests, not sign-ins.
func (in *installation) environment() []string {
	keys := in.c.server.Passwords()
	return []string{"PATH=" + os.Getenv("PATH"), "DATABASE_URL=" + in.c.app(in.database), "SPECTRA_DATABASE_ADMIN_URL=" + in.c.admin(in.database),
		"SPECTRA_DATABASE_WORKER_URL=" + in.c.server.URL(localpg.RoleWorker, in.database),
		"SPECTRA_DATABASE_APP_PASSWORD=" + keys[localpg.RoleApp], "SPECTRA_DATABASE_WORKER_PASSWORD=" + keys[localpg.RoleWorker],
		"SPECTRA_DATABASE_CHECKPOINTER_PASSWORD=" + keys[localpg.RoleCheckpointer],
		"SPECTRA_STATE_DIR=" + filepath.Join(in.c.dir, in.database), "SPECTRA_AUTH_ACCESS_TTL=1h", "SPECTRA_AUTH_BCRYPT_COST=4", "LOG_LEVEL=warn"}
}

// command runs one command line of the executable to its end.
func (in *installation) command(ctx context.Context, stdin string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, in.bin, args...)
	cmd.Env, cmd.Stdin = in.environment(), strings.NewReader(stdin+"\n")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("spectra %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return string(out), nil
}

// child starts a server process that ends with this one.
func child(ctx context.Context, env []string, program string, args ...string) (*exec.Cmd, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env, cmd.Stderr = env, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	return cmd, cmd.Start()
}
