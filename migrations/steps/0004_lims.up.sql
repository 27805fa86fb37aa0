-- The laboratory's records: projects, instruments, samples, protocols, notebooks.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.projects (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('PRJ'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description text,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'on_hold', 'completed', 'archived')),
  owner_id uuid,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CONSTRAINT projects_owner_fk FOREIGN KEY (org_id, owner_id) REFERENCES spectra.users (org_id, id)
);
CREATE INDEX projects_list ON spectra.projects (org_id, created_at DESC, id DESC);

CREATE TABLE spectra.instruments (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('INS'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  vendor text,
  model text,
  serial_number text,
  category text NOT NULL DEFAULT 'other',
  location text,
  description text,
  status text NOT NULL DEFAULT 'online' CHECK (status IN ('online', 'offline', 'maintenance', 'retired')),
  calibration_interval_days int CHECK (calibration_interval_days BETWEEN 1 AND 3650),
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  locked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code)
);
CREATE INDEX instruments_list ON spectra.instruments (org_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX instruments_serial_key ON spectra.instruments (org_id, vendor, model, serial_number) NULLS NOT DISTINCT WHERE serial_number IS NOT NULL;

CREATE TABLE spectra.calibrations (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('CAL'),
  instrument_id uuid NOT NULL,
  certificate_number text,
  performed_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  provider text,
  outcome text NOT NULL CHECK (outcome IN ('pass', 'fail', 'adjusted')),
  as_found jsonb NOT NULL DEFAULT '{}',   -- free quantities by name, as on the certificate
  as_left jsonb NOT NULL DEFAULT '{}',
  uncertainty jsonb NOT NULL DEFAULT '{}',
  standards jsonb NOT NULL DEFAULT '[]',
  performed_by text,
  certificate_file_id uuid,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  locked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CONSTRAINT calibrations_expiry CHECK (expires_at > performed_at),
  CONSTRAINT calibrations_instrument_fk FOREIGN KEY (org_id, instrument_id) REFERENCES spectra.instruments (org_id, id)
);
CREATE INDEX calibrations_list ON spectra.calibrations (org_id, instrument_id, performed_at DESC, id DESC);

CREATE TABLE spectra.maintenance_logs (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  instrument_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('preventive', 'corrective', 'inspection')),
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  description text NOT NULL,
  performed_by text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, id),
  CHECK (finished_at IS NULL OR finished_at >= started_at),
  CONSTRAINT maintenance_instrument_fk FOREIGN KEY (org_id, instrument_id) REFERENCES spectra.instruments (org_id, id)
);
CREATE INDEX maintenance_list ON spectra.maintenance_logs (org_id, instrument_id, started_at DESC, id DESC);

