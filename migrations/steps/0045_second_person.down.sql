SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.approvals;
ALTER TABLE spectra.users DROP COLUMN signing_reset_at;
RESET ROLE;
