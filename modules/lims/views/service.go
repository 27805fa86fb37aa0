package views

import (
	"context"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Service holds the rules of views.
type Service struct {
	kit   module.Kit
	store store
	lists func() map[string]*endpoint.List
}

// NewService makes the service; which lists there are it learns with its routes.
func NewService(kit module.Kit) *Service {
	return &Service{kit: kit, store: store{kit.DB}, lists: func() map[string]*endpoint.List { return nil }}
}

// Get reads one view, the caller's own or a shared one.
func (s *Service) Get(ctx context.Context, viewID id.ID) (*View, error) {
	v, err := db.Find[View](ctx, s.kit.DB, "view", viewID)
	if err == nil && !visible(ctx, v) {
		return nil, apperr.Missing("view")
	}
	return v, err
}

// List reads one page of the caller's own and all shared views.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[View], error) {
	a := tenancy.Must(ctx)
	p, err := page.Open(s.kit.Cursors, a.Org, sortKeys(), "name", r, struct {
		Filter
		Owner id.ID
	}{f, a.ID})
	if err != nil {
		return page.List[View]{}, err
	}
	return s.store.list(ctx, f, p)
}

// Create saves a view of the caller's.
func (s *Service) Create(ctx context.Context, in New) (*View, error) {
	var f values.Faults
	name := f.Required("/name", in.Name, 100)
	l := s.list(ctx, in.Resource)
	if l == nil {
		f.Add("/resource", "not_allowed", "There are views of: %s.", strings.Join(s.resources(ctx), ", "))
		return nil, f.Err()
	}
	q, err := query(ctx, &f, l, in.Query)
	if err != nil {
		return nil, err
	}
	cols := columns(&f, l, in.Columns)
	if err := f.Err(); err != nil {
		return nil, err
	}
	v := &View{Key: db.NewKey(ctx), OwnerID: tenancy.Must(ctx).ID, Resource: in.Resource, Name: name, Query: q, Columns: cols, Shared: in.Shared, Stamps: db.By(ctx)}
	return v, taken(db.Insert(ctx, s.kit.DB, v))
}

// Update applies a merge patch; only the owner may.
func (s *Service) Update(ctx context.Context, viewID id.ID, seen int, c Change) (*View, error) {
	v, err := s.own(ctx, viewID, seen)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	endpoint.PatchLine(&f, "/name", &c.Name, 100)
	set := endpoint.Changes{}
	endpoint.Diff(set, "name", &v.Name, c.Name)
	endpoint.Diff(set, "shared", &v.Shared, c.Shared)
	if err := s.replace(ctx, &f, set, v, c); err != nil {
		return nil, err
	}
	if err := set.Err(f...); err != nil {
		return nil, err
	}
	return v, taken(db.Update(ctx, s.kit.DB, v, set.Columns()))
}

// replace takes query and columns as they are given; null empties them.
func (s *Service) replace(ctx context.Context, f *values.Faults, set endpoint.Changes, v *View, c Change) error {
	l := s.list(ctx, v.Resource)
	if l == nil && (c.Query.Set || c.Columns.Set) {
		return apperr.New(apperr.Conflict, "list_gone", "The list of this view is not there for you any more.")
	}
	if c.Query.Set {
		q, err := query(ctx, f, l, c.Query.Value)
		if err != nil {
			return err
		}
		if !same(q, v.Query) {
			set["query"] = text(q)
		}
	}
	if c.Columns.Set {
		if cols := columns(f, l, c.Columns.Value); !slices.Equal(cols, v.Columns) {
			set["columns"] = text(cols)
		}
	}
	return nil
}

// Archive removes a view from lists; only the owner may.
func (s *Service) Archive(ctx context.Context, viewID id.ID, seen int) error {
	v, err := s.own(ctx, viewID, seen)
	if err != nil || v.ArchivedAt != nil {
		return err
	}
	return db.Archive(ctx, s.kit.DB, v)
}

// own locks a view for a change by its owner. Others learn of it only when it is shared.
func (s *Service) own(ctx context.Context, viewID id.ID, seen int) (*View, error) {
	v, err := s.Get(ctx, viewID)
	if err != nil {
		return nil, err
	}
	if v.OwnerID != tenancy.Must(ctx).ID {
		return nil, apperr.New(apperr.Forbidden, "not_owner", "Only the owner changes a view; save one of your own.")
	}
	return db.Edit[View](ctx, s.kit.DB, "view", viewID, seen)
}

// Show adds what the caller may do.
func (s *Service) Show(ctx context.Context, v *View) Shown {
	own := v.OwnerID == tenancy.Must(ctx).ID
	return Shown{View: *v, Actions: endpoint.Actions{
		"update": {Allowed: own && s.kit.Can(ctx, "view:update")},
		"delete": {Allowed: own && s.kit.Can(ctx, "view:delete") && v.ArchivedAt == nil},
	}}
}

// list is a list that the caller may read, nil when there is none.
func (s *Service) list(ctx context.Context, resource string) *endpoint.List {
	if l := s.lists()[resource]; l != nil && s.kit.Can(ctx, l.Permission) {
		return l
	}
	return nil
}

func (s *Service) resources(ctx context.Context) (out []string) {
	for name := range s.lists() {
		if s.list(ctx, name) != nil {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func visible(ctx context.Context, v *View) bool { return v.Shared || v.OwnerID == tenancy.Must(ctx).ID }

func taken(err error) error {
	if db.Violates(err, "saved_views_name_key") {
		return apperr.New(apperr.Conflict, "name_taken", "You have a view of this list with this name already.")
	}
	return err
}
