package experiments

import (
	"context"
	"strconv"

	"github.com/spectra-lab/spectra/modules/analysis/gate"
	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Service holds the rules of experiments.
type Service struct {
	kit     module.Kit
	store   store
	lineage *lineage.Service
	gate    *gate.Gate
}

// NewService makes the service.
func NewService(kit module.Kit, l *lineage.Service, g *gate.Gate) *Service {
	return &Service{kit: kit, store: store{kit.DB}, lineage: l, gate: g}
}

// Get reads one experiment.
func (s *Service) Get(ctx context.Context, experimentID id.ID) (*View, error) {
	e, err := s.store.get(ctx, experimentID, s.kit.Clock())
	if err != nil {
		return nil, err
	}
	return s.view(ctx, e)
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	ids, err := page.ParseIDs(map[string]string{"project_id": f.ProjectID, "sample_id": f.SampleID, "instrument_id": f.InstrumentID, "protocol_id": f.ProtocolID})
	if err != nil {
		return page.List[Item]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, ids, p)
}

// Create opens an experiment as a draft.
func (s *Service) Create(ctx context.Context, in New) (*View, error) {
	var f values.Faults
	e := &Experiment{Key: db.NewKey(ctx), Status: Draft, Stamps: db.By(ctx), Title: f.Required("/title", in.Title, maxTitle), Method: f.Required("/method", in.Method, maxMethod),
		Description: f.Prose("/description", in.Description, maxProse), ProjectID: in.ProjectID, InstrumentID: in.InstrumentID, ProtocolID: in.ProtocolID}
	parameters := checkParameters(&f, in.Parameters)
	checkSamples(&f, in.SampleIDs)
	if err := s.checkThere(ctx, &f, in.SampleIDs, nil); err != nil {
		return nil, err
	}
	if err := f.Refusal(SampleExpired); err != nil {
		return nil, err
	}
	if e.InstrumentID != nil {
		if err := s.inService(ctx, *e.InstrumentID); err != nil {
			return nil, err
		}
	}
	if err := db.Insert(ctx, s.kit.DB, e); err != nil {
		return nil, reference(err)
	}
	if err := s.setSamples(ctx, e.ID, nil, in.SampleIDs); err != nil {
		return nil, err
	}
	if err := s.store.setParameters(ctx, e.ID, rows(ctx, e.ID, parameters)); err != nil {
		return nil, err
	}
	return s.Get(ctx, e.ID)
}

// checkThere notes the samples that do not exist in this organisation, and of those that are new to the experiment the ones
// that may no longer be used.
func (s *Service) checkThere(ctx context.Context, f *values.Faults, ids, before []id.ID) error {
	there, err := s.store.samplesThere(ctx, ids)
	for i, v := range ids {
		if err == nil && !there[v] {
			f.Add("/sample_ids/"+strconv.Itoa(i), "unknown_reference", "There is no such sample.")
		}
	}
	if err != nil {
		return err
	}
	return s.checkExpired(ctx, f, ids, before)
}

// setSamples replaces the samples. Lineage tells what was: the edge of a sample that is taken out again stays.
func (s *Service) setSamples(ctx context.Context, experimentID id.ID, before, after []id.ID) error {
	if len(before) == 0 && len(after) == 0 {
		return nil
	}
	if err := s.store.link(ctx, experimentID, after); err != nil {
		return err
	}
	was := map[id.ID]bool{}
	for _, v := range before {
		was[v] = true
	}
	var edges []lineage.Edge
	for _, v := range after {
		if !was[v] {
			edges = append(edges, lineage.Edge{From: lineage.Node{Type: lineage.Sample, ID: v},
				To: lineage.Node{Type: lineage.Experiment, ID: experimentID}, Relation: lineage.MeasuredIn})
		}
	}
	return s.lineage.Record(ctx, edges...)
}

func rows(ctx context.Context, experimentID id.ID, in []values.Typed) []ParameterRow {
	out := make([]ParameterRow, len(in))
	for i, p := range in {
		out[i] = ParameterRow{Key: db.NewKey(ctx), ExperimentID: experimentID, Position: i, Name: p.Name, Type: p.Type, ValueText: p.Text, ValueNumber: p.Number, Unit: p.Unit}
	}
	return out
}

// Archive hides the experiment from lists.
func (s *Service) Archive(ctx context.Context, experimentID id.ID, seen int) error {
	e, err := db.Edit[Experiment](ctx, s.kit.DB, "experiment", experimentID, seen)
	if err != nil || e.ArchivedAt != nil {
		return err
	}
	if err := s.mayChange(ctx, e); err != nil {
		return err
	}
	return db.Archive(ctx, s.kit.DB, e)
}

// mayChange asks for a reason where API.md §1 does: the experiment has results, or a verdict stands on it.
func (s *Service) mayChange(ctx context.Context, e *Experiment) error {
	if tenancy.StampFrom(ctx).Reason != "" {
		return nil
	}
	if judged(e.Status) {
		return endpoint.ReasonRequired()
	}
	has, err := s.store.hasResults(ctx, e.ID)
	if err == nil && has {
		err = endpoint.ReasonRequired()
	}
	return err
}

// reference names the field when what it refers to does not exist in this organisation.
func reference(err error) error {
	return db.References{
		"experiments_project_fk":    {Pointer: "/project_id", What: "project"},
		"experiments_instrument_fk": {Pointer: "/instrument_id", What: "instrument"},
		"experiments_protocol_fk":   {Pointer: "/protocol_id", What: "protocol"},
	}.Explain(err)
}
