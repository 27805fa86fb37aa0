package app

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/config"
)

// run executes one command line the way main does.
func runCLI(t *testing.T, in string, env []string, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env = append([]string{"SPECTRA_STATE_DIR=" + t.TempDir(), "SPECTRA_AUTH_BCRYPT_COST=4"}, env...)
	code = Run(t.Context(), args, console{in: strings.NewReader(in), out: &stdout, err: &stderr, env: env})
	return code, stdout.String(), stderr.String()
}

// walk visits our own commands; Cobra's help and completion bring their own texts.
func walk(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, sub := range c.Commands() {
		if sub.Name() != "help" && sub.Name() != "completion" {
			walk(sub, visit)
		}
	}
}

func TestEveryCommandHasAnExample(t *testing.T) {
	walk(newRoot(console{}), func(c *cobra.Command) {
		if c.Short == "" || !strings.Contains(c.Example, "spectra") {
			t.Errorf("%s has no example", c.CommandPath())
		}
		code, out, _ := runCLI(t, "", nil, append(strings.Fields(c.CommandPath())[1:], "--help")...)
		if code != exitOK || !strings.Contains(out, "Examples:") {
			t.Errorf("%s --help: exit %d, %.80q", c.CommandPath(), code, out)
		}
	})
}

func TestWrongUse(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "policy.csv")
	if err := os.WriteFile(bad, append(config.Bundle().Policy, []byte("\np, chemist, sample, read\np, viewer, sample, raed\nbroken\n")...), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		args []string
		env  []string
		code int
		says string
	}{
		{"unknown command", []string{"frobnicate"}, nil, exitUsage, `unknown command "frobnicate"`},
		{"unknown subcommand", []string{"migrate", "sideways"}, nil, exitUsage, "unknown command"},
		{"unknown flag", []string{"serve", "--frob"}, nil, exitUsage, "unknown flag: --frob"},
		{"missing argument", []string{"migrate", "to"}, nil, exitUsage, "accepts 1 arg(s)"},
		{"extra argument", []string{"version", "x"}, nil, exitUsage, "unknown command"},
		{"missing flag", []string{"user", "create", "--org", "x"}, nil, exitUsage, "required flag"},
		{"unknown variable", []string{"config", "show"}, []string{"SPECTRA_SERVER_ADR=x"}, exitError, "SPECTRA_SERVER_ADDR"},
		{"bad database", []string{"migrate", "status"}, []string{"DATABASE_URL=mysql://x"}, exitError, "not PostgreSQL"},
		{"nobody there", []string{"migrate", "status"}, []string{"DATABASE_URL=postgres://x@127.0.0.1:1/x"}, exitError, "cannot be reached"},
		{"demo in production", []string{"seed", "demo"}, []string{"SPECTRA_ENV=production"}, exitError, "refused in production"},
		{"demo server in production", []string{"serve", "--demo"}, []string{"SPECTRA_ENV=production", "JWT_ALGORITHM=RS256", "JWT_SECRET=h3vT9qLw2ZsX7bNc5RdK8mJf4GyP6aUe1Ho0Vi", "SPECTRA_AUTH_BCRYPT_COST=12"}, exitError, "refused in production"},
		{"weak production", []string{"serve"}, []string{"SPECTRA_ENV=production"}, exitError, "auth.jwt_algorithm"},
		{"no such policy", []string{"policy", "check", "/nowhere/policy.csv"}, nil, exitError, "/nowhere/policy.csv"},
		{"empty password", []string{"user", "create", "--org", "x", "--email", "x@x.example", "--name", "X", "--role", "viewer", "--password-stdin"}, nil, exitUsage, "standard input is empty"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			code, _, errs := runCLI(t, "", tc.env, tc.args...)
			if code != tc.code || !strings.Contains(errs, tc.says) {
				t.Errorf("exit %d, want %d; says %q, want %q in it", code, tc.code, errs, tc.says)
			}
			if lines := strings.Count(errs, "\n"); lines != 1 && tc.name != "weak production" {
				t.Errorf("%d lines instead of one: %q", lines, errs)
			}
		})
	}
	code, _, errs := runCLI(t, "", nil, "policy", "check", bad)
	for _, want := range []string{"unknown role chemist", "unknown permission sample:raed; did you mean sample:read?", `cannot read "broken"`, bad + ":"} {
		if code == exitOK || !strings.Contains(errs, want) {
			t.Errorf("policy check: exit %d, %q not in %q", code, want, errs)
		}
	}
}

