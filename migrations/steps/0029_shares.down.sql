SET LOCAL ROLE spectra_owner;
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['samples', 'sample_metadata', 'experiments', 'experiment_samples', 'experiment_parameters', 'experiment_checklist', 'results', 'result_values',
      'result_metadata', 'result_files', 'files', 'notebook_entries', 'protocols'] LOOP
    EXECUTE format('DROP POLICY shared_read ON spectra.%I', t);
  END LOOP;
END $$;
DROP POLICY share_lookup ON spectra.settings;
DROP FUNCTION app.share_owner(text, uuid), app.shared(text), app.shared_with_me(text), app.sharing(uuid);
DROP TABLE spectra.share_items, spectra.received_shares, spectra.shares;
DROP FUNCTION app.copy_share(), app.own_share_item();
RESET ROLE;
