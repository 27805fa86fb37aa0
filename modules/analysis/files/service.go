package files

import (
	"context"
	"io"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/analysis/traces"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// maxListed is how many traces a file's own answer shows; GET /traces?file_id= pages through all.
const maxListed = 1000

// Recorder writes lineage in the caller's transaction.
type Recorder interface {
	Record(ctx context.Context, edges ...lineage.Edge) error
}

// Options are what the service stands on.
type Options struct {
	Storage  *Storage
	Registry *formats.Registry
	Traces   *traces.Service
	Lineage  Recorder
	Limit    int64         // largest file in bytes
	ReadTime time.Duration // for the readers of one file; a minute when zero
	// PDF takes the text of a PDF in a process of its own; nil: PDF files have no text.
	PDF func(ctx context.Context, content io.Reader) (string, error)
}

// Service holds the rules of files.
type Service struct {
	kit     module.Kit
	o       Options
	store   store
	reading *semaphore.Weighted
}

// NewService makes the service.
func NewService(kit module.Kit, o Options) *Service {
	if o.ReadTime == 0 {
		o.ReadTime = readTime
	}
	return &Service{kit: kit, o: o, store: store{kit.DB}, reading: semaphore.NewWeighted(readingMemory)}
}

// Get reads one file with its first traces.
func (s *Service) Get(ctx context.Context, fileID id.ID) (*View, error) {
	f, err := s.store.get(ctx, fileID)
	if err != nil {
		return nil, err
	}
	list, err := s.o.Traces.OfFile(ctx, fileID, maxListed)
	if err != nil {
		return nil, err
	}
	return s.view(ctx, f, list), nil
}

func (s *Service) view(ctx context.Context, f *Item, list []traces.Summary) *View {
	remove := endpoint.May(s.kit.Can(ctx, "file:delete") && f.ArchivedAt == nil, endpoint.When(f.LockedAt != nil, "locked"))
	return &View{Item: *f, Traces: list, Actions: endpoint.Actions{"delete": remove}}
}

func etagOf(v *View) string { return etag.Of(v.Version) }

// known refuses the name of a reader that there is not.
func (s *Service) known(reader string) error {
	if reader == "" || slices.ContainsFunc(s.o.Registry.Readers(), func(r formats.Reader) bool { return r.Name() == reader }) {
		return nil
	}
	return apperr.InvalidField("?parser", "not_allowed", "There is no reader of this name.")
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	ids, err := page.ParseIDs(map[string]string{"sample_id": f.SampleID, "experiment_id": f.ExperimentID, "instrument_id": f.InstrumentID})
	if err != nil {
		return page.List[Item]{}, err
	}
	if err := s.known(f.Parser); err != nil {
		return page.List[Item]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	sort := r.Sort
	if sort == "" {
		sort = "-created_at"
	}
	return s.store.list(ctx, f, ids, sort, p)
}

func sortKeys() page.Keys[Item] {
	keys := page.Keys[Item]{
		"created_at": db.ByTime("files.created_at", func(f *Item) time.Time { return f.CreatedAt }),
		"filename":   db.ByText("files.filename", func(f *Item) string { return f.Filename }),
		"code":       db.ByText("files.code", func(f *Item) string { return f.Code }),
		"size":       {SQL: "files.size", Cast: "bigint", ID: func(f *Item) id.ID { return f.ID }, Value: func(f *Item) string { return strconv.FormatInt(f.Size, 10) }},
	}
	for name, k := range keys {
		k.IDSQL = "files.id"
		keys[name] = k
	}
	return keys
}

// Archive hides a file from lists; its bytes and traces stay. Raw data that a result stands on is hidden only with a
// reason, and not at all while its experiment is closed.
func (s *Service) Archive(ctx context.Context, fileID id.ID, seen int) error {
	f, err := db.Edit[File](ctx, s.kit.DB, "file", fileID, seen)
	if err != nil || f.ArchivedAt != nil {
		return err
	}
	if err := s.mayGo(ctx, f); err != nil {
		return err
	}
	return db.Archive(ctx, s.kit.DB, f)
}

func (s *Service) mayGo(ctx context.Context, f *File) error {
	if f.ExperimentID != nil {
		e, err := s.store.experiment(ctx, *f.ExperimentID)
		if err != nil {
			return err
		}
		if e != nil && e.ArchivedAt == nil {
			if err := e.open(); err != nil {
				return err
			}
		}
	}
	if tenancy.StampFrom(ctx).Reason != "" {
		return nil
	}
	used, err := s.store.used(ctx, f.ID)
	if err == nil && used {
		err = endpoint.ReasonRequired()
	}
	return err
}
