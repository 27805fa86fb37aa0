-- Experiments, files, traces, results and what came from what.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.experiments (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('EXP'),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
  method text NOT NULL,
  description text,
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'running', 'completed', 'reviewed', 'approved', 'voided')),
  project_id uuid,
  instrument_id uuid,
  protocol_id uuid,
  protocol_revision int,
  started_at timestamptz,
  completed_at timestamptz,
  calibration jsonb,          -- state of the instrument's calibration when it started
  calibration_override jsonb, -- {by, reason, at}: flagged for ever
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  locked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CONSTRAINT experiments_project_fk FOREIGN KEY (org_id, project_id) REFERENCES spectra.projects (org_id, id),
  CONSTRAINT experiments_instrument_fk FOREIGN KEY (org_id, instrument_id) REFERENCES spectra.instruments (org_id, id),
  CONSTRAINT experiments_protocol_fk FOREIGN KEY (org_id, protocol_id) REFERENCES spectra.protocols (org_id, id)
);
CREATE INDEX experiments_list ON spectra.experiments (org_id, created_at DESC, id DESC);
CREATE INDEX experiments_status ON spectra.experiments (org_id, status, created_at DESC, id DESC);
CREATE INDEX experiments_project ON spectra.experiments (org_id, project_id, created_at DESC, id DESC) WHERE project_id IS NOT NULL;
CREATE INDEX experiments_instrument ON spectra.experiments (org_id, instrument_id, created_at DESC, id DESC) WHERE instrument_id IS NOT NULL;

CREATE TABLE spectra.experiment_samples (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  experiment_id uuid NOT NULL,
  sample_id uuid NOT NULL,
  position int NOT NULL,
  PRIMARY KEY (org_id, experiment_id, sample_id),
  CONSTRAINT experiment_samples_experiment_fk FOREIGN KEY (org_id, experiment_id) REFERENCES spectra.experiments (org_id, id),
  CONSTRAINT experiment_samples_sample_fk FOREIGN KEY (org_id, sample_id) REFERENCES spectra.samples (org_id, id)
);
CREATE INDEX experiment_samples_sample ON spectra.experiment_samples (org_id, sample_id);
CREATE TABLE spectra.experiment_parameters (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  experiment_id uuid NOT NULL,
  position int NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  type text NOT NULL CHECK (type IN ('string', 'number', 'quantity', 'boolean', 'date', 'reference')),
  value_text text NOT NULL,
  value_number numeric,
  unit text,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, experiment_id, name),
  CONSTRAINT experiment_parameters_experiment_fk FOREIGN KEY (org_id, experiment_id) REFERENCES spectra.experiments (org_id, id)
);

