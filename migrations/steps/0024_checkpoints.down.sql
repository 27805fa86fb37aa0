SET LOCAL ROLE spectra_audit_owner;
REVOKE SELECT ON audit.instance FROM spectra_app;
REVOKE SELECT ON audit.audit_heads, audit.instance FROM spectra_checkpointer;
DROP POLICY checkpointer ON audit.audit_heads;
RESET ROLE;
