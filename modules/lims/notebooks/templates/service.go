package templates

import (
	"context"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Service holds the rules of templates.
type Service struct {
	kit   module.Kit
	store store
}

// NewService makes the service.
func NewService(kit module.Kit) *Service { return &Service{kit: kit, store: store{kit.DB}} }

// Get reads one template.
func (s *Service) Get(ctx context.Context, templateID id.ID) (*Template, error) {
	return db.Find[Template](ctx, s.kit.DB, "template", templateID)
}

// ForEntry reads the template that a new entry names.
func (s *Service) ForEntry(ctx context.Context, templateID id.ID) (*Template, error) {
	t, err := s.Get(ctx, templateID)
	switch {
	case apperr.Is(err, apperr.NotFound):
		return nil, apperr.InvalidField("/template_id", "unknown_reference", "There is no such template.")
	case err == nil && t.ArchivedAt != nil:
		return nil, apperr.New(apperr.Conflict, "template_archived", "The template %q is archived; entries are no longer made from it.", t.Name)
	}
	return t, err
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, keys(), "name", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, p)
}

// Create makes a template.
func (s *Service) Create(ctx context.Context, in New) (*Template, error) {
	var f values.Faults
	t := &Template{Key: db.NewKey(ctx), Name: f.Required("/name", in.Name, 200), Description: f.Prose("/description", in.Description, 20000), Stamps: db.By(ctx)}
	t.Title, t.Body = line(&f, in.Title), text(&f, in.Body)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return t, taken(db.Insert(ctx, s.kit.DB, t))
}

// line is the title, which may be empty.
func line(f *values.Faults, title string) string {
	if t := f.Line("/title", &title, maxTitle); t != nil {
		return *t
	}
	return ""
}

// text keeps a body as it was written, to the last space.
func text(f *values.Faults, body string) string {
	if utf8.RuneCountInString(body) > maxBody {
		f.Add("/body", "out_of_range", "This text has at most %d characters.", maxBody)
	}
	return body
}

// Update applies a merge patch to the version the client has seen. Entries made from it stay as they are.
func (s *Service) Update(ctx context.Context, templateID id.ID, seen int, c Change) (*Template, error) {
	t, err := db.Edit[Template](ctx, s.kit.DB, "template", templateID, seen)
	if err != nil {
		return nil, err
	}
	var f values.Faults
	endpoint.PatchLine(&f, "/name", &c.Name, 200)
	endpoint.PatchProse(&f, "/description", &c.Description, 20000)
	c.Title, c.Body = emptied(c.Title), emptied(c.Body)
	c.Title.Value, c.Body.Value = line(&f, c.Title.Value), text(&f, c.Body.Value)
	set := endpoint.Changes{}
	endpoint.Diff(set, "name", &t.Name, c.Name)
	endpoint.DiffOptional(set, "description", &t.Description, c.Description)
	endpoint.Diff(set, "title", &t.Title, c.Title)
	endpoint.Diff(set, "body", &t.Body, c.Body)
	if err := set.Err(f...); err != nil {
		return nil, err
	}
	return t, taken(db.Update(ctx, s.kit.DB, t, set.Columns()))
}

// emptied reads null as the empty text.
func emptied(p endpoint.Patch[string]) endpoint.Patch[string] {
	if p.Null {
		return endpoint.Patch[string]{Set: true}
	}
	return p
}

// Archive takes the template out of use.
func (s *Service) Archive(ctx context.Context, templateID id.ID, seen int) error {
	t, err := db.Edit[Template](ctx, s.kit.DB, "template", templateID, seen)
	if err != nil || t.ArchivedAt != nil {
		return err
	}
	return db.Archive(ctx, s.kit.DB, t)
}

// View adds what the caller may do.
func (s *Service) View(ctx context.Context, t *Template) View {
	return View{Template: *t, Actions: endpoint.Actions{
		"update": endpoint.May(s.kit.Can(ctx, "notebook:update")),
		"delete": endpoint.May(s.kit.Can(ctx, "notebook:delete"), endpoint.When(t.ArchivedAt != nil, "archived")),
	}}
}

func taken(err error) error {
	if db.Violates(err, "entry_templates_name_key") {
		return apperr.New(apperr.Conflict, "already_exists", "There is a template of this name.").At("/name", "already_exists", "This name is taken.")
	}
	return err
}
