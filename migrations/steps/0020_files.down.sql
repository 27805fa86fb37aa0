SET LOCAL ROLE spectra_auth;
DROP FUNCTION auth.find_api_key(text);
CREATE FUNCTION auth.find_api_key(key_prefix text)
RETURNS TABLE (org_id uuid, key_id uuid, user_id uuid, secret_hash bytea, scopes text[], allowed_ips inet[], expires_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.org_id, k.id, k.user_id, k.secret_hash, k.scopes, k.allowed_ips, k.expires_at, k.revoked_at FROM spectra.api_keys k WHERE k.prefix = key_prefix
$$;
GRANT EXECUTE ON FUNCTION auth.find_api_key(text) TO spectra_app;
RESET ROLE;

SET LOCAL ROLE spectra_owner;
DROP FUNCTION app.search_files(text, text, uuid, uuid, uuid, text, text[], text, text[], text, text, boolean, boolean, text, text, uuid, int);
DROP FUNCTION app.search_file_texts(text, text[], int);
DROP FUNCTION app.snippet(text, text[]);
DROP TABLE spectra.file_texts;
DROP POLICY search ON spectra.traces;
DROP INDEX spectra.traces_technique;
DROP INDEX spectra.files_path;
DROP INDEX spectra.files_unassigned;
DROP INDEX spectra.files_ingest_key;
ALTER TABLE spectra.files DROP COLUMN path, DROP COLUMN source, DROP COLUMN api_key_id;
RESET ROLE;
