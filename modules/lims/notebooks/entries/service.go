package entries

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/links"
	"github.com/spectra-lab/spectra/modules/lims/notebooks/templates"
)

// Service holds the rules of entries.
type Service struct {
	kit       module.Kit
	store     store
	links     *links.Service
	templates *templates.Service
}

// NewService makes the service.
func NewService(kit module.Kit, l *links.Service, t *templates.Service) *Service {
	return &Service{kit: kit, store: store{kit.DB}, links: l, templates: t}
}

// Get reads one entry with the names of what it links to. Call it in a snapshot: they are two statements.
func (s *Service) Get(ctx context.Context, entryID id.ID) (*View, error) {
	e, err := s.store.get(ctx, entryID)
	if err != nil {
		return nil, err
	}
	if e.Linked, err = s.links.Describe(ctx, e.Links); err != nil {
		return nil, err
	}
	locked := endpoint.When(e.LockedAt != nil, "locked")
	return &View{Full: *e, Actions: endpoint.Actions{
		"update": endpoint.May(s.kit.Can(ctx, "notebook:update"), locked),
		"delete": endpoint.May(s.kit.Can(ctx, "notebook:delete"), locked, endpoint.When(e.ArchivedAt != nil, "archived")),
		"sign":   endpoint.May(s.kit.Can(ctx, "signature:create"), e.signObstacle()),
	}}, nil
}

// List reads one page of the entries of all notebooks.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	ids, err := page.ParseIDs(map[string]string{"notebook_id": f.NotebookID, "template_id": f.TemplateID, "record_id": f.RecordID})
	if err != nil {
		return page.List[Item]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, keys(), "-created_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, ids, p)
}

// Of reads one page of the entries of one notebook.
func (s *Service) Of(ctx context.Context, notebookID id.ID, n Narrow, r page.Request) (page.List[Item], error) {
	if err := s.store.hasNotebook(ctx, notebookID); err != nil {
		return page.List[Item]{}, err
	}
	return s.List(ctx, Filter{NotebookID: notebookID.String(), Narrow: n}, r)
}

// Create writes an entry and its first version.
func (s *Service) Create(ctx context.Context, in New) (*View, error) {
	e := &Entry{Key: db.NewKey(ctx), NotebookID: in.NotebookID, TemplateID: in.TemplateID, Links: list(in.Links), Stamps: db.By(ctx)}
	if err := s.start(ctx, e, in); err != nil {
		return nil, err
	}
	if err := s.store.openNotebook(ctx, in.NotebookID); err != nil {
		return nil, err
	}
	if err := db.Insert(ctx, s.kit.DB, e); err != nil {
		return nil, err
	}
	if err := s.store.keep(ctx, e, created); err != nil {
		return nil, err
	}
	if err := s.store.relink(ctx, e); err != nil {
		return nil, err
	}
	return s.Get(ctx, e.ID)
}

// start fills title and text, from the template where they are absent, and names everything at fault.
func (s *Service) start(ctx context.Context, e *Entry, in New) error {
	title, body := in.Title, in.Body
	if in.TemplateID != nil {
		t, err := s.templates.ForEntry(ctx, *in.TemplateID)
		if err != nil {
			return err
		}
		if title == "" {
			title = t.Title
		}
		if body == nil {
			body = &t.Body
		}
	}
	var f values.Faults
	e.Title = f.Required("/title", title, maxTitle)
	if body != nil {
		e.Body = text(&f, *body)
	}
	links.Check(&f, "/links", e.Links)
	if err := f.Err(); err != nil {
		return err
	}
	if err := s.links.Find(ctx, &f, "/links", e.Links, nil); err != nil {
		return err
	}
	return f.Err()
}

// text keeps a body as it was written, to the last space.
func text(f *values.Faults, body string) string {
	if utf8.RuneCountInString(body) > maxBody {
		f.Add("/body", "out_of_range", "This text has at most %d characters.", maxBody)
	}
	return body
}

// list is never nil: an entry without links has an empty list of them.
func list(l []links.Target) []links.Target {
	if l == nil {
		return []links.Target{}
	}
	return l
}

// Update applies a merge patch to the version the client has seen, and writes the next version. Whoever has seen an older
// one gets what a merge of three needs.
func (s *Service) Update(ctx context.Context, entryID id.ID, seen int, c Change) (*View, error) {
	e, err := s.edit(ctx, entryID)
	if err != nil {
		return nil, err
	}
	if seen != e.Version {
		return nil, s.stale(ctx, e, seen)
	}
	set, err := s.changes(ctx, e, c)
	if err != nil {
		return nil, err
	}
	if len(set) == 0 {
		return s.Get(ctx, entryID)
	}
	if err := db.Update(ctx, s.kit.DB, e, set); err != nil {
		return nil, err
	}
	if err := s.store.keep(ctx, e, updated); err != nil {
		return nil, err
	}
	if _, ok := set["links"]; ok {
		if err := s.store.relink(ctx, e); err != nil {
			return nil, err
		}
	}
	return s.Get(ctx, entryID)
}

// edit locks an entry for a change. What was signed once changes with a reason only, even after the lock is gone.
func (s *Service) edit(ctx context.Context, entryID id.ID) (*Entry, error) {
	e, err := db.Edit[Entry](ctx, s.kit.DB, record, entryID, 0)
	if err != nil || tenancy.StampFrom(ctx).Reason != "" {
		return e, err
	}
	signed, err := s.store.signed(ctx, entryID)
	if err == nil && signed {
		err = endpoint.ReasonRequired()
	}
	return e, err
}

// changes are the columns that a patch really changes.
func (s *Service) changes(ctx context.Context, e *Entry, c Change) (map[string]any, error) {
	var f values.Faults
	endpoint.PatchLine(&f, "/title", &c.Title, maxTitle)
	if c.Body.Null {
		c.Body = endpoint.Patch[string]{Set: true}
	}
	c.Body.Value = text(&f, c.Body.Value)
	wanted := list(c.Links.Value)
	links.Check(&f, "/links", wanted)
	set := endpoint.Changes{}
	endpoint.Diff(set, "title", &e.Title, c.Title)
	endpoint.Diff(set, "body", &e.Body, c.Body)
	if err := set.Err(f...); err != nil {
		return nil, err
	}
	if !c.Links.Set || slices.Equal(wanted, e.Links) {
		return set.Columns(), nil
	}
	if i := slices.Index(wanted, links.Target{Type: record, ID: e.ID}); i >= 0 {
		return nil, apperr.InvalidField("/links/"+strconv.Itoa(i), "self_reference", "An entry does not link to itself.")
	}
	if err := s.links.Find(ctx, &f, "/links", wanted, e.Links); err != nil {
		return nil, err
	}
	written, err := json.Marshal(wanted)
	if err == nil {
		err = f.Err()
	}
	set["links"], e.Links = string(written), wanted
	return set.Columns(), err
}

// Archive hides the entry from lists.
func (s *Service) Archive(ctx context.Context, entryID id.ID, seen int) error {
	e, err := s.edit(ctx, entryID)
	if err != nil || e.ArchivedAt != nil && seen == e.Version {
		return err
	}
	if seen != e.Version {
		return s.stale(ctx, e, seen)
	}
	if err := db.Archive(ctx, s.kit.DB, e); err != nil {
		return err
	}
	return s.store.keep(ctx, e, archived)
}
