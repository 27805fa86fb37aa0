SET LOCAL ROLE spectra_owner;
DROP TABLE spectra.data_lineage, spectra.result_files, spectra.result_metadata, spectra.result_values, spectra.results, spectra.trace_data,
  spectra.traces, spectra.files, spectra.experiment_parameters, spectra.experiment_samples, spectra.experiments;
RESET ROLE;
