-- Signing: who may sign and who has accepted accountability for it; what a signature has locked stays as it is (SG-2, P11-30).
SET LOCAL ROLE spectra_owner;
ALTER TABLE spectra.signatures ADD COLUMN record_code text; -- as printed then (P11-39)
CREATE INDEX signatures_signed ON spectra.signatures (org_id, signed_at DESC, id DESC); -- the order of signing, not of transactions

-- P11-21: enabled by an administrator, with the note that says what shows who the person is.
CREATE TABLE spectra.signing_permits (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  user_id uuid NOT NULL,
  can_sign boolean NOT NULL DEFAULT false,
  evidence text NOT NULL CHECK (length(evidence) BETWEEN 3 AND 2000),
  granted_by uuid,
  granted_at timestamptz NOT NULL DEFAULT now(),
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (org_id, user_id),
  CONSTRAINT signing_permits_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);
-- P11-14, P11-34: a person's word that the electronic signature binds like the handwritten one.
CREATE TABLE spectra.signing_acceptances (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  user_name text NOT NULL,
  user_email text NOT NULL,
  statement text NOT NULL,
  statement_version text NOT NULL,
  accepted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (org_id, id),
  CONSTRAINT signing_acceptances_key UNIQUE (org_id, user_id, statement_version),
  CONSTRAINT signing_acceptances_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);
SELECT app.protect('spectra.signing_permits', 'user', 'user_id');
SELECT app.protect('spectra.signing_acceptances', 'user', 'user_id', '', false);
REVOKE UPDATE (user_id) ON spectra.signing_permits FROM spectra_app;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON spectra.signing_acceptances FOR EACH ROW EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.signing_acceptances ENABLE ALWAYS TRIGGER immutable;

-- A time as canonical records have it (CR-3).
CREATE FUNCTION app.utc(at timestamptz) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS
  $$ SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;
GRANT EXECUTE ON FUNCTION app.utc(timestamptz) TO spectra_app, spectra_backup;

-- What is locked stays, but for columns that are no content; a further signature may move the state. No service can forget it.
CREATE FUNCTION app.keep_signed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

-- The same for rows that belong to a record: parent table and the column that names it are the arguments. Whoever inserts has
-- the parent's key locked by the foreign key already, which waits for a signature that is being made; other changes lock it here.
CREATE FUNCTION app.keep_signed_child() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES ('experiments', ''), ('results', ''), ('files', ''), ('notebook_entries', ''), ('calibrations', ''),
      ('protocols', 'status,submitted_at,submitted_by,approved_at,approved_by,review_comment,content_sha256,effective_at,superseded_at,retired_at,retired_by,version,updated_at')) AS x (name, free) LOOP
    EXECUTE format('CREATE TRIGGER signed BEFORE UPDATE OR DELETE ON spectra.%I FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL) EXECUTE FUNCTION app.keep_signed(%L)', t.name, t.free);
    EXECUTE format('ALTER TABLE spectra.%I ENABLE ALWAYS TRIGGER signed', t.name);
  END LOOP;
  FOR t IN SELECT x.name, x.parent, x.col, e.event FROM (VALUES
      ('experiment_samples', 'experiments', 'experiment_id', 'INSERT UPDATE DELETE'), ('experiment_parameters', 'experiments', 'experiment_id', 'INSERT UPDATE DELETE'),
      ('experiment_checklist', 'experiments', 'experiment_id', 'INSERT UPDATE DELETE'), ('files', 'experiments', 'experiment_id', 'INSERT UPDATE'),
      ('results', 'experiments', 'experiment_id', 'INSERT'), ('result_values', 'results', 'result_id', 'INSERT UPDATE DELETE'),
      ('result_metadata', 'results', 'result_id', 'INSERT UPDATE DELETE'), ('result_files', 'results', 'result_id', 'INSERT UPDATE DELETE'),
      ('entry_links', 'notebook_entries', 'entry_id', 'INSERT UPDATE DELETE')) AS x (name, parent, col, events),
      unnest(string_to_array(x.events, ' ')) AS e (event) LOOP
    EXECUTE format('CREATE TRIGGER signed_%s AFTER %s ON spectra.%I REFERENCING %s TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION app.keep_signed_child(%L, %L)',
      lower(t.event), t.event, t.name, CASE WHEN t.event = 'DELETE' THEN 'OLD' ELSE 'NEW' END, t.parent, t.col);
    EXECUTE format('ALTER TABLE spectra.%I ENABLE ALWAYS TRIGGER signed_%s', t.name, lower(t.event));
  END LOOP;
END $$;
RESET ROLE;
