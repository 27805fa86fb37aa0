-- Helpers of the bench in a schema of their own, and the audit triggers off: a million rows are laid down at once,
-- with their trail written beside them (fill.sql). settle.sql turns the triggers on again.
CREATE SCHEMA IF NOT EXISTS bench;
GRANT USAGE ON SCHEMA bench TO spectra_app;
CREATE OR REPLACE FUNCTION bench.uuid7(at timestamptz DEFAULT clock_timestamp()) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;
-- The audit row of pgbench's inserts: as the trail's, with its indexes, without chain.
CREATE TABLE IF NOT EXISTS bench.audit_rows (LIKE audit.audit_logs INCLUDING ALL);
GRANT INSERT ON bench.audit_rows TO spectra_app;
ALTER TABLE spectra.samples DISABLE TRIGGER audit_row;
ALTER TABLE spectra.projects DISABLE TRIGGER audit_row;
ALTER TABLE audit.audit_logs DISABLE TRIGGER seal;
-- Built at once at the end, which is several times faster than row by row.
DROP INDEX spectra.samples_text;
