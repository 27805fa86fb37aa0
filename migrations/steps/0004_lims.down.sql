SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.notebook_entries, spectra.notebooks, spectra.protocols, spectra.sample_history, spectra.sample_metadata, spectra.samples,
  spectra.maintenance_logs, spectra.calibrations, spectra.instruments, spectra.projects;
RESET ROLE;
