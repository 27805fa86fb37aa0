package projects

import (
	"context"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Service holds the rules of projects.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// Get reads one project.
func (s *Service) Get(ctx context.Context, projectID id.ID) (*Project, error) {
	return db.Find[Project](ctx, s.kit.DB, "project", projectID)
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Project], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, keys, "-created_at", r, f)
	if err != nil {
		return page.List[Project]{}, err
	}
	return s.store.list(ctx, f, p)
}

// Create opens a project; the caller owns it unless somebody else is named.
func (s *Service) Create(ctx context.Context, in New) (*Project, error) {
	var f values.Faults
	name, description := f.Required("/name", in.Name, 200), f.Prose("/description", in.Description, 20000)
	if err := f.Err(); err != nil {
		return nil, err
	}
	p := &Project{Key: db.NewKey(ctx), Name: name, Description: description, Status: in.Status, OwnerID: in.OwnerID, Stamps: db.By(ctx)}
	if p.Status == "" {
		p.Status = "active"
	}
	if p.OwnerID == nil {
		p.OwnerID = p.CreatedBy
	}
	return p, reference(db.Insert(ctx, s.kit.DB, p))
}

// Update applies a merge patch to the version the client has seen.
func (s *Service) Update(ctx context.Context, projectID id.ID, seen int, c Change) (*Project, error) {
	p, err := db.Edit[Project](ctx, s.kit.DB, "project", projectID, seen)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	endpoint.PatchLine(&f, "/name", &c.Name, 200)
	endpoint.PatchProse(&f, "/description", &c.Description, 20000)
	set := endpoint.Changes{}
	endpoint.Diff(set, "name", &p.Name, c.Name)
	endpoint.DiffOptional(set, "description", &p.Description, c.Description)
	endpoint.Diff(set, "status", &p.Status, c.Status)
	endpoint.DiffOptional(set, "owner_id", &p.OwnerID, c.OwnerID)
	if err := set.Err(f...); err != nil {
		return nil, err
	}
	return p, reference(db.Update(ctx, s.kit.DB, p, set.Columns()))
}

// Archive hides the project from lists.
func (s *Service) Archive(ctx context.Context, projectID id.ID, seen int) error {
	p, err := db.Edit[Project](ctx, s.kit.DB, "project", projectID, seen)
	if err != nil || p.ArchivedAt != nil {
		return err
	}
	return db.Archive(ctx, s.kit.DB, p)
}

// View adds what the caller may do.
func (s *Service) View(ctx context.Context, p *Project) View {
	return View{Project: *p, Actions: endpoint.Actions{
		"update": {Allowed: s.kit.Can(ctx, "project:update")},
		"delete": {Allowed: s.kit.Can(ctx, "project:delete") && p.ArchivedAt == nil},
	}}
}

// reference names the field when the owner does not exist in this organisation.
func reference(err error) error {
	return db.References{"projects_owner_fk": {Pointer: "/owner_id", What: "user"}}.Explain(err)
}
