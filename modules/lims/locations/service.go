package locations

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// maxDepth bounds the tree: paths stay readable, and ways through it short.
const maxDepth = 12

// Service holds the rules of locations.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// Get reads one location.
func (s *Service) Get(ctx context.Context, locationID id.ID) (*Item, error) {
	return s.store.get(ctx, locationID)
}

// List reads one page, in the order of the tree.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	ids, err := page.ParseIDs(map[string]string{"parent_id": f.ParentID})
	if err != nil {
		return page.List[Item]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "path", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, ids["parent_id"], p)
}

// Create makes a place, within another one or as a root.
func (s *Service) Create(ctx context.Context, in New) (*Item, error) {
	var f values.Faults
	l := &Location{Key: db.NewKey(ctx), Name: f.Required("/name", in.Name, 100), Kind: in.Kind, ParentID: in.ParentID, Capacity: in.Capacity,
		Barcode: f.Line("/barcode", in.Barcode, 200), Description: f.Prose("/description", in.Description, 20000), Stamps: db.By(ctx)}
	if in.Grid != nil {
		in.Grid.check(&f, "/grid")
		l.Grid = in.Grid
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if l.ParentID != nil {
		if err := s.below(ctx, *l.ParentID, l.ID); err != nil {
			return nil, err
		}
	}
	if err := db.Insert(ctx, s.kit.DB, l); err != nil {
		return nil, taken(err)
	}
	if err := s.store.writePaths(ctx, l.ID); err != nil {
		return nil, err
	}
	return s.Get(ctx, l.ID)
}

// below checks that a location may come below another one. It changes the shape of the tree.
func (s *Service) below(ctx context.Context, parentID, moved id.ID) error {
	if err := s.store.lockTree(ctx); err != nil {
		return err
	}
	archived, err := s.store.parent(ctx, parentID)
	if err != nil {
		return err
	}
	at, err := s.store.place(ctx, parentID, moved)
	switch {
	case err != nil:
		return err
	case at.within:
		return apperr.InvalidField("/parent_id", "location_cycle", "A location cannot lie in itself or in what lies in it.")
	case archived:
		return apperr.New(apperr.Conflict, "location_archived", "The location is archived; nothing can be put into it.").
			At("/parent_id", "location_archived", "This location is archived.")
	case at.depth+at.height >= maxDepth:
		return apperr.InvalidField("/parent_id", "too_deep", "Locations lie at most %d levels deep.", maxDepth)
	}
	return nil
}

// Update applies a merge patch to the version the client has seen.
func (s *Service) Update(ctx context.Context, locationID id.ID, seen int, c Change) (*Item, error) {
	if c.ParentID.Set || c.Name.Set { // before the row lock, as every change of the tree's shape and paths
		if err := s.store.lockTree(ctx); err != nil {
			return nil, err
		}
	}
	l, err := db.Edit[Location](ctx, s.kit.DB, "location", locationID, seen)
	if err != nil {
		return nil, err
	}
	before := *l
	set, err := diff(l, c)
	if err != nil {
		return nil, err
	}
	if err := s.check(ctx, &before, l, set); err != nil {
		return nil, err
	}
	if err := db.Update(ctx, s.kit.DB, l, set); err != nil {
		return nil, taken(err)
	}
	_, renamed := set["name"]
	if _, moved := set["parent_id"]; moved || renamed {
		if err := s.store.writePaths(ctx, locationID); err != nil {
			return nil, err
		}
	}
	return s.Get(ctx, locationID)
}

func diff(l *Location, c Change) (endpoint.Changes, error) {
	var f values.Faults
	endpoint.PatchLine(&f, "/name", &c.Name, 100)
	endpoint.PatchLine(&f, "/barcode", &c.Barcode, 200)
	endpoint.PatchProse(&f, "/description", &c.Description, 20000)
	if c.Grid.Set && !c.Grid.Null {
		c.Grid.Value.check(&f, "/grid")
	}
	set := endpoint.Changes{}
	endpoint.Diff(set, "name", &l.Name, c.Name)
	endpoint.Diff(set, "kind", &l.Kind, c.Kind)
	endpoint.DiffOptional(set, "parent_id", &l.ParentID, c.ParentID)
	endpoint.DiffOptional(set, "capacity", &l.Capacity, c.Capacity)
	endpoint.DiffOptional(set, "grid", &l.Grid, c.Grid)
	endpoint.DiffOptional(set, "barcode", &l.Barcode, c.Barcode)
	endpoint.DiffOptional(set, "description", &l.Description, c.Description)
	return set, set.Err(f...)
}

// check looks at what a patch would do to the tree and to what lies in the location.
func (s *Service) check(ctx context.Context, before, after *Location, set endpoint.Changes) error {
	if _, moved := set["parent_id"]; moved && after.ParentID != nil {
		if err := s.below(ctx, *after.ParentID, after.ID); err != nil {
			return err
		}
	}
	if _, resized := set["capacity"]; resized && after.Capacity != nil && (before.Capacity == nil || *after.Capacity < *before.Capacity) {
		now, err := s.Get(ctx, after.ID)
		if err == nil && now.Occupied > *after.Capacity {
			err = full(now.Occupied, "/capacity")
		}
		if err != nil {
			return err
		}
	}
	if _, other := set["grid"]; other {
		return s.regrid(ctx, before, after)
	}
	return nil
}

// Archive hides an empty location from lists.
func (s *Service) Archive(ctx context.Context, locationID id.ID, seen int) error {
	l, err := db.Edit[Location](ctx, s.kit.DB, "location", locationID, seen)
	if err != nil || l.ArchivedAt != nil {
		return err
	}
	now, err := s.Get(ctx, locationID) // with the row locked, nothing can be put into it meanwhile
	if err != nil {
		return err
	}
	if now.Occupied > 0 || now.Children > 0 {
		return apperr.New(apperr.Conflict, "location_not_empty", "%d samples and %d locations lie here; move them first.", now.Occupied, now.Children).
			With("occupied", now.Occupied).With("children", now.Children)
	}
	return db.Archive(ctx, s.kit.DB, l)
}

// View adds what the caller may do.
func (s *Service) View(ctx context.Context, i *Item) View {
	archived := endpoint.When(i.ArchivedAt != nil, "archived")
	return View{Item: *i, Actions: endpoint.Actions{
		"update": endpoint.May(s.kit.Can(ctx, "location:update")),
		"delete": endpoint.May(s.kit.Can(ctx, "location:delete"), archived, endpoint.When(i.Occupied > 0 || i.Children > 0, "location_not_empty")),
	}}
}

func taken(err error) error {
	for constraint, f := range map[string]apperr.Field{
		"locations_name_key":    {Pointer: "/name", Code: "name_taken", Detail: "Another location at the same place has this name."},
		"locations_barcode_key": {Pointer: "/barcode", Code: "barcode_taken", Detail: "Another location of your organisation has this barcode."},
	} {
		if db.Violates(err, constraint) {
			return apperr.New(apperr.Conflict, f.Code, "%s", f.Detail).At(f.Pointer, f.Code, "%s", f.Detail)
		}
	}
	return err
}
