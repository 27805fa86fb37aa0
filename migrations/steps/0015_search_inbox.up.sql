-- Search over all records, saved views of lists, notifications.
SET LOCAL ROLE spectra_owner;
-- The text of a record: of long ones the beginning. Bound when it is defined, so that it is inlined (0007).
CREATE FUNCTION app.search_text(code text, name text, more text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(code || ' ' || name || ' ' || coalesce(left(more, 20000), ''));

-- What can be searched: one row per record type. A later step adds a row, the trigram index on exactly this text (named
-- after the table), and the policy for the function's owner. The server has the counterpart, with the permission, in
-- modules/lims/search.
CREATE FUNCTION app.searchable() RETURNS TABLE (type text, tab text, name text, body text, barcode text)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$ VALUES
  ('project', 'projects', 'name', 'app.search_text(code, name, description)', NULL),
  ('sample', 'samples', 'name', 'app.sample_text(code, name, lot, material, description)', 'barcode'),
  ('experiment', 'experiments', 'title', 'app.search_text(code, title, method || '' '' || coalesce(description, ''''))', NULL),
  ('result', 'results', 'result_type', 'app.search_text(code, result_type, method_name)', NULL),
  ('file', 'files', 'filename', 'app.search_text(code, filename, NULL)', NULL),
  ('instrument', 'instruments', 'name', 'app.search_text(code, name, coalesce(vendor, '''') || '' '' || coalesce(model, '''') || '' '' || coalesce(serial_number, '''') || '' '' || coalesce(location, '''') || '' '' || coalesce(description, ''''))', NULL),
  ('location', 'locations', 'name', 'app.search_text(code, name, description)', 'barcode'),
  ('calibration', 'calibrations', 'coalesce(certificate_number, code)', 'app.search_text(code, coalesce(certificate_number, ''''), provider)', NULL),
  ('protocol', 'protocols', 'title', 'app.search_text(code, number || '' '' || title, body)', NULL),
  ('notebook', 'notebooks', 'title', 'app.search_text(code, title, description)', NULL),
  ('notebook_entry', 'notebook_entries', 'title', 'app.search_text(code, title, body)', NULL)
$$;
DO $$
DECLARE s record;
BEGIN
  FOR s IN SELECT x.tab, x.body FROM app.searchable() x WHERE x.tab <> 'samples' LOOP -- samples have theirs since 0007
    EXECUTE format('CREATE INDEX %I ON spectra.%I USING gin (%s app.gin_trgm_ops)', s.tab || '_text', s.tab, s.body);
    EXECUTE format('CREATE POLICY search ON spectra.%I FOR SELECT TO spectra_owner USING (true)', s.tab);
  END LOOP;
END $$;

CREATE INDEX locations_barcode_prefix ON spectra.locations (org_id, barcode text_pattern_ops) WHERE barcode IS NOT NULL;

CREATE INDEX calibrations_recent ON spectra.calibrations (org_id, created_at DESC, id DESC);

-- Rows of one type whose text contains a word that is rare: through the trigram index, and no other way. The planner sees no
-- statistics under row-level security and would choose by the length of the word.
CREATE FUNCTION app.search_rare(kind text, org uuid, literal text) RETURNS TABLE (id uuid, code text, name text, created_at timestamptz)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET enable_indexscan = off AS $$
#variable_conflict use_column
DECLARE s record;
BEGIN
  SELECT x.* INTO STRICT s FROM app.searchable() x WHERE x.type = kind;
  RETURN QUERY EXECUTE format('SELECT id, code, %s, created_at FROM spectra.%I WHERE org_id = $1 AND archived_at IS NULL AND %s LIKE ''%%'' || lower($2) || ''%%''
    ORDER BY created_at DESC, id DESC LIMIT 200', s.name, s.tab, s.body) USING org, literal;
END $$;

-- Records of the given types that q stands for, best first: rank 0 is an exact code or barcode, 1 the beginning of one,
-- 2 a name, 3 a part of a code, 4 other text. Of each type at most per_type, of a rank the newest.
-- It gives ids only: who asks reads
-- the rows under the policies of the own role. LIKE is not leakproof (SECURITY.md PF-11), so it runs as the owner, filters
-- the organisation itself and raises without one. A word that per_type of the newest five hundred records have is common,
-- and these are the answer: reading every record with it would take seconds. What has the form of a code, or is shorter than three characters, is
-- looked for among codes only: no index would find it in texts.
CREATE FUNCTION app.search(q text, types text[], per_type int)
RETURNS TABLE (type text, id uuid, rank int, match text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  org uuid := app.org();
  upper_q text := upper(q);
  literal text := replace(replace(replace(q, '\', '\\'), '%', '\%'), '_', '\_');
  like_code boolean := upper_q ~ '^[A-Z0-9-]+$';
  -- Texts need a trigram to be found by: three letters or digits in a row, or two at an end of a word.
  in_text boolean := length(q) >= 3 AND upper_q !~ '^[A-Z]{3}-[0-9]{0,4}(-[0-9]*)?$'
    AND q ~ '[[:alnum:]]{3}|[[:alnum:]]{2}[^[:alnum:]]|[^[:alnum:]][[:alnum:]]{2}';
  s record;
  parts text[];
  newest text;
  common bigint;
BEGIN
  IF org IS NULL OR NOT coalesce(app.org_active(), false) THEN
    RAISE EXCEPTION 'search without an organisation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR s IN SELECT x.* FROM app.searchable() x WHERE x.type = ANY (types) LOOP
    parts := ARRAY[]::text[];
    IF like_code THEN -- bounds that hold in any collation; the prefix itself is checked
      parts := parts || format('(SELECT id, 0, ''code'', created_at FROM spectra.%I WHERE org_id = $1 AND code = $2)', s.tab)
        || format('(SELECT id, 1, ''code'', created_at FROM spectra.%I WHERE org_id = $1 AND archived_at IS NULL AND code >= $2 AND code <= $2 || ''zzzz''
             AND starts_with(code, $2) ORDER BY code DESC LIMIT $5)', s.tab);
    END IF;
    IF s.barcode IS NOT NULL AND length(q) >= 3 THEN
      parts := parts || format('(SELECT id, 0, ''barcode'', created_at FROM spectra.%I WHERE org_id = $1 AND %I = $3)', s.tab, s.barcode)
        || format('(SELECT id, 1, ''barcode'', created_at FROM spectra.%I WHERE org_id = $1 AND archived_at IS NULL AND %2$I LIKE $4 || ''%%'' ORDER BY %2$I LIMIT $5)', s.tab, s.barcode);
    END IF;
    IF in_text THEN
      newest := format('SELECT id, code, name, created_at FROM (SELECT id, code, %s AS name, %s AS body, created_at FROM spectra.%I WHERE org_id = $1 AND archived_at IS NULL
        ORDER BY created_at DESC, id DESC LIMIT 500) n WHERE body LIKE ''%%'' || lower($2) || ''%%''', s.name, s.body, s.tab);
      EXECUTE 'SELECT count(*) FROM (' || newest || ') n' INTO common USING org, literal;
      parts := parts || ('(SELECT t.id, CASE WHEN strpos(lower(t.name), lower($3)) > 0 THEN 2 WHEN strpos(lower(t.code), lower($3)) > 0 THEN 3 ELSE 4 END,
          CASE WHEN strpos(lower(t.name), lower($3)) > 0 THEN ''name'' WHEN strpos(lower(t.code), lower($3)) > 0 THEN ''code'' ELSE ''text'' END, t.created_at FROM ('
        || CASE WHEN common >= per_type THEN replace(newest, '$2', '$4') ELSE 'SELECT * FROM app.search_rare($6, $1, $4)' END || ') t)');
    END IF;
    CONTINUE WHEN cardinality(parts) = 0;
    RETURN QUERY EXECUTE 'SELECT $6, m.id, min(m.rank), (array_agg(m.match ORDER BY m.rank))[1] FROM (' || array_to_string(parts, ' UNION ALL ')
      || ') m (id, rank, match, created_at) GROUP BY m.id ORDER BY min(m.rank), max(m.created_at) DESC, m.id DESC LIMIT $5'
      USING org, upper_q, q, literal, per_type, s.type;
  END LOOP;
END $$;

-- How somebody likes to see a list; shared with everybody in the organisation, or not.
CREATE TABLE spectra.saved_views (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  owner_id uuid NOT NULL,
  resource text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  query jsonb NOT NULL DEFAULT '{}',
  columns jsonb NOT NULL DEFAULT '[]',
  shared boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, id),
  CONSTRAINT saved_views_owner_fk FOREIGN KEY (org_id, owner_id) REFERENCES spectra.users (org_id, id)
);
CREATE UNIQUE INDEX saved_views_name_key ON spectra.saved_views (org_id, owner_id, resource, lower(name)) WHERE archived_at IS NULL;
CREATE INDEX saved_views_list ON spectra.saved_views (org_id, name, id) WHERE archived_at IS NULL;

-- What somebody is told. key names the event: told once, however often a job finds it.
CREATE TABLE spectra.notifications (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  record_type text NOT NULL,
  record_id uuid NOT NULL,
  record_code text,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
  due_at timestamptz,
  read_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  CONSTRAINT notifications_key UNIQUE (org_id, key, user_id),
  CONSTRAINT notifications_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);
CREATE INDEX notifications_unread ON spectra.notifications (org_id, user_id, created_at DESC, id DESC) WHERE read_at IS NULL;

SELECT app.protect('spectra.saved_views', 'view');
SELECT app.protect('spectra.notifications');
REVOKE UPDATE (user_id, kind, key, record_type, record_id, record_code, title, due_at) ON spectra.notifications FROM spectra_app; -- what was told was told
REVOKE UPDATE (owner_id, resource) ON spectra.saved_views FROM spectra_app;
GRANT EXECUTE ON FUNCTION app.search_text(text, text, text), app.searchable(), app.search(text, text[], int) TO spectra_app;
RESET ROLE;
