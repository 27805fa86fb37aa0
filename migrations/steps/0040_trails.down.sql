SET LOCAL ROLE spectra_owner;
DROP FUNCTION app.sees_entry(text, text, uuid, text);
DROP FUNCTION app.belonging(text, uuid);
RESET ROLE;
