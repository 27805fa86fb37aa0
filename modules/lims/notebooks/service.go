package notebooks

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

// Service holds the rules of notebooks.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// Get reads one notebook.
func (s *Service) Get(ctx context.Context, notebookID id.ID) (*View, error) {
	n, err := s.store.get(ctx, notebookID)
	if err != nil {
		return nil, err
	}
	return s.view(ctx, n), nil
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	ids, err := page.ParseIDs(map[string]string{"project_id": f.ProjectID})
	if err != nil {
		return page.List[Item]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, keys(), "-created_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, ids, p)
}

// Create opens a notebook.
func (s *Service) Create(ctx context.Context, in New) (*View, error) {
	var f values.Faults
	title, description := f.Required("/title", in.Title, 300), f.Prose("/description", in.Description, 20000)
	if err := f.Err(); err != nil {
		return nil, err
	}
	n := &Notebook{Key: db.NewKey(ctx), Title: title, ProjectID: in.ProjectID, Description: description, Stamps: db.By(ctx)}
	if err := reference(db.Insert(ctx, s.kit.DB, n)); err != nil {
		return nil, err
	}
	return s.Get(ctx, n.ID)
}

// Update applies a merge patch to the version the client has seen.
func (s *Service) Update(ctx context.Context, notebookID id.ID, seen int, c Change) (*View, error) {
	n, err := db.Edit[Notebook](ctx, s.kit.DB, "notebook", notebookID, seen)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	endpoint.PatchLine(&f, "/title", &c.Title, 300)
	endpoint.PatchProse(&f, "/description", &c.Description, 20000)
	set := endpoint.Changes{}
	endpoint.Diff(set, "title", &n.Title, c.Title)
	endpoint.DiffOptional(set, "project_id", &n.ProjectID, c.ProjectID)
	endpoint.DiffOptional(set, "description", &n.Description, c.Description)
	if err := set.Err(f...); err != nil {
		return nil, err
	}
	if err := reference(db.Update(ctx, s.kit.DB, n, set.Columns())); err != nil {
		return nil, err
	}
	return s.Get(ctx, notebookID)
}

// Archive hides the notebook from lists, and its entries from the list of all entries; they stay readable.
func (s *Service) Archive(ctx context.Context, notebookID id.ID, seen int) error {
	n, err := db.Edit[Notebook](ctx, s.kit.DB, "notebook", notebookID, seen)
	if err != nil || n.ArchivedAt != nil {
		return err
	}
	return db.Archive(ctx, s.kit.DB, n)
}

func (s *Service) view(ctx context.Context, n *Item) *View {
	archived := endpoint.When(n.ArchivedAt != nil, "archived")
	return &View{Item: *n, Actions: endpoint.Actions{
		"update":       endpoint.May(s.kit.Can(ctx, "notebook:update")),
		"delete":       endpoint.May(s.kit.Can(ctx, "notebook:delete"), archived),
		"create_entry": endpoint.May(s.kit.Can(ctx, "notebook:create"), archived),
	}}
}

// reference names the field when the project does not exist in this organisation.
func reference(err error) error {
	return db.References{"notebooks_project_fk": {Pointer: "/project_id", What: "project"}}.Explain(err)
}
