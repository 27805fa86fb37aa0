SET LOCAL ROLE spectra_owner;
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
DROP FUNCTION app.outdate_requests() CASCADE;
DROP FUNCTION app.unsign_requests() CASCADE;
DROP FUNCTION app.end_request(uuid, text);
DROP TABLE spectra.signature_request_stages;
DROP TABLE spectra.signature_requests;
RESET ROLE;