CREATE TABLE spectra.files (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('FIL'),
  filename text NOT NULL CHECK (octet_length(filename) BETWEEN 1 AND 255),
  size bigint NOT NULL CHECK (size >= 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text NOT NULL,
  parser text,
  parser_version text,
  status text NOT NULL CHECK (status IN ('parsed', 'unreadable', 'damaged')),
  warnings jsonb NOT NULL DEFAULT '[]',
  storage_key text NOT NULL,
  sample_id uuid,
  instrument_id uuid,
  experiment_id uuid,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  locked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CONSTRAINT files_sample_fk FOREIGN KEY (org_id, sample_id) REFERENCES spectra.samples (org_id, id),
  CONSTRAINT files_instrument_fk FOREIGN KEY (org_id, instrument_id) REFERENCES spectra.instruments (org_id, id),
  CONSTRAINT files_experiment_fk FOREIGN KEY (org_id, experiment_id) REFERENCES spectra.experiments (org_id, id)
);
CREATE INDEX files_list ON spectra.files (org_id, created_at DESC, id DESC);
CREATE INDEX files_sample ON spectra.files (org_id, sample_id, created_at DESC, id DESC) WHERE sample_id IS NOT NULL;
CREATE INDEX files_experiment ON spectra.files (org_id, experiment_id, created_at DESC, id DESC) WHERE experiment_id IS NOT NULL;
CREATE INDEX files_sha256 ON spectra.files (org_id, sha256);

CREATE TABLE spectra.traces (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  file_id uuid,
  source_trace_id uuid,
  dataset_index int NOT NULL,
  trace_index int NOT NULL,
  title text NOT NULL DEFAULT '',
  technique text NOT NULL DEFAULT '',
  n int NOT NULL CHECK (n >= 0),
  x_kind text NOT NULL,
  x_unit text NOT NULL,
  x_label text NOT NULL DEFAULT '',
  y_kind text NOT NULL,
  y_unit text NOT NULL,
  y_label text NOT NULL DEFAULT '',
  x_min double precision,
  x_max double precision,
  y_min double precision,
  y_max double precision,
  coord jsonb NOT NULL DEFAULT '{}', -- stage position, time, temperature: what the file gives
  meta jsonb NOT NULL DEFAULT '[]',  -- header items in file order, as written
  block text NOT NULL DEFAULT '',
  reader text NOT NULL,
  reader_version text NOT NULL,
  data_sha256 text NOT NULL CHECK (data_sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  PRIMARY KEY (org_id, id),
  CONSTRAINT traces_file_fk FOREIGN KEY (org_id, file_id) REFERENCES spectra.files (org_id, id),
  CONSTRAINT traces_source_fk FOREIGN KEY (org_id, source_trace_id) REFERENCES spectra.traces (org_id, id)
);
CREATE INDEX traces_file ON spectra.traces (org_id, file_id, dataset_index, trace_index);
CREATE INDEX traces_list ON spectra.traces (org_id, created_at DESC, id DESC);
CREATE TABLE spectra.trace_data (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  trace_id uuid NOT NULL,
  codec smallint NOT NULL,
  x bytea NOT NULL,
  y bytea NOT NULL,
  PRIMARY KEY (org_id, trace_id),
  CONSTRAINT trace_data_trace_fk FOREIGN KEY (org_id, trace_id) REFERENCES spectra.traces (org_id, id)
);
ALTER TABLE spectra.trace_data ALTER COLUMN x SET STORAGE EXTERNAL, ALTER COLUMN y SET STORAGE EXTERNAL; -- already compressed

CREATE TABLE spectra.results (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('RES'),
  experiment_id uuid,
  sample_id uuid,
  instrument_id uuid,
  result_type text NOT NULL,
  status text NOT NULL DEFAULT 'valid' CHECK (status IN ('valid', 'voided')),
  origin text NOT NULL CHECK (origin IN ('recorded', 'computed')),
  method_name text,
  method_version text,
  parameters jsonb NOT NULL DEFAULT '{}', -- as the method took them, defaults filled in
  inputs jsonb NOT NULL DEFAULT '[]',     -- ids and hashes of what went in
  engine jsonb,
  calibration jsonb,                      -- at acquisition, not today's
  calibration_override jsonb,
  warnings jsonb NOT NULL DEFAULT '[]',
  supersedes_id uuid,
  stale_reason text,
  voided_at timestamptz,
  void_reason text,
  observed_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  locked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CHECK (origin = 'recorded' OR method_name IS NOT NULL AND method_version IS NOT NULL),
  CONSTRAINT results_experiment_fk FOREIGN KEY (org_id, experiment_id) REFERENCES spectra.experiments (org_id, id),
  CONSTRAINT results_sample_fk FOREIGN KEY (org_id, sample_id) REFERENCES spectra.samples (org_id, id),
  CONSTRAINT results_instrument_fk FOREIGN KEY (org_id, instrument_id) REFERENCES spectra.instruments (org_id, id),
  CONSTRAINT results_supersedes_fk FOREIGN KEY (org_id, supersedes_id) REFERENCES spectra.results (org_id, id)
);
CREATE INDEX results_list ON spectra.results (org_id, created_at DESC, id DESC);
CREATE INDEX results_experiment ON spectra.results (org_id, experiment_id, created_at DESC, id DESC) WHERE experiment_id IS NOT NULL;
CREATE INDEX results_sample ON spectra.results (org_id, sample_id, created_at DESC, id DESC) WHERE sample_id IS NOT NULL;
CREATE TABLE spectra.result_values (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  result_id uuid NOT NULL,
  position int NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  value_text text NOT NULL,
  value_number numeric,
  unit text NOT NULL DEFAULT '',
  uncertainty_text text,
  uncertainty_number numeric CHECK (uncertainty_number >= 0),
  k double precision CHECK (k > 0),
  dof double precision,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, result_id, name),
  CONSTRAINT result_values_result_fk FOREIGN KEY (org_id, result_id) REFERENCES spectra.results (org_id, id)
);
CREATE INDEX result_values_name ON spectra.result_values (org_id, name, result_id);
CREATE TABLE spectra.result_metadata (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  result_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
  type text NOT NULL CHECK (type IN ('string', 'number', 'quantity', 'boolean', 'date', 'reference')),
  value_text text NOT NULL,
  value_number numeric,
  unit text,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, result_id, key),
  CONSTRAINT result_metadata_result_fk FOREIGN KEY (org_id, result_id) REFERENCES spectra.results (org_id, id)
);
CREATE TABLE spectra.result_files (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  result_id uuid NOT NULL,
  file_id uuid NOT NULL,
  PRIMARY KEY (org_id, result_id, file_id),
  CONSTRAINT result_files_result_fk FOREIGN KEY (org_id, result_id) REFERENCES spectra.results (org_id, id),
  CONSTRAINT result_files_file_fk FOREIGN KEY (org_id, file_id) REFERENCES spectra.files (org_id, id)
);

CREATE TABLE spectra.data_lineage (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  from_type text NOT NULL,
  from_id uuid NOT NULL,
  to_type text NOT NULL,
  to_id uuid NOT NULL,
  relation text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, from_type, from_id, to_type, to_id, relation)
);
CREATE INDEX data_lineage_to ON spectra.data_lineage (org_id, to_type, to_id);

SELECT app.protect('spectra.experiments', 'experiment');
SELECT app.protect('spectra.experiment_samples', 'experiment', 'experiment_id', '', true, true);
SELECT app.protect('spectra.experiment_parameters', 'experiment', 'experiment_id', '', true, true);
SELECT app.protect('spectra.files', 'file');
SELECT app.protect('spectra.traces', 'trace', 'id', '', false);
SELECT app.protect('spectra.trace_data', NULL, 'id', '', false);
SELECT app.protect('spectra.results', 'result');
SELECT app.protect('spectra.result_values', 'result', 'result_id', '', false);
SELECT app.protect('spectra.result_metadata', 'result', 'result_id', '', false);
SELECT app.protect('spectra.result_files', 'result', 'result_id', '', false);
SELECT app.protect('spectra.data_lineage', '@to_type', 'to_id', '', false);
-- Raw data and what a computed result was made of stay as they were (P11-41).
REVOKE UPDATE (filename, size, sha256, media_type, storage_key) ON spectra.files FROM spectra_app;
REVOKE UPDATE (origin, result_type, method_name, method_version, parameters, inputs, engine, observed_at) ON spectra.results FROM spectra_app;
RESET ROLE;
