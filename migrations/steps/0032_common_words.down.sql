SET LOCAL ROLE spectra_owner;
DO $$
DECLARE
  def text := pg_get_functiondef('app.search_samples(text,text[],uuid,text,text,uuid,boolean,text,text,uuid,int)'::regprocedure);
  common CONSTANT text := $q$  IF sort = '-created_at' AND NOT archived AND num_nonnulls(statuses, project, kind, in_lot, parent, after_id) = 0 THEN
    found := app.samples_common(org, wanted, q, hidden, bound, max_rows);
    IF cardinality(found) = max_rows THEN
      RETURN QUERY SELECT unnest(found);
      RETURN;
    END IF;
  END IF;
$q$;
BEGIN
  EXECUTE replace(def, common, '');
END $$;
DROP FUNCTION app.samples_common(uuid, text, text, uuid[], bigint, int);
RESET ROLE;
