package results

import (
	"context"
	"strconv"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// contemporary is how long after the observation a result may be recorded without saying why (SECURITY.md P11-40); ahead
// is what the clocks of instruments may differ.
const (
	contemporary = 24 * time.Hour
	ahead        = 5 * time.Minute
)

// Service holds the rules of results.
type Service struct {
	kit         module.Kit
	store       store
	experiments *experiments.Service
	lineage     *lineage.Service
	gate        *gate.Gate
}

// NewService makes the service.
func NewService(kit module.Kit, e *experiments.Service, l *lineage.Service, g *gate.Gate) *Service {
	return &Service{kit: kit, store: store{kit.DB}, experiments: e, lineage: l, gate: g}
}

// Get reads one result.
func (s *Service) Get(ctx context.Context, resultID id.ID) (*View, error) {
	found, err := s.store.get(ctx, []id.ID{resultID})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, apperr.Missing("result")
	}
	return s.view(ctx, &found[0]), nil
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	ids, err := page.ParseIDs(map[string]string{"experiment_id": f.ExperimentID, "sample_id": f.SampleID, "instrument_id": f.InstrumentID})
	if err != nil {
		return page.List[Item]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, ids, p)
}

// Create records one result of a running experiment.
func (s *Service) Create(ctx context.Context, in New) (*View, error) {
	var f values.Faults
	d := in.check(&f, "")
	late := s.checkTime(&f, "", in.ObservedAt)
	d.row.Key, d.row.Stamps = db.NewKey(ctx), db.By(ctx)
	drafts := []draft{d}
	if err := s.checkThere(ctx, &f, drafts, []string{""}); err != nil {
		return nil, err
	}
	ref, err := s.experiments.ForResult(ctx, in.ExperimentID, "/experiment_id")
	if e, ok := apperr.As(err); ok && e.Kind == apperr.Invalid {
		f = append(f, e.Fields...)
	} else if err != nil && f.Err() == nil {
		return nil, err
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if late && tenancy.StampFrom(ctx).Reason == "" {
		return nil, endpoint.ReasonRequired()
	}
	if err := s.enter(ctx, &drafts[0].row, ref); err != nil {
		return nil, err
	}
	if err := s.write(ctx, drafts); err != nil {
		return nil, err
	}
	return s.Get(ctx, d.row.ID)
}

// checkTime refuses an observation of the future and tells whether one is reported late.
func (s *Service) checkTime(f *values.Faults, base string, observed *time.Time) (late bool) {
	if observed == nil {
		return false
	}
	age := s.kit.Clock().Sub(*observed)
	if age < -ahead || observed.Year() < 1900 {
		f.Add(base+"/observed_at", "out_of_range", "An observation is not in the future and not before 1900.")
	}
	return age > contemporary
}

// checkThere notes samples, instruments and files that do not exist in this organisation.
func (s *Service) checkThere(ctx context.Context, f *values.Faults, drafts []draft, bases []string) error {
	there, err := s.store.there(ctx, drafts)
	if err != nil {
		return err
	}
	missing := func(pointer, what string) { f.Add(pointer, "unknown_reference", "There is no such %s.", what) }
	for i := range drafts {
		d, base := &drafts[i], bases[i]
		if d.row.SampleID != nil && !there[*d.row.SampleID] {
			missing(base+"/sample_id", "sample")
		}
		if d.row.InstrumentID != nil && !there[*d.row.InstrumentID] {
			missing(base+"/instrument_id", "instrument")
		}
		for n, file := range d.files {
			if !there[file] {
				missing(base+"/file_ids/"+strconv.Itoa(n), "file")
			}
		}
	}
	return nil
}

// write stores results and their lineage.
func (s *Service) write(ctx context.Context, drafts []draft) error {
	if err := s.store.insert(ctx, drafts); err != nil {
		return reference(err)
	}
	var edges []lineage.Edge
	for i := range drafts {
		edges = append(edges, drafts[i].edges()...)
	}
	return s.lineage.Record(ctx, edges...)
}

// edges are what a result was made of.
func (d *draft) edges() []lineage.Edge {
	self := lineage.Node{Type: lineage.Result, ID: d.row.ID}
	var out []lineage.Edge
	from := func(kind string, v *id.ID, relation string) {
		if v != nil {
			out = append(out, lineage.Edge{From: lineage.Node{Type: kind, ID: *v}, To: self, Relation: relation})
		}
	}
	from(lineage.Experiment, d.row.ExperimentID, lineage.ResultOf)
	from(lineage.Sample, d.row.SampleID, lineage.ResultOf)
	from(lineage.Result, d.row.SupersedesID, lineage.SupersededBy)
	for i := range d.files {
		from(lineage.File, &d.files[i], lineage.Evidence)
	}
	for i := range d.row.Inputs {
		from(d.row.Inputs[i].Type, &d.row.Inputs[i].ID, lineage.Input)
	}
	for _, c := range d.curves {
		out = append(out, lineage.Edge{From: self, To: lineage.Node{Type: lineage.Trace, ID: c}, Relation: lineage.Curve})
	}
	return out
}

// reference names the field when what it refers to does not exist in this organisation.
func reference(err error) error {
	return db.References{
		"results_experiment_fk": {Pointer: "/experiment_id", What: "experiment"},
		"results_sample_fk":     {Pointer: "/sample_id", What: "sample"},
		"results_instrument_fk": {Pointer: "/instrument_id", What: "instrument"},
		"results_supersedes_fk": {Pointer: "/supersedes", What: "result"},
		"result_files_file_fk":  {Pointer: "/file_ids", What: "file"},
	}.Explain(err)
}
