SET LOCAL ROLE spectra_owner;
DROP FUNCTION app.keep_held() CASCADE;
DROP FUNCTION app.held(text, uuid);
DROP POLICY hold_lookup ON spectra.calibrations;
DROP POLICY hold_lookup ON spectra.maintenance_logs;
DROP TABLE spectra.legal_hold_records;
DROP TABLE spectra.legal_holds;
RESET ROLE;
