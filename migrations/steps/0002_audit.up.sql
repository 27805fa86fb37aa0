-- The tamper-evident trail (SECURITY.md §4): captured by row triggers, sealed into one hash chain per organisation
-- at commit. IF NOT EXISTS throughout, because going down never drops it.
SET LOCAL ROLE spectra_audit_owner;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE TABLE IF NOT EXISTS audit.instance (one boolean PRIMARY KEY DEFAULT true CHECK (one), id uuid NOT NULL);
INSERT INTO audit.instance (id) VALUES (gen_random_uuid()) ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS audit.audit_logs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- gaps are normal, never evidence
  org_id uuid NOT NULL,                               -- zero: the system chain
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_id uuid,
  actor_kind text NOT NULL,
  actor_name text NOT NULL,
  actor_via text NOT NULL,
  session_id uuid,
  api_key_id uuid,
  request_id uuid,
  ip inet,
  db_user name NOT NULL DEFAULT session_user,
  action text NOT NULL,
  table_name text,
  record_type text,
  record_id uuid,
  record_code text,
  record_version int,
  reason text,
  payload text, -- the exact bytes that were hashed: text, not jsonb
  payload_hash bytea NOT NULL,
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32)
);
CREATE INDEX IF NOT EXISTS audit_logs_record ON audit.audit_logs (org_id, record_type, record_id, id DESC);
CREATE INDEX IF NOT EXISTS audit_logs_actor ON audit.audit_logs (org_id, actor_id, id DESC);
CREATE INDEX IF NOT EXISTS audit_logs_time ON audit.audit_logs (org_id, occurred_at DESC);
CREATE INDEX IF NOT EXISTS audit_logs_action ON audit.audit_logs (org_id, action, id DESC);
CREATE INDEX IF NOT EXISTS audit_logs_request ON audit.audit_logs (org_id, request_id);

