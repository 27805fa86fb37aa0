package maintenance

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// ahead is what the clocks of clients may differ.
const ahead = 5 * time.Minute

// Service holds the rules of the maintenance log.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// Get reads one piece of work.
func (s *Service) Get(ctx context.Context, logID id.ID) (*View, error) {
	l, err := s.store.get(ctx, logID)
	if err != nil {
		return nil, err
	}
	archived := endpoint.When(l.ArchivedAt != nil, "archived")
	return &View{Item: *l, Actions: endpoint.Actions{
		"update": endpoint.May(s.kit.Can(ctx, "maintenance_log:update"), archived),
		"delete": endpoint.May(s.kit.Can(ctx, "maintenance_log:delete"), archived),
	}}, nil
}

// List reads one page of an instrument's log.
func (s *Service) List(ctx context.Context, instrumentID id.ID, f Filter, r page.Request) (page.List[Item], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-started_at", r, struct {
		Filter
		Of id.ID
	}{f, instrumentID})
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, instrumentID, f, p)
}

// Create records a piece of work.
func (s *Service) Create(ctx context.Context, instrumentID id.ID, in New) (*View, error) {
	if err := s.store.instrument(ctx, instrumentID); err != nil {
		return nil, err
	}
	var f values.Faults
	l := &Log{Key: db.NewKey(ctx), InstrumentID: instrumentID, Kind: in.Kind, StartedAt: in.StartedAt, FinishedAt: in.FinishedAt,
		PerformedBy: f.Line("/performed_by", in.PerformedBy, 200), Stamps: db.By(ctx)}
	if d := f.Prose("/description", &in.Description, 20000); d != nil {
		l.Description = *d
	} else {
		f.Add("/description", "required", "Say what was done.")
	}
	s.check(&f, l)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := db.Insert(ctx, s.kit.DB, l); err != nil {
		return nil, err
	}
	return s.Get(ctx, l.ID)
}

// check holds what must be true of the times: the log tells what was done, not what is planned.
func (s *Service) check(f *values.Faults, l *Log) {
	latest := s.kit.Clock().Add(ahead)
	if l.StartedAt.Year() < 1900 || l.StartedAt.After(latest) {
		f.Add("/started_at", "out_of_range", "Maintenance does not begin in the future nor before 1900.")
	}
	switch {
	case l.FinishedAt == nil:
	case l.FinishedAt.Before(l.StartedAt):
		f.Add("/finished_at", "out_of_range", "Maintenance does not end before it begins.")
	case l.FinishedAt.After(latest):
		f.Add("/finished_at", "out_of_range", "Maintenance that ends in the future is still under way: leave this out.")
	}
}

// Update applies a merge patch to the version the client has seen.
func (s *Service) Update(ctx context.Context, logID id.ID, seen int, in Change) (*View, error) {
	l, err := db.Edit[Log](ctx, s.kit.DB, "maintenance log", logID, seen)
	if err != nil {
		return nil, err
	}
	if l.ArchivedAt != nil {
		return nil, apperr.New(apperr.Conflict, "archived", "This maintenance log is archived and cannot be changed.")
	}
	var f values.Faults
	set := endpoint.Changes{}
	endpoint.PatchProse(&f, "/description", &in.Description, 20000)
	endpoint.PatchLine(&f, "/performed_by", &in.PerformedBy, 200)
	if in.StartedAt.Set && !in.StartedAt.Null && in.StartedAt.Value.Equal(l.StartedAt) {
		in.StartedAt.Set = false
	}
	if in.FinishedAt.Set && !in.FinishedAt.Null && l.FinishedAt != nil && in.FinishedAt.Value.Equal(*l.FinishedAt) {
		in.FinishedAt.Set = false
	}
	endpoint.Diff(set, "kind", &l.Kind, in.Kind)
	endpoint.Diff(set, "started_at", &l.StartedAt, in.StartedAt)
	endpoint.Diff(set, "description", &l.Description, in.Description)
	endpoint.DiffOptional(set, "finished_at", &l.FinishedAt, in.FinishedAt)
	endpoint.DiffOptional(set, "performed_by", &l.PerformedBy, in.PerformedBy)
	s.check(&f, l)
	if err := set.Err(f...); err != nil {
		return nil, err
	}
	if err := db.Update(ctx, s.kit.DB, l, set.Columns()); err != nil {
		return nil, err
	}
	return s.Get(ctx, logID)
}

// Archive hides a piece of work from the log.
func (s *Service) Archive(ctx context.Context, logID id.ID, seen int) error {
	l, err := db.Edit[Log](ctx, s.kit.DB, "maintenance log", logID, seen)
	if err != nil || l.ArchivedAt != nil {
		return err
	}
	return db.Archive(ctx, s.kit.DB, l)
}
