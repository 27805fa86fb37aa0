SET LOCAL ROLE spectra_auth;
DROP FUNCTION auth.memberships(uuid, int);
CREATE FUNCTION auth.memberships(identity uuid)
RETURNS TABLE (org_id uuid, org_slug text, org_name text, org_status text, user_id uuid, name text, email text, status text, role_version int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT o.id, o.slug, o.name, o.status, u.id, u.name, u.email, u.status, u.role_version
  FROM spectra.users u JOIN spectra.organizations o ON o.id = u.org_id WHERE u.identity_id = identity ORDER BY o.slug
$$;
REVOKE EXECUTE ON FUNCTION auth.memberships(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.memberships(uuid) TO spectra_app;
RESET ROLE;
SET LOCAL ROLE spectra_owner;
DROP POLICY lookup ON spectra.settings;
REVOKE SELECT ON spectra.settings FROM spectra_auth;
RESET ROLE;
