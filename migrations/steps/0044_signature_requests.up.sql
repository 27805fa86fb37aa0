-- Requests for signatures: who is asked to sign which version of a record as what, one after the other or all at once.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.signature_requests (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('SGR'),
  record_type text NOT NULL,
  record_id uuid NOT NULL,
  record_code text, -- as it was called then
  record_version int NOT NULL CHECK (record_version >= 1),
  record_hash text NOT NULL CHECK (record_hash ~ '^[0-9a-f]{64}$'),
  mode text NOT NULL CHECK (mode IN ('ordered', 'parallel')),
  note text,
  due_at timestamptz,
  segregated boolean NOT NULL DEFAULT true, -- as the organisation had decided then: who authors are kept from
  authors uuid[] NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'completed', 'rejected', 'cancelled')),
  ended_at timestamptz,
  ended_by uuid,
  end_cause text CHECK (end_cause IN ('signed', 'rejected', 'cancelled', 'record_changed', 'signature_withdrawn')),
  end_reason text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CHECK ((status = 'open') = (ended_at IS NULL) AND (status = 'open') = (end_cause IS NULL)),
  CONSTRAINT signature_requests_user_fk FOREIGN KEY (org_id, created_by) REFERENCES spectra.users (org_id, id)
);
CREATE UNIQUE INDEX signature_requests_open ON spectra.signature_requests (org_id, record_type, record_id) WHERE status = 'open';
CREATE INDEX signature_requests_record ON spectra.signature_requests (org_id, record_type, record_id);
CREATE INDEX signature_requests_list ON spectra.signature_requests (org_id, created_at DESC, id DESC);

CREATE TABLE spectra.signature_request_stages (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  request_id uuid NOT NULL,
  position int NOT NULL CHECK (position >= 1),
  user_id uuid,
  role text,
  meaning text NOT NULL CHECK (meaning IN ('authorship', 'review', 'approval', 'responsibility', 'witness')),
  status text NOT NULL CHECK (status IN ('pending', 'waiting', 'signed', 'rejected', 'cancelled')),
  signature_id uuid,
  PRIMARY KEY (org_id, request_id, position),
  CHECK (num_nonnulls(user_id, role) = 1),
  CHECK (signature_id IS NOT NULL OR status NOT IN ('signed', 'rejected')),
  CONSTRAINT signature_request_stages_request_fk FOREIGN KEY (org_id, request_id) REFERENCES spectra.signature_requests (org_id, id),
  CONSTRAINT signature_request_stages_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id),
  CONSTRAINT signature_request_stages_signature_fk FOREIGN KEY (org_id, signature_id) REFERENCES spectra.signatures (org_id, id)
);
CREATE INDEX signature_request_stages_user ON spectra.signature_request_stages (org_id, user_id) WHERE status = 'pending';
CREATE INDEX signature_request_stages_role ON spectra.signature_request_stages (org_id, role) WHERE status = 'pending';
CREATE INDEX signature_request_stages_signature ON spectra.signature_request_stages (org_id, signature_id);
SELECT app.protect('spectra.signature_requests', 'signature_request');
SELECT app.protect('spectra.signature_request_stages', 'signature_request', 'request_id');
-- What was asked stays as it was asked.
REVOKE UPDATE (record_type, record_id, record_code, record_version, record_hash, mode, note, due_at, segregated, authors) ON spectra.signature_requests FROM spectra_app;
REVOKE UPDATE (request_id, position, user_id, role, meaning) ON spectra.signature_request_stages FROM spectra_app;
SELECT app.wall('spectra.signature_requests', '{}', seen => '{record_id=@record_type}', guard => false);
CREATE POLICY wall ON spectra.signature_request_stages AS RESTRICTIVE TO spectra_app USING (cardinality((SELECT app.hidden_projects())) = 0
  OR EXISTS (SELECT FROM spectra.signature_requests r WHERE r.org_id = signature_request_stages.org_id AND r.id = signature_request_stages.request_id));
-- A request that has ended stays as it ended, and so does a stage.
CREATE TRIGGER ended BEFORE UPDATE OR DELETE ON spectra.signature_requests FOR EACH ROW WHEN (OLD.status <> 'open') EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.signature_requests ENABLE ALWAYS TRIGGER ended;
CREATE TRIGGER ended BEFORE UPDATE OR DELETE ON spectra.signature_request_stages FOR EACH ROW WHEN (OLD.status NOT IN ('pending', 'waiting')) EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.signature_request_stages ENABLE ALWAYS TRIGGER ended;

