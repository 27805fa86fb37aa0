package impact

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/calibration"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Calibrations tells which time a calibration casts doubt on.
type Calibrations interface {
	Suspicion(ctx context.Context, calibrationID id.ID) (*calibration.Suspicion, error)
}

// Service reports and flags.
type Service struct {
	kit          module.Kit
	store        store
	calibrations Calibrations
}

// NewService makes the service.
func NewService(kit module.Kit, c Calibrations) *Service {
	return &Service{kit: kit, store: store{kit.DB}, calibrations: c}
}

// Report lists the results a calibration casts doubt on, newest first; none when it found the instrument in tolerance.
func (s *Service) Report(ctx context.Context, calibrationID id.ID, r page.Request) (*Report, error) {
	c, err := s.calibrations.Suspicion(ctx, calibrationID)
	if err != nil {
		return nil, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-acquired_at", r, c.ID)
	if err != nil {
		return nil, err
	}
	out := &Report{Calibration: *c, List: p.Close(nil)}
	if !c.OutOfTolerance {
		return out, nil
	}
	if out.Counts, err = s.store.count(ctx, c); err != nil {
		return nil, err
	}
	out.List, err = s.store.list(ctx, c, p)
	return out, err
}

// Flag marks the results as stale, and those that were made of them. Flagging again flags what has come since and nothing
// twice. Nobody can record a result in between that does not know of the calibration: see the order of locks in gate.
func (s *Service) Flag(ctx context.Context, calibrationID id.ID) (*Flagged, error) {
	c, err := s.calibrations.Suspicion(ctx, calibrationID)
	if err != nil {
		return nil, err
	}
	reason := tenancy.StampFrom(ctx).Reason
	if reason == "" {
		return nil, endpoint.ReasonRequired()
	}
	if !c.OutOfTolerance {
		return nil, apperr.New(apperr.Conflict, "calibration_in_tolerance", "%s casts no doubt on results: it did not find the instrument out of tolerance, or is withdrawn.", c.Code)
	}
	out := &Flagged{}
	if out.Flagged, err = s.store.flag(ctx, c, c.Code+" found "+c.InstrumentCode+" out of tolerance: "+reason); err != nil {
		return nil, err
	}
	out.Counts, err = s.store.count(ctx, c)
	return out, err
}
