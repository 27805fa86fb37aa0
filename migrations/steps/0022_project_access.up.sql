-- Projects that only their members see. What belongs to such a project is, for everybody else, not there: a restrictive
-- policy on every table says so, so that no statement can forget it.
SET LOCAL ROLE spectra_owner;
ALTER TABLE spectra.projects ADD COLUMN access text NOT NULL DEFAULT 'organization' CHECK (access IN ('organization', 'members'));
GRANT UPDATE (access) ON spectra.projects TO spectra_app;
CREATE INDEX projects_closed ON spectra.projects (org_id) WHERE access = 'members';
ALTER TABLE spectra.project_members DROP CONSTRAINT project_members_role_check;
ALTER TABLE spectra.project_members ADD CONSTRAINT project_members_role_check CHECK (role IN ('reader', 'member', 'lead'));
-- What a job is about: who cannot see that cannot see the job.
ALTER TABLE spectra.jobs ADD COLUMN about_type text, ADD COLUMN about_id uuid;

-- The functions below read as the owner. UPDATE is for locks alone.
CREATE POLICY wall_lookup ON spectra.project_members FOR SELECT TO spectra_owner USING (true);
CREATE POLICY wall_lookup ON spectra.import_samples FOR SELECT TO spectra_owner USING (true);
CREATE POLICY wall_lookup ON spectra.process_samples FOR SELECT TO spectra_owner USING (true);
CREATE POLICY wall_lookup ON spectra.notifications FOR SELECT TO spectra_owner USING (true);
CREATE POLICY wall_lock ON spectra.projects FOR UPDATE TO spectra_owner USING (true) WITH CHECK (false);

-- The closed projects of the organisation that the actor has no part in.
CREATE FUNCTION app.hidden_lookup() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN ARRAY(SELECT p.id FROM spectra.projects p WHERE p.org_id = app.org() AND p.access = 'members' AND p.owner_id IS DISTINCT FROM app.actor()
    AND NOT EXISTS (SELECT FROM spectra.project_members m WHERE m.org_id = p.org_id AND m.project_id = p.id AND m.user_id = app.actor()));
END $$;

-- The server's stamp looks once and leaves what it found in app.hidden_projects; app.reach says what the policy file gives
-- the actor: 'manage' and 'read' reach into every project. Without the stamp everything is looked up. Bound when it is
-- defined, so that it is inlined. Who could forge the settings could as well name another organisation.
CREATE FUNCTION app.hidden_projects() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN current_setting('app.reach', true) IN ('manage', 'read') THEN '{}'::uuid[]
    ELSE coalesce(nullif(current_setting('app.hidden_projects', true), '')::uuid[], app.hidden_lookup()) END;

