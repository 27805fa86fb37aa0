package demo

import (
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims/instruments"
	"github.com/spectra-lab/spectra/modules/lims/samples"
)

// demoLab is a first month: two lots of wafers, a Raman line monitor, an oxide qualification, an optics study.
func (s *seeder) demoLab(ctx context.Context) error {
	wafers := map[string][]sampleRow{}
	for _, step := range []func(ctx context.Context) error{
		s.laboratory, s.members, s.waferFields, s.chemicals,
		func(ctx context.Context) error { return s.fitness(ctx, before()) },
		func(ctx context.Context) error { return s.cassettes(ctx, wafers) },
		s.protocols,
		func(ctx context.Context) error { return s.runs(ctx, demoRuns(wafers)) },
		func(ctx context.Context) error { return s.fitness(ctx, after()) },
		s.pages, s.signed, s.asked, s.held, s.desk,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// laboratory is what was there before the first sample: projects, instruments, places.
func (s *seeder) laboratory(ctx context.Context) error {
	for _, p := range [][2]string{
		{"Silicon line monitoring", "Weekly Raman check of incoming wafers: position and width of the silicon line near 520.7 cm-1."},
		{"Thermal oxide qualification", "Dry thermal oxide on Si (111): FTIR bands and optical transmission before and after anneal."},
		{"GaN on sapphire", "Photoluminescence and X-ray diffraction of epitaxial GaN."},
	} {
		if err := s.project(ctx, "scientist", p[0], p[1]); err != nil {
			return err
		}
	}
	for _, i := range demoInstruments() {
		if err := s.instrument(ctx, i); err != nil {
			return err
		}
	}
	for _, p := range demoPlaces() {
		if err := s.place(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// cassettes are the wafers with what was made of them, where they are and who holds them.
func (s *seeder) cassettes(ctx context.Context, wafers map[string][]sampleRow) error {
	for _, l := range lots() {
		rows, err := s.wafersOf(ctx, l)
		if err != nil {
			return err
		}
		wafers[l.name] = rows
	}
	if err := s.dies(ctx, wafers["L2609"][24]); err != nil {
		return err
	}
	for _, r := range wafers["L2609"][:4] {
		if err := s.move(ctx, r, samples.InUse, s.at("Delft / Raman lab / Bench 2")); err != nil {
			return err
		}
	}
	if err := s.handOver(ctx, wafers["L2611"][14], "scientist", "For the FTIR series before the anneal."); err != nil {
		return err
	}
	if err := s.processing(ctx, wafers["L2611"][:3]); err != nil {
		return err
	}
	return s.chain(ctx, wafers["L2611"][13])
}

func (s *seeder) runs(ctx context.Context, all []run) error {
	for _, r := range all {
		if err := s.run(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func demoInstruments() []instruments.New {
	make := func(name, vendor, model, serial, category, place string, interval int) instruments.New {
		n := instruments.New{Name: name, Vendor: &vendor, Model: &model, SerialNumber: &serial, Category: category, Location: &place, Status: "online"}
		if interval > 0 {
			n.CalibrationIntervalDays = &interval
		}
		return n
	}
	all := []instruments.New{
		make("Raman 532", "Demo Instruments", "RM-532", "RM532-0017", "raman", "Raman lab / bench 2", 365),
		make("FTIR 1", "Demo Instruments", "IR-70", "IR70-0204", "ftir", "Optics lab / bench 1", 180),
		make("UV-Vis 1", "Demo Instruments", "UV-1050", "UV1050-0088", "uv_vis", "Optics lab / bench 3", 90),
		make("XRD 1", "Demo Instruments", "D-8", "D8-0031", "xrd", "X-ray lab", 365),
		make("Ellipsometer 1", "Demo Instruments", "SE-2", "SE2-0041", "ellipsometry", "Optics lab / bench 2", 365),
		make("Four-point probe", "Demo Instruments", "FPP-4", "FPP4-0009", "probe_station", "Cleanroom / bay 4", 0),
		make("FTIR 0", "Demo Instruments", "IR-40", "IR40-0003", "ftir", "Store A", 0),
	}
	all[len(all)-1].Status, all[4].Status = "retired", "maintenance"
	return all
}

// partnerLab is small and shows that the two see nothing of each other.
func (s *seeder) partnerLab(ctx context.Context) error {
	if err := s.project(ctx, "scientist", "Diamond films", "Raman of CVD diamond: the line at 1332 cm-1."); err != nil {
		return err
	}
	have, err := s.samplesOf(ctx, "scientist", samples.Filter{Lot: "CVD-7"})
	if err != nil {
		return err
	}
	if len(have) == 0 {
		err := s.do(ctx, "scientist", "sample.created", func(ctx context.Context) error {
			project := s.projects["Diamond films"]
			_, err := s.Samples.Create(ctx, samples.New{Name: "CVD-7 film on Mo", SampleType: "thin_film", Status: samples.Received, ProjectID: &project,
				Lot: text("CVD-7"), Material: text("diamond"), Metadata: map[string]json.RawMessage{"thickness": json.RawMessage(`{"value":"4.2","unit":"um","type":"quantity"}`)}})
			return err
		})
		if err != nil {
			return err
		}
		if have, err = s.samplesOf(ctx, "scientist", samples.Filter{Lot: "CVD-7"}); err != nil {
			return err
		}
	}
	return s.run(ctx, run{title: "Raman of CVD-7", method: "raman", project: "Diamond films", samples: []id.ID{have[0].ID}, truth: diamondLine()})
}
