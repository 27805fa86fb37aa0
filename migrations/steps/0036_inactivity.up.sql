-- Accounts that nobody has used for as long as the organisation says are closed (P11-26): a membership tells so, sign-in treats it
-- like one that was deactivated. An administrator who touches the account opens it again.
SET LOCAL ROLE spectra_owner;
CREATE POLICY lookup ON spectra.settings FOR SELECT TO spectra_auth USING (true);
GRANT SELECT ON spectra.settings TO spectra_auth;
RESET ROLE;
SET LOCAL ROLE spectra_auth;
DROP FUNCTION auth.memberships(uuid);
-- otherwise: the days of organisations that say nothing; 0 is never.
CREATE FUNCTION auth.memberships(identity uuid, otherwise int DEFAULT 0)
RETURNS TABLE (org_id uuid, org_slug text, org_name text, org_status text, user_id uuid, name text, email text, status text, role_version int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o.id, o.slug, o.name, o.status, u.id, u.name, u.email,
    CASE WHEN u.status = 'active' AND d.days > 0 AND greatest(u.last_login_at, u.updated_at) < now() - make_interval(days => d.days) THEN 'inactive' ELSE u.status END, u.role_version
  FROM spectra.users u JOIN spectra.organizations o ON o.id = u.org_id
  CROSS JOIN LATERAL (SELECT coalesce((SELECT (s.value ->> 'days')::int FROM spectra.settings s WHERE s.org_id = o.id AND s.key = 'inactivity'), otherwise) AS days) d
  WHERE u.identity_id = identity ORDER BY o.slug
$$;
REVOKE EXECUTE ON FUNCTION auth.memberships(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.memberships(uuid, int) TO spectra_app;
RESET ROLE;
