ALTER TABLE spectra.samples ENABLE ALWAYS TRIGGER audit_row;
ALTER TABLE spectra.projects ENABLE ALWAYS TRIGGER audit_row;
ALTER TABLE audit.audit_logs ENABLE ALWAYS TRIGGER seal;
