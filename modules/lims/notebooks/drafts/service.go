package drafts

import (
	"context"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/links"
)

// Service holds the rules of drafts.
type Service struct {
	store store
	links *links.Service
}

// NewService makes the service.
func NewService(kit module.Kit, l *links.Service) *Service {
	return &Service{store: store{kit.DB}, links: l}
}

// Get reads the caller's draft of an entry.
func (s *Service) Get(ctx context.Context, entryID id.ID) (*View, error) {
	current, err := s.store.current(ctx, entryID)
	if err != nil {
		return nil, err
	}
	d, err := s.store.get(ctx, entryID)
	if err != nil {
		return nil, err
	}
	return view(d, current), nil
}

func view(d *Draft, current int) *View {
	return &View{Draft: *d, CurrentVersion: current, Stale: d.BaseVersion < current}
}

// Put keeps what the caller has typed. An entry that was signed or archived meanwhile is no reason to lose it. seen is the
// draft's version that the caller's window knows, 0 for any.
func (s *Service) Put(ctx context.Context, entryID id.ID, seen int, in Input) (*View, error) {
	current, err := s.store.current(ctx, entryID)
	if err != nil {
		return nil, err
	}
	if in.Links == nil {
		in.Links = []links.Target{}
	}
	if err := s.check(ctx, in, current); err != nil {
		return nil, err
	}
	d := &Draft{OrgID: tenancy.Must(ctx).Org, EntryID: entryID, UserID: tenancy.Must(ctx).ID, BaseVersion: in.BaseVersion, Title: in.Title, Body: in.Body, Links: in.Links}
	if err := s.store.put(ctx, d, seen); err != nil {
		return nil, err
	}
	return view(d, current), nil
}

func (s *Service) check(ctx context.Context, in Input, current int) error {
	var f values.Faults
	if in.BaseVersion < 1 || in.BaseVersion > current {
		f.Add("/base_version", "unknown_reference", "There is no such version; the entry has versions 1 to %d.", current)
	}
	f.Line("/title", &in.Title, maxTitle)
	if utf8.RuneCountInString(in.Body) > maxBody {
		f.Add("/body", "out_of_range", "This text has at most %d characters.", maxBody)
	}
	links.Check(&f, "/links", in.Links)
	if err := f.Err(); err != nil {
		return err
	}
	if err := s.links.Find(ctx, &f, "/links", in.Links, nil); err != nil {
		return err
	}
	return f.Err()
}

// Remove throws the caller's draft away.
func (s *Service) Remove(ctx context.Context, entryID id.ID, seen int) error {
	if _, err := s.store.current(ctx, entryID); err != nil {
		return err
	}
	return s.store.remove(ctx, entryID, seen)
}
