SET LOCAL ROLE spectra_owner;
DROP FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int);
DROP POLICY search ON spectra.samples;
DROP INDEX spectra.samples_barcode_prefix;
DROP INDEX spectra.samples_text;
DROP FUNCTION app.sample_text(text, text, text, text, text);
RESET ROLE;
DROP EXTENSION pg_trgm;
