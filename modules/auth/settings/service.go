package settings

import (
	"context"
	"encoding/json"

	"github.com/spectra-lab/spectra/modules/auth/shortlist"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Service holds the rules of settings.
type Service struct {
	kit   module.Kit
	store store
	known map[string]definition
}

// NewService makes the service.
func NewService(kit module.Kit) *Service {
	return &Service{kit: kit, store: store{kit.DB}, known: known()}
}

// List shows every setting in force, defaults included.
func (s *Service) List(ctx context.Context, r page.Request) (page.List[Setting], error) {
	rows, err := s.store.all(ctx)
	if err != nil {
		return page.List[Setting]{}, err
	}
	set := map[string]Setting{}
	for key, d := range s.known {
		set[key] = Setting{Key: key, Value: d.fallback}
	}
	for _, row := range rows {
		if _, ok := s.known[row.Key]; ok {
			set[row.Key] = Setting{Key: row.Key, Value: row.Value, Version: row.Version}
		}
	}
	items := make([]Setting, 0, len(set))
	for _, v := range set {
		items = append(items, v)
	}
	return shortlist.Page(s.kit.Cursors, tenancy.Must(ctx).Org, r, items, func(v *Setting) string { return v.Key })
}

// Get shows one setting.
func (s *Service) Get(ctx context.Context, key string) (*Setting, error) {
	d, ok := s.known[key]
	if !ok {
		return nil, apperr.Missing("setting")
	}
	row, err := s.store.find(ctx, key, false)
	if err != nil {
		return nil, err
	}
	if row == nil {
		return &Setting{Key: key, Value: d.fallback}, nil
	}
	return &Setting{Key: key, Value: row.Value, Version: row.Version}, nil
}

// On tells whether a setting of the kind on or off is on in the caller's organisation.
func (s *Service) On(ctx context.Context, key string) (bool, error) {
	set, err := s.Get(ctx, key)
	if err != nil {
		return false, err
	}
	var v toggle
	err = json.Unmarshal(set.Value, &v)
	return err == nil && v.Enabled != nil && *v.Enabled, err
}

// Put replaces one setting; seen is 0 for any version and -1 for none yet.
func (s *Service) Put(ctx context.Context, key string, seen int, in Put) (*Setting, error) {
	d, ok := s.known[key]
	if !ok {
		return nil, apperr.Missing("setting")
	}
	value, err := d.check(in.Value)
	if err != nil {
		return nil, err
	}
	row, err := s.store.find(ctx, key, true)
	if err != nil {
		return nil, err
	}
	if row == nil {
		if seen > 0 {
			return nil, etag.Stale(0)
		}
		err = s.store.insert(ctx, key, string(value))
	} else if err = etag.Check(seen, row.Version); err == nil {
		err = s.store.update(ctx, row, string(value))
	}
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, key)
}
