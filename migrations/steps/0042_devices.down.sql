SET LOCAL ROLE spectra_auth;
DROP FUNCTION auth.device_epoch(uuid), auth.forget_devices(uuid), auth.record_attempt(bytea, text, text, boolean),
  auth.count_failures(bytea, text, text, timestamptz, int);
DROP INDEX auth.login_attempts_network, auth.login_attempts_anywhere;
ALTER TABLE auth.login_attempts DROP COLUMN network;
ALTER TABLE auth.identities DROP COLUMN device_epoch;
RESET ROLE;
