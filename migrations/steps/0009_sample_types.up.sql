-- Kinds of samples and their custom fields. The built-in kinds get a row when somebody changes them; samples refer to a
-- kind by its key, which never changes and never goes.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.sample_types (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,59}$'),
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
  description text,
  strict boolean NOT NULL DEFAULT false,
  fields jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(fields) = 'array'), -- ordered, edited as one
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, id),
  CONSTRAINT sample_types_key UNIQUE (org_id, key)
);
SELECT app.protect('spectra.sample_types', 'sample_type');
-- A key never changes: samples name their kind by it.
REVOKE UPDATE (key) ON spectra.sample_types FROM spectra_app;
RESET ROLE;
