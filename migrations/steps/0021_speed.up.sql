-- Search that is as fast for words that many records have as for rare ones, and in which one organisation does not pay for
-- the records of the others.
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA app;

SET LOCAL ROLE spectra_owner;
-- The organisation goes into the text indexes: of a word that others use a lot, only the own rows are looked at.
DO $$
DECLARE s record;
BEGIN
  FOR s IN SELECT x.tab, x.body FROM app.searchable() x LOOP
    EXECUTE format('DROP INDEX spectra.%I', s.tab || '_text');
    EXECUTE format('CREATE INDEX %I ON spectra.%I USING gin (org_id app.uuid_ops, (%s) app.gin_trgm_ops)', s.tab || '_text', s.tab, s.body);
  END LOOP;
END $$;

-- The search by index, as it was (0007): all matches are read and sorted. Without statistics, which row-level security
-- withholds, the planner would choose by the length of the word; the index is always right here.
ALTER FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) RENAME TO samples_matching;
ALTER FUNCTION app.samples_matching(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) SET enable_seqscan = off;
ALTER FUNCTION app.samples_matching(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) SET enable_indexscan = off;
REVOKE EXECUTE ON FUNCTION app.samples_matching(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) FROM spectra_app;

-- The newest rows that contain a word of which there are fewer than a thousand; NULL where there are more. One statement
-- whose plan is kept: planning it each time took longer than running it. literal is escaped for LIKE, q is not.
CREATE FUNCTION app.samples_rare(org uuid, literal text, q text, max_rows int) RETURNS uuid[] LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
  cap CONSTANT int := greatest(1000, max_rows + 1);
  beyond CONSTANT text := q || chr(1114111); -- the range of a prefix, for an index that has no parameter in LIKE
  found uuid[];
BEGIN
  SELECT array_agg(m.id ORDER BY m.created_at DESC, m.id DESC) INTO found FROM (
    SELECT s.id, s.created_at FROM spectra.samples s WHERE s.org_id = org AND s.archived_at IS NULL
      AND (app.sample_text(s.code, s.name, s.lot, s.material, s.description) LIKE '%' || lower(literal) || '%'
        OR s.barcode ~>=~ q AND s.barcode ~<~ beyond AND starts_with(s.barcode, q))
    LIMIT cap) m;
  RETURN CASE WHEN cardinality(found) >= cap THEN NULL ELSE coalesce(found[1:max_rows], '{}') END;
END $$;

-- Rows whose code, name, lot, material or description contains q, or whose barcode begins with it, in the order of a
-- list: sort is an API sort word, after_value and after_id the cursor. statuses and the rest narrow; NULL does not.
-- Of a common word the page is found by walking the list; how common one is, its newest ten rows tell. The walk is bounded:
-- where the word stands only in rows far down the list, the index finds them.
DO $do$
DECLARE
  -- What is behind a wall (0016) stays there: this function reads as the owner, whom no wall holds.
  hidden text := CASE WHEN to_regprocedure('app.hidden_projects()') IS NULL THEN '''{}''' ELSE 'app.hidden_projects()' END;
