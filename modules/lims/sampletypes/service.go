package sampletypes

import (
	"context"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Service holds the rules of kinds of samples.
type Service struct {
	kit   module.Kit
	store store
	form  *regexp.Regexp
}

// NewService makes the service.
func NewService(kit module.Kit) *Service {
	return &Service{kit: kit, store: store{kit.DB}, form: regexp.MustCompile(`^[a-z][a-z0-9_]{0,59}$`)}
}

// maxTypes bounds what an organisation makes: the list is one page, and every form has it.
const maxTypes = 200

// Schemas reads the schemas of kinds; what is no kind of the organisation is absent.
func (s *Service) Schemas(ctx context.Context, keys ...string) (map[string]*Schema, error) {
	keys = slices.DeleteFunc(keys, func(key string) bool { return !s.form.MatchString(key) })
	if len(keys) == 0 {
		return nil, nil //nolint:nilnil // no kinds are an empty map
	}
	slices.Sort(keys)
	found, err := s.store.all(ctx, slices.Compact(keys)...)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*Schema, len(keys))
	for _, key := range keys {
		if t := builtInOf(key); t != nil {
			out[key] = compile(t)
		}
	}
	for i := range found {
		out[found[i].TypeKey] = compile(&found[i])
	}
	return out, nil
}

// FieldsOf lists the fields of all kinds that have one of the keys; all fields without keys.
func (s *Service) FieldsOf(ctx context.Context, keys []string) ([]Field, error) {
	found, err := s.store.all(ctx)
	if err != nil {
		return nil, err
	}
	out := []Field{}
	for i := range found {
		for _, fd := range found[i].Fields {
			if len(keys) == 0 || slices.Contains(keys, fd.Key) {
				out = append(out, fd)
			}
		}
	}
	return out, nil
}

// Known tells whether a key is a kind of sample, archived or not; it asks the database for none that is built in.
func (s *Service) Known(ctx context.Context, key string) (bool, error) {
	if isBuiltIn(key) || !s.form.MatchString(key) {
		return isBuiltIn(key), nil
	}
	found, err := s.store.all(ctx, key)
	return len(found) > 0, err
}

// List gives every kind: the built-in ones first, then the organisation's own by key.
func (s *Service) List(ctx context.Context, archived bool) ([]Item, error) {
	found, err := s.store.all(ctx)
	if err != nil {
		return nil, err
	}
	own := make(map[string]*Type, len(found))
	for i := range found {
		own[found[i].TypeKey] = &found[i]
	}
	out := []Item{}
	for _, t := range builtIn() {
		if changed := own[t.TypeKey]; changed != nil {
			t = *changed
			delete(own, t.TypeKey)
		}
		out = append(out, t.item(tenancy.Must(ctx).Org))
	}
	for _, key := range slices.Sorted(maps.Keys(own)) {
		if archived || own[key].ArchivedAt == nil {
			out = append(out, own[key].item(tenancy.Must(ctx).Org))
		}
	}
	return out, nil
}

// Get reads one kind.
func (s *Service) Get(ctx context.Context, key string) (*Type, error) {
	if !s.form.MatchString(key) {
		return nil, apperr.Missing("sample type")
	}
	found, err := s.store.all(ctx, key)
	switch {
	case err != nil:
		return nil, err
	case len(found) > 0:
		return &found[0], nil
	}
	if t := builtInOf(key); t != nil {
		return t, nil
	}
	return nil, apperr.Missing("sample type")
}

// Create makes a kind of sample.
func (s *Service) Create(ctx context.Context, in New) (*Type, error) {
	var f values.Faults
	if !s.form.MatchString(in.Key) {
		f.Add("/key", "invalid_key", "A key has 1 to 60 lower-case letters, digits or _ and starts with a letter.")
	}
	t := &Type{Key: db.NewKey(ctx), TypeKey: in.Key, Label: f.Required("/label", in.Label, 200), Description: f.Prose("/description", in.Description, 2000),
		Strict: in.Strict, Fields: define(&f, in.Fields), Stamps: db.By(ctx)}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if isBuiltIn(in.Key) {
		return nil, taken()
	}
	n, err := s.store.count(ctx)
	if err != nil {
		return nil, err
	}
	if n >= maxTypes {
		return nil, apperr.New(apperr.Conflict, "too_many_sample_types", "An organisation has at most %d sample types.", maxTypes)
	}
	if err := db.Insert(ctx, s.kit.DB, t); db.Violates(err, "sample_types_key") {
		return nil, taken()
	} else if err != nil {
		return nil, err
	}
	return t, s.store.keep(ctx, t, t.CreatedBy)
}

