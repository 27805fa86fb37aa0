-- Files: where in a folder they lay, which instrument's key brought them, and the words in them.
SET LOCAL ROLE spectra_owner;
ALTER TABLE spectra.files
  ADD COLUMN path text CHECK (octet_length(path) BETWEEN 1 AND 1024), -- within the uploaded or watched folder, with the name
  ADD COLUMN source text NOT NULL DEFAULT 'upload' CHECK (source IN ('upload', 'agent')),
  ADD COLUMN api_key_id uuid, -- the instrument's key that brought it (P11-13)
  ADD CONSTRAINT files_api_key_fk FOREIGN KEY (org_id, api_key_id) REFERENCES spectra.api_keys (org_id, id);
-- What an instrument delivers twice is there once, however long ago the first time was (F-21).
CREATE UNIQUE INDEX files_ingest_key ON spectra.files (org_id, instrument_id, coalesce(path, filename), sha256) WHERE source = 'agent';
CREATE INDEX files_unassigned ON spectra.files (org_id, created_at DESC, id DESC) WHERE sample_id IS NULL AND experiment_id IS NULL AND archived_at IS NULL;
CREATE INDEX files_path ON spectra.files (org_id, path text_pattern_ops) WHERE path IS NOT NULL;
CREATE INDEX traces_technique ON spectra.traces (org_id, technique, file_id) WHERE technique <> '';

-- What stands in a file, for searching; made again at any time from the file. A file without a row gets one from a job.
CREATE TABLE spectra.file_texts (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  file_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'indexed', 'none', 'failed')),
  note text,        -- why there is no text, or not all of it
  attempts int NOT NULL DEFAULT 0,
  text text NOT NULL DEFAULT '' CHECK (octet_length(text) <= 1048576),
  words tsvector NOT NULL DEFAULT '', -- each word once, and one that stands for the organisation
  created_at timestamptz NOT NULL DEFAULT now(), -- of the file
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, file_id),
  CONSTRAINT file_texts_file_fk FOREIGN KEY (org_id, file_id) REFERENCES spectra.files (org_id, id)
);
CREATE INDEX file_texts_words ON spectra.file_texts USING gin (words);
CREATE INDEX file_texts_recent ON spectra.file_texts (org_id, created_at DESC, file_id DESC) WHERE status = 'indexed';
CREATE INDEX file_texts_waiting ON spectra.file_texts (org_id, created_at) WHERE status = 'waiting';
SELECT app.protect('spectra.file_texts');
CREATE POLICY search ON spectra.file_texts FOR SELECT TO spectra_owner USING (true);
CREATE POLICY search ON spectra.traces FOR SELECT TO spectra_owner USING (true); -- by technique, in app.search_files

