-- Amending what was signed, and withdrawing one's signature. Both are rows that nobody changes; a locked record opens only with
-- the row that says who amends which version and why.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.amendments (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  record_type text NOT NULL CHECK (record_type IN ('experiment', 'result', 'notebook_entry', 'calibration')), -- a protocol is revised
  record_id uuid NOT NULL,
  from_version int NOT NULL CHECK (from_version >= 1), -- signatures under it and before are superseded
  reason text NOT NULL CHECK (length(btrim(reason)) >= 3),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid NOT NULL,
  created_by_name text NOT NULL, -- as printed then (P11-39)
  PRIMARY KEY (org_id, id),
  CONSTRAINT amendments_version_key UNIQUE (org_id, record_type, record_id, from_version),
  CONSTRAINT amendments_user_fk FOREIGN KEY (org_id, created_by) REFERENCES spectra.users (org_id, id)
);
-- The signature's row stays what it is. That only the signer withdraws it is a foreign key.
ALTER TABLE spectra.signatures ADD CONSTRAINT signatures_signer_key UNIQUE (org_id, id, signer_id);
CREATE TABLE spectra.signature_withdrawals (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  signature_id uuid NOT NULL,
  reason text NOT NULL CHECK (length(btrim(reason)) >= 3),
  method text NOT NULL,
  session_id uuid,
  withdrawn_by uuid NOT NULL,
  withdrawn_by_name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (org_id, id),
  CONSTRAINT signature_withdrawals_key UNIQUE (org_id, signature_id),
  CONSTRAINT signature_withdrawals_signature_fk FOREIGN KEY (org_id, signature_id, withdrawn_by) REFERENCES spectra.signatures (org_id, id, signer_id)
);
SELECT app.protect('spectra.amendments', 'amendment', 'id', '', false);
SELECT app.protect('spectra.signature_withdrawals', 'signature', 'signature_id', '', false);
SELECT app.wall('spectra.amendments', '{}', seen => '{record_id=@record_type}', guard => false);
CREATE POLICY wall ON spectra.signature_withdrawals AS RESTRICTIVE TO spectra_app USING (cardinality((SELECT app.hidden_projects())) = 0
  OR EXISTS (SELECT FROM spectra.signatures s WHERE s.org_id = signature_withdrawals.org_id AND s.id = signature_withdrawals.signature_id));
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['amendments', 'signature_withdrawals'] LOOP
    EXECUTE format('CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON spectra.%I FOR EACH ROW EXECUTE FUNCTION audit.refuse()', t);
    EXECUTE format('ALTER TABLE spectra.%I ENABLE ALWAYS TRIGGER immutable', t);
  END LOOP;
END $$;

-- The row is the amendment: it opens the record in the version that it names, which becomes the next one. What a review or an
-- approval made of an experiment is undone. Files that were signed stay as they are: they are the original data (P11-41). Rows
-- that are put back from a backup open nothing: their records come with them.
CREATE FUNCTION app.amend() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  n int;
BEGIN
  IF current_user <> 'spectra_app' THEN
    RETURN NULL;
  END IF;
  CASE NEW.record_type
    WHEN 'experiment' THEN UPDATE spectra.experiments SET locked_at = NULL, version = version + 1, updated_at = now(),
        status = CASE WHEN status IN ('reviewed', 'approved') THEN 'completed' ELSE status END
      WHERE org_id = NEW.org_id AND id = NEW.record_id AND version = NEW.from_version AND locked_at IS NOT NULL;
    WHEN 'result' THEN UPDATE spectra.results SET locked_at = NULL, version = version + 1, updated_at = now()
      WHERE org_id = NEW.org_id AND id = NEW.record_id AND version = NEW.from_version AND locked_at IS NOT NULL;
    WHEN 'notebook_entry' THEN UPDATE spectra.notebook_entries SET locked_at = NULL, version = version + 1, updated_at = now()
      WHERE org_id = NEW.org_id AND id = NEW.record_id AND version = NEW.from_version AND locked_at IS NOT NULL;
    WHEN 'calibration' THEN UPDATE spectra.calibrations SET locked_at = NULL, version = version + 1, updated_at = now()
      WHERE org_id = NEW.org_id AND id = NEW.record_id AND version = NEW.from_version AND locked_at IS NOT NULL;
  END CASE;
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n <> 1 THEN
    RAISE EXCEPTION 'amendments: only a signed record is amended, in its present version' USING ERRCODE = 'check_violation', CONSTRAINT = 'amendments_signed';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER amend AFTER INSERT ON spectra.amendments FOR EACH ROW EXECUTE FUNCTION app.amend();
ALTER TABLE spectra.amendments ENABLE ALWAYS TRIGGER amend;

