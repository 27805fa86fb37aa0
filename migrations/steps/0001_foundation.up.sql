-- Roles, schemas and context functions (SECURITY.md §5). Roles belong to the cluster, not the database: several
-- databases may be migrated at once, so each statement survives another one having been faster.
DO $$
DECLARE spec text[];
BEGIN
  FOREACH spec SLICE 1 IN ARRAY ARRAY[
    ['spectra_owner', 'NOLOGIN'], ['spectra_audit_owner', 'NOLOGIN'], ['spectra_auth', 'NOLOGIN'],
    ['spectra_migrator', 'LOGIN'], ['spectra_app', 'LOGIN'], ['spectra_worker', 'LOGIN'], ['spectra_checkpointer', 'LOGIN'],
    ['spectra_backup', 'LOGIN']]
  LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = spec[1]);
    BEGIN
      EXECUTE format('CREATE ROLE %I %s NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION', spec[1], spec[2]);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
END $$;

DO $$
DECLARE spec text[]; tries int;
BEGIN
  FOREACH spec SLICE 1 IN ARRAY ARRAY[
    ['GRANT spectra_owner, spectra_audit_owner, spectra_auth TO spectra_migrator'],
    ['ALTER ROLE spectra_app SET statement_timeout = ''15s'''], ['ALTER ROLE spectra_app SET lock_timeout = ''5s'''],
    ['ALTER ROLE spectra_app SET idle_in_transaction_session_timeout = ''30s'''],
    ['ALTER ROLE spectra_worker SET statement_timeout = ''60s'''], ['ALTER ROLE spectra_worker SET lock_timeout = ''5s'''],
    ['ALTER ROLE spectra_worker SET idle_in_transaction_session_timeout = ''30s''']]
  LOOP
    FOR tries IN 1..20 LOOP
      BEGIN
        EXECUTE spec[1];
        EXIT;
      EXCEPTION WHEN internal_error OR unique_violation OR duplicate_object THEN -- "tuple concurrently updated"
        PERFORM pg_sleep(0.02 * tries);
      END;
    END LOOP;
  END LOOP;
  -- pg_dump and the verifier read all organisations; only a superuser may give that right.
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND NOT (SELECT rolbypassrls FROM pg_roles WHERE rolname = 'spectra_backup') THEN
    BEGIN
      ALTER ROLE spectra_backup BYPASSRLS;
    EXCEPTION WHEN internal_error THEN NULL;
    END;
  END IF;
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT spectra_owner, spectra_audit_owner, spectra_auth TO %I', current_user);
  END IF;
  EXECUTE format('ALTER DATABASE %I SET search_path = spectra, audit', current_database());
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO spectra_migrator, spectra_app, spectra_worker, spectra_checkpointer, spectra_backup', current_database());
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION spectra_owner;
CREATE SCHEMA IF NOT EXISTS spectra AUTHORIZATION spectra_owner;
CREATE SCHEMA IF NOT EXISTS audit AUTHORIZATION spectra_audit_owner;
CREATE SCHEMA IF NOT EXISTS auth AUTHORIZATION spectra_auth;
CREATE SCHEMA IF NOT EXISTS river AUTHORIZATION spectra_owner;
GRANT USAGE ON SCHEMA app TO spectra_app, spectra_worker, spectra_auth, spectra_audit_owner, spectra_backup, spectra_checkpointer;
GRANT USAGE ON SCHEMA spectra TO spectra_app, spectra_auth, spectra_audit_owner, spectra_backup;
GRANT USAGE ON SCHEMA audit TO spectra_app, spectra_owner, spectra_auth, spectra_backup, spectra_checkpointer;
GRANT USAGE ON SCHEMA auth TO spectra_app, spectra_owner, spectra_backup;
GRANT USAGE ON SCHEMA river TO spectra_app, spectra_worker, spectra_backup;