-- The projects that a record belongs to: its own, or those of the records it is a part of.
CREATE FUNCTION app.projects_of(kind text, record uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  org uuid := app.org();
BEGIN
  RETURN array_remove(CASE kind
    WHEN 'project' THEN ARRAY[record]
    WHEN 'sample' THEN ARRAY(SELECT s.project_id FROM spectra.samples s WHERE s.org_id = org AND s.id = record)
    WHEN 'experiment' THEN ARRAY(SELECT e.project_id FROM spectra.experiments e WHERE e.org_id = org AND e.id = record)
    WHEN 'notebook' THEN ARRAY(SELECT n.project_id FROM spectra.notebooks n WHERE n.org_id = org AND n.id = record)
    WHEN 'notebook_entry' THEN (SELECT app.projects_of('notebook', e.notebook_id) FROM spectra.notebook_entries e WHERE e.org_id = org AND e.id = record)
    WHEN 'file' THEN (SELECT app.projects_of('experiment', f.experiment_id) || app.projects_of('sample', f.sample_id) FROM spectra.files f WHERE f.org_id = org AND f.id = record)
    WHEN 'trace' THEN (SELECT app.projects_of('file', t.file_id) FROM spectra.traces t WHERE t.org_id = org AND t.id = record)
    WHEN 'result' THEN (SELECT app.projects_of('experiment', r.experiment_id) || app.projects_of('sample', r.sample_id) FROM spectra.results r WHERE r.org_id = org AND r.id = record)
    WHEN 'import' THEN ARRAY(SELECT DISTINCT s.project_id FROM spectra.import_samples i JOIN spectra.samples s ON s.org_id = i.org_id AND s.id = i.sample_id
      WHERE i.org_id = org AND i.import_id = record)
    WHEN 'process' THEN ARRAY(SELECT DISTINCT s.project_id FROM spectra.process_samples l JOIN spectra.samples s ON s.org_id = l.org_id AND s.id = l.sample_id
      WHERE l.org_id = org AND l.process_id = record)
    WHEN 'notification' THEN (SELECT app.projects_of(n.record_type, n.record_id) FROM spectra.notifications n WHERE n.org_id = org AND n.id = record)
  END, NULL);
END $$;

-- Whether the actor sees a record, as far as projects go; one that does not exist hides nothing.
CREATE FUNCTION app.sees(kind text, record uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  hidden uuid[] := app.hidden_projects();
BEGIN
  CASE
    WHEN record IS NULL OR cardinality(hidden) = 0 THEN RETURN true;
    WHEN kind = 'sample' THEN RETURN NOT EXISTS (SELECT FROM spectra.samples s WHERE s.org_id = app.org() AND s.id = record AND s.project_id = ANY (hidden));
    WHEN kind = 'experiment' THEN RETURN NOT EXISTS (SELECT FROM spectra.experiments e WHERE e.org_id = app.org() AND e.id = record AND e.project_id = ANY (hidden));
    -- One run may process samples of many projects: who sees one of them sees it.
    WHEN kind = 'process' THEN RETURN (SELECT count(*) = 0 OR NOT bool_and(coalesce(s.project_id = ANY (hidden), false)) FROM spectra.process_samples l
      JOIN spectra.samples s ON s.org_id = l.org_id AND s.id = l.sample_id WHERE l.org_id = app.org() AND l.process_id = record);
    ELSE RETURN NOT coalesce(app.projects_of(kind, record) && hidden, false);
  END CASE;
END $$;

-- What the actor may do in a project as of now, whatever the stamp found: nothing, read, or write. A closed project is held
-- against changes of its members until the writer has committed, so that who was taken out cannot write any more.
CREATE FUNCTION app.project_level(project uuid) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  p record;
BEGIN
  SELECT x.access, x.owner_id INTO p FROM spectra.projects x WHERE x.org_id = app.org() AND x.id = project;
  IF NOT FOUND OR p.access = 'organization' THEN
    RETURN 'write';
  END IF;
  SELECT x.access, x.owner_id INTO p FROM spectra.projects x WHERE x.org_id = app.org() AND x.id = project FOR KEY SHARE;
  IF p.access = 'organization' OR p.owner_id = app.actor() THEN
    RETURN 'write';
  END IF;
  RETURN coalesce((SELECT CASE m.role WHEN 'reader' THEN 'read' ELSE 'write' END FROM spectra.project_members m
    WHERE m.org_id = app.org() AND m.project_id = project AND m.user_id = app.actor()),
    CASE current_setting('app.reach', true) WHEN 'read' THEN 'read' ELSE 'none' END);
END $$;

-- Foreign keys are checked past every policy: naming a hidden record is answered as naming one that nobody has.
CREATE FUNCTION app.refuse_hidden(kind text, record uuid, fk text) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT app.sees(kind, record) THEN
    RAISE EXCEPTION 'the record referred to does not exist' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = fk;
  END IF;
END $$;
CREATE FUNCTION app.refuse_unwritable(kind text, record uuid) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  project uuid;
BEGIN
  IF record IS NULL THEN
    RETURN;
  END IF;
  FOREACH project IN ARRAY coalesce(app.projects_of(kind, record), '{}') LOOP
    CASE app.project_level(project)
      WHEN 'none' THEN CONTINUE WHEN kind = 'process'; RAISE EXCEPTION 'no part in the project' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'project_hidden';
      WHEN 'read' THEN RAISE EXCEPTION 'no right to change in the project' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'project_read_only';
      ELSE NULL;
    END CASE;
  END LOOP;
END $$;

-- app.wall puts a table whose rows belong to projects behind the wall. Each item is column=kind of record; a kind that
-- starts with @ is the column that holds it. own: what a row is a part of: who does not see all of that does not see the
-- row, and who may not change it may not write the row. seen: the same for seeing alone. named: what a row only points to.
-- Rows that are only written together with what they are a part of need no guard of their own.
CREATE FUNCTION app.wall(tab regclass, own text[], seen text[] DEFAULT '{}', named text[] DEFAULT '{}', guard boolean DEFAULT true) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  name text := (SELECT relname FROM pg_class WHERE oid = tab);
  item text; col text; kind text; fk text; part text;
  policy text := ''; checks text := ''; writes text := '';
BEGIN
  FOREACH item IN ARRAY own || seen || named LOOP
    col := quote_ident(split_part(item, '=', 1));
    kind := split_part(item, '=', 2);
    IF NOT item = ANY (named) THEN
      part := CASE WHEN kind = 'project' THEN format('(%1$s IS NULL OR %1$s <> ALL ((SELECT app.hidden_projects())::uuid[]))', col)
        WHEN kind LIKE '@%' THEN format('app.sees(%I, %s)', substr(kind, 2), col) ELSE format('app.sees(%L, %s)', kind, col) END;
      policy := concat_ws(' AND ', nullif(policy, ''), part);
    END IF;
    CONTINUE WHEN kind LIKE '@%';
    SELECT k.conname INTO fk FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[2]
      WHERE k.conrelid = tab AND k.contype = 'f' AND a.attname = split_part(item, '=', 1);
    IF FOUND THEN
      checks := checks || format(E'    IF NEW.%1$s IS DISTINCT FROM OLD.%1$s THEN PERFORM app.refuse_hidden(%2$L, NEW.%1$s, %3$L); END IF;\n', col, kind, fk);
    END IF;
    IF item = ANY (own) THEN
      writes := writes || format(E'  IF TG_OP <> ''DELETE'' THEN PERFORM app.refuse_unwritable(%2$L, NEW.%1$s); END IF;\n'
        '  IF TG_OP <> ''INSERT'' AND OLD.%1$s IS DISTINCT FROM NEW.%1$s THEN PERFORM app.refuse_unwritable(%2$L, OLD.%1$s); END IF;\n', col, kind);
    END IF;
  END LOOP;
  IF policy <> '' THEN
    IF policy NOT LIKE '(%' THEN -- a call for each row only where something is hidden at all
      policy := 'cardinality((SELECT app.hidden_projects())) = 0 OR (' || policy || ')';
    END IF;
    EXECUTE format('CREATE POLICY wall ON %s AS RESTRICTIVE TO spectra_app USING (%s)', tab, policy);
  END IF;
  IF guard THEN
    EXECUTE format($f$CREATE FUNCTION app.%I() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $g$
BEGIN
  IF current_user <> 'spectra_app' OR current_setting('app.reach', true) = 'manage' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP <> 'DELETE' THEN
%s  END IF;
%s  RETURN coalesce(NEW, OLD);
END $g$ $f$, 'wall_' || name, coalesce(nullif(checks, ''), E'    NULL;\n'), writes);
    EXECUTE format('CREATE TRIGGER wall BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION app.%I()', tab, 'wall_' || name);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER wall', tab);
  END IF;
END $$;

SELECT app.wall('spectra.projects', '{id=project}');
SELECT app.wall('spectra.project_members', '{project_id=project}', guard => false);
SELECT app.wall('spectra.samples', '{project_id=project}', named => '{parent_id=sample}');
SELECT app.wall('spectra.sample_metadata', '{sample_id=sample}', guard => false);
SELECT app.wall('spectra.sample_history', '{sample_id=sample}', guard => false);
SELECT app.wall('spectra.custody_transfers', '{sample_id=sample}');
SELECT app.wall('spectra.processes', '{id=process}');
SELECT app.wall('spectra.process_samples', '{process_id=process,sample_id=sample}');
SELECT app.wall('spectra.experiments', '{project_id=project}');
SELECT app.wall('spectra.experiment_samples', '{experiment_id=experiment}', seen => '{sample_id=sample}');
SELECT app.wall('spectra.experiment_parameters', '{experiment_id=experiment}');
SELECT app.wall('spectra.experiment_checklist', '{experiment_id=experiment}');
SELECT app.wall('spectra.files', '{experiment_id=experiment,sample_id=sample}');
SELECT app.wall('spectra.file_texts', '{file_id=file}', guard => false);
SELECT app.wall('spectra.traces', '{file_id=file}', named => '{source_trace_id=trace}');
SELECT app.wall('spectra.trace_data', '{trace_id=trace}', guard => false);
SELECT app.wall('spectra.results', '{experiment_id=experiment,sample_id=sample}', named => '{supersedes_id=result}');
SELECT app.wall('spectra.result_values', '{result_id=result}', guard => false);
SELECT app.wall('spectra.result_metadata', '{result_id=result}', guard => false);
SELECT app.wall('spectra.result_files', '{result_id=result}', seen => '{file_id=file}');
SELECT app.wall('spectra.calibrations', '{}', named => '{certificate_file_id=file}');
SELECT app.wall('spectra.notebooks', '{project_id=project}');
SELECT app.wall('spectra.notebook_entries', '{notebook_id=notebook}');
SELECT app.wall('spectra.entry_versions', '{entry_id=notebook_entry}', guard => false);
SELECT app.wall('spectra.entry_drafts', '{entry_id=notebook_entry}');
SELECT app.wall('spectra.entry_links', '{entry_id=notebook_entry}', guard => false);
SELECT app.wall('spectra.data_lineage', '{}', seen => '{from_id=@from_type,to_id=@to_type}', guard => false);
SELECT app.wall('spectra.notifications', '{}', seen => '{record_id=@record_type}', guard => false);
SELECT app.wall('spectra.mails', '{}', seen => '{notification_id=notification}', guard => false);
SELECT app.wall('spectra.signatures', '{}', seen => '{record_id=@record_type}', guard => false);
SELECT app.wall('spectra.import_samples', '{}', seen => '{sample_id=sample}', guard => false);
-- An import that has made nothing may name any project in its file: it is its author's.
CREATE POLICY wall ON spectra.imports AS RESTRICTIVE TO spectra_app USING (cardinality((SELECT app.hidden_projects())) = 0 OR app.sees('import', id)
  AND (created_by = (SELECT app.actor()) OR EXISTS (SELECT FROM spectra.import_samples i WHERE i.org_id = imports.org_id AND i.import_id = imports.id)));
CREATE POLICY wall ON spectra.import_files AS RESTRICTIVE TO spectra_app USING (cardinality((SELECT app.hidden_projects())) = 0
  OR EXISTS (SELECT FROM spectra.imports i WHERE i.org_id = import_files.org_id AND i.id = import_files.import_id));
-- Whoever asked for a job sees its end, even when the project was closed to them meanwhile: the worker acts for them.
CREATE POLICY wall ON spectra.jobs AS RESTRICTIVE TO spectra_app USING (cardinality((SELECT app.hidden_projects())) = 0 OR created_by = (SELECT app.actor())
  OR app.sees(about_type, about_id) AND (about_type IS DISTINCT FROM 'import'
    OR EXISTS (SELECT FROM spectra.imports i WHERE i.org_id = jobs.org_id AND i.id = jobs.about_id)));

-- The search functions read as the owner, whom no wall holds: they put the same condition into their statements.
CREATE FUNCTION app.wall_text(tab text) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT '(' || pg_get_expr(p.polqual, p.polrelid) || ')' FROM pg_policy p
    WHERE p.polrelid = format('spectra.%I', tab)::regclass AND p.polname = 'wall' AND cardinality(app.hidden_projects()) > 0), 'true')
