-- What another organisation shares is seen by a statement that says whose guest it is, and by no other. The policy shared_read
-- of step 0029 was joined by OR to that of the own rows: the planner then neither takes org_id for certain nor the filters
-- behind it for likely, and a page of a long list became twenty times slower (PERFORMANCE.md B6, B7).
SET LOCAL ROLE spectra_owner;
-- Whose rows of the tables below a statement sees: the own ones; as a guest those of the owner, and of them what is shared.
CREATE FUNCTION app.read_org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(nullif(current_setting('app.guest_of', true), ''), nullif(current_setting('app.org_id', true), ''))::uuid;
-- A word and not a boolean, which the planner takes for half true: an inequality it takes for true.
CREATE FUNCTION app.standing() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN coalesce(current_setting('app.guest_of', true), '') = '' THEN 'member' ELSE 'guest' END;
REVOKE EXECUTE ON FUNCTION app.read_org(), app.standing() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.read_org(), app.standing() TO spectra_app;

DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES ('samples', 'id', 'sample'), ('sample_metadata', 'sample_id', 'sample'), ('experiments', 'id', 'experiment'),
      ('experiment_samples', 'experiment_id', 'experiment'), ('experiment_parameters', 'experiment_id', 'experiment'), ('experiment_checklist', 'experiment_id', 'experiment'),
      ('results', 'id', 'result'), ('result_values', 'result_id', 'result'), ('result_metadata', 'result_id', 'result'), ('result_files', 'result_id', 'result'),
      ('files', 'id', 'file'), ('notebook_entries', 'id', 'notebook_entry'), ('protocols', 'id', 'protocol')) AS x (name, col, kind) LOOP
    EXECUTE format('DROP POLICY shared_read ON spectra.%I', t.name);
    EXECUTE format('ALTER POLICY org_rw ON spectra.%I USING (org_id = (SELECT app.read_org()))', t.name);
    EXECUTE format('CREATE POLICY shared_only ON spectra.%I AS RESTRICTIVE FOR SELECT TO spectra_app
      USING ((SELECT app.standing()) <> ''guest'' OR %I = ANY ((SELECT app.shared(%L))::uuid[]))', t.name, t.col, t.kind);
    EXECUTE format('CREATE POLICY own_update ON spectra.%I AS RESTRICTIVE FOR UPDATE TO spectra_app USING (org_id = (SELECT app.org()))', t.name);
    EXECUTE format('CREATE POLICY own_delete ON spectra.%I AS RESTRICTIVE FOR DELETE TO spectra_app USING (org_id = (SELECT app.org()))', t.name);
  END LOOP;
END $$;
RESET ROLE;
