-- People, roles, sessions and settings. Secrets live in schema auth, out of the server role's reach: it may only call
-- the functions below (SECURITY.md §5 "Before the organisation is known").
SET LOCAL ROLE spectra_auth;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE TABLE auth.identities (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  email_norm text NOT NULL UNIQUE, -- NFKC, case folded (P11-25)
  password_hash text,
  password_changed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE auth.login_attempts (
  account_key bytea NOT NULL, -- SHA-256 of the normalised address: no list of who tried
  source text NOT NULL,
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ok boolean NOT NULL
);
CREATE INDEX login_attempts_account ON auth.login_attempts (account_key, source, occurred_at DESC);
CREATE INDEX login_attempts_source ON auth.login_attempts (source, occurred_at DESC);
CREATE INDEX login_attempts_age ON auth.login_attempts (occurred_at);
GRANT SELECT ON auth.identities, auth.login_attempts TO spectra_backup;
RESET ROLE;

SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.roles (
  key text PRIMARY KEY,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  system boolean NOT NULL DEFAULT false,
  inherits text[] NOT NULL DEFAULT '{}'
);
CREATE TABLE spectra.permissions (
  key text PRIMARY KEY,
  object text NOT NULL,
  action text NOT NULL,
  meaning text NOT NULL,
  UNIQUE (object, action)
);
-- Both describe the policy file and belong to no organisation; rights are decided from the file, never from here.
ALTER TABLE spectra.roles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE spectra.permissions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everybody ON spectra.roles FOR SELECT TO spectra_app, spectra_owner USING (true);
CREATE POLICY everybody ON spectra.permissions FOR SELECT TO spectra_app, spectra_owner USING (true);
CREATE POLICY sync ON spectra.roles TO spectra_auth USING (true) WITH CHECK (true);
CREATE POLICY sync ON spectra.permissions TO spectra_auth USING (true) WITH CHECK (true);
GRANT SELECT ON spectra.roles, spectra.permissions TO spectra_app, spectra_backup;
GRANT SELECT, INSERT, UPDATE, DELETE ON spectra.roles, spectra.permissions TO spectra_auth;

CREATE TABLE spectra.users (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  identity_id uuid,
  email text NOT NULL,
  email_norm text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'invited', 'deactivated')),
  role_version int NOT NULL DEFAULT 1,
  last_login_at timestamptz,
  password_changed_at timestamptz,
  must_change_password boolean NOT NULL DEFAULT false,
  deactivated_at timestamptz,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  CONSTRAINT users_email_key UNIQUE (org_id, email_norm) -- for ever: logins are never reassigned (P11-20)
);
CREATE INDEX users_list ON spectra.users (org_id, created_at DESC, id DESC);
CREATE TABLE spectra.user_roles (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role_key text NOT NULL REFERENCES spectra.roles (key),
  granted_at timestamptz NOT NULL DEFAULT now(),
  granted_by uuid,
  PRIMARY KEY (org_id, user_id, role_key),
  FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);
CREATE TABLE spectra.sessions (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text,
  user_agent text,
  ip inet,
  device text,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);
CREATE INDEX sessions_user ON spectra.sessions (org_id, user_id, created_at DESC);
CREATE TABLE spectra.refresh_tokens (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  family_id uuid NOT NULL,
  parent_id uuid,
  token_hash bytea NOT NULL,
  issued_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  family_expires_at timestamptz NOT NULL,
  used_at timestamptz,
  successor_id uuid,
  successor_enc bytea, -- for the grace period of racing tabs (ID-05)
  revoked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, token_hash),
  FOREIGN KEY (org_id, session_id) REFERENCES spectra.sessions (org_id, id)
);
CREATE INDEX refresh_tokens_hash ON spectra.refresh_tokens USING hash (token_hash);
CREATE INDEX refresh_tokens_session ON spectra.refresh_tokens (org_id, session_id, issued_at DESC);
CREATE TABLE spectra.one_time_tokens (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('reset', 'invite')),
  token_hash bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, token_hash),
  FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);
