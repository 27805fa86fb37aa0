package demo

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims/samples"
)

// lot is a cassette of wafers cut from one ingot.
type lot struct {
	name, ingot, material string
	project               string
	wafers                int
	resistivity           string // ohm cm, nominal
	orientation           string
}

func lots() []lot {
	return []lot{
		{"L2609", "CZ ingot 2609", "Si (100), p-type", "Silicon line monitoring", 25, "10.0", "100"},
		{"L2611", "CZ ingot 2611", "Si (111), n-type", "Thermal oxide qualification", 15, "4.50", "111"},
	}
}

// wafersOf receives an ingot and its wafers: each wafer's parent is the ingot.
func (s *seeder) wafersOf(ctx context.Context, l lot) ([]sampleRow, error) {
	have, err := s.samplesOf(ctx, "technician", samples.Filter{Lot: l.name, SampleType: "wafer"})
	if err != nil || len(have) > 0 {
		return have, err
	}
	err = s.do(ctx, "technician", "sample.created", func(ctx context.Context) error {
		project := s.projects[l.project]
		ingot, err := s.Samples.Create(ctx, samples.New{Name: l.ingot, SampleType: "other", Status: samples.InStorage, ProjectID: &project, Lot: &l.name,
			Material: &l.material, LocationID: s.at("Delft / Store A / Shelf 1"), Quantity: quantity("31.5", "kg")})
		if err != nil {
			return err
		}
		parent := ingot.SampleID()
		var bulk samples.Bulk
		for i := range l.wafers {
			row, err := json.Marshal(l.wafer(i+1, project, parent, s.at("Delft / Cleanroom / Cassette "+l.name)))
			if err != nil {
				return err
			}
			bulk.Items = append(bulk.Items, row)
		}
		_, err = s.Samples.CreateAll(ctx, bulk, false)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.samplesOf(ctx, "technician", samples.Filter{Lot: l.name, SampleType: "wafer"})
}

// wafer is the registration of one wafer, as a technician's import would send it.
func (l lot) wafer(n int, project, parent id.ID, cassette *id.ID) map[string]any {
	return map[string]any{
		"name": fmt.Sprintf("%s-W%02d", l.name, n), "sample_type": "wafer", "status": "received", "project_id": project, "parent_id": parent,
		"lot": l.name, "material": l.material, "barcode": fmt.Sprintf("%s%03d", l.name, n), "location_id": cassette, "position": "next",
		"quantity": map[string]any{"value": "1", "unit": "{wafer}"},
		"metadata": map[string]any{
			"diameter":    map[string]any{"value": "150", "unit": "mm", "type": "quantity"},
			"thickness":   map[string]any{"value": fmt.Sprintf("%d", 673+(n*7)%5), "unit": "um", "type": "quantity"},
			"resistivity": map[string]any{"value": l.resistivity, "unit": "Ohm.cm", "type": "quantity"},
			"orientation": l.orientation,
			"polished":    true,
		},
	}
}

// dies cuts a wafer into four dies and one of them into two chips.
func (s *seeder) dies(ctx context.Context, wafer sampleRow) error {
	have, err := s.samplesOf(ctx, "technician", samples.Filter{ParentID: wafer.ID.String(), SampleType: "die"})
	if err != nil {
		return err
	}
	if len(have) == 0 {
		err = s.do(ctx, "technician", "sample.split", func(ctx context.Context) error {
			_, err := s.Samples.Split(ctx, wafer.ID, 0, samples.Split{Count: 4, Pattern: "{parent}-D{n}", SampleType: "die", LocationID: s.at("Delft / Cleanroom / Die tray 1"),
				Positions: []samples.Position{{DieRow: -1, DieCol: -1}, {DieRow: -1, DieCol: 1}, {DieRow: 1, DieCol: -1}, {DieRow: 1, DieCol: 1}}})
			return err
		})
		if err != nil {
			return err
		}
		if have, err = s.samplesOf(ctx, "technician", samples.Filter{ParentID: wafer.ID.String(), SampleType: "die"}); err != nil {
			return err
		}
	}
	chips, err := s.samplesOf(ctx, "technician", samples.Filter{ParentID: have[0].ID.String(), SampleType: "chip"})
	if err != nil || len(chips) > 0 {
		return err
	}
	return s.do(ctx, "technician", "sample.split", func(ctx context.Context) error {
		_, err := s.Samples.Split(ctx, have[0].ID, 0, samples.Split{Count: 2, Pattern: "{parent}-C{n}", SampleType: "chip"})
		return err
	})
}

// move takes a sample on in its life, once.
func (s *seeder) move(ctx context.Context, r sampleRow, to string, place *id.ID) error {
	if r.Status != samples.Received {
		return nil
	}
	return s.do(ctx, "technician", "sample.transitioned", func(ctx context.Context) error {
		_, err := s.Samples.Transition(ctx, r.ID, 0, samples.Transition{To: to, LocationID: place})
		return err
	})
}

func text(s string) *string { return &s }

func quantity(value, unit string) samples.QuantityInput {
	v, _ := json.Marshal(value) // strings always encode
	u, _ := json.Marshal(unit)
	return samples.QuantityInput{"value": v, "unit": u}
}
