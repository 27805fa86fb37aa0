package traces

import (
	"context"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Service keeps and gives back traces.
type Service struct {
	kit    module.Kit
	store  store
	codec  codec
	memory memory
}

// NewService makes the service.
func NewService(kit module.Kit) *Service {
	return &Service{kit: kit, store: store{kit.DB}, memory: newMemory()}
}

// Insert writes prepared rows; the caller owns the transaction and the lineage.
func (s *Service) Insert(ctx context.Context, rows []Row) error { return s.store.insert(ctx, rows) }

// Get reads the description of one trace with the header items of its dataset.
func (s *Service) Get(ctx context.Context, traceID id.ID) (*View, error) {
	t, err := s.store.get(ctx, traceID)
	if err != nil {
		return nil, err
	}
	meta, err := s.store.meta(ctx, &t.Trace)
	if err != nil {
		return nil, err
	}
	return &View{Item: *t, Meta: meta}, nil
}

// OfFile lists the first traces of a file in the file's order.
func (s *Service) OfFile(ctx context.Context, fileID id.ID, limit int) ([]Summary, error) {
	found, err := s.store.ofFile(ctx, fileID, limit)
	if err != nil {
		return nil, err
	}
	out := make([]Summary, len(found))
	for i := range found {
		out[i] = found[i].summary()
	}
	return out, nil
}

// Load reads every point of a trace and checks it against the hash taken when it was stored. A difference is never
// silent: the trace is refused.
func (s *Service) Load(ctx context.Context, traceID id.ID) (*Loaded, error) {
	t, err := s.store.load(ctx, traceID)
	if err != nil {
		return nil, err
	}
	x, y, sigma, err := s.codec.decode(t.data(), t.N)
	if err != nil {
		return nil, s.damaged(ctx, t.ID, err)
	}
	if digest(x, y, sigma) != t.DataSHA256 {
		return nil, s.damaged(ctx, t.ID, errCorrupt)
	}
	out := &Loaded{ID: t.ID, FileID: t.FileID, SourceTraceID: t.SourceTraceID, SampleID: t.SampleID, InstrumentID: t.InstrumentID, ExperimentID: t.ExperimentID,
		Title: t.Title, Technique: t.Technique,
		XAxis: formats.Quantity{Kind: t.XKind, Unit: t.XUnit, Label: t.XLabel}, YAxis: formats.Quantity{Kind: t.YKind, Unit: t.YUnit, Label: t.YLabel},
		X: x, Y: y, Sigma: sigma, DataSHA256: t.DataSHA256, Reader: t.Reader, ReaderVersion: t.ReaderVersion, Block: t.Block}
	if t.FileSHA256 != nil {
		out.FileSHA256 = *t.FileSHA256
	}
	meta := t.Meta
	if t.TraceIndex > 0 {
		if meta, err = s.store.meta(ctx, &t.Trace); err != nil {
			return nil, err
		}
	}
	out.Meta, err = parseItems(meta)
	return out, err
}

// damaged tells the client and the operator that stored numbers are not those that were stored.
func (s *Service) damaged(ctx context.Context, traceID id.ID, err error) error {
	s.kit.Log.ErrorContext(ctx, "stored trace is damaged", "trace_id", traceID, "error", err)
	return apperr.New(apperr.Conflict, "content_damaged",
		"The stored numbers of this trace no longer match their hash. Nothing was computed; ask the administrator to restore them.").Because(err)
}

// Filter narrows the list.
type Filter struct {
	Q         string `query:"q" maxLength:"200" doc:"Substring of title, file code or file name."`
	FileID    string `query:"file_id" maxLength:"36"`
	SampleID  string `query:"sample_id" maxLength:"36"`
	Technique string `query:"technique" maxLength:"100"`
}

// List reads one page: of one file in the file's order, otherwise newest first.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Item], error) {
	ids, err := page.ParseIDs(map[string]string{"file_id": f.FileID, "sample_id": f.SampleID})
	if err != nil {
		return page.List[Item]{}, err
	}
	fallback := "-created_at"
	if f.FileID != "" {
		fallback = "created_at" // ids rise with the order in the file, and break the tie
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), fallback, r, f)
	if err != nil {
		return page.List[Item]{}, err
	}
	return s.store.list(ctx, f, ids, p)
}

func sortKeys() page.Keys[Item] {
	byTime := db.ByTime("traces.created_at", func(t *Item) time.Time { return t.CreatedAt })
	byTitle := db.ByText("traces.title", func(t *Item) string { return t.Title })
	byTime.IDSQL, byTitle.IDSQL = "traces.id", "traces.id"
	return page.Keys[Item]{"created_at": byTime, "title": byTitle}
}
