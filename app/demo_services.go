package app

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/spectra-lab/spectra/app/demo"
	"github.com/spectra-lab/spectra/modules/analysis/analyses"
	"github.com/spectra-lab/spectra/modules/analysis/files"
	"github.com/spectra-lab/spectra/modules/kernel/clock"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims/acknowledgements"
)

// demoServices hands the demo the services that the API stands on.
func (c *core) demoServices() demo.Services {
	c.unserved()
	m := c.modules
	return demo.Services{DB: c.pool, Auth: m.auth, Projects: m.lims.Projects, Instruments: m.lims.Instruments, SampleTypes: m.lims.SampleTypes, Samples: m.lims.Samples,
		Locations: m.lims.Locations, Custody: m.lims.Custody, Processes: m.lims.Processes,
		Calibrations: m.lims.Calibrations, Maintenance: m.lims.Maintenance, Clock: clock.System,
		Members: m.lims.Members, Protocols: m.lims.Protocols, Readers: m.lims.Readers, Earlier: c.earlierReaders,
		Signatures: m.lims.Signatures, Requests: m.lims.Requests, Holds: m.lims.Holds, Notebooks: m.lims.Notebooks, Entries: m.lims.Entries, Drafts: m.lims.Drafts, Templates: m.lims.Templates,
		Views: m.lims.Views, Inbox: m.lims.Inbox, Imports: m.lims.Imports,
		Experiments: m.analysis.Experiments, Results: m.analysis.Results, Upload: c.demoUpload, Analyse: c.demoAnalyse}
}

func (c *core) earlierReaders(days int) *acknowledgements.Service {
	kit := c.kit
	kit.Clock = func() time.Time { return c.kit.Clock().AddDate(0, 0, -days) }
	return acknowledgements.NewService(kit)
}

func (c *core) demoUpload(ctx context.Context, name string, body []byte, experiment, sample id.ID) (id.ID, error) {
	v, err := c.modules.analysis.Files.Add(ctx, files.New{Filename: name, ExperimentID: &experiment, SampleID: &sample}, bytes.NewReader(body))
	if err != nil {
		return id.Nil, err
	}
	if len(v.Traces) == 0 {
		return id.Nil, errors.New("demo: no reader took " + name)
	}
	return v.Traces[0].ID, nil
}

func (c *core) demoAnalyse(ctx context.Context, method string, trace, experiment id.ID, parameters map[string]any) error {
	_, _, err := c.modules.analysis.Analyses.Create(ctx, analyses.New{Method: method, Inputs: map[string]any{"trace_id": trace.String()},
		Parameters: parameters, ExperimentID: &experiment}, false)
	return err
}
