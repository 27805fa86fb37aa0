package pgtest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/spectra-lab/spectra/app/localpg"
)

// DB is a test's own database.
type DB struct {
	Name            string
	AdminURL        string // superuser
	AppURL          string // spectra_app: no BYPASSRLS, owns nothing
	WorkerURL       string // spectra_worker
	CheckpointerURL string // spectra_checkpointer
}

// Template makes sure that the template named by key exists: the first caller of
// any process runs prepare on an empty database, all others wait for it and use
// it. The key must change with what prepare makes (migrations.Hash()).
func Template(t testing.TB, key string, prepare func(ctx context.Context, adminURL string) error) {
	t.Helper()
	c := mustOpen(t)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	err := c.locked(ctx, func(conn *pgx.Conn) error {
		exists, err := isTemplate(ctx, conn, templateName(key))
		if err != nil || exists {
			return err
		}
		return c.build(ctx, conn, templateName(key), prepare)
	})
	if err != nil {
		t.Fatalf("template database: %v", err)
	}
}

// build prepares under another name: a failed attempt never looks finished.
func (c *cluster) build(ctx context.Context, conn *pgx.Conn, name string, prepare func(context.Context, string) error) error {
	draft := name + "_draft"
	if err := run(ctx, conn, "DROP DATABASE IF EXISTS "+draft+" WITH (FORCE)", "CREATE DATABASE "+draft+" TEMPLATE template0"); err != nil {
		return err
	}
	if err := prepare(ctx, c.url(localpg.RoleAdmin, draft)); err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	return run(ctx, conn,
		// A pool that prepare left open would hold the name, and every clone.
		"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '"+draft+"'",
		"ALTER DATABASE "+draft+" RENAME TO "+name,
		"ALTER DATABASE "+name+" IS_TEMPLATE true ALLOW_CONNECTIONS false",
		// FILE_COPY reads files: put them there once, now, instead of at the first clone.
		"CHECKPOINT")
}

// Clone makes a database for this test from the template and drops it at the
// test's end. Call Template with the same key first.
func Clone(t testing.TB, key string) DB {
	t.Helper()
	c := mustOpen(t)
	name := "test_" + strings.ToLower(rand.Text()[:16])
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := c.admin(ctx, cloneSQL(name, templateName(key))...); err != nil {
		t.Fatalf("clone the template (was Template called with this key?): %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := c.admin(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return DB{
		Name: name, AdminURL: c.url(localpg.RoleAdmin, name),
		AppURL: c.url(localpg.RoleApp, name), WorkerURL: c.url(localpg.RoleWorker, name),
		CheckpointerURL: c.url(localpg.RoleCheckpointer, name),
	}
}

// cloneSQL copies settings of the database as well: CREATE DATABASE leaves
// ALTER DATABASE … SET (the search_path of the schema) and grants behind.
func cloneSQL(name, template string) []string {
	return []string{
		"CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY FILE_COPY",
		`DO $$ DECLARE item text; role text; BEGIN
			FOR item, role IN SELECT unnest(setconfig), coalesce((SELECT rolname FROM pg_roles WHERE oid = setrole), '')
				FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = '` + template + `' LOOP
				EXECUTE CASE role WHEN '' THEN '' ELSE format('ALTER ROLE %I IN DATABASE ` + name + ` SET %I = ', role, split_part(item, '=', 1)) END
					|| CASE role WHEN '' THEN format('ALTER DATABASE ` + name + ` SET %I = ', split_part(item, '=', 1)) ELSE '' END
					|| CASE WHEN split_part(item, '=', 1) IN ('search_path') THEN substr(item, strpos(item, '=') + 1)
						ELSE quote_literal(substr(item, strpos(item, '=') + 1)) END;
			END LOOP;
			UPDATE pg_database SET datacl = (SELECT datacl FROM pg_database WHERE datname = '` + template + `') WHERE datname = '` + name + `';
		END $$`,
	}
}

func (c *cluster) admin(ctx context.Context, statements ...string) error {
	conn, err := pgx.Connect(ctx, c.url(localpg.RoleAdmin, "postgres"))
	if err != nil {
		return fmt.Errorf("test cluster: %w", err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	return run(ctx, conn, statements...)
}

func run(ctx context.Context, conn *pgx.Conn, statements ...string) error {
	for _, sql := range statements {
		// The simple protocol: CREATE DATABASE cannot be prepared usefully.
		if _, err := conn.Exec(ctx, sql, pgx.QueryExecModeSimpleProtocol); err != nil {
			return fmt.Errorf("test cluster: %.80s: %w", sql, err)
		}
	}
	return nil
}

func isTemplate(ctx context.Context, conn *pgx.Conn, name string) (bool, error) {
	var exists bool
	err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&exists)
	if err != nil {
		return false, fmt.Errorf("test cluster: %w", err)
	}
	return exists, nil
}

func templateName(key string) string {
	return fmt.Sprintf("template_%x", sha256.Sum256([]byte(key)))[:32]
}
