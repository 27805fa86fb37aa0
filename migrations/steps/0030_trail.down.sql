-- The batches of the access log stay: the chain holds their roots.
SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.audit_reviews;
SET LOCAL ROLE spectra_audit_owner;
DROP TRIGGER roots ON audit.access_logs;
DROP FUNCTION audit.seal_access();
DROP FUNCTION audit.access_line(audit.access_logs);
RESET ROLE;
