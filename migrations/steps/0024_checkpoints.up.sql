-- The checkpointer sees heads and the instance's id besides the chain, and nothing of the data (SECURITY.md AU-09, AU-10).
SET LOCAL ROLE spectra_audit_owner;
CREATE POLICY checkpointer ON audit.audit_heads FOR SELECT TO spectra_checkpointer USING (true);
GRANT SELECT ON audit.audit_heads TO spectra_checkpointer;
-- The id stands in every signed note; the table itself is nobody's business.
CREATE FUNCTION audit.instance_id() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT id FROM audit.instance';
GRANT EXECUTE ON FUNCTION audit.instance_id() TO spectra_app, spectra_checkpointer, spectra_backup;
RESET ROLE;
DO $$
DECLARE spec text; tries int;
BEGIN
  FOREACH spec IN ARRAY ARRAY['statement_timeout = ''60s''', 'lock_timeout = ''5s''', 'idle_in_transaction_session_timeout = ''30s'''] LOOP
    FOR tries IN 1..20 LOOP
      BEGIN
        EXECUTE 'ALTER ROLE spectra_checkpointer SET ' || spec;
        EXIT;
      EXCEPTION WHEN internal_error THEN PERFORM pg_sleep(0.02 * tries); -- another database's migration at the same moment
      END;
    END LOOP;
  END LOOP;
END $$;
