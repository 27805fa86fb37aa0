SET LOCAL ROLE spectra_audit_owner;
DROP FUNCTION audit.instance_id();
REVOKE SELECT ON audit.audit_heads FROM spectra_checkpointer;
DROP POLICY checkpointer ON audit.audit_heads;
RESET ROLE;
