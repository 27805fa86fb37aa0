-- Versions of kinds of samples, the version that a sample's values satisfied, and filters by custom values.
SET LOCAL ROLE spectra_owner;
-- What a kind of sample was, version by version. Nothing changes a row of it.
CREATE TABLE spectra.sample_type_versions (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  sample_type_id uuid NOT NULL,
  number int NOT NULL CHECK (number >= 1),
  label text NOT NULL,
  description text,
  strict boolean NOT NULL DEFAULT false,
  fields jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(fields) = 'array'),
  archived_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  PRIMARY KEY (org_id, id),
  CONSTRAINT sample_type_versions_number UNIQUE (org_id, sample_type_id, number),
  CONSTRAINT sample_type_versions_type_fk FOREIGN KEY (org_id, sample_type_id) REFERENCES spectra.sample_types (org_id, id)
);
SELECT app.protect('spectra.sample_type_versions', may_update => false); -- the trail has the changes of the kind itself

-- The newest version of its kind that all custom values of a sample satisfied when they were checked; NULL when none was.
ALTER TABLE spectra.samples ADD COLUMN type_version int CHECK (type_version >= 1);
GRANT UPDATE (type_version) ON spectra.samples TO spectra_app;
CREATE INDEX samples_of_type ON spectra.samples (org_id, sample_type, created_at DESC, id DESC);

-- Custom values by key: what shapes there are of one, numbers by unit, texts by their beginning.
CREATE INDEX sample_metadata_numbers ON spectra.sample_metadata (org_id, key, type, (coalesce(unit, '')), value_number, sample_id);
CREATE INDEX sample_metadata_texts ON spectra.sample_metadata (org_id, key, (left(value_text, 100) COLLATE "C")) WHERE value_number IS NULL;
CREATE POLICY search ON spectra.sample_metadata FOR SELECT TO spectra_owner USING (true);

-- The types and units that values of the keys have, at most sixty-four of a key: one step through the index for each.
CREATE FUNCTION app.metadata_shapes(keys text[]) RETURNS TABLE (key text, type text, unit text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  org uuid := app.org();
BEGIN
  IF org IS NULL OR NOT coalesce(app.org_active(), false) THEN
    RAISE EXCEPTION 'metadata without an organisation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
    WITH RECURSIVE k AS (SELECT DISTINCT u.key FROM unnest(keys) u (key)),
    step AS (
      SELECT k.key, f.type, f.unit, 1 AS n FROM k CROSS JOIN LATERAL (
        SELECT m.type, coalesce(m.unit, '') AS unit FROM spectra.sample_metadata m WHERE m.org_id = org AND m.key = k.key
        ORDER BY m.type, coalesce(m.unit, '') LIMIT 1) f
      UNION ALL
      SELECT s.key, f.type, f.unit, s.n + 1 FROM step s CROSS JOIN LATERAL (
        SELECT m.type, coalesce(m.unit, '') AS unit FROM spectra.sample_metadata m WHERE m.org_id = org AND m.key = s.key
          AND (m.type, coalesce(m.unit, '')) > (s.type, s.unit)
        ORDER BY m.type, coalesce(m.unit, '') LIMIT 1) f
      WHERE s.n < 64)
    SELECT step.key, step.type, step.unit FROM step;
END $$;

-- Samples with a custom value within bounds, at most max_rows of them: one bound for each type and unit the value may be
-- written in. numeric is not leakproof, so under row-level security no index would be used (SECURITY.md PF-11): this runs
-- as the owner, filters the organisation itself and raises without one.
CREATE FUNCTION app.metadata_between(meta_key text, types text[], units text[], lows numeric[], highs numeric[], open boolean, max_rows int)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  org uuid := app.org();
BEGIN
  IF org IS NULL OR NOT coalesce(app.org_active(), false) THEN
    RAISE EXCEPTION 'metadata without an organisation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
    SELECT f.sample_id FROM unnest(types, units, lows, highs) u (type, unit, low, high) CROSS JOIN LATERAL (
      SELECT m.sample_id FROM spectra.sample_metadata m
      WHERE m.org_id = org AND m.key = meta_key AND m.type = u.type AND coalesce(m.unit, '') = u.unit
        AND m.value_number >= coalesce(u.low, '-Infinity') AND m.value_number <= coalesce(u.high, 'Infinity')
        AND NOT (open AND coalesce(m.value_number IN (u.low, u.high), false))
      LIMIT max_rows) f
    LIMIT max_rows;
END $$;

-- Samples whose custom value is a text, day or reference between two in the order of their bytes; both ends belong to it
-- unless open. The index has the beginnings of texts, so these are compared first.
CREATE FUNCTION app.metadata_texts(meta_key text, types text[], low text, high text, open boolean, max_rows int)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  org uuid := app.org();
BEGIN
  IF org IS NULL OR NOT coalesce(app.org_active(), false) THEN
    RAISE EXCEPTION 'metadata without an organisation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
    SELECT m.sample_id FROM spectra.sample_metadata m
    WHERE m.org_id = org AND m.key = meta_key AND m.value_number IS NULL AND m.type = ANY (types)
      AND left(m.value_text, 100) COLLATE "C" >= coalesce(left(low, 100), '') COLLATE "C"
      AND (high IS NULL OR left(m.value_text, 100) COLLATE "C" <= left(high, 100) COLLATE "C")
      AND (low IS NULL OR m.value_text COLLATE "C" >= low COLLATE "C") AND (high IS NULL OR m.value_text COLLATE "C" <= high COLLATE "C")
      AND NOT (open AND coalesce(m.value_text IN (low, high), false))
    LIMIT max_rows;
END $$;
GRANT EXECUTE ON FUNCTION app.metadata_shapes(text[]), app.metadata_between(text, text[], text[], numeric[], numeric[], boolean, int),
  app.metadata_texts(text, text[], text, text, boolean, int) TO spectra_app;
RESET ROLE;
