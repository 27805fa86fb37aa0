SET LOCAL ROLE spectra_owner;
DO $$
DECLARE
  p record;
BEGIN
  FOR p IN SELECT * FROM (VALUES
    ('app.metadata_texts(text,text[],text,text,boolean,int)', 'WHERE (cardinality((SELECT app.hidden_projects())) = 0 OR app.sees(''sample'', m.sample_id)) AND m.org_id = org', 'WHERE m.org_id = org'),
    ('app.metadata_between(text,text[],text[],numeric[],numeric[],boolean,int)', 'WHERE (cardinality((SELECT app.hidden_projects())) = 0 OR app.sees(''sample'', m.sample_id)) AND m.org_id = org', 'WHERE m.org_id = org'),
    ('app.search_file_texts(text,text[],int)', 'f.archived_at IS NULL AND $q$ || app.wall_text(''files'') || $q$)', 'f.archived_at IS NULL)'),
    ('app.search_files(text,text,uuid,uuid,uuid,text,text[],text,text[],text,text,boolean,boolean,text,text,uuid,int)', 'filters := app.wall_text(''files'') || '' AND '' || format(', 'filters := format('),
    ('app.search_samples(text,text[],uuid,text,text,uuid,boolean,text,text,uuid,int)', 'hidden CONSTANT uuid[] := app.hidden_projects();', 'hidden CONSTANT uuid[] := ''{}'';'),
    ('app.samples_matching(text,text[],uuid,text,text,uuid,boolean,text,text,uuid,int)', 'after_id, max_rows, app.hidden_projects();', 'after_id, max_rows;'),
    ('app.samples_matching(text,text[],uuid,text,text,uuid,boolean,text,text,uuid,int)', 'WHERE (s.project_id IS NULL OR s.project_id <> ALL ($12)) AND s.org_id = $1', 'WHERE s.org_id = $1'),
    ('app.search_rare(text,uuid,text)', 'WHERE '' || app.wall_text(s.tab) || '' AND org_id = $1', 'WHERE org_id = $1'),
    ('app.search(text,text[],int)', 'WHERE '' || wall || '' AND org_id = $1', 'WHERE org_id = $1'),
    ('app.search(text,text[],int)', 'parts := ARRAY[]::text[]; wall := app.wall_text(s.tab);', 'parts := ARRAY[]::text[];'),
    ('app.search(text,text[],int)', 's record; wall text;', 's record;')
  ) x (fn, before, after) LOOP
    EXECUTE replace(pg_get_functiondef(p.fn::regprocedure), p.before, p.after);
  END LOOP;
  FOR p IN SELECT polrelid::regclass AS tab FROM pg_policy WHERE polname = 'wall' LOOP
    EXECUTE format('DROP POLICY wall ON %s', p.tab);
  END LOOP;
  FOR p IN SELECT tgrelid::regclass AS tab, tgfoid::regprocedure AS fn FROM pg_trigger WHERE tgname = 'wall' AND NOT tgisinternal LOOP
    EXECUTE format('DROP TRIGGER wall ON %s', p.tab);
    EXECUTE format('DROP FUNCTION %s', p.fn);
  END LOOP;
END $$;
DROP FUNCTION app.samples_in(uuid, uuid[]);
DROP FUNCTION app.taken_barcodes(text[]);
DROP FUNCTION app.wall_text(text);
DROP FUNCTION app.wall(regclass, text[], text[], text[], boolean);
DROP FUNCTION app.refuse_unwritable(text, uuid);
DROP FUNCTION app.refuse_hidden(text, uuid, text);
DROP FUNCTION app.project_level(uuid);
DROP FUNCTION app.sees(text, uuid);
DROP FUNCTION app.projects_of(text, uuid);
DROP FUNCTION app.hidden_projects();
DROP FUNCTION app.hidden_lookup();
DROP POLICY wall_lookup ON spectra.project_members;
DROP POLICY wall_lookup ON spectra.import_samples;
DROP POLICY wall_lookup ON spectra.process_samples;
DROP POLICY wall_lookup ON spectra.notifications;
DROP POLICY wall_lock ON spectra.projects;
ALTER TABLE spectra.jobs DROP COLUMN about_type, DROP COLUMN about_id;
-- The old form knows no readers: they stay members, and the trail tells. The owner sees rows only while it is not held to
-- policies.
SELECT set_config('app.actor_id', '00000000-0000-0000-0000-0000000000c1', true), set_config('app.actor_kind', 'system', true),
  set_config('app.actor_name', 'system:migrate', true), set_config('app.actor_via', 'cli', true), set_config('app.event', 'project.members_set', true);
ALTER TABLE spectra.project_members NO FORCE ROW LEVEL SECURITY;
UPDATE spectra.project_members SET role = 'member' WHERE role = 'reader';
ALTER TABLE spectra.project_members FORCE ROW LEVEL SECURITY;
ALTER TABLE spectra.project_members DROP CONSTRAINT project_members_role_check;
ALTER TABLE spectra.project_members ADD CONSTRAINT project_members_role_check CHECK (role IN ('member', 'lead'));
DROP INDEX spectra.projects_closed;
ALTER TABLE spectra.projects DROP COLUMN access;
RESET ROLE;