-- The place of the first needle in a text, with what stands around it.
CREATE FUNCTION app.snippet(body text, needles text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  low text := lower(body);
  needle text;
  at int := 0;
BEGIN
  FOREACH needle IN ARRAY needles LOOP
    at := strpos(low, lower(needle));
    EXIT WHEN at > 0;
  END LOOP;
  RETURN btrim(regexp_replace(substr(body, greatest(at - 60, 1), 200), '\s+', ' ', 'g'));
END $$;

-- The newest files in which every word begins a word, for the search over all records. needles are what to show of them.
-- @@ is not leakproof (SECURITY.md PF-11), so it runs as the owner, filters the organisation itself and raises without one.
CREATE FUNCTION app.search_file_texts(wanted text, needles text[], max_rows int)
RETURNS TABLE (id uuid, snippet text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  org uuid := app.org();
BEGIN
  IF org IS NULL OR NOT coalesce(app.org_active(), false) THEN
    RAISE EXCEPTION 'search without an organisation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY EXECUTE $q$
    SELECT t.file_id, app.snippet(t.text, $3) FROM (
      SELECT t.org_id, t.file_id, t.text, t.created_at FROM spectra.file_texts t
      WHERE t.org_id = $1 AND t.status = 'indexed' AND t.words @@ $2::tsquery
        AND EXISTS (SELECT FROM spectra.files f WHERE f.org_id = t.org_id AND f.id = t.file_id AND f.archived_at IS NULL)
      ORDER BY t.created_at DESC, t.file_id DESC LIMIT $4) t $q$ USING org, wanted, needles, max_rows;
END $$;

-- Files whose code or name contains q, or in which every word of wanted begins a word, in the order of a list: as
-- app.search_samples for samples.
CREATE FUNCTION app.search_files(q text, wanted text, of_sample uuid, of_experiment uuid, of_instrument uuid, reader text, statuses text[], hash text,
    techniques text[], folder text, origin text, unassigned boolean, archived boolean, sort text, after_value text, after_id uuid, max_rows int)
RETURNS TABLE (id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  org uuid := app.org();
  literal text := replace(replace(replace(q, '\', '\\'), '%', '\%'), '_', '\_');
  col text; cast_to text; dir text; filters text;
BEGIN
  IF org IS NULL OR NOT coalesce(app.org_active(), false) THEN
    RAISE EXCEPTION 'search without an organisation' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT s.col, s.typ INTO STRICT col, cast_to FROM (VALUES ('created_at', 'timestamptz'), ('filename', 'text'), ('code', 'text'), ('size', 'bigint'))
    AS s (col, typ) WHERE s.col = ltrim(sort, '-');
  dir := CASE WHEN sort LIKE '-%' THEN 'DESC' ELSE 'ASC' END;
  filters := format($f$ f.org_id = $1 AND ($4 IS NULL OR f.sample_id = $4) AND ($5 IS NULL OR f.experiment_id = $5) AND ($6 IS NULL OR f.instrument_id = $6)
    AND ($7 IS NULL OR f.parser = $7) AND ($8 IS NULL OR f.status = ANY ($8)) AND ($9 IS NULL OR f.sha256 = $9)
    AND ($10 IS NULL OR EXISTS (SELECT FROM spectra.traces t WHERE t.org_id = f.org_id AND t.file_id = f.id AND t.technique = ANY ($10)))
    AND ($11 IS NULL OR starts_with(f.path, $11)) AND ($12 IS NULL OR f.source = $12)
    AND (NOT $13 OR f.sample_id IS NULL AND f.experiment_id IS NULL) AND ($14 OR f.archived_at IS NULL)
    AND ($15 IS NULL OR (f.%1$I, f.id) %2$s ($15::%3$s, $16))
    ORDER BY f.%1$I %4$s, f.id %4$s LIMIT $17 $f$, col, CASE WHEN dir = 'DESC' THEN '<' ELSE '>' END, cast_to, dir);
  RETURN QUERY EXECUTE format($q$ SELECT m.id FROM (
      (SELECT f.id, f.%1$I FROM spectra.files f WHERE app.search_text(f.code, f.filename, NULL) LIKE '%%' || lower($2) || '%%' AND %2$s)
      UNION
      (SELECT f.id, f.%1$I FROM spectra.file_texts x JOIN spectra.files f ON f.org_id = x.org_id AND f.id = x.file_id
        WHERE x.org_id = $1 AND x.words @@ $3::tsquery AND %2$s)) m
    ORDER BY m.%1$I %3$s, m.id %3$s LIMIT $17 $q$, col, filters, dir)
  USING org, literal, wanted, of_sample, of_experiment, of_instrument, reader, statuses, hash, techniques, folder, origin, unassigned, archived, after_value, after_id, max_rows;
END $$;
GRANT EXECUTE ON FUNCTION app.snippet(text, text[]), app.search_file_texts(text, text[], int),
  app.search_files(text, text, uuid, uuid, uuid, text, text[], text, text[], text, text, boolean, boolean, text, text, uuid, int) TO spectra_app;
RESET ROLE;

-- A key may belong to an instrument.
SET LOCAL ROLE spectra_auth;
DROP FUNCTION auth.find_api_key(text);
CREATE FUNCTION auth.find_api_key(key_prefix text)
RETURNS TABLE (org_id uuid, key_id uuid, user_id uuid, secret_hash bytea, scopes text[], allowed_ips inet[], expires_at timestamptz, revoked_at timestamptz, instrument_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.org_id, k.id, k.user_id, k.secret_hash, k.scopes, k.allowed_ips, k.expires_at, k.revoked_at, k.instrument_id FROM spectra.api_keys k WHERE k.prefix = key_prefix
$$;
GRANT EXECUTE ON FUNCTION auth.find_api_key(text) TO spectra_app;
RESET ROLE;
