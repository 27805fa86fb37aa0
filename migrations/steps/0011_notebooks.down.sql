-- Every version that was ever saved stays in the audit trail; drafts are lost, which the manual of going back says.
SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.entry_links, spectra.entry_drafts, spectra.entry_versions;
DROP INDEX spectra.notebook_entries_recent, spectra.notebook_entries_updated, spectra.notebooks_project;
ALTER TABLE spectra.notebook_entries DROP COLUMN template_id;
DROP TABLE spectra.entry_templates;
GRANT UPDATE (notebook_id) ON spectra.notebook_entries TO spectra_app;
RESET ROLE;
