SET LOCAL ROLE spectra_owner;
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES ('samples', 'id', 'sample'), ('sample_metadata', 'sample_id', 'sample'), ('experiments', 'id', 'experiment'),
      ('experiment_samples', 'experiment_id', 'experiment'), ('experiment_parameters', 'experiment_id', 'experiment'), ('experiment_checklist', 'experiment_id', 'experiment'),
      ('results', 'id', 'result'), ('result_values', 'result_id', 'result'), ('result_metadata', 'result_id', 'result'), ('result_files', 'result_id', 'result'),
      ('files', 'id', 'file'), ('notebook_entries', 'id', 'notebook_entry'), ('protocols', 'id', 'protocol')) AS x (name, col, kind) LOOP
    EXECUTE format('DROP POLICY own_delete ON spectra.%I', t.name);
    EXECUTE format('DROP POLICY own_update ON spectra.%I', t.name);
    EXECUTE format('DROP POLICY shared_only ON spectra.%I', t.name);
    EXECUTE format('ALTER POLICY org_rw ON spectra.%I USING (org_id = (SELECT app.org()))', t.name);
    EXECUTE format('CREATE POLICY shared_read ON spectra.%I FOR SELECT TO spectra_app USING (%I = ANY ((SELECT app.shared(%L))::uuid[]))', t.name, t.col, t.kind);
  END LOOP;
END $$;
DROP FUNCTION app.standing(), app.read_org();
RESET ROLE;
