package pgtest

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/localpg"
)

const schema = `CREATE TABLE samples (id int PRIMARY KEY, name text);
	INSERT INTO samples SELECT n, 'wafer ' || n FROM generate_series(1, 100) n;
	GRANT SELECT ON samples TO spectra_app;`

func prepare(ctx context.Context, adminURL string) error {
	conn, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return err
	}
	// Deliberately left open: Template must cope with a pool that prepare forgot.
	if _, err := conn.Exec(ctx, schema); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = "$user", public, pg_catalog', current_database());
		EXECUTE format('ALTER ROLE spectra_app IN DATABASE %I SET statement_timeout = ''15s''', current_database());
		EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
		EXECUTE format('GRANT CONNECT ON DATABASE %I TO spectra_app', current_database()); END $$`)
	return err
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func one(t *testing.T, conn *pgx.Conn, sql string) string {
	t.Helper()
	var v string
	if err := conn.QueryRow(context.Background(), sql).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestClonesAreSeparateAndComplete(t *testing.T) {
	Template(t, "pgtest "+schema, prepare)
	a, b := Clone(t, "pgtest "+schema), Clone(t, "pgtest "+schema)
	admin := connect(t, a.AdminURL)
	if _, err := admin.Exec(context.Background(), "DELETE FROM samples WHERE id <= 50"); err != nil {
		t.Fatal(err)
	}
	if got := one(t, connect(t, a.AppURL), "SELECT count(*)::text FROM samples"); got != "50" {
		t.Errorf("own clone: %s rows, want 50", got)
	}
	app := connect(t, b.AppURL)
	if got := one(t, app, "SELECT count(*)::text FROM samples"); got != "100" {
		t.Errorf("other clone: %s rows, want 100", got)
	}
	if got := one(t, app, "SHOW search_path") + one(t, app, "SHOW statement_timeout"); got != `"$user", public, pg_catalog15s` {
		t.Errorf("settings of the database were not cloned: %s", got)
	}
	if _, err := app.Exec(context.Background(), "DELETE FROM samples"); err == nil {
		t.Error("spectra_app may do what it was not granted")
	}
	if _, err := pgx.Connect(context.Background(), b.WorkerURL); err == nil {
		t.Error("grants of the database were not cloned: worker may connect")
	}
}

func TestCloneIsDroppedAtTheEnd(t *testing.T) {
	Template(t, "pgtest "+schema, prepare)
	var db DB
	t.Run("inner", func(t *testing.T) { db = Clone(t, "pgtest "+schema); connect(t, db.AdminURL) })
	other := connect(t, Clone(t, "pgtest "+schema).AdminURL)
	if got := one(t, other, "SELECT count(*)::text FROM pg_database WHERE datname = '"+db.Name+"'"); got != "0" {
		t.Error("the clone is still there")
	}
}

func TestFailedPreparationIsTriedAgain(t *testing.T) {
	c := mustOpen(t)
	ctx := context.Background()
	name := templateName(t.Name())
	broken := errors.New("broken migration")
	try := func(f func(context.Context, string) error) error {
		return c.locked(ctx, func(conn *pgx.Conn) error { return c.build(ctx, conn, name, f) })
	}
	if err := try(func(context.Context, string) error { return broken }); !errors.Is(err, broken) {
		t.Fatalf("build: %v", err)
	}
	if err := try(prepare); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.admin(ctx, "ALTER DATABASE "+name+" IS_TEMPLATE false", "DROP DATABASE "+name); err != nil {
			t.Error(err)
		}
	})
}

// TestOtherProcessesShareTheTemplate runs this binary twice more: neither may prepare again.
func TestOtherProcessesShareTheTemplate(t *testing.T) {
	if os.Getenv("PGTEST_CHILD") != "" {
		Template(t, "pgtest "+schema, func(context.Context, string) error { return errors.New("prepared a second time") })
		Clone(t, "pgtest "+schema)
		return
	}
	Template(t, "pgtest "+schema, prepare)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		cmd := exec.Command(exe, "-test.run=^TestOtherProcessesShareTheTemplate$", "-test.v")
		cmd.Env = append(os.Environ(), "PGTEST_CHILD=1")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "PASS") {
			t.Errorf("child: %v\n%s", err, out)
		}
	}
}

// TestExternalServer has a server of its own: the roles' passwords change there.
func TestExternalServer(t *testing.T) {
	dir, err := os.MkdirTemp("", "pgtest-external-") //nolint:usetesting // the unprivileged account cannot enter t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	server, err := localpg.Start(ctx, localpg.Options{StateDir: dir, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop(ctx) })
	if _, err := connect(t, server.URL(localpg.RoleAdmin, "")).Exec(ctx, "DROP ROLE spectra_worker"); err != nil {
		t.Fatal(err)
	}
	c, err := openExternal(ctx, server.URL(localpg.RoleAdmin, "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range []string{localpg.RoleApp, localpg.RoleWorker} {
		if got := one(t, connect(t, c.url(role, "postgres")), "SELECT current_user::text"); got != role {
			t.Errorf("connected as %s, want %s", got, role)
		}
	}
}

func BenchmarkClone(b *testing.B) {
	Template(b, "pgtest "+schema, prepare)
	c := mustOpen(b)
	ctx := context.Background()
	for b.Loop() {
		begin := time.Now()
		if err := c.admin(ctx, cloneSQL("bench_clone", templateName("pgtest "+schema))...); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(begin).Microseconds())/1000, "ms/clone")
		if err := c.admin(ctx, "DROP DATABASE bench_clone"); err != nil {
			b.Fatal(err)
		}
	}
}
