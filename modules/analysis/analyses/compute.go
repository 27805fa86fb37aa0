package analyses

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/analysis/methods"
	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// longestUnit is what a stored value takes.
const longestUnit = 40

// computed is an outcome with what it was made of.
type computed struct {
	plan    *plan
	outcome *methods.Outcome
	inputs  []results.Input
	sample  *id.ID
}

// compute loads the inputs and runs the method.
func (s *Service) compute(ctx context.Context, p *plan) (*computed, error) {
	c := &computed{plan: p}
	in := methods.Inputs{}
	for _, i := range p.method.Inputs {
		t, given := p.traces[i.Name]
		if !given {
			continue
		}
		l, err := s.o.Traces.Load(ctx, t.ID)
		if err != nil {
			return nil, err
		}
		in[i.Name] = &methods.Series{X: l.X, Y: l.Y, XAxis: l.XAxis, YAxis: l.YAxis}
		c.inputs = append(c.inputs, results.Input{Type: "trace", ID: l.ID, DataSHA256: l.DataSHA256, FileSHA256: l.FileSHA256,
			Reader: l.Reader + "/" + l.ReaderVersion, Block: l.Block})
		if c.sample == nil {
			c.sample = l.SampleID
		}
	}
	var err error
	c.outcome, err = p.method.Run(ctx, in, p.settings)
	return c, err
}

// values are those of the outcome in the form of results.
func (c *computed) values() []results.Value {
	out := make([]results.Value, len(c.outcome.Values))
	for i, v := range c.outcome.Values {
		out[i] = results.Value{Name: v.Name, Value: v.Value, Unit: unit(v.Unit), Uncertainty: v.Uncertainty, K: v.K, DOF: v.Dof}
	}
	return out
}

// unit makes the text of an axis storable as the unit of a value: files may hold anything where the unit stands.
func unit(s string) string {
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s))
	if utf8.RuneCountInString(s) <= longestUnit {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:longestUnit-1])) + "…"
}

func (c *computed) warnings() []string {
	out := make([]string, len(c.outcome.Warnings))
	for i, w := range c.outcome.Warnings {
		out[i] = w.Message
	}
	return out
}

func (s *Service) preview(c *computed) *Preview {
	m := c.plan.method
	return &Preview{DryRun: true, ResultType: m.ResultType, Method: results.Method{Name: m.Name, Version: m.Version}, Parameters: c.outcome.Parameters,
		Inputs: c.inputs, Values: c.values(), Warnings: c.warnings(), Engine: s.engine}
}

// store writes the result in the transaction of the context.
func (s *Service) store(ctx context.Context, c *computed) (*results.View, error) {
	m := c.plan.method
	instrument, at := c.plan.acquired()
	return s.o.Results.RecordComputed(ctx, results.Computed{ExperimentID: c.plan.experiment, SampleID: c.sample, InstrumentID: instrument, AcquiredAt: at,
		ResultType: m.ResultType, Values: c.values(), MethodName: m.Name, MethodVersion: m.Version, Parameters: c.outcome.Parameters,
		Inputs: c.inputs, Engine: s.engine, Warnings: c.warnings()})
}