-- What is locked stays, but for columns that are no content. Two things move it, and both are rows that stand beside it: a
-- signature of review or approval, the state of an experiment; an amendment, the lock.
CREATE OR REPLACE FUNCTION app.keep_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  free text[] := string_to_array(TG_ARGV[0], ',');
  was jsonb := to_jsonb(OLD);
  now jsonb;
  kind text := CASE TG_TABLE_NAME WHEN 'experiments' THEN 'experiment' WHEN 'results' THEN 'result' WHEN 'notebook_entries' THEN 'notebook_entry' WHEN 'calibrations' THEN 'calibration' END;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    now := to_jsonb(NEW);
    IF now - free = was - free THEN
      RETURN NEW;
    END IF;
    IF kind = 'experiment' AND now - ARRAY['status'] = was - ARRAY['status'] AND EXISTS (SELECT FROM spectra.signatures s WHERE s.org_id = OLD.org_id AND s.record_type = kind
      AND s.record_id = OLD.id AND s.record_version = (was ->> 'version')::int
      AND s.meaning = CASE now ->> 'status' WHEN 'reviewed' THEN 'review' WHEN 'approved' THEN 'approval' END) THEN
      RETURN NEW;
    END IF;
    free := ARRAY['locked_at', 'version', 'updated_at'] || CASE WHEN kind = 'experiment' AND now ->> 'status' = 'completed' THEN ARRAY['status'] ELSE '{}' END;
    IF now ->> 'locked_at' IS NULL AND now - free = was - free AND (now ->> 'version')::int = (was ->> 'version')::int + 1
      AND EXISTS (SELECT FROM spectra.amendments a WHERE a.org_id = OLD.org_id AND a.record_type = kind AND a.record_id = OLD.id AND a.from_version = (was ->> 'version')::int) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '%: this row is locked by a signature', TG_TABLE_NAME USING ERRCODE = 'SP423';
END $$;

-- Nothing of a locked record changes, whoever asks. Signing locks the files first and the record last.
CREATE OR REPLACE FUNCTION app.keep_signed_child() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found boolean;
BEGIN
  EXECUTE format('SELECT coalesce(bool_or(p.locked_at IS NOT NULL), false) FROM (SELECT q.locked_at FROM spectra.%I q
    WHERE (q.org_id, q.id) IN (SELECT DISTINCT c.org_id, c.%I FROM touched c) %s) p', TG_ARGV[0], TG_ARGV[1],
    CASE WHEN TG_OP = 'INSERT' THEN '' ELSE 'ORDER BY q.id FOR SHARE' END) INTO found;
  IF found THEN
    RAISE EXCEPTION '%: the record is locked by a signature', TG_TABLE_NAME USING ERRCODE = 'SP423';
  END IF;
  RETURN NULL;
END $$;

-- A file in a locked experiment may still be locked itself, with another record that holds it.
CREATE FUNCTION app.keep_signed_file() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found boolean;
BEGIN
  SELECT coalesce(bool_or(p.locked_at IS NOT NULL), false) INTO found FROM (SELECT q.locked_at FROM spectra.experiments q
    WHERE (q.org_id, q.id) IN (SELECT n.org_id, n.experiment_id FROM touched n JOIN before o ON o.org_id = n.org_id AND o.id = n.id
      WHERE o.locked_at IS NOT NULL OR to_jsonb(n) - 'locked_at' <> to_jsonb(o) - 'locked_at') ORDER BY q.id FOR SHARE) p;
  IF found THEN
    RAISE EXCEPTION '%: the record is locked by a signature', TG_TABLE_NAME USING ERRCODE = 'SP423';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER signed_update ON spectra.files;
CREATE TRIGGER signed_update AFTER UPDATE ON spectra.files REFERENCING OLD TABLE AS before NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION app.keep_signed_file();
ALTER TABLE spectra.files ENABLE ALWAYS TRIGGER signed_update;

-- Whether signing wants a second factor was said in two places. The one that is kept takes over what the other demanded.
ALTER TABLE spectra.settings NO FORCE ROW LEVEL SECURITY;
INSERT INTO spectra.settings (org_id, id, key, value)
  SELECT s.org_id, gen_random_uuid(), 'signing_requires_mfa', '{"enabled": true}' FROM spectra.settings s WHERE s.key = 'signing' AND s.value ->> 'requires_mfa' = 'true'
  ON CONFLICT (org_id, key) DO UPDATE SET value = excluded.value, version = settings.version + 1;
UPDATE spectra.settings SET value = value - 'requires_mfa', version = version + 1 WHERE key = 'signing' AND value ? 'requires_mfa';
ALTER TABLE spectra.settings FORCE ROW LEVEL SECURITY;
RESET ROLE;
