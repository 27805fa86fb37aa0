-- Legal holds: what a dispute or an inspection needs stays in sight, whoever may archive it otherwise.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.legal_holds (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('LGH'),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 2000),
  released_at timestamptz,
  released_by uuid,
  release_reason text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CHECK ((released_at IS NULL) = (release_reason IS NULL))
);
CREATE INDEX legal_holds_list ON spectra.legal_holds (org_id, created_at DESC, id DESC);

-- What is under a hold. A line is never taken out: a hold ends as a whole.
CREATE TABLE spectra.legal_hold_records (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  hold_id uuid NOT NULL,
  record_type text NOT NULL CHECK (record_type IN ('project', 'sample', 'instrument', 'calibration', 'maintenance_log', 'notebook', 'notebook_entry', 'protocol', 'experiment', 'result', 'file', 'process')),
  record_id uuid NOT NULL,
  record_code text, -- as it was called then
  added_at timestamptz NOT NULL DEFAULT now(),
  added_by uuid,
  PRIMARY KEY (org_id, hold_id, record_type, record_id),
  CONSTRAINT legal_hold_records_hold_fk FOREIGN KEY (org_id, hold_id) REFERENCES spectra.legal_holds (org_id, id)
);
CREATE INDEX legal_hold_records_record ON spectra.legal_hold_records (org_id, record_type, record_id);
SELECT app.protect('spectra.legal_holds', 'legal_hold');
SELECT app.protect('spectra.legal_hold_records', 'legal_hold', 'hold_id', '', false);
SELECT app.wall('spectra.legal_hold_records', '{}', seen => '{record_id=@record_type}', guard => false);
-- A hold that has ended stays as it ended.
CREATE TRIGGER ended BEFORE UPDATE OR DELETE ON spectra.legal_holds FOR EACH ROW WHEN (OLD.released_at IS NOT NULL) EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.legal_holds ENABLE ALWAYS TRIGGER ended;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON spectra.legal_hold_records FOR EACH ROW EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.legal_hold_records ENABLE ALWAYS TRIGGER immutable;

-- The functions below read as the owner: a hold binds also who does not see what it is about.
CREATE POLICY hold_lookup ON spectra.legal_holds FOR SELECT TO spectra_owner USING (true);
CREATE POLICY hold_lookup ON spectra.legal_hold_records FOR SELECT TO spectra_owner USING (true);
CREATE POLICY hold_lookup ON spectra.calibrations FOR SELECT TO spectra_owner USING (true);
CREATE POLICY hold_lookup ON spectra.maintenance_logs FOR SELECT TO spectra_owner USING (true);

-- The code of a hold that a record is under: by itself, by what it is a part of, or by its project; NULL when there is none.
-- Only codes leave here.
CREATE FUNCTION app.held(kind text, record uuid) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  org uuid := app.org();
  own text;
BEGIN
  SELECT h.code INTO own FROM spectra.legal_hold_records r JOIN spectra.legal_holds h ON h.org_id = r.org_id AND h.id = r.hold_id
    WHERE r.org_id = org AND h.released_at IS NULL AND (r.record_type = kind AND r.record_id = record OR r.record_type = 'project' AND r.record_id = ANY (app.projects_of(kind, record)))
    ORDER BY h.code LIMIT 1;
  RETURN coalesce(own, CASE kind
    WHEN 'notebook_entry' THEN (SELECT app.held('notebook', e.notebook_id) FROM spectra.notebook_entries e WHERE e.org_id = org AND e.id = record)
    WHEN 'calibration' THEN (SELECT app.held('instrument', c.instrument_id) FROM spectra.calibrations c WHERE c.org_id = org AND c.id = record)
    WHEN 'maintenance_log' THEN (SELECT app.held('instrument', m.instrument_id) FROM spectra.maintenance_logs m WHERE m.org_id = org AND m.id = record)
    WHEN 'result' THEN (SELECT coalesce(app.held('experiment', r.experiment_id), app.held('sample', r.sample_id)) FROM spectra.results r WHERE r.org_id = org AND r.id = record)
    WHEN 'file' THEN (SELECT coalesce(app.held('experiment', f.experiment_id), app.held('sample', f.sample_id)) FROM spectra.files f WHERE f.org_id = org AND f.id = record)
  END);
END $$;
GRANT EXECUTE ON FUNCTION app.held(text, uuid) TO spectra_app;

-- Archiving what is held is refused here, whatever way the change comes.
CREATE FUNCTION app.keep_held() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  hold text := app.held(TG_ARGV[0], OLD.id);
BEGIN
  IF hold IS NOT NULL THEN
    RAISE EXCEPTION '% is under a legal hold', TG_TABLE_NAME USING ERRCODE = 'SP451', DETAIL = hold;
  END IF;
  RETURN NEW;
END $$;
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES ('projects', 'project'), ('samples', 'sample'), ('instruments', 'instrument'), ('calibrations', 'calibration'), ('maintenance_logs', 'maintenance_log'),
      ('notebooks', 'notebook'), ('notebook_entries', 'notebook_entry'), ('protocols', 'protocol'), ('experiments', 'experiment'), ('results', 'result'), ('files', 'file'),
      ('processes', 'process')) AS x (name, kind) LOOP
    EXECUTE format('CREATE TRIGGER held BEFORE UPDATE ON spectra.%I FOR EACH ROW WHEN (OLD.archived_at IS NULL AND NEW.archived_at IS NOT NULL) EXECUTE FUNCTION app.keep_held(%L)', t.name, t.kind);
    EXECUTE format('ALTER TABLE spectra.%I ENABLE ALWAYS TRIGGER held', t.name);
  END LOOP;
END $$;
RESET ROLE;
