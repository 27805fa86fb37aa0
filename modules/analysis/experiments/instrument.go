package experiments

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// inService refuses a retired instrument for an experiment that is only planned.
func (s *Service) inService(ctx context.Context, instrumentID id.ID) error {
	_, retired, err := s.gate.Obstacle(ctx, gate.Visit{Instrument: instrumentID})
	if err == nil && retired {
		err = retiredError()
	}
	return err
}

func retiredError() error {
	const why = "This instrument is retired: it takes no new experiments."
	return apperr.New(apperr.Conflict, gate.Retired, why).At("/instrument_id", gate.Retired, why)
}

// enter passes the gate for an experiment on an instrument and notes what stays with it. at is when its work began; nil is
// now.
func (s *Service) enter(ctx context.Context, instrumentID id.ID, at *time.Time, set map[string]any) error {
	p, err := s.gate.One(ctx, gate.Visit{Instrument: instrumentID, At: at})
	if err != nil {
		return err
	}
	if p.Retired {
		return retiredError()
	}
	set["calibration"] = p.Calibration
	if p.Override != nil { // an earlier flag stays when none was needed this time
		set["calibration_override"] = p.Override
	}
	return nil
}

// moved is enter for a change of the instrument. Once the work has begun it is judged by the moment at which it did.
func (s *Service) moved(ctx context.Context, e *Experiment, set map[string]any) error {
	if _, changed := set["instrument_id"]; !changed {
		return nil
	}
	switch {
	case e.InstrumentID == nil && e.StartedAt != nil:
		set["calibration"] = nil
	case e.InstrumentID == nil:
	case e.StartedAt == nil:
		return s.inService(ctx, *e.InstrumentID)
	default:
		return s.enter(ctx, *e.InstrumentID, e.StartedAt, set)
	}
	return nil
}

// Standing is what the experiment's start under override covers for its results on an instrument; nil on any other.
func (r *Ref) Standing(instrumentID id.ID) *gate.Pass {
	if r == nil || r.InstrumentID == nil || *r.InstrumentID != instrumentID {
		return nil
	}
	return &gate.Pass{Calibration: r.Calibration, Override: r.CalibrationOverride}
}

// obstacle tells what is in the way of working on the experiment's instrument now.
func (s *Service) obstacle(ctx context.Context, e *Item) (code string, retired bool, err error) {
	if e.InstrumentID == nil || e.Status != Draft && e.Status != Running {
		return "", false, nil
	}
	v := gate.Visit{Instrument: *e.InstrumentID}
	if e.Status == Running {
		v.Standing = &gate.Pass{Calibration: e.Calibration, Override: e.CalibrationOverride}
	}
	return s.gate.Obstacle(ctx, v)
}
