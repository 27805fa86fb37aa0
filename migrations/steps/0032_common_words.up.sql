-- The page of a common word with a plan that is kept: the statement of search_samples is put together and planned at each
-- call, because what narrows the list differs. Where nothing does, which is what people ask for most, there is this one.
SET LOCAL ROLE spectra_owner;
-- The newest rows that contain a word, among the newest "bound" rows of the list. wanted is for LIKE, q as typed.
CREATE FUNCTION app.samples_common(org uuid, wanted text, q text, hidden uuid[], bound bigint, max_rows int) RETURNS uuid[] LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
BEGIN
  RETURN ARRAY(SELECT w.id FROM (SELECT s.id, s.created_at, s.barcode, app.sample_text(s.code, s.name, s.lot, s.material, s.description) AS body
      FROM spectra.samples s WHERE s.org_id = org AND s.archived_at IS NULL AND (s.project_id IS NULL OR s.project_id <> ALL (hidden))
      ORDER BY s.created_at DESC, s.id DESC LIMIT bound) w
    WHERE w.body LIKE wanted OR starts_with(w.barcode, q) ORDER BY w.created_at DESC, w.id DESC LIMIT max_rows);
END $$;

DO $$
DECLARE
  def text := pg_get_functiondef('app.search_samples(text,text[],uuid,text,text,uuid,boolean,text,text,uuid,int)'::regprocedure);
  before CONSTANT text := $q$  col := ltrim(sort, '-');$q$;
  common CONSTANT text := $q$  IF sort = '-created_at' AND NOT archived AND num_nonnulls(statuses, project, kind, in_lot, parent, after_id) = 0 THEN
    found := app.samples_common(org, wanted, q, hidden, bound, max_rows);
    IF cardinality(found) = max_rows THEN
      RETURN QUERY SELECT unnest(found);
      RETURN;
    END IF;
  END IF;
$q$;
BEGIN
  IF strpos(def, before) = 0 THEN
    RAISE EXCEPTION 'app.search_samples has another text than this step knows';
  END IF;
  EXECUTE replace(def, before, common || before);
END $$;
RESET ROLE;
