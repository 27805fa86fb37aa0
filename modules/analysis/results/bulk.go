package results

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Bulk is the body of a bulk recording. Rows are decoded one by one, so that a fault in one does not hide those of others.
type Bulk struct {
	Items []json.RawMessage `json:"items" minItems:"1" maxItems:"1000" doc:"Each row as the body of POST /results."`
}

// Report is what a dry run found.
type Report = values.Report

// Answer is the recorded results in the order of the rows.
type Answer struct {
	Items []Item `json:"items"`
}

// CreateAll records all rows or none.
func (s *Service) CreateAll(ctx context.Context, in Bulk) ([]Item, error) {
	drafts, f, err := s.checkAll(ctx, in)
	if err != nil {
		return nil, err
	}
	if err := bulkError(f); err != nil {
		return nil, err
	}
	if err := s.write(ctx, drafts); err != nil {
		return nil, err
	}
	ids := make([]id.ID, len(drafts))
	for i := range drafts {
		ids[i] = drafts[i].row.ID
	}
	return s.store.get(ctx, ids)
}

// Check reports every row's faults and writes nothing.
func (s *Service) Check(ctx context.Context, in Bulk) (*Report, error) {
	_, f, err := s.checkAll(ctx, in)
	if err != nil {
		return nil, err
	}
	return f.Report(len(in.Items)), nil
}

func (s *Service) checkAll(ctx context.Context, in Bulk) ([]draft, values.Faults, error) {
	var f values.Faults
	drafts, bases := make([]draft, 0, len(in.Items)), make([]string, 0, len(in.Items))
	explained := tenancy.StampFrom(ctx).Reason != ""
	for i, raw := range in.Items {
		base := "/items/" + strconv.Itoa(i)
		var row New
		if !f.Object(base, raw, &row) {
			continue
		}
		d := row.check(&f, base)
		if s.checkTime(&f, base, row.ObservedAt) && !explained {
			f.Add(base+"/observed_at", "reason_required", "What was observed more than a day ago needs a reason: send X-Change-Reason.")
		}
		d.row.Key, d.row.Stamps = db.NewKey(ctx), db.By(ctx)
		drafts, bases = append(drafts, d), append(bases, base)
	}
	if err := s.checkThere(ctx, &f, drafts, bases); err != nil {
		return nil, nil, err
	}
	if err := s.checkExperiments(ctx, &f, drafts, bases); err != nil {
		return nil, nil, err
	}
	return drafts, f.First(), nil
}

// checkExperiments locks the experiments of all rows in one statement, and then their instruments, which the rows take
// over with the state of their calibration.
func (s *Service) checkExperiments(ctx context.Context, f *values.Faults, drafts []draft, bases []string) error {
	seen, ids := map[id.ID]bool{}, []id.ID{}
	for i := range drafts {
		if v := *drafts[i].row.ExperimentID; !seen[v] {
			seen[v] = true
			ids = append(ids, v)
		}
	}
	refs, err := s.experiments.ForResults(ctx, ids)
	if err != nil {
		return err
	}
	for i := range drafts {
		at := bases[i] + "/experiment_id"
		ref, there := refs[*drafts[i].row.ExperimentID]
		if !there {
			f.Add(at, "unknown_reference", "There is no such experiment.")
			continue
		}
		if e, closed := apperr.As(ref.Open()); closed {
			f.Add(at, e.Code, "%s", e.Message)
		}
	}
	return s.enterAll(ctx, drafts, refs, func(i int, code, why string) {
		at := bases[i] + "/experiment_id"
		if drafts[i].named {
			at = bases[i] + "/instrument_id"
		}
		f.Add(at, code, "%s", why)
	})
}

// bulkError answers faults with the status a single recording would get.
func bulkError(f values.Faults) error {
	states := append(gate.Codes(), "archived", experiments.NotRunning)
	if f.Has("reason_required") && f.Only(append(states, "reason_required", "locked")...) {
		e := apperr.New(apperr.Invalid, "reason_required", "What was observed more than a day ago needs a reason: send X-Change-Reason.")
		e.Fields = f
		return e
	}
	return f.Refusal(states...)
}