$$;
DO $$
DECLARE
  p record;
  def text;
BEGIN
  FOR p IN SELECT * FROM (VALUES
    ('app.search(text,text[],int)', 's record;', 's record; wall text;'),
    ('app.search(text,text[],int)', 'parts := ARRAY[]::text[];', 'parts := ARRAY[]::text[]; wall := app.wall_text(s.tab);'),
    ('app.search(text,text[],int)', 'WHERE org_id = $1', 'WHERE '' || wall || '' AND org_id = $1'),
    ('app.search_rare(text,uuid,text)', 'WHERE org_id = $1', 'WHERE '' || app.wall_text(s.tab) || '' AND org_id = $1'),
    ('app.samples_matching(text,text[],uuid,text,text,uuid,boolean,text,text,uuid,int)', 'WHERE s.org_id = $1', 'WHERE (s.project_id IS NULL OR s.project_id <> ALL ($12)) AND s.org_id = $1'),
    ('app.samples_matching(text,text[],uuid,text,text,uuid,boolean,text,text,uuid,int)', 'after_id, max_rows;', 'after_id, max_rows, app.hidden_projects();'),
    ('app.search_samples(text,text[],uuid,text,text,uuid,boolean,text,text,uuid,int)', 'hidden CONSTANT uuid[] := ''{}'';', 'hidden CONSTANT uuid[] := app.hidden_projects();'),
    ('app.search_files(text,text,uuid,uuid,uuid,text,text[],text,text[],text,text,boolean,boolean,text,text,uuid,int)', 'filters := format(', 'filters := app.wall_text(''files'') || '' AND '' || format('),
    ('app.metadata_between(text,text[],text[],numeric[],numeric[],boolean,int)', 'WHERE m.org_id = org', 'WHERE (cardinality((SELECT app.hidden_projects())) = 0 OR app.sees(''sample'', m.sample_id)) AND m.org_id = org'),
    ('app.metadata_texts(text,text[],text,text,boolean,int)', 'WHERE m.org_id = org', 'WHERE (cardinality((SELECT app.hidden_projects())) = 0 OR app.sees(''sample'', m.sample_id)) AND m.org_id = org'),
    ('app.search_file_texts(text,text[],int)', 'f.archived_at IS NULL)', 'f.archived_at IS NULL AND $q$ || app.wall_text(''files'') || $q$)')
  ) x (fn, before, after) LOOP
    def := pg_get_functiondef(p.fn::regprocedure);
    IF strpos(def, p.before) = 0 THEN
      RAISE EXCEPTION '% has another text than this step knows', p.fn;
    END IF;
    EXECUTE replace(def, p.before, p.after);
  END LOOP;
END $$;

-- What is true of things whoever asks: a barcode is taken and a place is full also by what is hidden. Nothing more is told.
CREATE FUNCTION app.taken_barcodes(codes text[]) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.barcode FROM spectra.samples s WHERE s.org_id = app.org() AND s.barcode = ANY (codes)
$$;
CREATE FUNCTION app.samples_in(place uuid, but uuid[] DEFAULT '{}', OUT n bigint, OUT labels text[]) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*), coalesce(array_agg(s.position) FILTER (WHERE s.position IS NOT NULL), '{}') FROM spectra.samples s
  WHERE s.org_id = app.org() AND s.location_id = place AND s.archived_at IS NULL AND s.status NOT IN ('consumed', 'disposed') AND s.id <> ALL (but)
$$;

GRANT EXECUTE ON FUNCTION app.taken_barcodes(text[]), app.samples_in(uuid, uuid[]), app.hidden_lookup(), app.hidden_projects(), app.projects_of(text, uuid), app.sees(text, uuid), app.project_level(uuid),
  app.refuse_hidden(text, uuid, text), app.refuse_unwritable(text, uuid) TO spectra_app;
RESET ROLE;
