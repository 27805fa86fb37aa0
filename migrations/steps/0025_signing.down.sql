SET LOCAL ROLE spectra_owner;
DROP FUNCTION app.keep_signed() CASCADE;
DROP FUNCTION app.keep_signed_child() CASCADE;
DROP FUNCTION app.utc(timestamptz);
DROP TABLE spectra.signing_acceptances;
DROP TABLE spectra.signing_permits;
DROP INDEX spectra.signatures_signed;
ALTER TABLE spectra.signatures DROP COLUMN record_code;
RESET ROLE;