CREATE INDEX one_time_tokens_hash ON spectra.one_time_tokens USING hash (token_hash);
CREATE TABLE spectra.api_keys (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL DEFAULT '{}',
  allowed_ips inet[] NOT NULL DEFAULT '{}',
  instrument_id uuid,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, prefix),
  FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);
CREATE INDEX api_keys_prefix ON spectra.api_keys USING hash (prefix);
CREATE TABLE spectra.settings (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
  value jsonb NOT NULL,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, key)
);
CREATE TABLE spectra.idempotency_keys (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  caller_id uuid NOT NULL,
  key text NOT NULL,
  method text NOT NULL,
  path text NOT NULL,
  request_hash bytea NOT NULL,
  status int NOT NULL,
  headers jsonb NOT NULL DEFAULT '{}',
  body bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, caller_id, key)
);
CREATE INDEX idempotency_keys_expiry ON spectra.idempotency_keys (org_id, expires_at);
CREATE TABLE spectra.jobs (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  kind text NOT NULL,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  progress double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  result_ids jsonb NOT NULL DEFAULT '[]',
  error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  cancel_requested_at timestamptz,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX jobs_list ON spectra.jobs (org_id, created_at DESC, id DESC);

SELECT app.protect('spectra.users', 'user');
SELECT app.protect('spectra.user_roles', 'user', 'user_id', '', false, true);
SELECT app.protect('spectra.sessions', 'session');
SELECT app.protect('spectra.refresh_tokens');
SELECT app.protect('spectra.one_time_tokens', 'user', 'user_id', 'token_hash');
SELECT app.protect('spectra.api_keys', 'api_key', 'id', 'secret_hash');
SELECT app.protect('spectra.settings', 'setting');
SELECT app.protect('spectra.idempotency_keys', NULL, 'id', '', true, true); -- deleted when expired
SELECT app.protect('spectra.jobs');

-- Whose account, session, token or key a row is, and what a key may do, stays as it was made.
REVOKE UPDATE (identity_id, email, email_norm) ON spectra.users FROM spectra_app;
REVOKE UPDATE (user_id, user_agent, ip, device, expires_at) ON spectra.sessions FROM spectra_app;
REVOKE UPDATE (session_id, family_id, parent_id, token_hash, issued_at, expires_at, family_expires_at) ON spectra.refresh_tokens FROM spectra_app;
REVOKE UPDATE (user_id, purpose, token_hash, expires_at) ON spectra.one_time_tokens FROM spectra_app;
REVOKE UPDATE (user_id, name, prefix, secret_hash, scopes, allowed_ips, instrument_id, expires_at) ON spectra.api_keys FROM spectra_app;
REVOKE UPDATE (key) ON spectra.settings FROM spectra_app;
GRANT UPDATE (created_at) ON spectra.idempotency_keys TO spectra_app; -- an expired key begins anew

-- Token hashes can be written, never read (SECURITY.md §5).
REVOKE SELECT ON spectra.refresh_tokens, spectra.one_time_tokens, spectra.api_keys FROM spectra_app;
GRANT SELECT (org_id, id, session_id, family_id, parent_id, issued_at, expires_at, family_expires_at, used_at, successor_id, revoked_at) ON spectra.refresh_tokens TO spectra_app;
GRANT SELECT (org_id, id, user_id, purpose, created_at, created_by, expires_at, used_at) ON spectra.one_time_tokens TO spectra_app;
GRANT SELECT (org_id, id, user_id, name, prefix, scopes, allowed_ips, instrument_id, expires_at, last_used_at, revoked_at, created_at, created_by) ON spectra.api_keys TO spectra_app;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['users', 'user_roles', 'sessions', 'refresh_tokens', 'one_time_tokens', 'api_keys'] LOOP
    EXECUTE format('CREATE POLICY lookup ON spectra.%I TO spectra_auth USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON spectra.%I TO spectra_auth', t);
  END LOOP;
END $$;
GRANT UPDATE (used_at, revoked_at, successor_id, successor_enc) ON spectra.refresh_tokens TO spectra_auth;
RESET ROLE;

SET LOCAL ROLE spectra_auth;
CREATE FUNCTION auth.find_org(org_slug text) RETURNS TABLE (id uuid, slug text, name text, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT o.id, o.slug, o.name, o.status FROM spectra.organizations o WHERE o.slug = org_slug $$;

-- One identity at most, and no membership: which organisations somebody belongs to is told after the password.
CREATE FUNCTION auth.find_login(norm text) RETURNS TABLE (identity_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT i.id, i.password_hash FROM auth.identities i WHERE i.email_norm = norm $$;

CREATE FUNCTION auth.memberships(identity uuid)
RETURNS TABLE (org_id uuid, org_slug text, org_name text, org_status text, user_id uuid, name text, email text, status text, role_version int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o.id, o.slug, o.name, o.status, u.id, u.name, u.email, u.status, u.role_version
  FROM spectra.users u JOIN spectra.organizations o ON o.id = u.org_id WHERE u.identity_id = identity ORDER BY o.slug
$$;

-- An identity may be changed only from an organisation that it belongs to; its creation comes just before.
CREATE FUNCTION auth.create_identity(identity uuid, address text, norm text, hash text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO auth.identities (id, email, email_norm, password_hash, password_changed_at)
  VALUES (identity, address, norm, hash, CASE WHEN hash IS NOT NULL THEN now() END)
$$;
CREATE FUNCTION auth.set_password(identity uuid, hash text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE auth.identities SET password_hash = hash, password_changed_at = now()
    WHERE id = identity AND EXISTS (SELECT FROM spectra.users u WHERE u.identity_id = identity AND u.org_id = app.org());
  RETURN FOUND;
END $$;
CREATE FUNCTION auth.find_identity(norm text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT id FROM auth.identities WHERE email_norm = norm $$;
CREATE FUNCTION auth.password_of(identity uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.password_hash FROM auth.identities i
  WHERE i.id = identity AND EXISTS (SELECT FROM spectra.users u WHERE u.identity_id = i.id AND u.org_id = app.org())
$$;
-- An invitation that its owner has not accepted is no membership: anybody's admin could block resets with one.
CREATE FUNCTION auth.identity_memberships_elsewhere(identity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT EXISTS (SELECT FROM spectra.users u WHERE u.identity_id = identity AND u.org_id <> app.org() AND u.status <> 'invited') $$;
CREATE FUNCTION auth.any_user() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT EXISTS (SELECT FROM spectra.users) $$;

-- The row is locked until the rotation commits: of two racing tabs the second sees the first one's successor.
CREATE FUNCTION auth.consume_refresh(hash bytea)
RETURNS TABLE (org_id uuid, token_id uuid, session_id uuid, user_id uuid, family_id uuid, issued_at timestamptz, expires_at timestamptz,
  family_expires_at timestamptz, used_at timestamptz, successor_id uuid, successor_enc bytea, revoked_at timestamptz, session_ended_at timestamptz,
  session_expires_at timestamptz, user_status text, org_status text, org_slug text, successor_used_at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.org_id, t.id, t.session_id, s.user_id, t.family_id, t.issued_at, t.expires_at, t.family_expires_at, t.used_at, t.successor_id,
    t.successor_enc, t.revoked_at, s.ended_at, s.expires_at, u.status, o.status, o.slug,
    (SELECT n.used_at FROM spectra.refresh_tokens n WHERE n.org_id = t.org_id AND n.id = t.successor_id)
  FROM spectra.refresh_tokens t
  JOIN spectra.sessions s ON s.org_id = t.org_id AND s.id = t.session_id
  JOIN spectra.users u ON u.org_id = s.org_id AND u.id = s.user_id
  JOIN spectra.organizations o ON o.id = t.org_id
  WHERE t.token_hash = hash
  FOR UPDATE OF t
$$;
CREATE FUNCTION auth.revoke_family(family uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE spectra.refresh_tokens SET revoked_at = coalesce(revoked_at, now()), successor_enc = NULL WHERE family_id = family AND org_id = app.org()
$$;
CREATE FUNCTION auth.find_one_time_token(hash bytea)
RETURNS TABLE (org_id uuid, org_slug text, token_id uuid, user_id uuid, purpose text, expires_at timestamptz, used_at timestamptz, identity_id uuid, email text, name text, user_status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.org_id, o.slug, t.id, t.user_id, t.purpose, t.expires_at, t.used_at, u.identity_id, u.email, u.name, u.status
  FROM spectra.one_time_tokens t
  JOIN spectra.users u ON u.org_id = t.org_id AND u.id = t.user_id
  JOIN spectra.organizations o ON o.id = t.org_id
  WHERE t.token_hash = hash
$$;
CREATE FUNCTION auth.find_api_key(key_prefix text)
RETURNS TABLE (org_id uuid, key_id uuid, user_id uuid, secret_hash bytea, scopes text[], allowed_ips inet[], expires_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.org_id, k.id, k.user_id, k.secret_hash, k.scopes, k.allowed_ips, k.expires_at, k.revoked_at FROM spectra.api_keys k WHERE k.prefix = key_prefix
$$;

CREATE FUNCTION auth.record_attempt(account bytea, origin text, success boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO auth.login_attempts (account_key, source, ok) VALUES (account, left(origin, 100), success);
  IF success THEN -- a right password clears this source's failures for the account
    DELETE FROM auth.login_attempts WHERE account_key = account AND source = left(origin, 100) AND NOT ok;
  END IF;
  DELETE FROM auth.login_attempts WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM auth.login_attempts WHERE occurred_at < clock_timestamp() - interval '1 day' -- of any account: made-up ones are never tried again
    ORDER BY occurred_at LIMIT 100 FOR UPDATE SKIP LOCKED));
END $$;
CREATE FUNCTION auth.count_failures(account bytea, origin text, since timestamptz) RETURNS TABLE (for_account bigint, for_source bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (SELECT count(*) FROM auth.login_attempts WHERE account_key = account AND source = left(origin, 100) AND NOT ok AND occurred_at > since),
         (SELECT count(*) FROM auth.login_attempts WHERE source = left(origin, 100) AND NOT ok AND occurred_at > since)
$$;

-- The catalogue follows the policy file; it is written only where it differs.
CREATE FUNCTION auth.sync_catalogue(new_roles jsonb, new_permissions jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO spectra.permissions AS p (key, object, action, meaning)
    SELECT x.key, x.object, x.action, x.meaning FROM jsonb_to_recordset(new_permissions) AS x (key text, object text, action text, meaning text)
    ON CONFLICT (key) DO UPDATE SET meaning = excluded.meaning WHERE p.meaning <> excluded.meaning;
  INSERT INTO spectra.roles AS r (key, name, description, system, inherits)
    SELECT x.key, x.name, x.description, x.system, coalesce(ARRAY(SELECT jsonb_array_elements_text(x.inherits)), '{}')
    FROM jsonb_to_recordset(new_roles) AS x (key text, name text, description text, system boolean, inherits jsonb)
    ON CONFLICT (key) DO UPDATE SET name = excluded.name, description = excluded.description, system = excluded.system, inherits = excluded.inherits
    WHERE (r.name, r.description, r.system, r.inherits) IS DISTINCT FROM (excluded.name, excluded.description, excluded.system, excluded.inherits);
$$;
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'auth'::regnamespace LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO spectra_app', f);
  END LOOP;
END $$;
RESET ROLE;

SET LOCAL ROLE spectra_owner;
CREATE TRIGGER audit_row AFTER INSERT OR UPDATE OR DELETE ON spectra.roles FOR EACH ROW EXECUTE FUNCTION audit.capture('role', '', '');
ALTER TABLE spectra.roles ENABLE ALWAYS TRIGGER audit_row;
CREATE TRIGGER audit_row AFTER INSERT OR UPDATE OR DELETE ON spectra.permissions FOR EACH ROW EXECUTE FUNCTION audit.capture('role', '', '');
ALTER TABLE spectra.permissions ENABLE ALWAYS TRIGGER audit_row;
RESET ROLE;
