SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.sample_types;
RESET ROLE;
