package projects

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
	if p.Access = in.Access; p.Access == "" {
		p.Access = Open
	}
	if p.Access == Closed && !s.owns(ctx, p) {
		return nil, notLead()
	}
	return p, reference(db.Insert(ctx, s.kit.DB, p))
}

// Update applies a merge patch to the version the client has seen.
func (s *Service) Update(ctx context.Context, projectID id.ID, seen int, c Change) (*Project, error) {
	p, err := db.Edit[Project](ctx, s.kit.DB, "project", projectID, seen)
	if err != nil {
		return nil, err
	}
	if err := s.mayHandOver(ctx, p, c); err != nil {
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
	endpoint.Diff(set, "access", &p.Access, c.Access)
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

// mayHandOver tells whether the caller may change who sees a project and whose it is: as with its members, its owner, a lead
// of it, or a manager.
func (s *Service) mayHandOver(ctx context.Context, p *Project, c Change) error {
	access := c.Access.Set && c.Access.Value != p.Access
	owner := c.OwnerID.Set && (p.OwnerID == nil || c.OwnerID.Null || c.OwnerID.Value != *p.OwnerID)
	if !access && !owner || s.owns(ctx, p) {
		return nil
	}
	if p.Access == Open && !access && p.OwnerID == nil { // nobody's: whoever works on it may take it on
		return nil
	}
	leads, err := s.store.leads(ctx, p, tenancy.Must(ctx).ID)
	if err == nil && !leads {
		err = notLead()
	}
	return err
}

// owns tells whether the caller is the owner or manages all projects.
func (s *Service) owns(ctx context.Context, p *Project) bool {
	return p.OwnerID != nil && *p.OwnerID == tenancy.Must(ctx).ID || s.kit.Can(ctx, "project:manage")
}

func notLead() error {
	return apperr.New(apperr.Forbidden, "not_lead", "Only the project's owner, a lead of it, or a manager can say whose it is and who sees it.")
}

// reference names the field when the owner does not exist in this organisation.
func reference(err error) error {
	return db.References{"projects_owner_fk": {Pointer: "/owner_id", What: "user"}}.Explain(err)
}