func taken() error {
	const why = "Your organisation has a sample type with this key; an archived one keeps it."
	return apperr.New(apperr.Conflict, "key_taken", why).At("/key", "key_taken", why)
}

// Update applies a merge patch to the version the client has seen. Samples that are there keep their values, whatever
// the new fields say: reading one names what no longer fits.
func (s *Service) Update(ctx context.Context, key string, seen int, c Change) (*Type, error) {
	t, err := s.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	if err := etag.Check(seen, t.Version); err != nil {
		return nil, err
	}
	if changed, err := t.diff(c); err != nil || len(changed) == 0 {
		return t, err
	}
	if isBuiltIn(key) {
		if err := s.store.adopt(ctx, *builtInOf(key)); err != nil {
			return nil, err
		}
	}
	if t, err = s.store.lock(ctx, key, seen); err != nil {
		return nil, err
	}
	changed, err := t.diff(c)
	if err != nil {
		return nil, err
	}
	return t, s.change(ctx, t, func() error { return db.Update(ctx, s.kit.DB, t, changed) })
}

// change changes a locked kind and keeps what it was and what it becomes.
func (s *Service) change(ctx context.Context, t *Type, do func() error) error {
	if err := s.store.keep(ctx, t, nil); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return s.store.keep(ctx, t, db.By(ctx).CreatedBy)
}

// diff checks a patch and gives the columns it changes.
func (t *Type) diff(c Change) (map[string]any, error) {
	var f values.Faults
	endpoint.PatchLine(&f, "/label", &c.Label, 200)
	endpoint.PatchProse(&f, "/description", &c.Description, 2000)
	set, now := endpoint.Changes{}, *t
	endpoint.Diff(set, "label", &now.Label, c.Label)
	endpoint.DiffOptional(set, "description", &now.Description, c.Description)
	endpoint.Diff(set, "strict", &now.Strict, c.Strict)
	if c.Fields.Set {
		if fields := define(&f, c.Fields.Value); !same(fields, t.Fields) {
			set["fields"] = fields
		}
	}
	return set.Columns(), set.Err(f...)
}

func same(a, b Fields) bool {
	x, errA := json.Marshal(a)
	y, errB := json.Marshal(b)
	return errA == nil && errB == nil && string(x) == string(y)
}

// Archive takes a kind out of use: no new sample gets it, those that have it keep it.
func (s *Service) Archive(ctx context.Context, key string, seen int) error {
	if isBuiltIn(key) {
		return apperr.New(apperr.Conflict, "built_in", "Every organisation has this sample type; it can be changed and not archived.")
	}
	if !s.form.MatchString(key) {
		return apperr.Missing("sample type")
	}
	t, err := s.store.lock(ctx, key, seen)
	if err != nil || t.ArchivedAt != nil {
		return err
	}
	return s.change(ctx, t, func() error { return db.Archive(ctx, s.kit.DB, t) })
}

// View adds what the caller may do.
func (s *Service) View(ctx context.Context, t *Type) View {
	return View{Item: t.item(tenancy.Must(ctx).Org), Actions: endpoint.Actions{
		"update": {Allowed: s.kit.Can(ctx, "sample_type:update")},
		"delete": endpoint.May(s.kit.Can(ctx, "sample_type:delete"), endpoint.When(isBuiltIn(t.TypeKey), "built_in"), endpoint.When(t.ArchivedAt != nil, "archived")),
	}}
}

// referred are the types of records a field may refer to, and their tables.
func referred() map[string]string {
	return map[string]string{"sample": "samples", "project": "projects", "instrument": "instruments", "calibration": "calibrations", "protocol": "protocols",
		"notebook": "notebooks", "notebook_entry": "notebook_entries", "experiment": "experiments", "result": "results", "file": "files"}
}

// CheckRefs notes every reference to a record that is not there, with one statement for each type of record.
func (s *Service) CheckRefs(ctx context.Context, f *values.Faults, refs []Ref) error {
	byType := map[string][]string{}
	for _, r := range refs {
		byType[r.Type] = append(byType[r.Type], r.Text)
	}
	known := map[string]map[string]bool{}
	for _, kind := range slices.Sorted(maps.Keys(byType)) {
		found, err := s.store.records(ctx, referred()[kind], byType[kind])
		if err != nil {
			return err
		}
		known[kind] = found
	}
	for _, r := range refs {
		if !known[r.Type][strings.ToLower(r.Text)] {
			f.Add(r.Pointer, "unknown_reference", "There is no such %s.", strings.ReplaceAll(r.Type, "_", " "))
		}
	}
	return nil
}