func TestPolicyDiff(t *testing.T) {
	changed := filepath.Join(t.TempDir(), "policy.csv")
	text := strings.Replace(string(config.Bundle().Policy), "p, manager, audit, read\n", "", 1)
	if err := os.WriteFile(changed, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := runCLI(t, "", nil, "policy", "diff", changed)
	if code != exitOK || out != "- admin audit:read\n- manager audit:read\n" {
		t.Errorf("exit %d %q %q", code, out, errs)
	}
	if _, out, _ = runCLI(t, "", nil, "policy", "matrix", "--json", changed); !strings.Contains(out, `"permission": "audit:read"`) {
		t.Errorf("matrix: %.200q", out)
	}
}

// external gives the environment of a migrated database of the test's own.
func external(t *testing.T) []string {
	pg := apptest.Database(t)
	return []string{"DATABASE_URL=" + pg.AppURL, "SPECTRA_DATABASE_WORKER_URL=" + pg.WorkerURL, "SPECTRA_DATABASE_CHECKPOINTER_URL=" + pg.CheckpointerURL, "SPECTRA_DATABASE_ADMIN_URL=" + pg.AdminURL}
}

func TestUserCommands(t *testing.T) {
	env := external(t)
	create := []string{"user", "create", "--org", "my-lab", "--email", "a.weber@my.lab", "--name", "A. Weber", "--role", "admin"}
	if code, _, errs := runCLI(t, "", env, create...); code == exitOK {
		t.Errorf("an unknown organisation was accepted: %q", errs)
	}
	code, out, errs := runCLI(t, "", env, append(create, "--org-name", "My Lab")...)
	if code != exitOK || !strings.Contains(out, "created a.weber@my.lab in my-lab as admin") || !strings.Contains(out, "once: ") {
		t.Fatalf("create: exit %d %q %q", code, out, errs)
	}
	if code, _, errs = runCLI(t, "", env, create...); code != exitError || !strings.Contains(errs, "already has an account") {
		t.Errorf("twice: exit %d %q", code, errs)
	}
	if code, _, errs = runCLI(t, "short\n", env, "user", "create", "--org", "my-lab", "--email", "b@my.lab", "--name", "B", "--role", "viewer", "--password-stdin"); code != exitError || strings.Contains(errs, "short\n") {
		t.Errorf("short password: exit %d %q", code, errs)
	}
	if code, _, errs = runCLI(t, "", env, "user", "create", "--org", "my-lab", "--email", "c@my.lab", "--name", "C", "--role", "chemist"); code != exitError {
		t.Errorf("unknown role: exit %d %q", code, errs)
	}
	if code, out, errs = runCLI(t, "", env, "user", "reset-password", "--org", "my-lab", "--email", "a.weber@my.lab"); code != exitOK || !strings.Contains(out, "once: ") {
		t.Errorf("reset: exit %d %q %q", code, out, errs)
	}
	if code, _, _ = runCLI(t, "", env, "user", "reset-password", "--org", "my-lab", "--email", "nobody@my.lab"); code == exitOK {
		t.Error("reset for nobody succeeded")
	}
}

func TestDoctorAndMigrateStatus(t *testing.T) {
	env := external(t)
	code, out, errs := runCLI(t, "", env, "doctor")
	if code != exitOK || !strings.Contains(out, "schema") || strings.Contains(out, "FAIL") {
		t.Errorf("doctor: exit %d %q %q", code, out, errs)
	}
	if code, out, _ = runCLI(t, "", env, "migrate", "status"); code != exitOK || !strings.Contains(out, "applied  0001_foundation") {
		t.Errorf("status: exit %d %q", code, out)
	}
	if code, _, errs = runCLI(t, "", env, "migrate", "down"); code != exitOK {
		t.Fatalf("down: %q", errs)
	}
	if code, _, errs = runCLI(t, "", env, "serve", "--addr", "127.0.0.1:0"); code != exitError || !strings.Contains(errs, "spectra migrate up") {
		t.Errorf("a stale schema is served: exit %d %q", code, errs)
	}
	if code, _, errs = runCLI(t, "", env, "migrate", "up"); code != exitOK {
		t.Fatalf("up: %q", errs)
	}
}

func TestOpenAPICommandNeedsNoDatabase(t *testing.T) {
	code, out, errs := runCLI(t, "", []string{"DATABASE_URL=postgres://x@127.0.0.1:1/x"}, "openapi")
	if code != exitOK || !strings.Contains(out, `"openapi": "3.1.0"`) || !strings.Contains(out, `"/samples/{id}"`) {
		t.Errorf("exit %d %.200q %q", code, out, errs)
	}
}
