//go:build embedpg && linux && amd64

package localpg

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestPayloadRunsWithoutSystemPostgres(t *testing.T) {
	dir := stateDir(t)
	o := Options{StateDir: dir, binDirs: []string{}}
	s := start(t, o)
	if !strings.HasPrefix(s.BinDir(), filepath.Join(dir, "pgbin")) || !strings.HasPrefix(s.Version(), "18.") {
		t.Errorf("ran %s from %s, want the payload", s.Version(), s.BinDir())
	}
	admin := s.URL(RoleAdmin, "")
	if got := query(t, admin, "SELECT lower('ÅΩ') || (SELECT count(*) FROM pg_timezone_names WHERE name = 'Europe/Berlin')"); got != "åω1" {
		t.Errorf("locale or time zones are missing: %q", got)
	}
	if got := query(t, admin, "SELECT string_agg(name, ',' ORDER BY name) FROM pg_available_extensions WHERE name IN ('pg_trgm','btree_gin','btree_gist','pgcrypto','citext')"); got != "btree_gin,btree_gist,citext,pg_trgm,pgcrypto" {
		t.Errorf("extensions: %q", got)
	}
	if err := s.Stop(testCtx(t)); err != nil {
		t.Fatal(err)
	}
	// The data's own major comes first, although the system may have another one.
	if s = start(t, Options{StateDir: dir}); !strings.HasPrefix(s.Version(), "18.") {
		t.Errorf("data of 18 opened by %s", s.Version())
	}
}
