package results

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// visit gives a result the instrument of its experiment where it names none; nil without an instrument.
func visit(r *Result, ref *experiments.Ref) *gate.Visit {
	if r.InstrumentID == nil && ref != nil {
		r.InstrumentID = ref.InstrumentID
	}
	if r.AcquiredAt == nil {
		r.AcquiredAt = r.ObservedAt
	}
	if r.InstrumentID == nil {
		return nil
	}
	return &gate.Visit{Instrument: *r.InstrumentID, At: r.AcquiredAt, Standing: ref.Standing(*r.InstrumentID)}
}

// own holds an instrument's own API key to the data of its instrument (SECURITY.md P11-13).
func own(ctx context.Context, r *Result, ref *experiments.Ref) error {
	a := tenancy.Must(ctx)
	at := r.InstrumentID
	if at == nil && ref != nil {
		at = ref.InstrumentID
	}
	if at == nil && a.Instrument != nil {
		r.InstrumentID, at = a.Instrument, a.Instrument
	}
	if !a.Brings(at) {
		return apperr.New(apperr.Forbidden, "other_instrument", "This API key belongs to another instrument and brings its data alone.")
	}
	return nil
}

// keep notes how the calibration stood when the data were taken.
func keep(r *Result, p *gate.Pass) {
	if p.Calibration != nil {
		at := p.At
		r.AcquiredAt, r.Calibration, r.CalibrationOverride = &at, p.Calibration, p.Override
	}
}

// enter passes the gate for one result.
func (s *Service) enter(ctx context.Context, r *Result, ref *experiments.Ref) error {
	if err := own(ctx, r, ref); err != nil {
		return err
	}
	v := visit(r, ref)
	if v == nil {
		return nil
	}
	p, err := s.gate.One(ctx, *v)
	if err == nil {
		keep(r, p)
	}
	return err
}

// enterAll passes the gate for many; refused gets what is in the way of each.
func (s *Service) enterAll(ctx context.Context, drafts []draft, refs map[id.ID]*experiments.Ref, refused func(i int, code, why string)) error {
	var visits []gate.Visit
	var of []int
	for i := range drafts {
		if e, ok := apperr.As(own(ctx, &drafts[i].row, refs[*drafts[i].row.ExperimentID])); ok {
			refused(i, e.Code, e.Message)
			continue
		}
		if v := visit(&drafts[i].row, refs[*drafts[i].row.ExperimentID]); v != nil {
			visits, of = append(visits, *v), append(of, i)
		}
	}
	passes, no, err := s.gate.Enter(ctx, visits)
	if err != nil {
		return err
	}
	for i := range passes {
		keep(&drafts[of[i]].row, &passes[i])
	}
	for _, r := range no {
		refused(of[r.Visit], r.Err.Code, r.Err.Message)
	}
	return nil
}

// Admit refuses data of an instrument before anything is computed from them; RecordComputed decides.
func (s *Service) Admit(ctx context.Context, ref *experiments.Ref, instrumentID *id.ID, at *time.Time) error {
	return s.enter(ctx, &Result{InstrumentID: instrumentID, AcquiredAt: at}, ref)
}