CREATE TABLE IF NOT EXISTS audit.audit_chain (
  org_id uuid NOT NULL,
  seq bigint NOT NULL,
  entry_id bigint NOT NULL UNIQUE REFERENCES audit.audit_logs (id),
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (org_id, seq),
  UNIQUE (org_id, prev_hash) -- a fork is a loud error
);
CREATE TABLE IF NOT EXISTS audit.audit_heads (org_id uuid PRIMARY KEY, seq bigint NOT NULL, hash bytea NOT NULL);
CREATE TABLE IF NOT EXISTS audit.audit_checkpoints (
  org_id uuid NOT NULL, tree_size bigint NOT NULL, root bytea NOT NULL, note text NOT NULL, key_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (org_id, tree_size)
);
CREATE TABLE IF NOT EXISTS audit.audit_anchors (
  org_id uuid NOT NULL, tree_size bigint NOT NULL, kind text NOT NULL, target text NOT NULL, receipt bytea NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (org_id, tree_size, kind, target)
);
CREATE TABLE IF NOT EXISTS audit.access_logs (
  org_id uuid NOT NULL, -- zero: before anybody was known
  id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  actor_id uuid,
  actor_kind text NOT NULL,
  actor_name text NOT NULL,
  actor_via text NOT NULL,
  session_id uuid,
  api_key_id uuid,
  action text NOT NULL,
  permission text,
  method text,
  path text,
  record_type text,
  record_id uuid,
  status int NOT NULL,
  request_id uuid,
  ip inet,
  user_agent text,
  detail text,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX IF NOT EXISTS access_logs_time ON audit.access_logs (org_id, occurred_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS access_logs_record ON audit.access_logs (org_id, record_type, record_id, occurred_at DESC) WHERE record_id IS NOT NULL;

-- lp is the length-prefixed form of one column (AU-05): 4 bytes big-endian length and the bytes, NULL as ffffffff.
CREATE OR REPLACE FUNCTION audit.lp(v bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  -- No SET search_path: it would keep the planner from inlining this; every name is qualified instead.
  $$ SELECT coalesce(pg_catalog.int4send(pg_catalog.octet_length(v)) OPERATOR(pg_catalog.||) v, '\xffffffff'::pg_catalog.bytea) $$;

CREATE OR REPLACE FUNCTION audit.leaf(e audit.audit_logs) RETURNS bytea LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN -- not SQL: its plan is kept
  RETURN sha256('\x00'::bytea
    || audit.lp(uuid_send(e.org_id)) || audit.lp(int8send((extract(epoch FROM e.occurred_at) * 1000000)::bigint))
    || audit.lp(uuid_send(e.actor_id)) || audit.lp(convert_to(e.actor_kind, 'UTF8')) || audit.lp(convert_to(e.actor_name, 'UTF8'))
    || audit.lp(convert_to(e.actor_via, 'UTF8')) || audit.lp(uuid_send(e.session_id)) || audit.lp(uuid_send(e.api_key_id))
    || audit.lp(uuid_send(e.request_id)) || audit.lp(convert_to(host(e.ip), 'UTF8')) || audit.lp(convert_to(e.db_user::text, 'UTF8'))
    || audit.lp(convert_to(e.action, 'UTF8')) || audit.lp(convert_to(e.table_name, 'UTF8')) || audit.lp(convert_to(e.record_type, 'UTF8'))
    || audit.lp(uuid_send(e.record_id)) || audit.lp(convert_to(e.record_code, 'UTF8')) || audit.lp(int8send(e.record_version::bigint))
    || audit.lp(convert_to(e.reason, 'UTF8')) || audit.lp(e.payload_hash));
END $$;

CREATE OR REPLACE FUNCTION audit.genesis(instance uuid, org uuid) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS
  $$ SELECT sha256(convert_to('spectra-audit-v1/genesis', 'UTF8') || uuid_send(instance) || uuid_send(org)) $$;
CREATE OR REPLACE FUNCTION audit.link(org uuid, seq bigint, prev bytea, leaf bytea) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS
  $$ SELECT sha256('\x02'::bytea || convert_to('spectra-audit-v1', 'UTF8') || uuid_send(org) || int8send(seq) || prev || leaf) $$;

-- write inserts one entry from the transaction's app.* settings. Without an actor nothing may change (AU-03).
CREATE OR REPLACE FUNCTION audit.write(org uuid, tab text, rtype text, rid uuid, rcode text, rversion int, body text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  e audit.audit_logs;
BEGIN
  e.actor_id := nullif(current_setting('app.actor_id', true), '')::uuid;
  IF e.actor_id IS NULL THEN
    RAISE EXCEPTION 'audit: no actor in this transaction' USING ERRCODE = 'insufficient_privilege';
  END IF;
  e.org_id := coalesce(org, '00000000-0000-0000-0000-000000000000');
  e.occurred_at := clock_timestamp();
  e.actor_kind := coalesce(nullif(current_setting('app.actor_kind', true), ''), 'unknown');
  e.actor_name := coalesce(nullif(current_setting('app.actor_name', true), ''), 'unknown');
  e.actor_via := coalesce(nullif(current_setting('app.actor_via', true), ''), 'unknown');
  e.session_id := nullif(current_setting('app.session_id', true), '')::uuid;
  e.api_key_id := nullif(current_setting('app.api_key_id', true), '')::uuid;
  e.request_id := nullif(current_setting('app.request_id', true), '')::uuid;
  e.ip := nullif(current_setting('app.ip', true), '')::inet;
  e.db_user := session_user;
  e.action := coalesce(nullif(current_setting('app.event', true), ''), coalesce(tab, rtype, 'record') || '.changed');
  e.reason := nullif(current_setting('app.reason', true), '');
  e.table_name := tab;
  e.record_type := rtype;
  e.record_id := rid;
  e.record_code := rcode;
  e.record_version := rversion;
  e.payload := body;
  e.payload_hash := sha256(convert_to(coalesce(body, ''), 'UTF8'));
  INSERT INTO audit.audit_logs (org_id, occurred_at, actor_id, actor_kind, actor_name, actor_via, session_id, api_key_id, request_id, ip,
      db_user, action, table_name, record_type, record_id, record_code, record_version, reason, payload, payload_hash, leaf_hash)
  VALUES (e.org_id, e.occurred_at, e.actor_id, e.actor_kind, e.actor_name, e.actor_via, e.session_id, e.api_key_id, e.request_id, e.ip,
      e.db_user, e.action, e.table_name, e.record_type, e.record_id, e.record_code, e.record_version, e.reason, e.payload, e.payload_hash, audit.leaf(e));
END $$;

-- capture is the row trigger of every business table. Arguments: record type (@column: taken from the row), column that
-- holds the record's id (a child row belongs to its parent's trail), secret columns.
CREATE OR REPLACE FUNCTION audit.capture() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  o jsonb; n jsonb; r jsonb; secret text; changed text[]; org uuid;
BEGIN
  IF TG_OP <> 'INSERT' THEN o := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN n := to_jsonb(NEW); END IF;
  r := coalesce(n, o);
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(k ORDER BY k) INTO changed FROM jsonb_object_keys(n) AS k
      WHERE n -> k IS DISTINCT FROM o -> k AND k NOT IN ('updated_at', 'version');
    IF changed IS NULL AND (n ->> 'version')::int - (o ->> 'version')::int NOT IN (0, 1) THEN
      changed := '{version}'; -- one step goes with a change of a child; any other would make an old ETag or signature fit
    END IF;
    IF changed IS NULL THEN
      RETURN NULL; -- AU-04
    END IF;
  END IF;
  IF TG_ARGV[2] <> '' THEN
    FOREACH secret IN ARRAY string_to_array(TG_ARGV[2], ',') LOOP
      IF n ? secret AND n -> secret <> 'null' THEN n := jsonb_set(n, ARRAY[secret], '"#changed"'); END IF;
      IF o ? secret AND o -> secret <> 'null' THEN o := jsonb_set(o, ARRAY[secret], '"#changed"'); END IF;
    END LOOP;
  END IF;
  IF TG_OP = 'UPDATE' THEN -- of the old row only what changed; the new one whole, to compare rows with later
    SELECT jsonb_object_agg(k, o -> k) INTO o FROM unnest(changed) AS k;
  END IF;
  org := coalesce((r ->> 'org_id')::uuid, CASE WHEN TG_TABLE_NAME = 'organizations' THEN (r ->> 'id')::uuid END);
  PERFORM audit.write(org, TG_TABLE_NAME::text, CASE WHEN TG_ARGV[0] LIKE '@%' THEN r ->> substr(TG_ARGV[0], 2) ELSE TG_ARGV[0] END, (r ->> TG_ARGV[1])::uuid, r ->> 'code', (r ->> 'version')::int,
    '{"old":' || coalesce(o::text, 'null') || ',"new":' || coalesce(n::text, 'null') || ',"changed":' || coalesce(to_jsonb(changed)::text, '[]') || '}');
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'audit: % on % is never allowed', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

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

-- record_event is for events without data (AU-08).
CREATE OR REPLACE FUNCTION audit.record_event(rtype text, rid uuid, rcode text, body text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM audit.write(nullif(current_setting('app.org_id', true), '')::uuid, NULL, rtype, rid, rcode, NULL, body);
END $$;

DO $$
DECLARE t text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'seal' AND tgrelid = 'audit.audit_logs'::regclass) THEN
    CREATE CONSTRAINT TRIGGER seal AFTER INSERT ON audit.audit_logs DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.seal();
    ALTER TABLE audit.audit_logs ENABLE ALWAYS TRIGGER seal;
    FOREACH t IN ARRAY ARRAY['audit_logs', 'audit_chain', 'audit_checkpoints', 'audit_anchors', 'access_logs', 'audit_heads'] LOOP
      IF t <> 'audit_heads' THEN
        EXECUTE format('CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON audit.%I FOR EACH ROW EXECUTE FUNCTION audit.refuse()', t);
      ELSE
        EXECUTE format('CREATE TRIGGER immutable BEFORE DELETE ON audit.%I FOR EACH ROW EXECUTE FUNCTION audit.refuse()', t);
      END IF;
      EXECUTE format('ALTER TABLE audit.%I ENABLE ALWAYS TRIGGER immutable', t);
      EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit.%I FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse()', t);
      EXECUTE format('ALTER TABLE audit.%I ENABLE ALWAYS TRIGGER no_truncate', t);
      EXECUTE format('ALTER TABLE audit.%I ENABLE ROW LEVEL SECURITY', t);
      EXECUTE format('ALTER TABLE audit.%I FORCE ROW LEVEL SECURITY', t);
      EXECUTE format('CREATE POLICY sealer ON audit.%I TO spectra_audit_owner USING (true) WITH CHECK (true)', t);
      EXECUTE format('GRANT SELECT ON audit.%I TO spectra_app, spectra_backup', t);
    END LOOP;
    GRANT INSERT ON audit.access_logs TO spectra_app;
    CREATE POLICY checkpointer ON audit.audit_chain FOR SELECT TO spectra_checkpointer USING (true);
    CREATE POLICY checkpointer ON audit.audit_checkpoints TO spectra_checkpointer USING (true) WITH CHECK (true);
    CREATE POLICY checkpointer ON audit.audit_anchors TO spectra_checkpointer USING (true) WITH CHECK (true);
    GRANT SELECT ON audit.audit_chain TO spectra_checkpointer;
    GRANT SELECT, INSERT ON audit.audit_checkpoints, audit.audit_anchors TO spectra_checkpointer;
    GRANT SELECT ON audit.instance, audit.audit_logs_id_seq TO spectra_backup;
  END IF;
  -- What looks at the context goes with it on the way down and comes back here.
  FOREACH t IN ARRAY ARRAY['audit_logs', 'audit_chain', 'audit_checkpoints', 'audit_anchors', 'access_logs', 'audit_heads'] LOOP
    EXECUTE format('CREATE POLICY own_read ON audit.%I FOR SELECT TO spectra_app USING (org_id = (SELECT app.org()))', t);
    EXECUTE format('CREATE POLICY not_suspended ON audit.%I AS RESTRICTIVE FOR SELECT TO spectra_app USING ((SELECT app.org_active()))', t);
  END LOOP;
  -- The server appends reads and refusals of the organisation in its context, or of nobody yet known.
  CREATE POLICY append ON audit.access_logs FOR INSERT TO spectra_app
    WITH CHECK (org_id = coalesce((SELECT app.org()), '00000000-0000-0000-0000-000000000000'));
END $$;
GRANT EXECUTE ON FUNCTION audit.record_event(text, uuid, text, text) TO spectra_app;
GRANT EXECUTE ON FUNCTION audit.capture(), audit.refuse() TO spectra_owner, spectra_auth;
GRANT EXECUTE ON FUNCTION audit.lp(bytea), audit.leaf(audit.audit_logs), audit.genesis(uuid, uuid), audit.link(uuid, bigint, bytea, bytea) TO spectra_backup;

SET LOCAL ROLE spectra_owner;
ALTER TABLE spectra.organizations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY org_rw ON spectra.organizations TO spectra_app USING (id = (SELECT app.org())) WITH CHECK (id = (SELECT app.org()));
CREATE POLICY definer ON spectra.organizations FOR SELECT TO spectra_owner, spectra_auth USING (true);
GRANT SELECT, INSERT ON spectra.organizations TO spectra_app;
GRANT UPDATE (name, timezone, address, contact_email, version, updated_at) ON spectra.organizations TO spectra_app;
GRANT SELECT ON spectra.organizations TO spectra_auth, spectra_backup;
CREATE TRIGGER audit_row AFTER INSERT OR UPDATE OR DELETE ON spectra.organizations FOR EACH ROW EXECUTE FUNCTION audit.capture('organization', 'id', '');
ALTER TABLE spectra.organizations ENABLE ALWAYS TRIGGER audit_row;
CREATE TRIGGER audit_truncate BEFORE TRUNCATE ON spectra.organizations FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
ALTER TABLE spectra.organizations ENABLE ALWAYS TRIGGER audit_truncate;
SELECT app.protect('spectra.code_counters');
REVOKE UPDATE (kind, year) ON spectra.code_counters FROM spectra_app;
RESET ROLE;