CREATE TABLE spectra.samples (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('SMP'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  sample_type text NOT NULL,
  status text NOT NULL DEFAULT 'registered' CHECK (status IN ('registered', 'received', 'in_use', 'in_storage', 'consumed', 'disposed')),
  project_id uuid,
  parent_id uuid,
  lot text,
  barcode text,
  location text,
  material text,
  description text,
  quantity_text text,      -- as written: "1.10"
  quantity_number numeric, -- as a number
  quantity_unit text,
  hazards text[] NOT NULL DEFAULT '{}',
  die_row int,
  die_col int,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  locked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CHECK (parent_id <> id),
  CONSTRAINT samples_project_fk FOREIGN KEY (org_id, project_id) REFERENCES spectra.projects (org_id, id),
  CONSTRAINT samples_parent_fk FOREIGN KEY (org_id, parent_id) REFERENCES spectra.samples (org_id, id)
);
CREATE UNIQUE INDEX samples_barcode_key ON spectra.samples (org_id, barcode) WHERE barcode IS NOT NULL;
CREATE INDEX samples_list ON spectra.samples (org_id, created_at DESC, id DESC);
CREATE INDEX samples_name ON spectra.samples (org_id, name, id);
CREATE INDEX samples_updated ON spectra.samples (org_id, updated_at DESC, id DESC);
CREATE INDEX samples_status ON spectra.samples (org_id, status, created_at DESC, id DESC);
CREATE INDEX samples_project ON spectra.samples (org_id, project_id, created_at DESC, id DESC) WHERE project_id IS NOT NULL;
CREATE INDEX samples_parent ON spectra.samples (org_id, parent_id, created_at DESC, id DESC) WHERE parent_id IS NOT NULL;
CREATE INDEX samples_lot ON spectra.samples (org_id, lot, created_at DESC, id DESC) WHERE lot IS NOT NULL;

CREATE TABLE spectra.sample_metadata (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  sample_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
  type text NOT NULL CHECK (type IN ('string', 'number', 'quantity', 'boolean', 'date', 'reference')),
  value_text text NOT NULL,
  value_number numeric,
  unit text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, sample_id, key),
  CONSTRAINT sample_metadata_sample_fk FOREIGN KEY (org_id, sample_id) REFERENCES spectra.samples (org_id, id)
);
CREATE TABLE spectra.sample_history (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  sample_id uuid NOT NULL,
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  kind text NOT NULL CHECK (kind IN ('registered', 'updated', 'transition', 'split', 'created_by_split', 'metadata', 'archived', 'moved')),
  from_status text,
  to_status text,
  location text,
  note text,
  actor_id uuid,
  actor_name text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}', -- what changed, for reading; the audit trail is the proof
  PRIMARY KEY (org_id, id),
  CONSTRAINT sample_history_sample_fk FOREIGN KEY (org_id, sample_id) REFERENCES spectra.samples (org_id, id)
);
CREATE INDEX sample_history_list ON spectra.sample_history (org_id, sample_id, occurred_at DESC, id DESC);

CREATE TABLE spectra.protocols (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('SOP'),
  number text NOT NULL,
  revision int NOT NULL DEFAULT 1 CHECK (revision >= 1),
  title text NOT NULL,
  body text NOT NULL DEFAULT '',
  effective_date date,
  hazard_level text,
  checklist jsonb NOT NULL DEFAULT '[]', -- ordered items, edited and signed as one
  training_required boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'in_review', 'approved', 'effective', 'superseded', 'retired')),
  submitted_at timestamptz,
  approved_at timestamptz,
  approved_by uuid,
  retired_at timestamptz,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  locked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  UNIQUE (org_id, number, revision)
);
CREATE INDEX protocols_list ON spectra.protocols (org_id, created_at DESC, id DESC);

CREATE TABLE spectra.notebooks (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('NTB'),
  title text NOT NULL,
  project_id uuid,
  description text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CONSTRAINT notebooks_project_fk FOREIGN KEY (org_id, project_id) REFERENCES spectra.projects (org_id, id)
);
CREATE INDEX notebooks_list ON spectra.notebooks (org_id, created_at DESC, id DESC);
CREATE TABLE spectra.notebook_entries (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('ENT'),
  notebook_id uuid NOT NULL,
  title text NOT NULL,
  body text NOT NULL DEFAULT '',
  links jsonb NOT NULL DEFAULT '[]', -- [{type,id}] to records of any type
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  locked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CONSTRAINT notebook_entries_notebook_fk FOREIGN KEY (org_id, notebook_id) REFERENCES spectra.notebooks (org_id, id)
);
CREATE INDEX notebook_entries_list ON spectra.notebook_entries (org_id, notebook_id, created_at DESC, id DESC);

SELECT app.protect('spectra.projects', 'project');
SELECT app.protect('spectra.instruments', 'instrument');
SELECT app.protect('spectra.calibrations', 'calibration');
SELECT app.protect('spectra.maintenance_logs', 'maintenance_log');
SELECT app.protect('spectra.samples', 'sample');
SELECT app.protect('spectra.sample_metadata', 'sample', 'sample_id', '', true, true);
SELECT app.protect('spectra.sample_history', NULL, 'id', '', false);
SELECT app.protect('spectra.protocols', 'protocol');
SELECT app.protect('spectra.notebooks', 'notebook');
SELECT app.protect('spectra.notebook_entries', 'notebook_entry');
RESET ROLE;
