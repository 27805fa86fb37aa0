SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.experiment_checklist, spectra.protocol_acknowledgements, spectra.protocol_assignments;
DROP TRIGGER guard ON spectra.protocols;
DROP FUNCTION app.guard_protocol();
DROP FUNCTION app.protocol_status(spectra.protocols, timestamptz);
DROP FUNCTION app.active_organizations();
DROP FUNCTION app.day_start(date);
DROP INDEX spectra.protocols_pending, spectra.protocols_effective_key, spectra.protocols_open_key;
ALTER TABLE spectra.protocols DROP COLUMN retired_by, DROP COLUMN superseded_at, DROP COLUMN effective_at, DROP COLUMN content_sha256,
  DROP COLUMN review_comment, DROP COLUMN submitted_by, DROP COLUMN authors;
RESET ROLE;
