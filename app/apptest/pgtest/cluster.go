package pgtest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/localpg"
)

// lease is how long the cluster lives on without a user: long enough for the
// compiler between two packages, short enough to leave nothing behind.
const lease = 20 * time.Second

// cluster is what a test needs to know of the server.
type cluster struct {
	url    func(role, database string) string
	locked func(ctx context.Context, work func(*pgx.Conn) error) error
}

// shared is this test process's cluster, found or started once. The one
// process-wide value of the package: a test run has exactly one cluster.
//
//nolint:gochecknoglobals // see above
var shared = sync.OnceValues(open)

func open() (*cluster, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	if admin := os.Getenv("SPECTRA_TEST_PG"); admin != "" {
		return openExternal(ctx, admin)
	}
	return openLocal(ctx)
}

// openLocal starts or joins the cluster of this user's test runs.
func openLocal(ctx context.Context) (*cluster, error) {
	// The roles are in the name: a cluster that an older version started lacks those that came later.
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("spectra-pgtest-%d-%d", os.Geteuid(), len(localpg.ServerRoles())))
	if err := privateDir(dir); err != nil {
		return nil, err
	}
	s, err := localpg.Start(ctx, localpg.Options{StateDir: dir, Fast: true, MaxConnections: 200, Lease: lease})
	if errors.Is(err, localpg.ErrNoBinaries) {
		return nil, fmt.Errorf("tests need a PostgreSQL server (make deps installs it), or SPECTRA_TEST_PG with the address of one: %w", err)
	}
	if err != nil {
		return nil, err
	}
	renew(s)
	c := &cluster{url: s.URL}
	c.locked = lockedOn(s.URL(localpg.RoleAdmin, "postgres"))
	return c, nil
}

// renew keeps the lease until the process ends. A chain of timers instead of a
// goroutine: tests that look for leaked goroutines must not find this one.
func renew(s *localpg.Server) {
	if s.Renew() == nil {
		time.AfterFunc(lease/8, func() { renew(s) })
	}
}

// privateDir refuses a directory that another user prepared in the common
// temporary directory.
func privateDir(dir string) error {
	if err := os.Mkdir(dir, 0o711); err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("test cluster: %w", err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("test cluster: %w", err)
	}
	if !info.IsDir() {
		return fmt.Errorf("test cluster: %s is not a directory", dir)
	}
	if err := os.Chmod(dir, 0o711); err != nil { // fails for another user's
		return fmt.Errorf("test cluster: %w", err)
	}
	return nil
}

// openExternal uses a server kept for tests: it gives the server's roles there a
// password derived from the address, the same in every process.
func openExternal(ctx context.Context, admin string) (*cluster, error) {
	base, err := url.Parse(admin)
	if err != nil {
		return nil, fmt.Errorf("SPECTRA_TEST_PG: %w", err)
	}
	password := fmt.Sprintf("%x", sha256.Sum256([]byte("spectra tests "+admin)))[:32]
	c := &cluster{locked: lockedOn(admin)}
	c.url = func(role, database string) string {
		u := *base
		u.Path = "/" + database
		if role != localpg.RoleAdmin {
			u.User = url.UserPassword(role, password)
		}
		return u.String()
	}
	return c, c.locked(ctx, func(conn *pgx.Conn) error {
		for _, role := range localpg.ServerRoles() {
			sql := fmt.Sprintf(`DO $$ BEGIN
				IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%[1]s') THEN CREATE ROLE %[1]s NOINHERIT; END IF;
				ALTER ROLE %[1]s LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '%[2]s'; END $$`, role, password)
			if _, err := conn.Exec(ctx, sql); err != nil {
				return fmt.Errorf("SPECTRA_TEST_PG: %w", err)
			}
		}
		return nil
	})
}

// advisoryKey keeps the test processes of one server apart.
const advisoryKey = 0x73706374726131

// lockedOn returns a runner for work that only one test process may do at a time.
func lockedOn(admin string) func(context.Context, func(*pgx.Conn) error) error {
	return func(ctx context.Context, work func(*pgx.Conn) error) error {
		conn, err := pgx.Connect(ctx, admin)
		if err != nil {
			return fmt.Errorf("test cluster: %w", err)
		}
		defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }() // frees the lock, too
		if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(advisoryKey)); err != nil {
			return fmt.Errorf("test cluster: %w", err)
		}
		return work(conn)
	}
}

func mustOpen(t testing.TB) *cluster {
	t.Helper()
	c, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
