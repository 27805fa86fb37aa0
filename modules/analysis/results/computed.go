package results

import (
	"context"
	"encoding/json"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Computed is what a method found. Values are given as the shortest text of their float64 (ANALYSIS.md §7).
type Computed struct {
	ExperimentID  *id.ID
	SampleID      *id.ID
	InstrumentID  *id.ID     // the experiment's when nil
	AcquiredAt    *time.Time // when its data were read in; nil is now
	ResultType    string
	Values        []Value
	MethodName    string
	MethodVersion string
	Parameters    any     // as used, defaults filled in; nil is {}
	Inputs        []Input // their order is kept
	Engine        any
	Warnings      []string
	Curves        []id.ID // traces that were stored with it
	Supersedes    *id.ID
}

// RecordComputed stores a computed result with its lineage, in the caller's transaction and under its event
// (result.computed). Pointers of refusals are those of POST /analyses: /experiment_id, /sample_id, /supersedes.
func (s *Service) RecordComputed(ctx context.Context, c Computed) (*View, error) {
	d, err := s.draftOf(ctx, c)
	if err != nil {
		return nil, err
	}
	var ref *experiments.Ref
	if c.ExperimentID != nil {
		if ref, err = s.experiments.ForResult(ctx, *c.ExperimentID, "/experiment_id"); err != nil {
			return nil, err
		}
	}
	if err := s.enter(ctx, &d.row, ref); err != nil {
		return nil, err
	}
	if c.Supersedes != nil {
		if err := s.store.shareResult(ctx, *c.Supersedes); err != nil {
			return nil, err
		}
	}
	if err := s.write(ctx, []draft{d}); err != nil {
		return nil, err
	}
	return s.Get(ctx, d.row.ID)
}

func (s *Service) draftOf(ctx context.Context, c Computed) (draft, error) {
	var f values.Faults
	d := draft{row: Result{Key: db.NewKey(ctx), Stamps: db.By(ctx), ExperimentID: c.ExperimentID, SampleID: c.SampleID, InstrumentID: c.InstrumentID, AcquiredAt: c.AcquiredAt,
		ResultType: f.Required("/result_type", c.ResultType, maxType), Status: Valid, Origin: ByMethod, MethodName: &c.MethodName, MethodVersion: &c.MethodVersion,
		Inputs: c.Inputs, Warnings: c.Warnings, SupersedesID: c.Supersedes}, curves: c.Curves}
	d.values = checkValues(&f, "/values", c.Values, maxComputed)
	if err := f.Err(); err != nil {
		return d, err
	}
	if c.MethodName == "" || c.MethodVersion == "" {
		return d, apperr.New(apperr.Internal, "internal", "A computed result needs its method.")
	}
	var err error
	if d.row.Parameters, err = object(c.Parameters); err == nil && c.Engine != nil {
		d.row.Engine, err = json.Marshal(c.Engine)
	}
	return d, err
}

// object encodes parameters; nothing is the empty object.
func object(v any) (json.RawMessage, error) {
	b, err := json.Marshal(v)
	if err == nil && string(b) == "null" {
		b = []byte("{}")
	}
	return b, err
}
