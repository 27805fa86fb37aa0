-- What was found, when data were taken and who has a calendar is lost with the columns; the trail keeps it.
SET LOCAL ROLE spectra_auth;
DROP FUNCTION auth.find_calendar_feed(bytea);
RESET ROLE;
SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.calendar_feeds;
DROP TRIGGER override_stays ON spectra.experiments;
DROP FUNCTION app.keep_override();
GRANT UPDATE (calibration, calibration_override) ON spectra.results TO spectra_app;
DROP INDEX spectra.results_instrument;
ALTER TABLE spectra.results DROP COLUMN acquired_at;
GRANT UPDATE (instrument_id) ON spectra.calibrations, spectra.maintenance_logs TO spectra_app;
ALTER TABLE spectra.calibrations DROP CONSTRAINT calibrations_found, DROP COLUMN as_found_in_tolerance;
RESET ROLE;
