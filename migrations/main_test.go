package migrations_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/spectra-lab/spectra/app/localpg"
	"github.com/spectra-lab/spectra/migrations"
)

// One private cluster for the tests of this package: they make and drop databases of their own.
var cluster *localpg.Server

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "spectra-migrations")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o711); err != nil { // the unprivileged account must pass through
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	cluster, err = localpg.Start(context.Background(), localpg.Options{StateDir: dir, Fast: true, MaxConnections: 100})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = cluster.Stop(context.Background()) }()
	return m.Run()
}

var databases atomic.Int32

// empty makes a database without schema and gives its administrator's pool and name.
func empty(t *testing.T) (*sql.DB, string) {
	t.Helper()
	name := fmt.Sprintf("m%d", databases.Add(1))
	exec(t, pool(t, localpg.RoleAdmin, "postgres"), "create database "+name)
	return pool(t, localpg.RoleAdmin, name), name
}

// migrated makes a database with the schema and gives the administrator's and the server's pool.
func migrated(t *testing.T) (admin, app *sql.DB, name string) {
	t.Helper()
	admin, name = empty(t)
	if err := migrations.Up(t.Context(), admin, migrations.Options{}); err != nil {
		t.Fatal(err)
	}
	_ = admin.Close() // the database's search_path is for sessions that begin after it was set
	return pool(t, localpg.RoleAdmin, name), pool(t, localpg.RoleApp, name), name
}

func pool(t *testing.T, role, database string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", cluster.URL(role, database))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func exec(t *testing.T, db execer, query string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// errUndo ends a transaction of as without a commit.
var errUndo = errors.New("undo")

// as runs f in a transaction of an organisation; its outcome is the commit's.
func as(t *testing.T, db *sql.DB, org string, f func(tx *sql.Tx) error) error {
	t.Helper()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(t.Context(), `select set_config('app.org_id',$1,true), set_config('app.actor_id','00000000-0000-0000-0000-0000000000c1',true),
		set_config('app.actor_kind','system',true), set_config('app.actor_name','test',true), set_config('app.actor_via','cli',true), set_config('app.event','test.done',true)`, org); err != nil {
		t.Fatal(err)
	}
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func lines(t *testing.T, db interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}, query string, args ...any) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func code(err error) string {
	if err == nil {
		return ""
	}
	if _, rest, ok := strings.Cut(err.Error(), "SQLSTATE "); ok {
		return rest[:5]
	}
	return err.Error()
}
