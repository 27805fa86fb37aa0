package migrations

import (
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// queueVersion is the version of River's schema that this executable works with. A later River gets a migration of
// its own here that applies the versions in between.
const queueVersion = 8

// queueGuard puts the queue under row-level security: the server sees and adds jobs of the organisation in its context,
// the worker takes jobs of all. River upserts on insert, hence the narrow UPDATE.
const queueGuard = `
ALTER TABLE river.river_job ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY org_rw ON river.river_job TO spectra_app USING (args ->> 'org_id' = (SELECT app.org())::text) WITH CHECK (args ->> 'org_id' = (SELECT app.org())::text);
CREATE POLICY work ON river.river_job TO spectra_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (kind) ON river.river_job TO spectra_app;
GRANT INSERT ON river.river_notification TO spectra_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA river TO spectra_app, spectra_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA river TO spectra_worker;
GRANT SELECT ON ALL TABLES IN SCHEMA river TO spectra_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA river TO spectra_backup;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA river TO spectra_app, spectra_worker;
INSERT INTO river.river_migration (line, version) SELECT 'main', generate_series(1, %d);
RESET ROLE;`

// queueSteps takes River's own migrations for schema river.
func queueSteps() ([]step, error) {
	m, err := rivermigrate.New(riverpgxv5.New(nil), &rivermigrate.Config{Schema: "river"})
	if err != nil {
		return nil, err
	}
	s := step{ID: "0008_queue"}
	// A value added to an enum cannot be used in the same transaction: pending is there from the beginning, and
	// River's own IF NOT EXISTS finds it.
	inSchema := strings.NewReplacer("/* TEMPLATE: schema */", "river.", "  'discarded',\n  'retryable'", "  'discarded',\n  'pending',\n  'retryable'")
	for _, v := range m.AllVersions() {
		if v.Version > queueVersion {
			break
		}
		s.Up = append(s.Up, inSchema.Replace(v.SQLUp))
	}
	s.Up[0] = "SET LOCAL ROLE spectra_owner;\n" + s.Up[0]
	s.Up = append(s.Up, fmt.Sprintf(queueGuard, queueVersion))
	s.Down = []string{"DROP SCHEMA river CASCADE; CREATE SCHEMA river AUTHORIZATION spectra_owner; GRANT USAGE ON SCHEMA river TO spectra_app, spectra_worker, spectra_backup;"}
	return []step{s}, nil
}

// The driver is only asked for its files; this pins the transaction type it is built for.
var _ = (*rivermigrate.Migrator[pgx.Tx])(nil)
