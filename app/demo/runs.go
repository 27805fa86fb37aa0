package demo

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// run is one experiment from beginning to end: started, measured, analysed, finished, perhaps approved.
type run struct {
	title, method, project string
	instrument             string // "" when the organisation has none
	samples                []id.ID
	parameters             []experiments.ParameterInput
	truth                  *truth // nil: values were written by hand
	csv                    bool   // the instrument writes CSV instead of JCAMP-DX
	options                map[string]any
	values                 []results.ValueInput
	resultType             string
	until                  string   // last state; completed when empty
	protocol               string   // number of the protocol it is run by
	ticks                  []string // what was noted at the first steps of its checklist; "" for a plain tick
	override               string   // why it was run although the calibration is overdue; the manager runs it
}

func demoRuns(wafers map[string][]sampleRow) []run {
	quantity := func(name, value, unit string) experiments.ParameterInput {
		return experiments.ParameterInput{Name: name, Input: values.Input{Value: json.RawMessage(`"` + value + `"`), Unit: &unit, Type: "quantity"}}
	}
	raman := []experiments.ParameterInput{quantity("laser", "532", "nm"), quantity("power", "5.0", "mW"), quantity("exposure", "10", "s")}
	var out []run
	for i, w := range wafers["L2609"][:4] {
		out = append(out, run{title: "Raman line check " + w.Name, method: "raman", project: "Silicon line monitoring", instrument: "Raman 532",
			samples: []id.ID{w.ID}, parameters: raman, truth: siliconLine(i), protocol: ramanSOP, ticks: lineCheck(i), until: []string{experiments.Approved, experiments.Reviewed, "", experiments.Running}[i]})
	}
	oxide := wafers["L2611"]
	out = append(out,
		run{title: "Oxide bands before anneal", method: "ftir", project: "Thermal oxide qualification", instrument: "FTIR 1", samples: []id.ID{oxide[0].ID},
			parameters: []experiments.ParameterInput{quantity("resolution", "4", "cm-1")}, truth: oxideBands(), options: map[string]any{"polarity": "minima"}},
		run{title: "PL of GaN reference", method: "pl", project: "GaN on sapphire", instrument: "Raman 532", samples: []id.ID{oxide[1].ID}, truth: bandEdge(), csv: true},
		run{title: "XRD of silicon powder standard", method: "xrd", project: "Silicon line monitoring", instrument: "XRD 1", samples: []id.ID{wafers["L2609"][5].ID}, truth: siliconPowder()})
	var sheet []results.ValueInput
	for i, v := range []string{"148.2", "147.9", "148.6", "149.0", "148.1"} {
		sheet = append(sheet, results.ValueInput{Name: fmt.Sprintf("Rs.site%d", i+1), Value: json.RawMessage(`"` + v + `"`), Unit: "Ohm", Uncertainty: json.RawMessage(`"0.6"`)})
	}
	out = append(out, run{title: "Transmission of the oxide", method: "uvvis.transmission", project: "Thermal oxide qualification", instrument: "UV-Vis 1",
		samples: []id.ID{oxide[2].ID}, resultType: "transmission", values: []results.ValueInput{{Name: "T.550nm", Value: json.RawMessage(`"0.612"`), Unit: "1", Uncertainty: json.RawMessage(`"0.004"`)}},
		override: "Holmium standard read today within 0.2 nm; the certificate is on its way."})
	return append(out, run{title: "Sheet resistance, five sites", method: "four_point_probe", project: "Silicon line monitoring", instrument: "Four-point probe",
		samples: []id.ID{wafers["L2609"][6].ID}, values: sheet, resultType: "sheet_resistance"})
}

// run does what is not done yet.
func (s *seeder) run(ctx context.Context, r run) error {
	e, err := s.experiment(ctx, r)
	if err != nil {
		return err
	}
	if e.Status == experiments.Draft {
		if err := s.begin(ctx, r, e); err != nil {
			return err
		}
	}
	if e.Status != experiments.Running {
		return s.finish(ctx, r, e)
	}
	if err := s.tick(ctx, r, e.ID); err != nil {
		return err
	}
	if e.ResultCount == 0 {
		if err := s.measure(ctx, r, e.ID); err != nil {
			return fmt.Errorf("%s: %w", r.title, err)
		}
	}
	return s.finish(ctx, r, e)
}

