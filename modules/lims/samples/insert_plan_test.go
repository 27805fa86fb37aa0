package samples

import (
	"strings"
	"testing"
)

// TestCreationNamesNoTableWithoutNeed: each costs a session as much as reading a row of it.
func TestCreationNamesNoTableWithoutNeed(t *testing.T) {
	tables := map[string]has{"sample_metadata": {values: true}, "join projects": {project: true}, "join samples o": {parent: true}, "location_paths": {place: true}}
	for table, with := range tables {
		if strings.Contains(has{}.insertSQL(), table) || !strings.Contains(with.insertSQL(), table) {
			t.Errorf("%s is named in\n%s", table, has{}.insertSQL())
		}
	}
	if all := (has{true, true, true, true}).insertSQL(); strings.Contains(all, "custody_transfers") || strings.Contains(all, "join users cu") {
		t.Errorf("nobody holds a new sample:\n%s", all)
	}
}
