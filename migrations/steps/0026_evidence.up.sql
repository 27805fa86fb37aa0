-- Evidence packages: what left as evidence of which record, as a file that is never changed. The bytes are in the object store.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.evidence_packages (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL, -- also of the job that made it
  code text NOT NULL DEFAULT app.next_code('EVD'),
  record_type text NOT NULL,
  record_id uuid NOT NULL,
  record_code text,
  record_version int NOT NULL,
  record_hash text NOT NULL CHECK (record_hash ~ '^[0-9a-f]{64}$'),
  size bigint NOT NULL CHECK (size > 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  files int NOT NULL,
  key_id text NOT NULL,
  storage_key text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  PRIMARY KEY (org_id, id),
  CONSTRAINT evidence_packages_code_key UNIQUE (org_id, code),
  CONSTRAINT evidence_packages_creator_fk FOREIGN KEY (org_id, created_by) REFERENCES spectra.users (org_id, id)
);
CREATE INDEX evidence_packages_list ON spectra.evidence_packages (org_id, created_at DESC, id DESC);
CREATE INDEX evidence_packages_record ON spectra.evidence_packages (org_id, record_type, record_id);
SELECT app.protect('spectra.evidence_packages', 'evidence', 'id', '', false);
SELECT app.wall('spectra.evidence_packages', '{}', seen => '{record_id=@record_type}', guard => false);
-- A package has whatever its maker saw, also beside the record: people from whom any project is hidden see their own alone.
CREATE POLICY own ON spectra.evidence_packages AS RESTRICTIVE FOR SELECT TO spectra_app
  USING (cardinality((SELECT app.hidden_projects())) = 0 OR created_by = (SELECT app.actor()));
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON spectra.evidence_packages FOR EACH ROW EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.evidence_packages ENABLE ALWAYS TRIGGER immutable;
RESET ROLE;
