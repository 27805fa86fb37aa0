-- Protocols: review, the day they take effect, reading with due dates, checklists of experiments that follow them.
SET LOCAL ROLE spectra_owner;
ALTER TABLE spectra.protocols
  ADD COLUMN authors uuid[] NOT NULL DEFAULT '{}', -- everybody who wrote this revision: none of them may approve it
  ADD COLUMN submitted_by uuid,
  ADD COLUMN review_comment text,
  ADD COLUMN content_sha256 text CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
  ADD COLUMN effective_at timestamptz,
  ADD COLUMN superseded_at timestamptz,
  ADD COLUMN retired_by uuid;
GRANT UPDATE (authors, submitted_by, review_comment, content_sha256, effective_at, superseded_at, retired_by) ON spectra.protocols TO spectra_app;
CREATE UNIQUE INDEX protocols_open_key ON spectra.protocols (org_id, number) WHERE status IN ('draft', 'in_review') AND archived_at IS NULL;
CREATE UNIQUE INDEX protocols_effective_key ON spectra.protocols (org_id, number) WHERE status = 'effective';
CREATE INDEX protocols_pending ON spectra.protocols (org_id, effective_date) WHERE status = 'approved';

-- When a day begins where the organisation is. A zone this server does not know counts as UTC.
CREATE FUNCTION app.day_start(day date) RETURNS timestamptz LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN day::timestamp AT TIME ZONE (SELECT o.timezone FROM spectra.organizations o WHERE o.id = app.org());
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN day::timestamp AT TIME ZONE 'UTC';
END $$;
GRANT EXECUTE ON FUNCTION app.day_start(date) TO spectra_app;

-- The state of a protocol at a moment: what is stored is true until the day of a later one has come, whether or not a
-- job has written that down yet.
CREATE FUNCTION app.protocol_status(p spectra.protocols, at timestamptz) RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p.status NOT IN ('approved', 'effective') THEN
    RETURN p.status;
  END IF;
  IF EXISTS (SELECT FROM spectra.protocols q WHERE q.org_id = p.org_id AND q.number = p.number AND q.revision > p.revision
      AND (q.status = 'effective' OR q.status = 'approved' AND app.day_start(q.effective_date) <= at)) THEN
    RETURN 'superseded';
  END IF;
  IF p.status = 'approved' AND app.day_start(p.effective_date) <= at THEN
    RETURN 'effective';
  END IF;
  RETURN p.status;
END $$;
GRANT EXECUTE ON FUNCTION app.protocol_status(spectra.protocols, timestamptz) TO spectra_app;

-- What time asks for is done for one organisation after another: the worker may know which there are, and no more.
CREATE FUNCTION app.active_organizations() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT o.id FROM spectra.organizations o WHERE o.status = 'active' ORDER BY o.id $$;
GRANT EXECUTE ON FUNCTION app.active_organizations() TO spectra_worker;

-- P11-11, P11-15: no way around the service changes what was reviewed, or takes a step that does not exist.
CREATE FUNCTION app.guard_protocol() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.revision <> OLD.revision OR NEW.number <> OLD.number AND (OLD.status <> 'draft' OR OLD.revision > 1) THEN
    RAISE EXCEPTION 'protocols: a revision keeps its number' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.status <> 'draft' AND (NEW.title, NEW.body, NEW.checklist, NEW.training_required, NEW.authors)
      IS DISTINCT FROM (OLD.title, OLD.body, OLD.checklist, OLD.training_required, OLD.authors)
    OR OLD.status <> 'draft' AND (NEW.hazard_level, NEW.effective_date) IS DISTINCT FROM (OLD.hazard_level, OLD.effective_date) THEN
    RAISE EXCEPTION 'protocols: only a draft can be edited' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.approved_at IS NOT NULL AND (NEW.approved_at, NEW.approved_by, NEW.content_sha256)
      IS DISTINCT FROM (OLD.approved_at, OLD.approved_by, OLD.content_sha256) THEN
    RAISE EXCEPTION 'protocols: an approval stands' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (('draft', 'in_review'), ('in_review', 'draft'), ('in_review', 'approved'),
      ('in_review', 'effective'), ('approved', 'effective'), ('approved', 'superseded'), ('approved', 'retired'),
      ('effective', 'superseded'), ('effective', 'retired'), ('superseded', 'retired')) THEN
    RAISE EXCEPTION 'protocols: % does not become %', OLD.status, NEW.status USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON spectra.protocols FOR EACH ROW EXECUTE FUNCTION app.guard_protocol();
ALTER TABLE spectra.protocols ENABLE ALWAYS TRIGGER guard;

-- Who has to read a revision, and until when: a person, or everybody with a role.
CREATE TABLE spectra.protocol_assignments (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  protocol_id uuid NOT NULL,
  role text,
  user_id uuid,
  due_date date NOT NULL,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, id),
  CHECK (num_nonnulls(role, user_id) = 1),
  CONSTRAINT protocol_assignments_protocol_fk FOREIGN KEY (org_id, protocol_id) REFERENCES spectra.protocols (org_id, id),
  CONSTRAINT protocol_assignments_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);
CREATE UNIQUE INDEX protocol_assignments_key ON spectra.protocol_assignments (org_id, protocol_id, role, user_id) NULLS NOT DISTINCT WHERE archived_at IS NULL;
CREATE INDEX protocol_assignments_user ON spectra.protocol_assignments (org_id, user_id) WHERE archived_at IS NULL;

-- Read and understood: a person's word about exactly this content.
CREATE TABLE spectra.protocol_acknowledgements (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  protocol_id uuid NOT NULL,
  user_id uuid NOT NULL,
  user_name text NOT NULL,
  revision int NOT NULL,
  content_sha256 text NOT NULL CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
  acknowledged_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  CONSTRAINT protocol_acknowledgements_key UNIQUE (org_id, protocol_id, user_id),
  CONSTRAINT protocol_acknowledgements_protocol_fk FOREIGN KEY (org_id, protocol_id) REFERENCES spectra.protocols (org_id, id),
  CONSTRAINT protocol_acknowledgements_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);

-- The checklist of the protocol as it was when the experiment started, to be ticked.
CREATE TABLE spectra.experiment_checklist (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  experiment_id uuid NOT NULL,
  position int NOT NULL CHECK (position >= 1),
  text text NOT NULL,
  required boolean NOT NULL DEFAULT false,
  kind text NOT NULL CHECK (kind IN ('check', 'value', 'warning')),
  done boolean NOT NULL DEFAULT false,
  note text,
  done_by uuid,
  done_at timestamptz,
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (org_id, experiment_id, position),
  CONSTRAINT experiment_checklist_experiment_fk FOREIGN KEY (org_id, experiment_id) REFERENCES spectra.experiments (org_id, id)
);
SELECT app.protect('spectra.protocol_assignments', 'protocol', 'protocol_id');
SELECT app.protect('spectra.protocol_acknowledgements', 'protocol', 'protocol_id', '', false);
SELECT app.protect('spectra.experiment_checklist', 'experiment', 'experiment_id');
RESET ROLE;
