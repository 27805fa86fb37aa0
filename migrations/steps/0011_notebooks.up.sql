-- Notebooks: every version of an entry for ever, working drafts, templates, and which records entries speak of.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.entry_templates (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description text,
  title text NOT NULL DEFAULT '', -- title and body of the entries made from it
  body text NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX entry_templates_name_key ON spectra.entry_templates (org_id, lower(name)) WHERE archived_at IS NULL;
CREATE INDEX entry_templates_list ON spectra.entry_templates (org_id, name, id);

ALTER TABLE spectra.notebook_entries ADD COLUMN template_id uuid,
  ADD CONSTRAINT notebook_entries_template_fk FOREIGN KEY (org_id, template_id) REFERENCES spectra.entry_templates (org_id, id);
CREATE INDEX notebook_entries_recent ON spectra.notebook_entries (org_id, created_at DESC, id DESC);
CREATE INDEX notebook_entries_updated ON spectra.notebook_entries (org_id, updated_at DESC, id DESC);
CREATE INDEX notebooks_project ON spectra.notebooks (org_id, project_id, created_at DESC, id DESC) WHERE project_id IS NOT NULL;
CREATE INDEX notebook_entries_template ON spectra.notebook_entries (org_id, template_id) WHERE template_id IS NOT NULL;
REVOKE UPDATE (notebook_id) ON spectra.notebook_entries FROM spectra_app; -- a page is not torn out and put into another book

-- No route has made entries before this step, so there are none without versions.
CREATE TABLE spectra.entry_versions (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  entry_id uuid NOT NULL,
  version int NOT NULL CHECK (version >= 1),
  title text NOT NULL,
  body text NOT NULL,
  links jsonb NOT NULL,
  change text NOT NULL CHECK (change IN ('created', 'updated', 'archived')),
  reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  created_by_name text NOT NULL, -- as printed then (P11-39)
  PRIMARY KEY (org_id, entry_id, version),
  CONSTRAINT entry_versions_entry_fk FOREIGN KEY (org_id, entry_id) REFERENCES spectra.notebook_entries (org_id, id)
);

CREATE TABLE spectra.entry_drafts (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  entry_id uuid NOT NULL,
  user_id uuid NOT NULL,
  base_version int NOT NULL CHECK (base_version >= 1), -- of the entry, that the draft started from
  title text NOT NULL,
  body text NOT NULL,
  links jsonb NOT NULL,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, entry_id, user_id),
  CONSTRAINT entry_drafts_entry_fk FOREIGN KEY (org_id, entry_id) REFERENCES spectra.notebook_entries (org_id, id),
  CONSTRAINT entry_drafts_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);

-- The links of the current version, by what they point at: a GIN index on the jsonb would not be used under row-level
-- security, whose policies come before operators that are not leakproof.
CREATE TABLE spectra.entry_links (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  entry_id uuid NOT NULL,
  record_type text NOT NULL,
  record_id uuid NOT NULL,
  PRIMARY KEY (org_id, entry_id, record_type, record_id),
  CONSTRAINT entry_links_entry_fk FOREIGN KEY (org_id, entry_id) REFERENCES spectra.notebook_entries (org_id, id)
);
CREATE INDEX entry_links_record ON spectra.entry_links (org_id, record_type, record_id);

SELECT app.protect('spectra.entry_templates', 'notebook_template');
SELECT app.protect('spectra.entry_versions', NULL, 'entry_id', '', false);
SELECT app.protect('spectra.entry_drafts', NULL, 'entry_id', '', true, true);
SELECT app.protect('spectra.entry_links', NULL, 'entry_id', '', false, true);
REVOKE UPDATE (entry_id, user_id) ON spectra.entry_drafts FROM spectra_app;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON spectra.entry_versions FOR EACH ROW EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.entry_versions ENABLE ALWAYS TRIGGER immutable;
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON spectra.entry_versions FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.entry_versions ENABLE ALWAYS TRIGGER no_truncate;
RESET ROLE;
