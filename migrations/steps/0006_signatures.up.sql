-- Electronic signatures (SG-5, SG-8): written once, by nobody changed. Shares between organisations (SH-1 to SH-7).
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.signatures (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('SIG'),
  record_type text NOT NULL,
  record_id uuid NOT NULL,
  record_version int NOT NULL,
  record_hash text NOT NULL CHECK (record_hash ~ '^[0-9a-f]{64}$'),
  meaning text NOT NULL CHECK (meaning IN ('authorship', 'review', 'approval', 'responsibility', 'witness', 'rejection')),
  comment text,
  statement text NOT NULL,
  statement_version text NOT NULL,
  signer_id uuid NOT NULL,
  signer_name text NOT NULL,
  signer_email text NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  signed_zone text NOT NULL DEFAULT 'UTC',
  method text NOT NULL,
  session_id uuid,
  snapshot text NOT NULL,
  previous_id uuid,
  key_id text NOT NULL,
  signature bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  UNIQUE (org_id, record_type, record_id, record_version, meaning, signer_id),
  CONSTRAINT signatures_signer_fk FOREIGN KEY (org_id, signer_id) REFERENCES spectra.users (org_id, id),
  CONSTRAINT signatures_previous_fk FOREIGN KEY (org_id, previous_id) REFERENCES spectra.signatures (org_id, id)
);
CREATE INDEX signatures_record ON spectra.signatures (org_id, record_type, record_id, signed_at);
CREATE INDEX signatures_list ON spectra.signatures (org_id, created_at DESC, id DESC);
SELECT app.protect('spectra.signatures', 'signature', 'id', '', false);
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON spectra.signatures FOR EACH ROW EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.signatures ENABLE ALWAYS TRIGGER immutable;
ALTER TABLE spectra.calibrations ADD CONSTRAINT calibrations_certificate_fk FOREIGN KEY (org_id, certificate_file_id) REFERENCES spectra.files (org_id, id);
ALTER TABLE spectra.api_keys ADD CONSTRAINT api_keys_instrument_fk FOREIGN KEY (org_id, instrument_id) REFERENCES spectra.instruments (org_id, id);
RESET ROLE;
