SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.evidence_packages;
RESET ROLE;
