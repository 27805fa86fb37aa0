SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.process_samples, spectra.processes;
-- A step stays readable in the timeline, as an update. The owner sees rows only while it is not held to policies.
ALTER TABLE spectra.sample_history NO FORCE ROW LEVEL SECURITY;
UPDATE spectra.sample_history SET kind = 'updated' WHERE kind = 'processed';
ALTER TABLE spectra.sample_history FORCE ROW LEVEL SECURITY;
ALTER TABLE spectra.sample_history DROP CONSTRAINT sample_history_kind_check;
ALTER TABLE spectra.sample_history ADD CONSTRAINT sample_history_kind_check
  CHECK (kind IN ('registered', 'updated', 'transition', 'split', 'created_by_split', 'metadata', 'archived', 'moved', 'custody'));
DROP TRIGGER watch_stock ON spectra.samples;
DROP FUNCTION app.watch_stock();
DROP INDEX spectra.samples_die;
ALTER TABLE spectra.samples DROP COLUMN position, DROP COLUMN low_stock_since, DROP COLUMN minimum_number, DROP COLUMN minimum_unit, DROP COLUMN minimum_text,
  DROP COLUMN expires_at, DROP COLUMN received_at;
ALTER TABLE spectra.locations DROP COLUMN grid;
RESET ROLE;
