SET LOCAL ROLE spectra_auth;
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'auth'::regnamespace LOOP
    EXECUTE format('DROP FUNCTION %s', f);
  END LOOP;
END $$;
DROP TABLE auth.login_attempts, auth.identities;
RESET ROLE;
SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.jobs, spectra.idempotency_keys, spectra.settings, spectra.api_keys, spectra.one_time_tokens, spectra.refresh_tokens,
  spectra.sessions, spectra.user_roles, spectra.users, spectra.permissions, spectra.roles;
RESET ROLE;
