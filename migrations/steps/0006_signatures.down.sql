SET LOCAL ROLE spectra_owner;
ALTER TABLE spectra.api_keys DROP CONSTRAINT api_keys_instrument_fk;
ALTER TABLE spectra.calibrations DROP CONSTRAINT calibrations_certificate_fk;
DROP TABLE spectra.signatures;
RESET ROLE;
