-- Single sign-on and second factors (SECURITY.md ID-12, ID-14). Both belong to the person, not to one organisation, and
-- both are out of the server role's reach: it calls the functions below, each of which asks whether the person belongs to
-- the organisation in its context.
SET LOCAL ROLE spectra_auth;
CREATE TABLE auth.external_logins (
  issuer text NOT NULL,
  subject text NOT NULL,
  identity_id uuid NOT NULL REFERENCES auth.identities (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject),
  UNIQUE (issuer, identity_id) -- a provider may give an address to somebody else; the account stays with the first subject
);
CREATE TABLE auth.spent (
  hash bytea PRIMARY KEY, -- of what works once and lives elsewhere, in a sealed cookie
  expires_at timestamptz NOT NULL
);
CREATE INDEX spent_age ON auth.spent (expires_at);
CREATE TABLE auth.second_factors (
  identity_id uuid PRIMARY KEY REFERENCES auth.identities (id),
  secret bytea NOT NULL, -- sealed with a key that is not in the database
  created_at timestamptz NOT NULL DEFAULT now(),
  confirmed_at timestamptz, -- NULL: no code has worked yet, so it counts for nothing (P11-29)
  last_step bigint NOT NULL DEFAULT 0
);
CREATE TABLE auth.recovery_codes (
  identity_id uuid NOT NULL REFERENCES auth.second_factors (identity_id) ON DELETE CASCADE,
  hash bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (identity_id, hash)
);
GRANT SELECT ON auth.external_logins, auth.spent, auth.second_factors, auth.recovery_codes TO spectra_backup;

-- Of two at once, one spends it.
CREATE FUNCTION auth.spend(what bytea, until timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE first boolean;
BEGIN
  INSERT INTO auth.spent (hash, expires_at) VALUES (what, until) ON CONFLICT DO NOTHING;
  first := FOUND;
  DELETE FROM auth.spent WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM auth.spent WHERE expires_at < clock_timestamp() - interval '1 day' ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED));
  RETURN first;
END $$;
CREATE FUNCTION auth.belongs(identity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT EXISTS (SELECT FROM spectra.users u WHERE u.identity_id = identity AND u.org_id = app.org()) $$;

CREATE FUNCTION auth.find_external(iss text, sub text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT identity_id FROM auth.external_logins WHERE issuer = iss AND subject = sub $$;
-- replace: the person gave the password, so a new subject at the same provider is theirs, too.
CREATE FUNCTION auth.link_external(iss text, sub text, identity uuid, replace boolean) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT auth.belongs(identity) THEN
    RETURN false;
  END IF;
  IF replace THEN
    DELETE FROM auth.external_logins WHERE issuer = iss AND identity_id = identity AND subject <> sub;
  END IF;
  INSERT INTO auth.external_logins (issuer, subject, identity_id) VALUES (iss, sub, identity) ON CONFLICT DO NOTHING;
  RETURN EXISTS (SELECT FROM auth.external_logins WHERE issuer = iss AND subject = sub AND identity_id = identity);
END $$;

CREATE FUNCTION auth.second_factor(identity uuid) RETURNS TABLE (secret bytea, confirmed boolean, last_step bigint, recovery_left bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT f.secret, f.confirmed_at IS NOT NULL, f.last_step, (SELECT count(*) FROM auth.recovery_codes c WHERE c.identity_id = identity AND c.used_at IS NULL)
  FROM auth.second_factors f WHERE f.identity_id = identity AND auth.belongs(identity)
$$;
-- A confirmed one is never replaced, only removed.
CREATE FUNCTION auth.begin_second_factor(identity uuid, sealed bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT auth.belongs(identity) THEN
    RETURN false;
  END IF;
  INSERT INTO auth.second_factors AS f (identity_id, secret) VALUES (identity, sealed)
    ON CONFLICT (identity_id) DO UPDATE SET secret = excluded.secret, created_at = now() WHERE f.confirmed_at IS NULL;
  RETURN FOUND;
END $$;
CREATE FUNCTION auth.confirm_second_factor(identity uuid, sealed bytea, step bigint, codes bytea[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE auth.second_factors SET confirmed_at = now(), last_step = step
    WHERE identity_id = identity AND secret = sealed AND confirmed_at IS NULL AND auth.belongs(identity);
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO auth.recovery_codes (identity_id, hash) SELECT identity, unnest(codes);
  RETURN true;
END $$;
-- Each step works once, and none before it afterwards.
CREATE FUNCTION auth.use_step(identity uuid, step bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE auth.second_factors SET last_step = step
    WHERE identity_id = identity AND confirmed_at IS NOT NULL AND last_step < step AND auth.belongs(identity);
  RETURN FOUND;
END $$;
CREATE FUNCTION auth.use_recovery_code(identity uuid, code bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE auth.recovery_codes SET used_at = now() WHERE identity_id = identity AND hash = code AND used_at IS NULL AND auth.belongs(identity);
  RETURN FOUND;
END $$;
CREATE FUNCTION auth.remove_second_factor(identity uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM auth.second_factors WHERE identity_id = identity AND auth.belongs(identity);
  RETURN FOUND;
END $$;
GRANT EXECUTE ON FUNCTION auth.spend(bytea, timestamptz), auth.find_external(text, text), auth.link_external(text, text, uuid, boolean),
  auth.second_factor(uuid), auth.begin_second_factor(uuid, bytea), auth.confirm_second_factor(uuid, bytea, bigint, bytea[]),
  auth.use_step(uuid, bigint), auth.use_recovery_code(uuid, bytea), auth.remove_second_factor(uuid) TO spectra_app;
RESET ROLE;
