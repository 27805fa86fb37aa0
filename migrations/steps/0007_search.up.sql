-- Substring search. LIKE is not leakproof: under row-level security neither its index nor its statistics are used
-- (SECURITY.md PF-11). This function runs as the owner, filters the organisation itself and raises without one.
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA app;
GRANT USAGE ON SCHEMA app TO spectra_owner;

SET LOCAL ROLE spectra_owner;
-- Bound when it is defined and without a pinned search_path: inlined. Called, it would be planned anew for every row that
-- is written or looked at.
CREATE FUNCTION app.sample_text(code text, name text, lot text, material text, description text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(code || ' ' || name || ' ' || coalesce(lot, '') || ' ' || coalesce(material, '') || ' ' || coalesce(left(description, 2000), ''));
CREATE INDEX samples_text ON spectra.samples USING gin (app.sample_text(code, name, lot, material, description) app.gin_trgm_ops);
CREATE INDEX samples_barcode_prefix ON spectra.samples (org_id, barcode text_pattern_ops) WHERE barcode IS NOT NULL;
CREATE POLICY search ON spectra.samples FOR SELECT TO spectra_owner USING (true);

-- Rows whose code, name, lot, material or description contains q, or whose barcode begins with it, in the order of a
-- list: sort is an API sort word, after_value and after_id the cursor. statuses and the rest narrow; NULL does not.
CREATE FUNCTION app.search_samples(q text, statuses text[] DEFAULT NULL, project uuid DEFAULT NULL, kind text DEFAULT NULL, in_lot text DEFAULT NULL,
    parent uuid DEFAULT NULL, archived boolean DEFAULT false, sort text DEFAULT '-created_at', after_value text DEFAULT NULL, after_id uuid DEFAULT NULL,
    max_rows int DEFAULT 51)
RETURNS TABLE (id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  org uuid := app.org();
  -- A backslash, percent or underscore of the user's is itself and no wildcard.
  literal text := replace(replace(replace(q, '\', '\\'), '%', '\%'), '_', '\_');
  col text; cast_to text; dir text; op text;
BEGIN
  IF org IS NULL OR NOT coalesce(app.org_active(), false) THEN
    RAISE EXCEPTION 'search without an organisation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT s.col, s.typ INTO STRICT col, cast_to FROM (VALUES ('created_at', 'created_at', 'timestamptz'), ('updated_at', 'updated_at', 'timestamptz'),
    ('name', 'name', 'text'), ('code', 'code', 'text')) AS s (word, col, typ) WHERE s.word = ltrim(sort, '-');
  dir := CASE WHEN sort LIKE '-%' THEN 'DESC' ELSE 'ASC' END;
  op := CASE WHEN sort LIKE '-%' THEN '<' ELSE '>' END;
  RETURN QUERY EXECUTE format($q$
    SELECT s.id FROM spectra.samples s
    WHERE s.org_id = $1
      AND (app.sample_text(s.code, s.name, s.lot, s.material, s.description) LIKE '%%' || lower($2) || '%%' OR s.barcode LIKE $2 || '%%')
      AND ($3 IS NULL OR s.status = ANY ($3)) AND ($4 IS NULL OR s.project_id = $4) AND ($5 IS NULL OR s.sample_type = $5)
      AND ($6 IS NULL OR s.lot = $6) AND ($7 IS NULL OR s.parent_id = $7) AND ($8 OR s.archived_at IS NULL)
      AND ($9 IS NULL OR (s.%1$I, s.id) %2$s ($9::%3$s, $10))
    ORDER BY s.%1$I %4$s, s.id %4$s LIMIT $11 $q$, col, op, cast_to, dir)
  USING org, literal, statuses, project, kind, in_lot, parent, archived, after_value, after_id, max_rows;
END $$;
GRANT EXECUTE ON FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) TO spectra_app;
GRANT EXECUTE ON FUNCTION app.sample_text(text, text, text, text, text) TO spectra_app;
RESET ROLE;
