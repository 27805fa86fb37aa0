package demo

import (
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/processes"
)

// processing is how three wafers got their oxide: cleaned, oxidized, annealed.
func (s *seeder) processing(ctx context.Context, wafers []sampleRow) error {
	have, err := s.Processes.List(s.read(ctx, "technician"), processes.Filter{}, page.Request{Limit: 1})
	if err != nil || len(have.Items) > 0 {
		return err
	}
	var in []processes.In
	for _, w := range wafers {
		in = append(in, processes.In{SampleID: w.ID})
	}
	for i, step := range []processes.New{
		{Kind: "clean", Note: text("RCA 1 and 2, rinsed and spun dry."), Parameters: []processes.ParameterInput{set("temperature", "75", "Cel")}},
		{Kind: "oxidize", Note: text("Dry oxygen."), Parameters: []processes.ParameterInput{set("temperature", "1050", "Cel"), set("time", "90", "min")}},
		{Kind: "anneal", Note: text("Nitrogen."), Parameters: []processes.ParameterInput{set("temperature", "900", "Cel"), set("time", "30", "min")}},
	} {
		begin := s.Clock().AddDate(0, 0, i-5)
		step.StartedAt, step.Inputs = &begin, in
		err := s.do(ctx, "technician", "process.created", func(ctx context.Context) error {
			_, err := s.Processes.Create(ctx, step)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func set(name, value, unit string) processes.ParameterInput {
	p := processes.ParameterInput{Name: name}
	p.Value, p.Unit, p.Type = json.RawMessage(`"`+value+`"`), &unit, "quantity"
	return p
}
