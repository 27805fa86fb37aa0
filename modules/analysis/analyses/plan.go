package analyses

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/methods"
	"github.com/spectra-lab/spectra/modules/analysis/traces"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// plan is a checked request: everything but the numbers.
type plan struct {
	method     *methods.Method
	settings   methods.Settings
	traces     map[string]*traces.View // by name of the input
	experiment *id.ID
	named      bool // the client named the experiment
	points     int
}

// acquired tells on which instrument the inputs were taken and when the first of them came in.
func (p *plan) acquired() (instrument *id.ID, at *time.Time) {
	for _, i := range p.method.Inputs {
		t, given := p.traces[i.Name]
		if !given {
			continue
		}
		if instrument == nil {
			instrument = t.InstrumentID
		}
		if at == nil || t.CreatedAt.Before(*at) {
			at = &t.CreatedAt
		}
	}
	return instrument, at
}

// check names every fault of a request at once.
func (s *Service) check(ctx context.Context, in New) (*plan, error) {
	m, ok := s.catalogue.Get(in.Method)
	if !ok {
		return nil, apperr.InvalidField("/method", "unknown_method", "There is no such method; see GET /methods.")
	}
	p := &plan{method: m, traces: map[string]*traces.View{}, experiment: in.ExperimentID, named: in.ExperimentID != nil}
	var f values.Faults
	for _, name := range slices.Sorted(maps.Keys(in.Inputs)) {
		if !slices.ContainsFunc(m.Inputs, func(i methods.Input) bool { return i.Name == name }) {
			f.Add("/inputs/"+values.Escape(name), "unknown_input", "%s takes no such input.", m.Name)
		}
	}
	for _, i := range m.Inputs {
		if err := s.find(ctx, &f, p, i, in.Inputs[i.Name]); err != nil {
			return nil, err
		}
	}
	var err error
	p.settings, err = m.Settings(in.Parameters)
	if e, invalid := apperr.As(err); invalid {
		f = append(f, e.Fields...)
	} else if err != nil {
		return nil, err
	}
	return p, f.Err()
}

// find reads the description of one input.
func (s *Service) find(ctx context.Context, f *values.Faults, p *plan, i methods.Input, given any) error {
	pointer := "/inputs/" + values.Escape(i.Name)
	if given == nil {
		if i.Required {
			f.Add(pointer, "required", "%s needs %s.", p.method.Name, i.Name)
		}
		return nil
	}
	text, ok := given.(string)
	if !ok {
		f.Add(pointer, "wrong_type", "%s is the id of a trace.", i.Name)
		return nil
	}
	traceID, ok := id.Parse(text)
	if !ok {
		f.Add(pointer, "unknown_reference", "There is no such trace.")
		return nil
	}
	t, err := s.o.Traces.Get(ctx, traceID)
	if apperr.Is(err, apperr.NotFound) {
		f.Add(pointer, "unknown_reference", "There is no such trace.")
		return nil
	}
	if err != nil {
		return err
	}
	p.traces[i.Name] = t
	p.points += t.N
	if p.experiment == nil {
		// A result of data from an experiment belongs to it: leaving the id out is no way around its states.
		p.experiment = t.ExperimentID
	}
	return nil
}

// about is what the job of the analysis is about: the experiment, or the data where they belong to none.
func (p *plan) about() jobs.About {
	if p.experiment != nil {
		return jobs.About{Type: "experiment", ID: *p.experiment}
	}
	for _, t := range p.traces {
		return jobs.About{Type: "trace", ID: t.ID}
	}
	return jobs.About{}
}
