-- Calibrations: whether the instrument was within tolerance as found, the moment of acquisition of results, overrides that
-- stay. Secret addresses of calendars with due calibrations.
SET LOCAL ROLE spectra_owner;
ALTER TABLE spectra.calibrations
  ADD COLUMN as_found_in_tolerance boolean, -- NULL (rows from before): as the outcome says
  ADD CONSTRAINT calibrations_found CHECK (outcome = 'adjusted' OR as_found_in_tolerance = (outcome = 'pass'));
GRANT UPDATE (as_found_in_tolerance) ON spectra.calibrations TO spectra_app;
REVOKE UPDATE (instrument_id) ON spectra.calibrations, spectra.maintenance_logs FROM spectra_app;

-- When the data behind a result were taken; NULL (rows from before): when it was observed or recorded.
ALTER TABLE spectra.results ADD COLUMN acquired_at timestamptz;
ALTER TABLE spectra.results ALTER COLUMN acquired_at SET DEFAULT now();
CREATE INDEX results_instrument ON spectra.results (org_id, instrument_id, (coalesce(acquired_at, observed_at, recorded_at)) DESC, id DESC) WHERE instrument_id IS NOT NULL;

-- The state at acquisition and the flag of an override stay for ever.
REVOKE UPDATE (calibration, calibration_override) ON spectra.results FROM spectra_app;
CREATE FUNCTION app.keep_override() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION 'the flag of a calibration override stays' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER override_stays BEFORE UPDATE OF calibration_override ON spectra.experiments FOR EACH ROW
  WHEN (OLD.calibration_override IS NOT NULL AND NEW.calibration_override IS NULL) EXECUTE FUNCTION app.keep_override();
ALTER TABLE spectra.experiments ENABLE ALWAYS TRIGGER override_stays;

CREATE TABLE spectra.calendar_feeds (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  token_hash bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, token_hash),
  CONSTRAINT calendar_feeds_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);
CREATE INDEX calendar_feeds_list ON spectra.calendar_feeds (org_id, user_id, created_at DESC, id DESC);
CREATE INDEX calendar_feeds_hash ON spectra.calendar_feeds USING hash (token_hash);
SELECT app.protect('spectra.calendar_feeds', 'user', 'user_id', 'token_hash');
REVOKE UPDATE (user_id, name, token_hash) ON spectra.calendar_feeds FROM spectra_app;
REVOKE SELECT ON spectra.calendar_feeds FROM spectra_app; -- the hash can be written, never read
GRANT SELECT (org_id, id, user_id, name, created_at, created_by, revoked_at) ON spectra.calendar_feeds TO spectra_app;
CREATE POLICY lookup ON spectra.calendar_feeds TO spectra_auth USING (true) WITH CHECK (true);
GRANT SELECT ON spectra.calendar_feeds TO spectra_auth;
RESET ROLE;

SET LOCAL ROLE spectra_auth;
-- Whose calendar an address is, before any organisation is known: with the person's roles as of now.
CREATE FUNCTION auth.find_calendar_feed(hash bytea)
RETURNS TABLE (org_id uuid, org_slug text, user_id uuid, name text, email text, roles text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT f.org_id, o.slug, u.id, u.name, u.email,
    (SELECT coalesce(string_agg(r.role_key, ',' ORDER BY r.role_key), '') FROM spectra.user_roles r WHERE r.org_id = u.org_id AND r.user_id = u.id)
  FROM spectra.calendar_feeds f
  JOIN spectra.users u ON u.org_id = f.org_id AND u.id = f.user_id
  JOIN spectra.organizations o ON o.id = f.org_id
  WHERE f.token_hash = hash AND f.revoked_at IS NULL AND u.status = 'active' AND o.status = 'active'
$$;
GRANT EXECUTE ON FUNCTION auth.find_calendar_feed(bytea) TO spectra_app;
RESET ROLE;
