package demo

import (
	"context"
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/lims/calibrations"
	"github.com/spectra-lab/spectra/modules/lims/maintenance"
)

// fitness is what was done to keep an instrument fit: a calibration, or maintenance where it has no certificate. Days count
// from the day of the seed.
type fitness struct {
	instrument, certificate string
	performed, expires      int
	outcome, quantity, unit string
	found, left, u          string
	kind, work              string
	hours                   int
}

// before comes before the measurements: one calibration is valid, one due, one overdue.
func before() []fitness {
	return []fitness{
		{instrument: "Raman 532", certificate: "DL-R-2025-11", performed: -40, expires: 325, outcome: calibrations.Pass, quantity: "si_line", unit: "cm-1", found: "520.68", left: "520.68", u: "0.05"},
		{instrument: "FTIR 1", certificate: "MET-77120", performed: -168, expires: 12, outcome: calibrations.Adjusted, quantity: "polystyrene_1601", unit: "cm-1", found: "1601.31", left: "1601.18", u: "0.10"},
		{instrument: "UV-Vis 1", certificate: "MET-76044", performed: -95, expires: -5, outcome: calibrations.Pass, quantity: "holmium_536", unit: "nm", found: "536.4", left: "536.4", u: "0.3"},
		{instrument: "XRD 1", certificate: "DL-X-2025-04", performed: -300, expires: 65, outcome: calibrations.Pass, quantity: "si_111", unit: "deg", found: "28.441", left: "28.441", u: "0.004"},
		{instrument: "Ellipsometer 1", certificate: "MET-70311", performed: -200, expires: 165, outcome: calibrations.Pass, quantity: "psi", unit: "deg", found: "45.02", left: "45.02", u: "0.02"},
		{instrument: "Raman 532", certificate: "DL-R-2024-10", performed: -410, expires: -45, outcome: calibrations.Pass, quantity: "si_line", unit: "cm-1", found: "520.71", left: "520.71", u: "0.05"},
		{instrument: "Ellipsometer 1", performed: -3, kind: "corrective", work: "Lamp does not ignite; power supply ordered."},
		{instrument: "Raman 532", performed: -41, kind: "preventive", work: "Laser power checked, grating and filters cleaned.", hours: 3},
		{instrument: "XRD 1", performed: -120, kind: "corrective", work: "Tube replaced, beam aligned.", hours: 26},
		{instrument: "UV-Vis 1", performed: -2, kind: "inspection", work: "Lamp hours read; calibration ordered."},
	}
}

// after comes after them: the XRD was found out of tolerance, so that its last result has come under suspicion.
func after() []fitness {
	return []fitness{{instrument: "XRD 1", certificate: "DL-X-2026-01", expires: 365, outcome: calibrations.Adjusted, quantity: "si_111", unit: "deg", found: "28.463", left: "28.442", u: "0.004"}}
}

func (s *seeder) fitness(ctx context.Context, all []fitness) error {
	for _, f := range all {
		instrument := s.instruments[f.instrument]
		there, err := s.hasFitness(s.read(ctx, "technician"), instrument, f)
		if err != nil {
			return err
		}
		if there {
			continue
		}
		if f.kind != "" {
			err = s.do(ctx, "technician", "maintenance_log.created", func(ctx context.Context) error {
				_, err := s.Maintenance.Create(ctx, instrument, f.maintenance(s.Clock()))
				return err
			})
		} else {
			err = s.do(ctx, "technician", "calibration.created", func(ctx context.Context) error {
				_, err := s.Calibrations.Create(ctx, instrument, f.calibration(s.Clock()))
				return err
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// hasFitness looks for the certificate or the work of an earlier seed.
func (s *seeder) hasFitness(ctx context.Context, instrument id.ID, f fitness) (bool, error) {
	if f.kind != "" {
		logs, err := s.Maintenance.List(ctx, instrument, maintenance.Filter{IncludeArchived: true}, page.Request{Limit: 200})
		for i := range logs.Items {
			if logs.Items[i].Description == f.work {
				return true, nil
			}
		}
		return false, err
	}
	list, err := s.Calibrations.List(ctx, instrument, calibrations.Filter{IncludeArchived: true}, page.Request{Limit: 200})
	for i := range list.Items {
		if n := list.Items[i].CertificateNumber; n != nil && *n == f.certificate {
			return true, nil
		}
	}
	return false, err
}

func (f fitness) calibration(now time.Time) calibrations.New {
	reading := func(value, more string) map[string]json.RawMessage {
		return map[string]json.RawMessage{f.quantity: json.RawMessage(`{"value":"` + value + `","unit":"` + f.unit + `"` + more + `}`)}
	}
	ends := now.AddDate(0, 0, f.expires)
	n := calibrations.New{CertificateNumber: &f.certificate, PerformedAt: now.AddDate(0, 0, f.performed), ExpiresAt: &ends, Outcome: f.outcome, Provider: text("Demo Metrology Service"),
		AsFound: reading(f.found, ""), AsLeft: reading(f.left, ""), Uncertainty: reading(f.u, `,"k":2`), Standards: []json.RawMessage{json.RawMessage(`{"name":"Reference standard","certificate_number":"DMS-0417"}`)}}
	if f.outcome == calibrations.Adjusted {
		found := f.instrument != "XRD 1"
		n.AsFoundInTolerance = &found
	}
	return n
}

func (f fitness) maintenance(now time.Time) maintenance.New {
	begun := now.AddDate(0, 0, f.performed)
	n := maintenance.New{Kind: f.kind, StartedAt: begun, Description: f.work, PerformedBy: text("Demo Metrology Service")}
	if f.hours > 0 {
		done := begun.Add(time.Duration(f.hours) * time.Hour)
		n.FinishedAt = &done
	}
	return n
}
