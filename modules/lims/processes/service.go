package processes

import (
	"context"
	"reflect"
	"strconv"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/samples"
)

const (
	ahead         = 5 * time.Minute // what the clocks of clients may differ
	maxProse      = 20000
	maxParameters = 200
)

// Service holds the rules of processing.
type Service struct {
	kit     module.Kit
	store   store
	samples *samples.Service
}

// NewService makes the service.
func NewService(kit module.Kit, s *samples.Service) *Service {
	return &Service{kit: kit, store: store{kit.DB}, samples: s}
}

// Get reads one step.
func (s *Service) Get(ctx context.Context, processID id.ID) (*View, error) {
	i, err := s.store.get(ctx, processID)
	if err != nil {
		return nil, err
	}
	archived := endpoint.When(i.ArchivedAt != nil, "archived")
	return &View{Item: *i, Actions: endpoint.Actions{
		"update": endpoint.May(s.kit.Can(ctx, "process:update"), archived),
		"delete": endpoint.May(s.kit.Can(ctx, "process:delete"), archived),
	}}, nil
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	ids, err := page.ParseIDs(map[string]string{"sample_id": f.SampleID, "instrument_id": f.InstrumentID, "protocol_id": f.ProtocolID})
	if err != nil {
		return page.List[Item]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-started_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, ids, p)
}

// Update applies a merge patch to the version the client has seen.
func (s *Service) Update(ctx context.Context, processID id.ID, seen int, in Change) (*View, error) {
	p, err := db.Edit[Process](ctx, s.kit.DB, "process", processID, seen)
	if err != nil {
		return nil, err
	}
	if p.ArchivedAt != nil {
		return nil, apperr.New(apperr.Conflict, "archived", "This step is archived and cannot be changed.")
	}
	var f values.Faults
	set := endpoint.Changes{}
	endpoint.PatchProse(&f, "/note", &in.Note, maxProse)
	sameTime(&in.StartedAt, &p.StartedAt)
	sameTime(&in.FinishedAt, p.FinishedAt)
	endpoint.Diff(set, "started_at", &p.StartedAt, in.StartedAt)
	endpoint.DiffOptional(set, "finished_at", &p.FinishedAt, in.FinishedAt)
	endpoint.DiffOptional(set, "instrument_id", &p.InstrumentID, in.InstrumentID)
	endpoint.DiffOptional(set, "protocol_id", &p.ProtocolID, in.ProtocolID)
	endpoint.DiffOptional(set, "note", &p.Note, in.Note)
	if in.Parameters.Set {
		if now := parameters(&f, in.Parameters.Value); !reflect.DeepEqual(now, p.Parameters) {
			set["parameters"] = text(now)
		}
	}
	s.checkTimes(&f, p)
	if err := set.Err(f...); err != nil {
		return nil, err
	}
	if err := db.Update(ctx, s.kit.DB, p, set.Columns()); err != nil {
		return nil, reference(err)
	}
	return s.Get(ctx, processID)
}

// sameTime drops a patch that says the same moment in another zone.
func sameTime(p *endpoint.Patch[time.Time], old *time.Time) {
	if p.Set && !p.Null && old != nil && p.Value.Equal(*old) {
		p.Set = false
	}
}

// Archive withdraws a step: it leaves lists and lineage. What it took of samples is not given back; correct that there.
func (s *Service) Archive(ctx context.Context, processID id.ID, seen int) error {
	p, err := db.Edit[Process](ctx, s.kit.DB, "process", processID, seen)
	if err != nil || p.ArchivedAt != nil {
		return err
	}
	links, err := s.store.links(ctx, processID)
	if err != nil {
		return err
	}
	parts := make(map[id.ID]string, len(links))
	for _, l := range links {
		parts[l.SampleID] = l.Role
	}
	if err := db.Archive(ctx, s.kit.DB, p); err != nil {
		return err
	}
	return s.samples.Withdraw(ctx, samples.Work{Process: p.ID, Code: p.Code, Kind: p.Kind}, parts)
}

// checkTimes holds what must be true of the times: a step tells what was done, not what is planned.
func (s *Service) checkTimes(f *values.Faults, p *Process) {
	latest := s.kit.Clock().Add(ahead)
	if p.StartedAt.Year() < 1900 || p.StartedAt.After(latest) {
		f.Add("/started_at", "out_of_range", "A step does not begin in the future nor before 1900.")
	}
	switch {
	case p.FinishedAt == nil:
	case p.FinishedAt.Before(p.StartedAt):
		f.Add("/finished_at", "out_of_range", "A step does not end before it begins.")
	case p.FinishedAt.After(latest):
		f.Add("/finished_at", "out_of_range", "A step that ends in the future is still under way: leave this out.")
	}
}

// parameters checks the settings of a step.
func parameters(f *values.Faults, in []ParameterInput) []Parameter {
	if len(in) > maxParameters {
		f.Add("/parameters", "out_of_range", "At most %d parameters.", maxParameters)
		return nil
	}
	out, seen := make([]Parameter, 0, len(in)), map[string]bool{}
	for i, p := range in {
		at := "/parameters/" + strconv.Itoa(i)
		f.Name(at+"/name", p.Name)
		if seen[p.Name] {
			f.Add(at+"/name", "duplicate", "This parameter is there already.")
		}
		seen[p.Name] = true
		v := f.Typed(at, at+"/value", p.Name, p.Input)
		out = append(out, Parameter{Name: p.Name, Shown: v.Shown()})
	}
	return out
}
