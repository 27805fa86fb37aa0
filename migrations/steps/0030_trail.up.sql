-- The trail that is looked at: signed reviews of it, and roots over the access log.
SET LOCAL ROLE spectra_audit_owner;
-- AU-13: the lines of one flush are a batch. The zero id: from before, or from an older server; no root covers them.
ALTER TABLE audit.access_logs ADD COLUMN IF NOT EXISTS batch_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';

-- access_line is what a line is hashed as: everything but its batch, whose id stands in the entry that holds the root.
CREATE FUNCTION audit.access_line(l audit.access_logs) RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN jsonb_build_array(l.org_id, l.id, (extract(epoch FROM l.occurred_at) * 1000000)::bigint, l.actor_id, l.actor_kind, l.actor_name, l.actor_via, l.session_id,
    l.api_key_id, l.action, l.permission, l.method, l.path, l.record_type, l.record_id, l.status, l.request_id, host(l.ip), l.user_agent, l.detail)::text;
END $$;

-- seal_access puts the Merkle root (RFC 9162) of each batch that a statement wrote into the system's chain. Not into the
-- organisation's: there, reading the trail would itself lengthen what there is to review, and every reader would wait for every writer.
CREATE FUNCTION audit.seal_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  b record; h bytea[]; n int; e audit.audit_logs;
BEGIN
  FOR b IN SELECT w.org_id, w.batch_id, array_agg(sha256('\x00'::bytea || convert_to(audit.access_line(w::audit.access_logs), 'UTF8')) ORDER BY w.id) AS leaves
      FROM written w WHERE w.batch_id <> '00000000-0000-0000-0000-000000000000' GROUP BY w.org_id, w.batch_id LOOP
    h := b.leaves;
    n := cardinality(h);
    WHILE cardinality(h) > 1 LOOP
      SELECT array_agg(CASE WHEN i < cardinality(h) THEN sha256('\x01'::bytea || h[i] || h[i + 1]) ELSE h[i] END ORDER BY i) INTO h FROM generate_series(1, cardinality(h), 2) i;
    END LOOP;
    e.org_id := '00000000-0000-0000-0000-000000000000';
    e.occurred_at := clock_timestamp();
    e.actor_kind := 'system'; e.actor_name := 'system:access-log'; e.actor_via := 'job'; e.db_user := session_user;
    e.action := 'access.recorded'; e.record_type := 'access_log'; e.record_id := b.batch_id;
    e.payload := format('{"old":null,"new":{"org_id":"%s","lines":%s,"root":"%s"},"changed":[]}', b.org_id, n, encode(h[1], 'hex'));
    e.payload_hash := sha256(convert_to(e.payload, 'UTF8'));
    INSERT INTO audit.audit_logs (org_id, occurred_at, actor_kind, actor_name, actor_via, db_user, action, record_type, record_id, payload, payload_hash, leaf_hash)
    VALUES (e.org_id, e.occurred_at, e.actor_kind, e.actor_name, e.actor_via, e.db_user, e.action, e.record_type, e.record_id, e.payload, e.payload_hash, audit.leaf(e));
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER roots AFTER INSERT ON audit.access_logs REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION audit.seal_access();
ALTER TABLE audit.access_logs ENABLE ALWAYS TRIGGER roots;

-- P11-10: who has looked through the trail, up to which entry, and what the chain was there.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.audit_reviews (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  from_seq bigint NOT NULL CHECK (from_seq > 0),
  up_to_seq bigint NOT NULL,
  chain_hash text NOT NULL CHECK (chain_hash ~ '^[0-9a-f]{64}$'),
  comment text NOT NULL CHECK (length(comment) BETWEEN 3 AND 2000),
  reviewer_id uuid NOT NULL,
  reviewer_name text NOT NULL,
  reviewer_email text NOT NULL,
  reviewed_at timestamptz NOT NULL,
  method text NOT NULL,
  session_id uuid,
  key_id text NOT NULL,
  signature bytea NOT NULL,
  PRIMARY KEY (org_id, id),
  CONSTRAINT audit_reviews_follow UNIQUE (org_id, from_seq), -- each goes on where the last one ended
  CONSTRAINT audit_reviews_forward CHECK (up_to_seq >= from_seq),
  CONSTRAINT audit_reviews_reviewer_fk FOREIGN KEY (org_id, reviewer_id) REFERENCES spectra.users (org_id, id)
);
CREATE UNIQUE INDEX audit_reviews_end ON spectra.audit_reviews (org_id, up_to_seq DESC);
SELECT app.protect('spectra.audit_reviews', 'audit_review', 'id', '', false);
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON spectra.audit_reviews FOR EACH ROW EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.audit_reviews ENABLE ALWAYS TRIGGER immutable;
RESET ROLE;
