package analyses

import (
	"context"
	"runtime"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/spectra-lab/spectra/modules/analysis/experiments"
	"github.com/spectra-lab/spectra/modules/analysis/methods"
	"github.com/spectra-lab/spectra/modules/analysis/results"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// LongWork is the number of points, over all inputs, above which an analysis becomes a background job. Up to it the
// methods take some ten milliseconds, which a request's transaction may last.
const LongWork = 200_000

// Options are what the service stands on.
type Options struct {
	Catalogue   *methods.Catalogue // the standard one when nil
	Traces      Traces
	Experiments Experiments
	Results     Results
	Version     string // of the program
}

// Service runs analyses.
type Service struct {
	kit       module.Kit
	o         Options
	catalogue *methods.Catalogue
	engine    Engine
	previews  *semaphore.Weighted
}

// NewService makes the service.
func NewService(kit module.Kit, o Options) *Service {
	if o.Catalogue == nil {
		o.Catalogue = methods.Standard()
	}
	return &Service{kit: kit, o: o, catalogue: o.Catalogue, engine: Engine{Version: o.Version, Arch: runtime.GOARCH},
		previews: semaphore.NewWeighted(1)}
}

// Method describes one method.
func (s *Service) Method(name string) (*methods.Info, error) {
	m, ok := s.catalogue.Get(name)
	if !ok {
		return nil, apperr.Missing("method")
	}
	return &m.Info, nil
}

// Methods reads one page of the catalogue.
func (s *Service) Methods(ctx context.Context, r page.Request) (page.List[methods.Info], error) {
	byName := page.Keys[methods.Info]{"name": {SQL: "name", Unique: true, Value: func(m *methods.Info) string { return m.Name }}}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, byName, "name", r, nil)
	if err != nil {
		return page.List[methods.Info]{}, err
	}
	list := s.catalogue.List()
	total := int64(len(list))
	if p.Desc() {
		for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
			list[i], list[j] = list[j], list[i]
		}
	}
	after, _, continued := p.After()
	for continued && len(list) > 0 && (list[0].Name <= after) != p.Desc() {
		list = list[1:]
	}
	out := p.Close(list)
	if r.Count {
		out.Total = &total
	}
	return out, nil
}

// Preview computes and stores nothing. An experiment that was named is checked as it would be for a result.
func (s *Service) Preview(ctx context.Context, in New) (*Preview, error) {
	p, err := s.check(ctx, in)
	if err != nil {
		return nil, err
	}
	if p.named {
		if err := s.open(ctx, p); err != nil {
			return nil, err
		}
	}
	if p.points > LongWork { // otherwise a job, and jobs are few; not waited for, because a connection would wait too
		if !s.previews.TryAcquire(1) {
			busy := apperr.New(apperr.Unavailable, "busy", "Another long computation is being tried right now. Try again shortly, or leave dry_run out: it becomes a job.")
			busy.RetryAfter = 2 * time.Second
			return nil, busy
		}
		defer s.previews.Release(1)
	}
	c, err := s.compute(ctx, p)
	if err != nil {
		return nil, err
	}
	return s.preview(c), nil
}

// Create computes and stores the result now, or enqueues a job where the work is long or the client asked for one.
// Exactly one of the two is not nil. It runs in a transaction.
func (s *Service) Create(ctx context.Context, in New, async bool) (*results.View, *jobs.Job, error) {
	p, err := s.check(ctx, in)
	if err != nil {
		return nil, nil, err
	}
	if err := s.open(ctx, p); err != nil {
		return nil, nil, err
	}
	if async || p.points > LongWork {
		j, err := s.enqueue(ctx, in, p)
		return nil, j, err
	}
	c, err := s.compute(ctx, p)
	if err != nil {
		return nil, nil, err
	}
	v, err := s.store(ctx, c)
	return v, nil, err
}

// open refuses an experiment that takes no results, and data of an instrument that was not in order, before anything is
// computed.
func (s *Service) open(ctx context.Context, p *plan) error {
	var ref *experiments.Ref
	if p.experiment != nil {
		var err error
		if ref, err = s.o.Experiments.ForResult(ctx, *p.experiment, "/experiment_id"); err != nil {
			return err
		}
	}
	instrument, at := p.acquired()
	return s.o.Results.Admit(ctx, ref, instrument, at)
}
