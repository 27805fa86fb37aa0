-- The samples stay, and the trail tells which file each came from.
SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.import_samples, spectra.import_files, spectra.imports;
RESET ROLE;
