-- Devices that their owners have signed in from, and failures counted per account and network (SECURITY.md ID-11).
SET LOCAL ROLE spectra_auth;
ALTER TABLE auth.identities ADD COLUMN device_epoch int NOT NULL DEFAULT 0; -- cookies of earlier ones are of unknown devices
ALTER TABLE auth.login_attempts ADD COLUMN network text;
CREATE INDEX login_attempts_network ON auth.login_attempts (network, occurred_at DESC);
CREATE INDEX login_attempts_anywhere ON auth.login_attempts (account_key, occurred_at DESC) WHERE NOT ok;

-- A number that says nothing; of nobody it is 0.
CREATE FUNCTION auth.device_epoch(identity uuid) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT coalesce((SELECT i.device_epoch FROM auth.identities i WHERE i.id = identity), 0) $$;
CREATE FUNCTION auth.forget_devices(identity uuid) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ UPDATE auth.identities i SET device_epoch = i.device_epoch + 1 WHERE i.id = identity AND auth.belongs(identity) RETURNING i.device_epoch $$;
CREATE FUNCTION auth.record_attempt(account bytea, origin text, net text, success boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF success THEN -- forgets this source's failures for the account; those from elsewhere are not its owner's
    PERFORM auth.record_attempt(account, origin, true);
    RETURN;
  END IF;
  INSERT INTO auth.login_attempts (account_key, source, network, ok) VALUES (account, left(origin, 100), left(net, 100), false);
  DELETE FROM auth.login_attempts WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM auth.login_attempts WHERE occurred_at < clock_timestamp() - interval '1 day' ORDER BY occurred_at LIMIT 100 FOR UPDATE SKIP LOCKED));
END $$;
-- everywhere: the account from all sources; installation: all accounts, counted no further than it matters.
CREATE FUNCTION auth.count_failures(account bytea, origin text, net text, since timestamptz, enough int)
RETURNS TABLE (for_account bigint, for_source bigint, everywhere bigint, for_network bigint, installation bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (SELECT count(*) FROM auth.login_attempts WHERE account_key = account AND source = left(origin, 100) AND NOT ok AND occurred_at > since),
         (SELECT count(*) FROM auth.login_attempts WHERE source = left(origin, 100) AND NOT ok AND occurred_at > since),
         (SELECT count(*) FROM auth.login_attempts WHERE account_key = account AND NOT ok AND occurred_at > since),
         (SELECT count(*) FROM auth.login_attempts WHERE network = left(net, 100) AND NOT ok AND occurred_at > since),
         (SELECT count(*) FROM (SELECT FROM auth.login_attempts WHERE NOT ok AND occurred_at > since LIMIT enough) x)
$$;
GRANT EXECUTE ON FUNCTION auth.device_epoch(uuid), auth.forget_devices(uuid), auth.record_attempt(bytea, text, text, boolean),
  auth.count_failures(bytea, text, text, timestamptz, int) TO spectra_app;
RESET ROLE;