-- Ends a request that cannot come to its end any more, and says so in the trail of its record.
CREATE FUNCTION app.end_request(request uuid, cause text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r record;
BEGIN
  UPDATE spectra.signature_request_stages SET status = 'cancelled' WHERE org_id = app.org() AND request_id = request AND status IN ('pending', 'waiting');
  UPDATE spectra.signature_requests SET status = 'cancelled', ended_at = clock_timestamp(), ended_by = app.actor(), end_cause = cause, version = version + 1, updated_at = now()
    WHERE org_id = app.org() AND id = request RETURNING * INTO r;
  PERFORM audit.record_event(r.record_type, r.record_id, r.record_code,
    json_build_object('old', json_build_object('signature_request', 'open'), 'new', json_build_object('signature_request', 'cancelled', 'request', r.code, 'cause', cause),
      'changed', json_build_array('signature_request', 'request', 'cause'))::text);
END $$;
-- A request is for one version of its record. Rows that are put back from a backup end nothing.
CREATE FUNCTION app.outdate_requests() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user = 'spectra_app' THEN
    PERFORM app.end_request(r.id, 'record_changed') FROM spectra.signature_requests r
      WHERE r.org_id = NEW.org_id AND r.record_type = TG_ARGV[0] AND r.record_id = NEW.id AND r.status = 'open';
  END IF;
  RETURN NULL;
END $$;
-- Who withdrew a signature signs the version no more: what was asked for cannot be had.
CREATE FUNCTION app.unsign_requests() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user = 'spectra_app' THEN
    PERFORM app.end_request(r.id, 'signature_withdrawn') FROM spectra.signature_requests r JOIN spectra.signature_request_stages s ON s.org_id = r.org_id AND s.request_id = r.id
      WHERE r.org_id = NEW.org_id AND s.signature_id = NEW.signature_id AND r.status = 'open';
  END IF;
  RETURN NULL;
END $$;
GRANT EXECUTE ON FUNCTION app.end_request(uuid, text) TO spectra_app;
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES ('experiments', 'experiment'), ('results', 'result'), ('notebook_entries', 'notebook_entry'), ('calibrations', 'calibration'), ('protocols', 'protocol')) AS x (name, kind) LOOP
    EXECUTE format('CREATE TRIGGER requested AFTER UPDATE ON spectra.%I FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION app.outdate_requests(%L)', t.name, t.kind);
    EXECUTE format('ALTER TABLE spectra.%I ENABLE ALWAYS TRIGGER requested', t.name);
  END LOOP;
END $$;
CREATE TRIGGER requested AFTER INSERT ON spectra.signature_withdrawals FOR EACH ROW EXECUTE FUNCTION app.unsign_requests();
ALTER TABLE spectra.signature_withdrawals ENABLE ALWAYS TRIGGER requested;

-- A request goes with its record in the trail, and is hidden with it (step 0040).
CREATE OR REPLACE FUNCTION app.belonging(of_kind text, of_record uuid) RETURNS TABLE (record_type text, record_id uuid) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  org CONSTANT uuid := app.org();
  own_samples uuid[]; own_experiments uuid[]; own_notebooks uuid[]; own_files uuid[];
