-- Nothing of the trail is ever dropped; only what looks at the context or hangs on business tables lets go of it.
SET LOCAL ROLE spectra_audit_owner;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['audit_logs', 'audit_chain', 'audit_checkpoints', 'audit_anchors', 'access_logs', 'audit_heads'] LOOP
    EXECUTE format('DROP POLICY own_read ON audit.%I', t);
    EXECUTE format('DROP POLICY not_suspended ON audit.%I', t);
  END LOOP;
END $$;
DROP POLICY append ON audit.access_logs;
SET LOCAL ROLE spectra_owner;
DROP POLICY not_suspended ON spectra.code_counters;
DROP POLICY org_rw ON spectra.code_counters;
DROP POLICY definer ON spectra.organizations;
DROP POLICY org_rw ON spectra.organizations;
DROP TRIGGER audit_row ON spectra.organizations;
DROP TRIGGER audit_truncate ON spectra.organizations;
RESET ROLE;
