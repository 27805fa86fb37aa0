package db_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/db"
)

// TestRLS_11_Guard: the server starts as spectra_app on guarded tables and as nobody and on nothing else.
func TestRLS_11_Guard(t *testing.T) {
	lab := apptest.New(t)
	su := admin(t, lab)
	name := strings.ReplaceAll(lab.Pg.Name, "test_", "guard_")
	try := func(setup string, undo string, serve string) error {
		t.Helper()
		for _, q := range strings.Split(setup, ";") {
			if _, err := su.ExecContext(t.Context(), q); err != nil {
				t.Fatalf("%s: %v", q, err)
			}
		}
		defer func() {
			for _, q := range strings.Split(undo, ";") {
				if _, err := su.ExecContext(t.Context(), q); err != nil {
					t.Fatalf("%s: %v", q, err)
				}
			}
		}()
		d, err := db.Open(db.Options{URL: serve, MaxConns: 1, Clock: clock.System})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		return d.Guard(t.Context())
	}
	if err := lab.DB.Guard(t.Context()); err != nil {
		t.Errorf("spectra_app: %v", err)
	}
	u, err := url.Parse(lab.Pg.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(name, "guard")
	other, drop := u.String(), "reassign owned by "+name+" to current_user;drop owned by "+name+";drop role "+name
	create := "create role " + name + " login nosuperuser password 'guard';grant connect on database " + lab.Pg.Name + " to " + name + ";grant usage on schema spectra to " + name
	for _, tc := range []struct{ name, setup, undo, url, want string }{
		{"superuser", "select 1", "select 1", lab.Pg.AdminURL, "superuser"},
		{"BYPASSRLS", create + ";alter role " + name + " bypassrls", drop, other, "BYPASSRLS"},
		{"owner of a table", create + ";grant create on schema spectra to " + name + ";alter table spectra.projects owner to " + name, "alter table spectra.projects owner to spectra_owner;" + drop, other, "owns tables"},
		{"member of the owner", create + ";grant spectra_owner to " + name, drop, other, "member"},
		{"member of the trail's owner", create + ";grant spectra_audit_owner to " + name, drop, other, "member"},
		{"member of a role without restriction", create + ";grant spectra_backup to " + name, drop, other, "member"},
		{"may run programs", create + ";grant pg_execute_server_program to " + name, drop, other, "member"},
		{"table not forced", "alter table spectra.projects no force row level security", "alter table spectra.projects force row level security", lab.Pg.AppURL, "projects"},
		{"table not enabled", "alter table audit.audit_logs disable row level security", "alter table audit.audit_logs enable row level security", lab.Pg.AppURL, "audit_logs"},
		{"organizations not forced", "alter table spectra.organizations no force row level security", "alter table spectra.organizations force row level security", lab.Pg.AppURL, "organizations"},
		{"queue not forced", "alter table river.river_job no force row level security", "alter table river.river_job force row level security", lab.Pg.AppURL, "river_job"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			err := try(tc.setup, tc.undo, tc.url)
			if !errors.Is(err, db.ErrUnsafeRole) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want a refusal that says %q", err, tc.want)
			}
			if err != nil && strings.Contains(err.Error(), "guard:") {
				t.Errorf("the message shows a password: %v", err)
			}
		})
	}
	if err := lab.DB.Guard(t.Context()); err != nil {
		t.Errorf("spectra_app afterwards: %v", err)
	}
}

func TestOpenHidesThePassword(t *testing.T) {
	for _, u := range []string{"postgres://u:hunter2@h:notaport/d", "postgres://u:hunter2@[::1/d", "postgres://u:hunter2@h/d?sslmode=nonsense"} {
		if _, err := db.Open(db.Options{URL: u}); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
	}
}
