package migrations_test

import (
	"errors"
	"net/url"
	"os"
	osexec "os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/app/localpg"
	"github.com/spectra-lab/spectra/migrations"
)

// TestF18DumpAndRestore: a dump made as spectra_backup holds every row of every organisation; restored, the schema is
// the same and every hash is right.
func TestF18DumpAndRestore(t *testing.T) {
	dump, psql := filepath.Join(cluster.BinDir(), "pg_dump"), filepath.Join(cluster.BinDir(), "psql")
	for _, bin := range []string{dump, psql} {
		if _, err := os.Stat(bin); errors.Is(err, os.ErrNotExist) {
			t.Skipf("the server's programs come without %s", filepath.Base(bin))
		}
	}
	admin, _, name := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	seedRows(t, admin, orgB, "org-b", "bb")
	exec(t, admin, "alter role spectra_backup password 'backup'")
	u, err := url.Parse(cluster.URL(localpg.RoleAdmin, name))
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("spectra_backup", "backup")
	file := filepath.Join(t.TempDir(), "dump.sql")
	tool(t, dump, "--dbname", u.String(), "--file", file)

	restored, to := empty(t)
	tool(t, psql, "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--dbname", cluster.URL(localpg.RoleAdmin, to), "--file", file)
	for _, table := range slices.Concat(appTables(t, admin), []string{"auth.identities", "auth.login_attempts", "audit.instance", "migrations.applied"}) {
		if was, is := count(t, admin, table, "true"), count(t, restored, table, "true"); was != is {
			t.Errorf("%s: %d rows, restored %d", table, was, is)
		}
	}
	if was, is := checkChains(t, admin), checkChains(t, restored); was[orgA] == 0 || was[orgA] != is[orgA] || was[orgB] != is[orgB] {
		t.Errorf("chains %v, restored %v", was, is)
	}
	if diff := firstDifference(describe(t, admin), describe(t, restored)); diff != "" {
		t.Errorf("the restored schema differs:\n%s", diff)
	}
	if state, err := migrations.Read(t.Context(), restored); err != nil || !state.Current() {
		t.Errorf("%+v, %v", state, err)
	}
}

func tool(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := osexec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(name), err, out)
	}
}

// TestF16KilledMigration: the connection dies at some moment; the next run goes on and ends in the golden schema.
func TestF16KilledMigration(t *testing.T) {
	_, name := empty(t)
	killer := pool(t, localpg.RoleAdmin, "postgres")
	failed := 0
	for wait := 5 * time.Millisecond; wait < 400*time.Millisecond; wait += 35 * time.Millisecond {
		admin := pool(t, localpg.RoleAdmin, name)
		done := make(chan error, 1)
		go func() { done <- migrations.Up(t.Context(), admin, migrations.Options{}) }()
		time.Sleep(wait)
		exec(t, killer, "select pg_terminate_backend(pid) from pg_stat_activity where datname=$1", name)
		if <-done != nil {
			failed++
		}
		_ = admin.Close()
	}
	if failed == 0 {
		t.Log("no run was caught: the machine is fast")
	}
	admin := pool(t, localpg.RoleAdmin, name)
	if err := migrations.Up(t.Context(), admin, migrations.Options{}); err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile("schema.golden.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := firstDifference(string(golden), strings.ReplaceAll(describe(t, admin), localpg.RoleAdmin, "administrator")); diff != "" {
		t.Errorf("after %d killed runs:\n%s", failed, diff)
	}
}
