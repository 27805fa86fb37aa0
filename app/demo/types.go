package demo

import (
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// waferFields gives the kind "wafer" the fields of a wafer's data sheet, unless somebody has changed it already.
func (s *seeder) waferFields(ctx context.Context) error {
	t, err := s.SampleTypes.Get(s.read(ctx, "manager"), "wafer")
	if err != nil || t.Version > 1 || len(t.Fields) > 0 {
		return err
	}
	return s.do(ctx, "manager", "sample_type.updated", func(ctx context.Context) error {
		_, err := s.SampleTypes.Update(ctx, "wafer", 1, sampletypes.Change{Fields: endpoint.Patch[[]sampletypes.NewField]{Set: true, Value: dataSheet()}})
		return err
	})
}

func dataSheet() []sampletypes.NewField {
	raw := func(v string) json.RawMessage { return json.RawMessage(v) }
	return []sampletypes.NewField{
		{Key: "diameter", Label: "Diameter", Kind: "quantity", Unit: text("mm"), Min: raw("10"), Max: raw("450"), Required: true, Help: text("Nominal; 2 [in_i] is taken, too.")},
		{Key: "thickness", Label: "Thickness", Kind: "quantity", Unit: text("um"), Min: raw("50"), Max: raw("2000")},
		{Key: "resistivity", Label: "Resistivity", Kind: "quantity", Unit: text("Ohm.cm"), Min: raw(`"0.0001"`), Max: raw("100000"), Help: text("Four-point probe, at 23 °C.")},
		{Key: "orientation", Label: "Orientation", Kind: "choice", Choices: []string{"100", "110", "111"}},
		{Key: "polished", Label: "Polished", Kind: "boolean"},
		{Key: "polished_sides", Label: "Polished sides", Kind: "choice", Choices: []string{"front", "both"}, Required: true, Default: raw(`"front"`),
			ShownWhen: raw(`{"field":"polished","equals":true}`)},
	}
}
