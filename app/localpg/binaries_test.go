package localpg

import "testing"

func TestParseVersion(t *testing.T) {
	for out, want := range map[string]binaries{
		"postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)\n": {"d", "15.13", 15},
		"postgres (PostgreSQL) 18beta1\n":                        {"d", "18beta1", 18},
		"postgres (PostgreSQL) 19devel\n":                        {"d", "19devel", 19},
	} {
		if got, err := parseVersion("d", out); err != nil || got != want {
			t.Errorf("%q: %+v, %v", out, got, err)
		}
	}
	if _, err := parseVersion("d", "MariaDB 11"); err == nil {
		t.Error("MariaDB passed for PostgreSQL")
	}
}
