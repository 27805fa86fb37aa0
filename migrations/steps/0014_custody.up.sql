-- Places as a tree, where samples are, who holds them; members of projects.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.locations (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('LOC'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  kind text NOT NULL CHECK (kind IN ('site', 'building', 'floor', 'room', 'cabinet', 'freezer', 'rack', 'shelf', 'box', 'slot', 'other')),
  parent_id uuid,
  capacity int CHECK (capacity BETWEEN 0 AND 1000000), -- samples directly in it; NULL: as many as one likes
  barcode text,
  description text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CHECK (parent_id <> id),
  CONSTRAINT locations_parent_fk FOREIGN KEY (org_id, parent_id) REFERENCES spectra.locations (org_id, id)
);
CREATE INDEX locations_list ON spectra.locations (org_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX locations_name_key ON spectra.locations (org_id, parent_id, name) NULLS NOT DISTINCT WHERE archived_at IS NULL;
CREATE UNIQUE INDEX locations_barcode_key ON spectra.locations (org_id, barcode) WHERE barcode IS NOT NULL;

-- The way from the root, as it is read on labels and in lists: a list of samples must not climb the tree for each row.
CREATE TABLE spectra.location_paths (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  location_id uuid NOT NULL,
  path text NOT NULL,
  PRIMARY KEY (org_id, location_id),
  CONSTRAINT location_paths_location_fk FOREIGN KEY (org_id, location_id) REFERENCES spectra.locations (org_id, id)
);
CREATE INDEX location_paths_list ON spectra.location_paths (org_id, path, location_id);

ALTER TABLE spectra.samples ADD COLUMN location_id uuid, ADD COLUMN custodian_id uuid,
  ADD CONSTRAINT samples_location_fk FOREIGN KEY (org_id, location_id) REFERENCES spectra.locations (org_id, id),
  ADD CONSTRAINT samples_custodian_fk FOREIGN KEY (org_id, custodian_id) REFERENCES spectra.users (org_id, id);
GRANT UPDATE (location_id, custodian_id) ON spectra.samples TO spectra_app;
CREATE INDEX samples_location ON spectra.samples (org_id, location_id, created_at DESC, id DESC) WHERE location_id IS NOT NULL;
CREATE INDEX samples_custodian ON spectra.samples (org_id, custodian_id, created_at DESC, id DESC) WHERE custodian_id IS NOT NULL;

CREATE TABLE spectra.custody_transfers (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  sample_id uuid NOT NULL,
  from_user_id uuid, -- who held it; NULL: nobody in particular
  to_user_id uuid NOT NULL,
  location_id uuid,  -- where it will be
  note text,
  status text NOT NULL CHECK (status IN ('accepted', 'declined', 'withdrawn', 'pending')),
  answer text,       -- what was said to it
  decided_at timestamptz,
  decided_by uuid,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  CHECK (status <> 'pending' OR decided_at IS NULL),
  CONSTRAINT custody_sample_fk FOREIGN KEY (org_id, sample_id) REFERENCES spectra.samples (org_id, id),
  CONSTRAINT custody_from_fk FOREIGN KEY (org_id, from_user_id) REFERENCES spectra.users (org_id, id),
  CONSTRAINT custody_to_fk FOREIGN KEY (org_id, to_user_id) REFERENCES spectra.users (org_id, id),
  CONSTRAINT custody_location_fk FOREIGN KEY (org_id, location_id) REFERENCES spectra.locations (org_id, id)
);
CREATE UNIQUE INDEX custody_pending_key ON spectra.custody_transfers (org_id, sample_id) WHERE status = 'pending';
CREATE INDEX custody_list ON spectra.custody_transfers (org_id, sample_id, created_at DESC, id DESC);
CREATE INDEX custody_waiting ON spectra.custody_transfers (org_id, to_user_id, created_at DESC, id DESC) WHERE status = 'pending';

ALTER TABLE spectra.sample_history DROP CONSTRAINT sample_history_kind_check;
ALTER TABLE spectra.sample_history ADD CONSTRAINT sample_history_kind_check
  CHECK (kind IN ('registered', 'updated', 'transition', 'split', 'created_by_split', 'metadata', 'archived', 'moved', 'custody'));

CREATE TABLE spectra.project_members (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  project_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'lead')),
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  PRIMARY KEY (org_id, project_id, user_id),
  CONSTRAINT project_members_project_fk FOREIGN KEY (org_id, project_id) REFERENCES spectra.projects (org_id, id),
  CONSTRAINT project_members_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);
CREATE INDEX project_members_user ON spectra.project_members (org_id, user_id, project_id);

SELECT app.protect('spectra.locations', 'location');
SELECT app.protect('spectra.location_paths');
SELECT app.protect('spectra.custody_transfers', 'sample', 'sample_id');
SELECT app.protect('spectra.project_members', 'project', 'project_id', '', true, true);
REVOKE UPDATE (sample_id, from_user_id, to_user_id, location_id, note) ON spectra.custody_transfers FROM spectra_app; -- an offer stands as it was made
RESET ROLE;
