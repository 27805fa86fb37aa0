SET LOCAL ROLE spectra_owner;
DROP TRIGGER signed_update ON spectra.files;
CREATE TRIGGER signed_update AFTER UPDATE ON spectra.files REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION app.keep_signed_child('experiments', 'experiment_id');
ALTER TABLE spectra.files ENABLE ALWAYS TRIGGER signed_update;
DROP FUNCTION app.keep_signed_file();
CREATE OR REPLACE FUNCTION app.keep_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  free text[] := string_to_array(TG_ARGV[0], ',');
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF current_setting('app.event', true) = 'signature.created' THEN
      free := free || ARRAY['status'];
    END IF;
    IF to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '%: this row is locked by a signature', TG_TABLE_NAME USING ERRCODE = 'SP423';
END $$;
CREATE OR REPLACE FUNCTION app.keep_signed_child() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found boolean;
BEGIN
  IF current_setting('app.event', true) = 'signature.created' THEN
    RETURN NULL;
  END IF;
  EXECUTE format('SELECT coalesce(bool_or(p.locked_at IS NOT NULL), false) FROM (SELECT q.locked_at FROM spectra.%I q
    WHERE (q.org_id, q.id) IN (SELECT DISTINCT c.org_id, c.%I FROM touched c) %s) p', TG_ARGV[0], TG_ARGV[1],
    CASE WHEN TG_OP = 'INSERT' THEN '' ELSE 'ORDER BY q.id FOR SHARE' END) INTO found;
  IF found THEN
    RAISE EXCEPTION '%: the record is locked by a signature', TG_TABLE_NAME USING ERRCODE = 'SP423';
  END IF;
  RETURN NULL;
END $$;
DROP TABLE spectra.signature_withdrawals;
DROP TABLE spectra.amendments;
DROP FUNCTION app.amend();
ALTER TABLE spectra.signatures DROP CONSTRAINT signatures_signer_key;
RESET ROLE;
