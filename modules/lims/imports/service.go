package imports

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
	"github.com/spectra-lab/spectra/modules/lims/samples"
	"github.com/spectra-lab/spectra/modules/lims/sampletypes"
)

// Samples registers samples by their own rules.
type Samples interface {
	CreateAll(ctx context.Context, in samples.Bulk, dryRun bool) (*samples.Report, error)
}

// Types knows what custom values the kinds of samples have.
type Types interface {
	Schemas(ctx context.Context, keys ...string) (map[string]*sampletypes.Schema, error)
}

// Service holds the rules of imports.
type Service struct {
	kit     module.Kit
	samples Samples
	types   Types
	store   store
	reading chan struct{} // one large file at a time
}

// NewService makes the service.
func NewService(kit module.Kit, s Samples, t Types) *Service {
	return &Service{kit: kit, samples: s, types: t, store: store{kit.DB}, reading: make(chan struct{}, 2)}
}

// turn waits until fewer than two files are read: each may unpack to many times its size.
func (s *Service) turn(ctx context.Context) (leave func(), err error) {
	select {
	case s.reading <- struct{}{}:
		return func() { <-s.reading }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// badRows is the refusal of a file with faults.
func badRows(i *Import, r *report) error {
	e := apperr.New(apperr.Invalid, "invalid_rows", "%d of %d rows cannot be registered; nothing was written. The report names every fault.", i.Invalid, i.Rows)
	return e.With("id", i.ID).With("rows", i.Rows).With("valid", i.Valid).With("invalid", i.Invalid).With("errors", r.faults).With("errors_truncated", r.truncated)
}

// record is a new import of a file.
func record(ctx context.Context, f *form, p *plan) *Import {
	i := &Import{Key: db.NewKey(ctx), Filename: f.filename, Size: int64(len(f.content)), SHA256: f.sha256(), Status: Queued,
		Mapping: mustJSON(p.mapping), Options: mustJSON(f.options), Errors: json.RawMessage("[]"), Stamps: db.By(ctx)}
	if f.sampleType != "" {
		i.SampleType = &f.sampleType
	}
	return i
}

// Load registers the rows of a table that is at hand, all or none, in the caller's transaction. A table with faults is
// kept as a refused import, with its report.
func (s *Service) Load(ctx context.Context, filename string, content []byte) (*View, error) {
	f := &form{}
	if err := f.file(filename, content); err != nil {
		return nil, err
	}
	p, err := s.plan(ctx, f)
	if err != nil {
		return nil, err
	}
	i := record(ctx, f, p)
	idle := func(float64) error { return nil }
	if _, err := s.apply(ctx, i, p, content, idle); err != nil {
		return nil, err
	}
	if i.Status == Refused {
		err = s.store.keep(ctx, i, content)
	} else {
		err = s.finish(ctx, i, p, content, true, idle)
	}
	if err != nil {
		return nil, err
	}
	return s.view(ctx, i)
}

func (i *Import) count(r *report) {
	i.Rows, i.Invalid = r.rows, len(r.bad)
	i.Valid, i.Errors = i.Rows-i.Invalid, mustJSON(r.faults)
}

// apply checks a file and, when it has no fault, registers all its rows, in the caller's transaction. i is filled, not
// stored.
func (s *Service) apply(ctx context.Context, i *Import, p *plan, content []byte, step func(share float64) error) (*report, error) {
	r, err := s.check(ctx, p, content, func(int) error { return step(0.4) })
	if err != nil {
		return nil, err
	}
	if i.count(r); i.Invalid > 0 {
		i.Status = Refused
		return r, nil
	}
	i.Status = Applied
	return r, nil
}

// told puts the import itself into the trail, beside the entries of its samples.
func (s *Service) told(ctx context.Context, i *Import) error {
	return audittrail.Event(ctx, s.kit.DB, "sample", map[string]any{"import_id": i.ID, "filename": i.Filename, "sha256": i.SHA256, "rows": i.Rows, "status": i.Status})
}

// Get reads one import.
func (s *Service) Get(ctx context.Context, importID id.ID) (*View, error) {
	i, err := db.Find[Import](ctx, s.kit.DB, "import", importID)
	if err != nil {
		return nil, err
	}
	return s.view(ctx, i)
}

func (s *Service) view(ctx context.Context, i *Import) (*View, error) {
	v := &View{Import: *i, Errors: []Fault{}, SampleIDs: []id.ID{}, Actions: endpoint.Actions{
		"undo": endpoint.May(s.mayUndo(ctx, i), endpoint.When(i.Status != Applied, "import_"+i.Status))}}
	if err := json.Unmarshal(i.Errors, &v.Errors); err != nil {
		return nil, err
	}
	v.Truncated = len(v.Errors) >= maxErrors
	if i.Status != Applied && i.Status != Undone {
		return v, nil
	}
	var err error
	v.SampleIDs, err = s.store.samples(ctx, i.ID, maxListed)
	return v, err
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Import], error) {
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Import]{}, err
	}
	return s.store.list(ctx, f, p)
}

// mayUndo: one's own imports, and everybody's for those who archive samples.
func (s *Service) mayUndo(ctx context.Context, i *Import) bool {
	own := i.CreatedBy != nil && *i.CreatedBy == tenancy.Must(ctx).ID
	return s.kit.Can(ctx, "import:undo") && (own || s.kit.Can(ctx, "sample:delete"))
}

// Undo archives the samples of an import while none has been used. Their barcodes are free again, so that the mended
// file can be imported.
func (s *Service) Undo(ctx context.Context, importID id.ID) (*View, error) {
	i, err := db.Lock[Import](ctx, s.kit.DB, "import", importID)
	if err != nil {
		return nil, err
	}
	if !s.mayUndo(ctx, i) {
		return nil, apperr.New(apperr.Forbidden, "forbidden", "You can undo your own imports; those of others need sample:delete.")
	}
	if i.Status != Applied {
		return nil, apperr.New(apperr.Conflict, "import_"+i.Status, "Only an import that was applied can be undone; this one is %s.", i.Status)
	}
	used, total, err := s.store.used(ctx, importID)
	if err != nil {
		return nil, err
	}
	if total > 0 {
		return nil, apperr.New(apperr.Conflict, "import_in_use", "%d samples of this import have been changed or used since: %s. Archive what is wrong one by one.", total, strings.Join(used, ", ")).
			With("codes", used).With("count", total)
	}
	if err := s.store.undo(ctx, importID); err != nil {
		return nil, err
	}
	now := s.kit.Clock()
	who := tenancy.Must(ctx).ID
	if err := db.Update(ctx, s.kit.DB, i, map[string]any{"status": Undone, "undone_at": now, "undone_by": who}); err != nil {
		return nil, err
	}
	if err := s.told(ctx, i); err != nil {
		return nil, err
	}
	return s.view(ctx, i)
}
