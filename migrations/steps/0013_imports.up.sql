-- Imports of samples: what came, what was wrong with it, and which row became which sample.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.imports (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  filename text NOT NULL CHECK (length(filename) BETWEEN 1 AND 255),
  size bigint NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  sample_type text, -- of rows without one of their own; the mapping is remembered under it
  status text NOT NULL CHECK (status IN ('queued', 'checked', 'refused', 'applied', 'undone')),
  row_count int NOT NULL DEFAULT 0,
  valid_count int NOT NULL DEFAULT 0,
  invalid_count int NOT NULL DEFAULT 0,
  mapping jsonb NOT NULL CHECK (jsonb_typeof(mapping) = 'object'),
  options jsonb NOT NULL CHECK (jsonb_typeof(options) = 'object'),
  errors jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(errors) = 'array'),
  job_id uuid,
  undone_at timestamptz,
  undone_by uuid,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, id),
  CONSTRAINT imports_created_by_fk FOREIGN KEY (org_id, created_by) REFERENCES spectra.users (org_id, id),
  CONSTRAINT imports_undone_by_fk FOREIGN KEY (org_id, undone_by) REFERENCES spectra.users (org_id, id)
);
CREATE INDEX imports_list ON spectra.imports (org_id, created_at DESC, id DESC);
CREATE INDEX imports_remembered ON spectra.imports (org_id, sample_type, created_at DESC) WHERE status = 'applied';

CREATE TABLE spectra.import_files (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  import_id uuid NOT NULL,
  content bytea NOT NULL, -- zstd
  PRIMARY KEY (org_id, import_id),
  CONSTRAINT import_files_import_fk FOREIGN KEY (org_id, import_id) REFERENCES spectra.imports (org_id, id)
);

CREATE TABLE spectra.import_samples (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number int NOT NULL, -- as a spreadsheet shows it
  sample_id uuid NOT NULL,
  PRIMARY KEY (org_id, id),
  CONSTRAINT import_samples_import_fk FOREIGN KEY (org_id, import_id) REFERENCES spectra.imports (org_id, id),
  CONSTRAINT import_samples_sample_fk FOREIGN KEY (org_id, sample_id) REFERENCES spectra.samples (org_id, id)
);

CREATE INDEX import_samples_import ON spectra.import_samples (org_id, import_id, row_number);
CREATE INDEX import_samples_sample ON spectra.import_samples (org_id, sample_id);

SELECT app.protect('spectra.imports');
SELECT app.protect('spectra.import_files', may_update => false);
SELECT app.protect('spectra.import_samples', may_update => false);
-- What came and what it was taken for is evidence.
REVOKE UPDATE (filename, size, sha256, sample_type, options) ON spectra.imports FROM spectra_app;
RESET ROLE;
