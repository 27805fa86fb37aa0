SET LOCAL ROLE spectra_owner;
DROP FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int);
DROP FUNCTION app.samples_rare(uuid, text, text, int);
ALTER FUNCTION app.samples_matching(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) RENAME TO search_samples;
ALTER FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) RESET enable_seqscan;
ALTER FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) RESET enable_indexscan;
GRANT EXECUTE ON FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) TO spectra_app;
DO $$
DECLARE s record;
BEGIN
  FOR s IN SELECT x.tab, x.body FROM app.searchable() x LOOP
    EXECUTE format('DROP INDEX spectra.%I', s.tab || '_text');
    EXECUTE format('CREATE INDEX %I ON spectra.%I USING gin ((%s) app.gin_trgm_ops)', s.tab || '_text', s.tab, s.body);
  END LOOP;
END $$;
RESET ROLE;
DROP EXTENSION btree_gin;
