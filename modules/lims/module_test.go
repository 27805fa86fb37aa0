package lims_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/spectra-lab/spectra/app/apptest"
	"github.com/spectra-lab/spectra/modules/lims"
)

// TestPermissions: the module declares exactly what its routes ask for.
func TestPermissions(t *testing.T) {
	lab := apptest.New(t)
	mod := lims.New(lab.Kit)
	var asked, declared []string
	for _, rt := range lab.Serve(t, mod).Router.Routes() {
		asked = append(asked, rt.Permission)
	}
	for _, p := range mod.Permissions() {
		declared = append(declared, p.Key())
	}
	asked = append(asked, "project:manage", "project:read_all", "sample:hand_over_any", "signature:approve", "signature_request:cancel") // services and the stamp ask for them beside a route's own
	slices.Sort(asked)
	slices.Sort(declared)
	if asked = slices.Compact(asked); !slices.Equal(asked, declared) {
		t.Errorf("routes ask for %v\nthe module declares %v", asked, declared)
	}
}

// TestTables: the module lists every table of its migration.
func TestTables(t *testing.T) {
	sql, err := os.ReadFile("../../migrations/steps/0004_lims.up.sql")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, tab := range lims.New(apptest.New(t).Kit).Tables() {
		got = append(got, tab.Name)
	}
	for _, m := range regexp.MustCompile(`CREATE TABLE spectra\.(\w+)`).FindAllStringSubmatch(string(sql), -1) {
		if !slices.Contains(got, m[1]) {
			t.Errorf("table %s is missing from the module's list", m[1])
		}
	}
}
