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

// TestA_18_HugeAndUnicode: entries of ten megabytes in every kind of letters stay what they were over a dump, a restore and
// steps of the schema down and up again.
func TestA_18_HugeAndUnicode(t *testing.T) {
	dump, psql := filepath.Join(cluster.BinDir(), "pg_dump"), filepath.Join(cluster.BinDir(), "psql")
	for _, bin := range []string{dump, psql} {
		if _, err := os.Stat(bin); errors.Is(err, os.ErrNotExist) {
			t.Skipf("the server's programs come without %s", filepath.Base(bin))
		}
	}
	admin, _, name := migrated(t)
	seedRows(t, admin, orgA, "org-a", "aa")
	tx, err := admin.Begin()
	if err != nil {
		t.Fatal(err)
	}
	exec(t, tx, `select set_config('app.org_id',$1,true), set_config('app.actor_id',$1,true), set_config('app.event','job.done',true), set_config('app.reason',$2,true), set_config('app.actor_name',$2,true)`,
		orgA, "測定 µ é e\u0301 😀 \u202e\u200d \\n '\" \t\x01")
	exec(t, tx, `select audit.record_event('job', gen_random_uuid(), null, '{"new":{"text":"' || repeat($1, 400000) || '"}}')`, "測定 µ 😀 e\u0301\\u0001\\\\")
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	const large = `select id || ' ' || octet_length(payload) || ' ' || encode(sha256(convert_to(payload, 'UTF8')), 'hex') || ' ' || encode(sha256(convert_to(reason || actor_name, 'UTF8')), 'hex')
		from audit.audit_logs where octet_length(payload) > 10000000`
	was, chains := lines(t, admin, large), checkChains(t, admin)
	file := filepath.Join(t.TempDir(), "dump.sql")
	tool(t, dump, "--dbname", cluster.URL(localpg.RoleAdmin, name), "--file", file)
	restored, to := empty(t)
	tool(t, psql, "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--dbname", cluster.URL(localpg.RoleAdmin, to), "--file", file)
	if err := migrations.To(t.Context(), restored, "0031_amendments", migrations.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := migrations.Up(t.Context(), restored, migrations.Options{}); err != nil {
		t.Fatal(err)
	}
	if is := lines(t, restored, large); len(was) != 1 || !slices.Equal(was, is) {
		t.Errorf("%q, restored and upgraded %q", was, is)
	}
	if is := checkChains(t, restored); chains[orgA] == 0 || is[orgA] != chains[orgA] {
		t.Errorf("chains %v, restored and upgraded %v", chains, is)
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