func (s *seeder) experiment(ctx context.Context, r run) (*experiments.View, error) {
	found, err := s.Experiments.List(s.read(ctx, "scientist"), experiments.Filter{Q: r.title}, page.Request{Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(found.Items) > 0 {
		return s.Experiments.Get(s.read(ctx, "scientist"), found.Items[0].ID)
	}
	var made *experiments.View
	err = s.do(ctx, "scientist", "experiment.created", func(ctx context.Context) error {
		n := experiments.New{Title: r.title, Method: r.method, SampleIDs: r.samples, Parameters: r.parameters}
		if p, ok := s.projects[r.project]; ok {
			n.ProjectID = &p
		}
		if i, ok := s.instruments[r.instrument]; ok {
			n.InstrumentID = &i
		}
		if p, ok := s.sops[r.protocol]; ok {
			n.ProtocolID = &p
		}
		made, err = s.Experiments.Create(ctx, n)
		return err
	})
	return made, err
}

// measure uploads the instrument's file and analyses it, or records what was written by hand.
func (s *seeder) measure(ctx context.Context, r run, experiment id.ID) error {
	if r.truth == nil {
		return s.do(ctx, "scientist", "result.recorded", func(ctx context.Context) error {
			_, err := s.Results.Create(ctx, results.New{ExperimentID: experiment, SampleID: &r.samples[0], ResultType: r.resultType, Values: r.values})
			return err
		})
	}
	name, body := r.truth.file(r.csv)
	var trace id.ID
	err := s.do(ctx, "scientist", "file.created", func(ctx context.Context) (err error) {
		trace, err = s.Upload(ctx, name, body, experiment, r.samples[0])
		return err
	})
	if err != nil {
		return err
	}
	return s.do(ctx, "scientist", "result.computed", func(ctx context.Context) error { return s.Analyse(ctx, "peaks.find", trace, experiment, r.options) })
}

// begin starts it, under an override where the instrument's calibration is overdue.
func (s *seeder) begin(ctx context.Context, r run, e *experiments.View) error {
	if r.override == "" {
		return s.step(ctx, "scientist", e, experiments.Running)
	}
	return s.because(ctx, "manager", "experiment.transitioned", r.override, func(ctx context.Context) error {
		next, err := s.Experiments.Transition(gate.With(ctx, true), e.ID, 0, experiments.Move{To: experiments.Running})
		if err == nil {
			*e = *next
		}
		return err
	})
}

// tick does the first steps of the checklist.
func (s *seeder) tick(ctx context.Context, r run, experiment id.ID) error {
	if len(r.ticks) == 0 {
		return nil
	}
	steps, err := s.Experiments.Checklist(s.read(ctx, "scientist"), experiment, page.Request{Limit: 200})
	if err != nil {
		return err
	}
	for i, step := range steps.Items {
		if i >= len(r.ticks) || step.Done {
			continue
		}
		t := experiments.Tick{Done: true}
		if r.ticks[i] != "" {
			t.Note = &r.ticks[i]
		}
		err := s.do(ctx, "scientist", "experiment.step_ticked", func(ctx context.Context) error {
			_, err := s.Experiments.TickStep(ctx, experiment, step.Position, 0, t)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// finish takes the experiment to its last state; the manager judges.
func (s *seeder) finish(ctx context.Context, r run, e *experiments.View) error {
	until := r.until
	if until == "" {
		until = experiments.Completed
	}
	order := []string{experiments.Running, experiments.Completed, experiments.Reviewed, experiments.Approved}
	for i := 0; i+1 < len(order) && e.Status != until; i++ {
		if e.Status != order[i] {
			continue
		}
		who := "scientist"
		if order[i+1] != experiments.Completed {
			who = "manager"
		}
		if err := s.step(ctx, who, e, order[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) step(ctx context.Context, who string, e *experiments.View, to string) error {
	return s.do(ctx, who, "experiment.transitioned", func(ctx context.Context) error {
		next, err := s.Experiments.Transition(ctx, e.ID, 0, experiments.Move{To: to})
		if err == nil {
			*e = *next
		}
		return err
	})
}

// lineCheck is what was noted at the steps of the n-th line check; the last one is still at its second step.
func lineCheck(n int) []string {
	all := []string{"", []string{"5.0", "5.1", "4.9", "5.0"}[n], "", ""}
	if n == 3 {
		return all[:2]
	}
	return all
}
