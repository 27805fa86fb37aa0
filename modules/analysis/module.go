package analysis

import (
	"context"
	"io"
	"slices"

	"github.com/spectra-lab/spectra/modules/analysis/analyses"
	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/analysis/files"
	"github.com/spectra-lab/spectra/modules/analysis/formats/all"
	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/analysis/impact"
	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/analysis/traces"
	"github.com/spectra-lab/spectra/modules/analysis/tracing"
	"github.com/spectra-lab/spectra/modules/analysis/work"
	"github.com/spectra-lab/spectra/modules/kernel/authz"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/home"
	"github.com/spectra-lab/spectra/modules/kernel/inbox"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
)

// Options are what the module needs besides the kit.
type Options struct {
	Storage      *files.Storage                                               // bytes of uploaded files
	UploadLimit  int64                                                        // largest file in bytes
	PDF          func(ctx context.Context, content io.Reader) (string, error) // takes the text of a PDF
	Version      string                                                       // of this server, for the engine of computed results
	Instruments  gate.Calibrations                                            // how calibrations stand
	Calibrations impact.Calibrations                                          // what they say about earlier results
}

// Module is the analysis module.
type Module struct {
	Lineage     *lineage.Service
	Experiments *experiments.Service
	Results     *results.Service
	Traces      *traces.Service
	Files       *files.Service
	Analyses    *analyses.Service
	Impact      *impact.Service
	Work        *work.Service
	Tracing     *tracing.Service
}

// New builds the module.
func New(kit module.Kit, o Options) *Module {
	m := &Module{Lineage: lineage.NewService(kit), Traces: traces.NewService(kit), Work: work.NewService(kit), Tracing: tracing.NewService(kit)}
	g := gate.New(kit, o.Instruments)
	m.Experiments = experiments.NewService(kit, m.Lineage, g)
	m.Results = results.NewService(kit, m.Experiments, m.Lineage, g)
	m.Impact = impact.NewService(kit, o.Calibrations)
	m.Files = files.NewService(kit, files.Options{Storage: o.Storage, Registry: all.Registry(), Traces: m.Traces,
		Lineage: m.Lineage, Limit: o.UploadLimit, PDF: o.PDF})
	m.Analyses = analyses.NewService(kit, analyses.Options{Traces: m.Traces, Experiments: m.Experiments, Results: m.Results, Version: o.Version})
	return m
}

// Name names the module.
func (*Module) Name() string { return "analysis" }

// Routes mounts the resources.
func (m *Module) Routes(r *endpoint.Router) {
	m.Experiments.Routes(r)
	m.Files.Routes(r)
	m.Traces.Routes(r)
	m.Analyses.Routes(r)
	m.Results.Routes(r)
	m.Impact.Routes(r)
	m.Lineage.Routes(r)
	m.Tracing.Routes(r)
	m.Work.Routes(r)
}

// Permissions lists what the module asks the policy for.
func (*Module) Permissions() []authz.Permission {
	return []authz.Permission{
		{Object: "experiment", Action: "read", Meaning: "Read experiments"},
		{Object: "experiment", Action: "create", Meaning: "Open experiments"},
		{Object: "experiment", Action: "update", Meaning: "Change experiments, their samples and parameters"},
		{Object: "experiment", Action: "transition", Meaning: "Start, complete, reopen and void experiments"},
		{Object: "experiment", Action: "approve", Meaning: "Move experiments to reviewed and approved"},
		{Object: "experiment", Action: "delete", Meaning: "Archive experiments"},
		{Object: "file", Action: "read", Meaning: "Read and download instrument files"},
		{Object: "file", Action: "create", Meaning: "Upload instrument files"},
		{Object: "file", Action: "assign", Meaning: "Assign instrument files to samples and experiments"},
		{Object: "file", Action: "delete", Meaning: "Archive instrument files"},
		{Object: "trace", Action: "read", Meaning: "Read traces and their data"},
		{Object: "method", Action: "read", Meaning: "Read the catalogue of methods"},
		{Object: "analysis", Action: "create", Meaning: "Run methods and store what they compute"},
		{Object: "result", Action: "read", Meaning: "Read results"},
		{Object: "result", Action: "create", Meaning: "Record results"},
		{Object: "result", Action: "void", Meaning: "Void results"},
		{Object: "result", Action: "flag", Meaning: "Flag the results that a calibration casts doubt on"},
		{Object: "calibration", Action: "override", Meaning: "Measure although a calibration is overdue or out of tolerance"},
		{Object: "lineage", Action: "read", Meaning: "Read what was made of what"},
		{Object: "job", Action: "read", Meaning: "Watch background work"},
		{Object: "job", Action: "cancel", Meaning: "Cancel background work"},
	}
}

// Tables lists the module's tables.
func (*Module) Tables() []db.Table {
	return []db.Table{
		{Name: "experiments", Model: experiments.Experiment{}},
		{Name: "experiment_samples", Model: experiments.SampleLink{}},
		{Name: "experiment_parameters", Model: experiments.ParameterRow{}},
		{Name: "experiment_checklist", Model: experiments.StepRow{}},
		{Name: "files", Model: files.File{}},
		{Name: "file_texts", Model: files.TextRow{}, NoAudit: "derived: the words of an audited file, made again from its bytes"},
		{Name: "traces", Model: traces.Trace{}},
		{Name: "trace_data", Model: traces.Data{}, NoAudit: "bulk numbers, written once; their SHA-256 is in traces, which is audited"},
		{Name: "results", Model: results.Result{}},
		{Name: "result_values", Model: results.ValueRow{}},
		{Name: "result_metadata", Model: results.MetadataRow{}},
		{Name: "result_files", Model: results.FileLink{}},
		{Name: "data_lineage", Model: lineage.Model()},
		{Name: "jobs", Model: jobs.Job{}, NoAudit: "progress of background work; what a job changes is audited as its own records"},
	}
}

// Jobs registers the handlers of background work.
func (m *Module) Jobs(reg *jobs.Registry) {
	m.Analyses.Jobs(reg)
	m.Files.Jobs(reg)
}

// Signables are the types of this module that can be signed.
func (m *Module) Signables() []signing.Type {
	return []signing.Type{m.Experiments.Signable(), m.Results.Signable()}
}

// InboxSources are what waits for people in this module.
func (*Module) InboxSources() []inbox.Source { return experiments.InboxSources() }

// HomeNumbers are what people of this module see first.
func (*Module) HomeNumbers() []home.Number {
	return slices.Concat(experiments.HomeNumbers(), files.HomeNumbers())
}
