SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.notifications;
DROP TABLE spectra.saved_views;
DROP FUNCTION app.search(text, text[], int);
DROP FUNCTION app.search_rare(text, uuid, text);
DO $$
DECLARE s record;
BEGIN
  FOR s IN SELECT x.tab FROM app.searchable() x WHERE x.tab <> 'samples' LOOP
    EXECUTE format('DROP POLICY search ON spectra.%I', s.tab);
    EXECUTE format('DROP INDEX spectra.%I', s.tab || '_text');
  END LOOP;
END $$;
DROP INDEX spectra.calibrations_recent;
DROP INDEX spectra.locations_barcode_prefix;
DROP FUNCTION app.searchable();
DROP FUNCTION app.search_text(text, text, text);
RESET ROLE;
