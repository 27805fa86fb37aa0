-- Roles stay: they belong to the cluster and other databases may use them. The audit schema and its data stay too.
SET LOCAL ROLE spectra_owner;
DROP FUNCTION app.protect(regclass, text, text, text, boolean, boolean);
DROP FUNCTION app.next_code(text);
DROP TABLE spectra.code_counters;
DROP FUNCTION app.org_active();
DROP FUNCTION app.org_lookup();
DROP TABLE spectra.organizations;
DROP FUNCTION app.actor();
DROP FUNCTION app.org();
RESET ROLE;
