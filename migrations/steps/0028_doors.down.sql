SET LOCAL ROLE spectra_auth;
DROP FUNCTION auth.spend(bytea, timestamptz), auth.find_external(text, text), auth.link_external(text, text, uuid, boolean),
  auth.second_factor(uuid), auth.begin_second_factor(uuid, bytea), auth.confirm_second_factor(uuid, bytea, bigint, bytea[]),
  auth.use_step(uuid, bigint), auth.use_recovery_code(uuid, bytea), auth.remove_second_factor(uuid), auth.belongs(uuid);
DROP TABLE auth.recovery_codes, auth.second_factors, auth.spent, auth.external_logins;
RESET ROLE;
