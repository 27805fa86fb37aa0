package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/imports"
	"github.com/spectra-lab/spectra/modules/lims/samples"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// chemicals is a kind of sample of the laboratory's own, and a delivery of it that came as a table: a first one with
// faults, and the mended one.
func (s *seeder) chemicals(ctx context.Context) error {
	if err := s.resistType(ctx); err != nil {
		return err
	}
	have, err := s.samplesOf(ctx, "technician", samples.Filter{SampleType: "photoresist"})
	if err != nil || len(have) > 0 {
		return err
	}
	past, err := s.Imports.List(s.read(ctx, "technician"), imports.Filter{}, page.Request{Limit: 1})
	if err != nil {
		return err
	}
	if len(past.Items) == 0 {
		if err := s.load(ctx, "delivery.csv", s.delivery("2 parsec")); err != nil {
			return err
		}
	}
	return s.load(ctx, "delivery-2.csv", s.delivery("1.15 cP"))
}

func (s *seeder) resistType(ctx context.Context) error {
	all, err := s.SampleTypes.List(s.read(ctx, "manager"), true)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.Key == "photoresist" {
			return nil
		}
	}
	return s.do(ctx, "manager", "sample_type.created", func(ctx context.Context) error {
		raw := func(v string) json.RawMessage { return json.RawMessage(v) }
		_, err := s.SampleTypes.Create(ctx, sampletypes.New{Key: "photoresist", Label: "Photoresist", Description: text("Bottles of resist, developer and thinner."), Strict: true, Fields: []sampletypes.NewField{
			{Key: "viscosity", Label: "Viscosity", Kind: "quantity", Unit: text("cP"), Min: raw("0"), Max: raw("10000"), Help: text("At 25 °C, from the data sheet.")},
			{Key: "opened", Label: "Opened", Kind: "boolean", Default: raw("false")},
			{Key: "opened_on", Label: "Opened on", Kind: "date", Required: true, ShownWhen: raw(`{"field":"opened","equals":true}`)}}})
		return err
	})
}

// delivery is a packing list: three bottles, one of them open and to be used up within the month, and too little thinner.
func (s *seeder) delivery(thinner string) string {
	rows := []string{"name,sample_type,status,lot,quantity,minimum_quantity,expires_at,hazards,viscosity,opened,opened_on"}
	for i, opened := range []string{"true," + s.day(-20), "false,", "false,"} {
		rows = append(rows, fmt.Sprintf(`"Resist 1805, bottle %d",photoresist,in_storage,R-1805,500 mL,100 mL,%s,flammable,5.2 cP,%s`, i+1, s.day(20+60*i), opened))
	}
	return strings.Join(append(rows, `"PGMEA, 1 L",photoresist,in_storage,T-22,1 L,2 L,`+s.day(400)+`,flammable; irritant,`+thinner+`,false,`), "\n") + "\n"
}

func (s *seeder) load(ctx context.Context, name, table string) error {
	return s.do(ctx, "technician", "sample.imported", func(ctx context.Context) error {
		_, err := s.Imports.Load(ctx, name, []byte(table))
		return err
	})
}