SET LOCAL ROLE spectra_owner;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- After SET LOCAL a setting stays behind as '' on a reused connection: nullif keeps the cast from failing (PF-04).
-- No context gives NULL, and NULL matches no row. Every policy of every table of a statement asks: a body bound when
-- it is defined needs no pinned search_path, and without one the planner inlines it.
CREATE FUNCTION app.org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.org_id', true), '')::uuid;
CREATE FUNCTION app.actor() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.actor_id', true), '')::uuid;
GRANT EXECUTE ON FUNCTION app.org(), app.actor() TO spectra_app, spectra_worker, spectra_auth, spectra_audit_owner, spectra_checkpointer, spectra_backup;

CREATE TABLE spectra.organizations (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9](-?[a-z0-9]){1,62}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
  timezone text NOT NULL DEFAULT 'UTC',
  address text,
  contact_email text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- A suspended organisation sees nothing (RLS-15). The server's stamp looks once, under the policies of organizations, and
-- leaves the id it found active in app.org_active; without the stamp, or for any other organisation, every policy of every
-- table looks by itself. Who could forge that setting could as well name another organisation.
CREATE FUNCTION app.org_lookup() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ BEGIN RETURN (SELECT o.status = 'active' FROM spectra.organizations o WHERE o.id = app.org()); END $$;
CREATE FUNCTION app.org_active() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN nullif(current_setting('app.org_active', true), '') = current_setting('app.org_id', true) THEN true ELSE app.org_lookup() END;
GRANT EXECUTE ON FUNCTION app.org_lookup(), app.org_active() TO spectra_app, spectra_worker;

-- Numbers of human codes: one counter per organisation, kind and year; a shared sequence would tell other
-- organisations how busy one is (PF-13).
CREATE TABLE spectra.code_counters (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  kind text NOT NULL,
  year int NOT NULL,
  value bigint NOT NULL,
  PRIMARY KEY (org_id, kind, year)
);
CREATE FUNCTION app.next_code(kind text) RETURNS text LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
#variable_conflict use_column
DECLARE
  code text;
BEGIN
  INSERT INTO spectra.code_counters AS c (org_id, kind, year, value)
  VALUES (app.org(), next_code.kind, extract(year FROM now() AT TIME ZONE 'UTC')::int, 1)
  ON CONFLICT (org_id, kind, year) DO UPDATE SET value = c.value + 1
  RETURNING c.kind || '-' || c.year || '-' || lpad(c.value::text, greatest(6, length(c.value::text)), '0') INTO code;
  RETURN code;
END $$;
GRANT EXECUTE ON FUNCTION app.next_code(text) TO spectra_app;

-- app.protect puts a tenant table under row-level security, grants what the server needs and attaches the audit
-- trigger. Every later migration calls it for every table, so that no table can be made without.
CREATE FUNCTION app.protect(tab regclass, record_type text DEFAULT NULL, record_column text DEFAULT 'id', secrets text DEFAULT '',
                            may_update boolean DEFAULT true, may_delete boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  cols text;
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tab);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tab);
  EXECUTE format('CREATE POLICY org_rw ON %s TO spectra_app USING (org_id = (SELECT app.org())) WITH CHECK (org_id = (SELECT app.org()))', tab);
  EXECUTE format('CREATE POLICY not_suspended ON %s AS RESTRICTIVE TO spectra_app USING ((SELECT app.org_active()))', tab);
  EXECUTE format('GRANT SELECT, INSERT ON %s TO spectra_app', tab);
  EXECUTE format('GRANT SELECT ON %s TO spectra_backup', tab);
  IF may_update THEN -- never org_id or id: a row cannot change hands (PF-10); nor who made it, when, and its code
    SELECT string_agg(quote_ident(attname), ', ') INTO cols FROM pg_attribute
      WHERE attrelid = tab AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('org_id', 'id', 'code', 'created_at', 'created_by', 'recorded_at');
    EXECUTE format('GRANT UPDATE (%s) ON %s TO spectra_app', cols, tab);
  END IF;
  IF may_delete THEN
    EXECUTE format('GRANT DELETE ON %s TO spectra_app', tab);
  END IF;
  IF record_type IS NOT NULL THEN
    EXECUTE format('CREATE TRIGGER audit_row AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION audit.capture(%L, %L, %L)', tab, record_type, record_column, secrets);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_row', tab);
    EXECUTE format('CREATE TRIGGER audit_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse()', tab);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_truncate', tab);
  END IF;
END $$;
RESET ROLE;
