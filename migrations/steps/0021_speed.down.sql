SET LOCAL ROLE spectra_audit_owner;
-- seal appends the entries of this transaction to their chains, as the last thing before commit (AU-06, AU-07).
-- Its first firing takes them all; a restored cluster may repeat a transaction id, hence id >= NEW.id.
CREATE OR REPLACE FUNCTION audit.seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  o uuid; e record; s bigint; h bytea; p bytea;
BEGIN
  IF EXISTS (SELECT FROM audit.audit_chain WHERE entry_id = NEW.id) THEN
    RETURN NULL;
  END IF;
  FOR o IN SELECT DISTINCT l.org_id FROM audit.audit_logs l WHERE l.id >= NEW.id AND l.xid = pg_current_xact_id() ORDER BY l.org_id LOOP
    SELECT seq, hash INTO s, h FROM audit.audit_heads WHERE org_id = o FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO audit.audit_heads (org_id, seq, hash) SELECT o, 0, audit.genesis(i.id, o) FROM audit.instance i ON CONFLICT DO NOTHING;
      SELECT seq, hash INTO STRICT s, h FROM audit.audit_heads WHERE org_id = o FOR UPDATE;
    END IF;
    FOR e IN SELECT l.id, l.leaf_hash FROM audit.audit_logs l WHERE l.id >= NEW.id AND l.xid = pg_current_xact_id() AND l.org_id = o ORDER BY l.id LOOP
      p := h;
      s := s + 1;
      h := sha256('\x02'::bytea || '\x737065637472612d61756469742d7631'::bytea || uuid_send(o) || int8send(s) || p || e.leaf_hash);
      INSERT INTO audit.audit_chain (org_id, seq, entry_id, prev_hash, hash) VALUES (o, s, e.id, p, h);
    END LOOP;
    UPDATE audit.audit_heads SET seq = s, hash = h WHERE org_id = o;
  END LOOP;
  RETURN NULL;
END $$;
RESET ROLE;

SET LOCAL ROLE spectra_owner;
DROP FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int);
DROP FUNCTION app.samples_rare(uuid, text, text, int);
ALTER FUNCTION app.samples_matching(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) RENAME TO search_samples;
ALTER FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) RESET enable_seqscan;
ALTER FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) RESET enable_indexscan;
GRANT EXECUTE ON FUNCTION app.search_samples(text, text[], uuid, text, text, uuid, boolean, text, text, uuid, int) TO spectra_app;
DO $$
DECLARE s record;
BEGIN
  FOR s IN SELECT x.tab, x.body FROM app.searchable() x LOOP
    EXECUTE format('DROP INDEX spectra.%I', s.tab || '_text');
    EXECUTE format('CREATE INDEX %I ON spectra.%I USING gin ((%s) app.gin_trgm_ops)', s.tab || '_text', s.tab, s.body);
  END LOOP;
END $$;
RESET ROLE;
DROP EXTENSION btree_gin;