BEGIN
  IF NOT app.sees(of_kind, of_record) THEN
    RETURN;
  END IF;
  own_samples := CASE of_kind WHEN 'sample' THEN ARRAY[of_record] WHEN 'project' THEN ARRAY(SELECT s.id FROM spectra.samples s WHERE s.org_id = org AND s.project_id = of_record) END;
  own_experiments := CASE of_kind WHEN 'experiment' THEN ARRAY[of_record] WHEN 'project' THEN ARRAY(SELECT e.id FROM spectra.experiments e WHERE e.org_id = org AND e.project_id = of_record) END;
  own_notebooks := CASE of_kind WHEN 'notebook' THEN ARRAY[of_record] WHEN 'project' THEN ARRAY(SELECT n.id FROM spectra.notebooks n WHERE n.org_id = org AND n.project_id = of_record) END;
  own_files := CASE of_kind WHEN 'file' THEN ARRAY[of_record] ELSE ARRAY(SELECT f.id FROM spectra.files f WHERE f.org_id = org AND f.experiment_id = ANY (own_experiments)
    UNION SELECT f.id FROM spectra.files f WHERE f.org_id = org AND f.sample_id = ANY (own_samples)) END;
  RETURN QUERY
  WITH own(t, i) AS MATERIALIZED (
    SELECT of_kind, of_record
    UNION SELECT 'sample', unnest(own_samples)
    UNION SELECT 'experiment', unnest(own_experiments)
    UNION SELECT 'notebook', unnest(own_notebooks)
    UNION SELECT 'file', unnest(own_files)
    UNION SELECT 'trace', x.id FROM spectra.traces x WHERE x.org_id = org AND x.file_id = ANY (own_files)
    UNION SELECT 'result', x.id FROM spectra.results x WHERE x.org_id = org AND x.experiment_id = ANY (own_experiments)
    UNION SELECT 'result', x.id FROM spectra.results x WHERE x.org_id = org AND x.sample_id = ANY (own_samples)
    UNION SELECT 'process', x.process_id FROM spectra.process_samples x WHERE of_kind = 'project' AND x.org_id = org AND x.sample_id = ANY (own_samples)
    UNION SELECT 'notebook_entry', x.id FROM spectra.notebook_entries x WHERE x.org_id = org AND x.notebook_id = ANY (own_notebooks)
    UNION SELECT 'calibration', x.id FROM spectra.calibrations x WHERE of_kind = 'instrument' AND x.org_id = org AND x.instrument_id = of_record
    UNION SELECT 'maintenance_log', x.id FROM spectra.maintenance_logs x WHERE of_kind = 'instrument' AND x.org_id = org AND x.instrument_id = of_record
    UNION SELECT 'session', x.id FROM spectra.sessions x WHERE of_kind = 'user' AND x.org_id = org AND x.user_id = of_record
    UNION SELECT 'api_key', x.id FROM spectra.api_keys x WHERE of_kind = 'user' AND x.org_id = org AND x.user_id = of_record
  )
  SELECT o.t, o.i FROM own o
  UNION ALL SELECT 'signature', x.id FROM own o JOIN spectra.signatures x ON x.org_id = org AND x.record_type = o.t AND x.record_id = o.i
  UNION ALL SELECT 'signature_request', x.id FROM own o JOIN spectra.signature_requests x ON x.org_id = org AND x.record_type = o.t AND x.record_id = o.i
  UNION ALL SELECT 'amendment', x.id FROM own o JOIN spectra.amendments x ON x.org_id = org AND x.record_type = o.t AND x.record_id = o.i
  UNION ALL SELECT 'evidence', x.id FROM own o JOIN spectra.evidence_packages x ON x.org_id = org AND x.record_type = o.t AND x.record_id = o.i
  UNION ALL SELECT 'share', x.id FROM own o JOIN spectra.shares x ON x.org_id = org AND x.resource_type = o.t AND x.resource_id = o.i;
END $$;
CREATE OR REPLACE FUNCTION app.sees_entry(tab text, kind text, record uuid, payload text) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  org CONSTANT uuid := app.org();
  row_ jsonb;
BEGIN
  IF record IS NULL THEN
    RETURN true;
  END IF;
  IF tab IN ('data_lineage', 'legal_hold_records', 'share_items') AND payload IS NOT NULL THEN -- each names a second record
    row_ := coalesce(nullif(payload::jsonb -> 'new', 'null'), payload::jsonb -> 'old');
    IF NOT app.sees(coalesce(row_ ->> 'record_type', row_ ->> 'from_type', row_ ->> 'resource_type'),
        coalesce(row_ ->> 'record_id', row_ ->> 'from_id', row_ ->> 'resource_id')::uuid) THEN
      RETURN false;
    END IF;
  END IF;
  RETURN CASE kind
    WHEN 'signature' THEN EXISTS (SELECT FROM spectra.signatures x WHERE x.org_id = org AND x.id = record)
    WHEN 'signature_request' THEN EXISTS (SELECT FROM spectra.signature_requests x WHERE x.org_id = org AND x.id = record)
    WHEN 'amendment' THEN EXISTS (SELECT FROM spectra.amendments x WHERE x.org_id = org AND x.id = record)
    WHEN 'evidence' THEN EXISTS (SELECT FROM spectra.evidence_packages x WHERE x.org_id = org AND x.id = record)
    WHEN 'share' THEN EXISTS (SELECT FROM spectra.shares x WHERE x.org_id = org AND x.id = record)
      OR EXISTS (SELECT FROM spectra.received_shares x WHERE x.org_id = org AND x.id = record)
    WHEN 'job' THEN EXISTS (SELECT FROM spectra.jobs x WHERE x.org_id = org AND x.id = record)
    WHEN 'import' THEN EXISTS (SELECT FROM spectra.imports x WHERE x.org_id = org AND x.id = record)
    WHEN 'mail' THEN EXISTS (SELECT FROM spectra.mails x WHERE x.org_id = org AND x.id = record)
    ELSE app.sees(kind, record)
  END;
END $$;
RESET ROLE;