BEGIN
  EXECUTE format($f$
CREATE FUNCTION app.search_samples(q text, statuses text[] DEFAULT NULL, project uuid DEFAULT NULL, kind text DEFAULT NULL, in_lot text DEFAULT NULL,
    parent uuid DEFAULT NULL, archived boolean DEFAULT false, sort text DEFAULT '-created_at', after_value text DEFAULT NULL, after_id uuid DEFAULT NULL,
    max_rows int DEFAULT 51)
RETURNS TABLE (id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $b$
#variable_conflict use_column
DECLARE
  org CONSTANT uuid := app.org();
  hidden CONSTANT uuid[] := %s;
  literal CONSTANT text := replace(replace(replace(q, '\', '\\'), '%%', '\%%'), '_', '\_');
  bound CONSTANT bigint := 100 * max_rows::bigint; -- of a word that one row in a hundred has, the walk finds the page
  wanted text := '%%' || lower(literal) || '%%';
  found uuid[];
  listed text;
  col text;
  down text := CASE WHEN sort LIKE '-%%' THEN 'DESC' ELSE 'ASC' END;
  walked bigint;
BEGIN
  IF org IS NULL OR NOT coalesce(app.org_active(), false) THEN
    RAISE EXCEPTION 'search without an organisation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (SELECT count(*) FROM (SELECT app.sample_text(s.code, s.name, s.lot, s.material, s.description) AS body FROM spectra.samples s
      WHERE s.org_id = org ORDER BY s.created_at DESC, s.id DESC LIMIT 10) n WHERE n.body LIKE wanted) < 2 THEN
    IF sort = '-created_at' AND NOT archived AND cardinality(hidden) = 0 AND num_nonnulls(statuses, project, kind, in_lot, parent, after_id) = 0 THEN
      found := app.samples_rare(org, literal, q, max_rows);
      IF found IS NOT NULL THEN
        RETURN QUERY SELECT unnest(found);
        RETURN;
      END IF;
    ELSE
      RETURN QUERY SELECT m.id FROM app.samples_matching(q, statuses, project, kind, in_lot, parent, archived, sort, after_value, after_id, max_rows) m;
      RETURN;
    END IF;
  END IF;
  col := ltrim(sort, '-');
  IF col NOT IN ('created_at', 'updated_at', 'name', 'code') THEN
    RAISE EXCEPTION 'no such order' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  listed := format($q$ FROM spectra.samples s WHERE s.org_id = $1
      AND ($3 IS NULL OR s.status = ANY ($3)) AND ($4 IS NULL OR s.project_id = $4) AND ($5 IS NULL OR s.sample_type = $5)
      AND ($6 IS NULL OR s.lot = $6) AND ($7 IS NULL OR s.parent_id = $7) AND ($8 OR s.archived_at IS NULL)
      AND (s.project_id IS NULL OR s.project_id <> ALL ($9)) AND ($10 IS NULL OR (s.%%1$I, s.id) %%2$s ($10::%%3$s, $11))
    ORDER BY s.%%1$I %%4$s, s.id %%4$s LIMIT $12 $q$, col, CASE down WHEN 'DESC' THEN '<' ELSE '>' END, CASE WHEN col LIKE '%%\_at' THEN 'timestamptz' ELSE 'text' END, down);
  EXECUTE format('SELECT ARRAY(SELECT w.id FROM (SELECT s.id, s.%%1$I, s.barcode, app.sample_text(s.code, s.name, s.lot, s.material, s.description) AS body %%2$s) w
      WHERE w.body LIKE $2 OR starts_with(w.barcode, $13) ORDER BY w.%%1$I %%3$s, w.id %%3$s LIMIT $14)', col, listed, down)
    INTO found USING org, wanted, statuses, project, kind, in_lot, parent, archived, hidden, after_value, after_id, bound, q, max_rows;
  IF cardinality(found) < max_rows THEN
    EXECUTE 'SELECT count(*) FROM (SELECT 1 ' || listed || ') w'
      INTO walked USING org, wanted, statuses, project, kind, in_lot, parent, archived, hidden, after_value, after_id, bound;
    IF walked = bound THEN
      RETURN QUERY SELECT m.id FROM app.samples_matching(q, statuses, project, kind, in_lot, parent, archived, sort, after_value, after_id, max_rows) m;
      RETURN;
    END IF;
  END IF;
  RETURN QUERY SELECT unnest(found);
END $b$ $f$, hidden);
END $do$;
GRANT EXECUTE ON FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) TO spectra_app;
RESET ROLE;

-- seal as in 0002, in one pass, with plans that are kept: for "all from here on" a plan was made anew at each commit, for
-- the kept one looked like a third of the trail. With an upper bound, which is none, it is a narrow range of the key.
SET LOCAL ROLE spectra_audit_owner;
CREATE OR REPLACE FUNCTION audit.seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  o uuid; e record; s bigint; h bytea; p bytea;
BEGIN
  IF EXISTS (SELECT FROM audit.audit_chain WHERE entry_id = NEW.id) THEN
    RETURN NULL;
  END IF;
  FOR e IN SELECT l.id, l.org_id, l.leaf_hash FROM audit.audit_logs l
      WHERE l.id >= NEW.id AND l.id <= 9223372036854775807 AND l.xid = pg_current_xact_id() ORDER BY l.org_id, l.id LOOP
    IF e.org_id IS DISTINCT FROM o THEN
      IF o IS NOT NULL THEN
        UPDATE audit.audit_heads SET seq = s, hash = h WHERE org_id = o;
      END IF;
      o := e.org_id;
      SELECT seq, hash INTO s, h FROM audit.audit_heads WHERE org_id = o FOR UPDATE;
      IF NOT FOUND THEN
        INSERT INTO audit.audit_heads (org_id, seq, hash) SELECT o, 0, audit.genesis(i.id, o) FROM audit.instance i ON CONFLICT DO NOTHING;
        SELECT seq, hash INTO STRICT s, h FROM audit.audit_heads WHERE org_id = o FOR UPDATE;
      END IF;
    END IF;
    p := h;
    s := s + 1;
    h := sha256('\x02'::bytea || '\x737065637472612d61756469742d7631'::bytea || uuid_send(o) || int8send(s) || p || e.leaf_hash);
    INSERT INTO audit.audit_chain (org_id, seq, entry_id, prev_hash, hash) VALUES (o, s, e.id, p, h);
  END LOOP;
  UPDATE audit.audit_heads SET seq = s, hash = h WHERE org_id = o;
  RETURN NULL;
END $$;
RESET ROLE;
