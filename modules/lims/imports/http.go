package imports

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

const (
	event     = "sample.imported"
	undoEvent = "sample.import_undone"
	patience  = 10 * time.Minute
)

// Routes mounts the resource.
func (s *Service) Routes(r *endpoint.Router) {
	const tag = "Imports"
	endpoint.RegisterRaw(r, endpoint.Route{ID: "import-samples", Method: "POST", Path: "/samples/import", Status: 201, Permission: "import:create", Event: event,
		Record: "sample", Tag: tag, Accepts: "multipart/form-data", Timeout: patience, Summary: "Register the rows of a CSV or XLSX file, all or none", Doc: importDoc()}, s.upload)
	endpoint.RegisterList(r, endpoint.Route{ID: "list-imports", Method: "GET", Path: "/imports", Permission: "import:read", Tag: tag}, s.list)
	endpoint.Register(r, endpoint.Route{ID: "get-import", Method: "GET", Path: "/imports/{id}", Permission: "import:read", Tx: endpoint.Snapshot, Tag: tag}, s.get)
	endpoint.RegisterRaw(r, endpoint.Route{ID: "get-import-report", Method: "GET", Path: "/imports/{id}/report.xlsx", Permission: "import:read", Tag: tag, Timeout: patience,
		Summary: "The file with every faulty cell marked", Doc: endpoint.Doc{Answers: map[int]endpoint.Content{200: {xlsxType: nil}}}}, s.report)
	endpoint.Register(r, endpoint.Route{ID: "undo-import", Method: "POST", Path: "/imports/{id}/undo", Permission: "import:undo", Event: undoEvent, Tx: endpoint.ReadWrite, Tag: tag, Timeout: patience,
		Summary: "Archive the samples of an import that nobody has used"}, s.undo)
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func importDoc() endpoint.Doc {
	return endpoint.Doc{
		Query: []endpoint.Input{{Name: "dry_run", Type: "boolean", Doc: "Report every row's faults and write nothing."}},
		Headers: []endpoint.Input{{Name: "Idempotency-Key", Type: "string", Doc: "The same key and file are answered once."},
			{Name: "Prefer", Type: "string", Doc: "respond-async makes a job of it; files of more than 10000 rows always become one."}},
		Parts: []endpoint.Input{{Name: "file", Type: "binary", Doc: "CSV or XLSX, the headings in its first row; at most 50000 rows and 25 MB.", Required: true},
			{Name: "mapping", Type: "string", Doc: `JSON {"column": "field"}: name, sample_type, project_code, quantity, quantity.unit …, meta.key, or meta.key [unit]; null leaves a column out. When absent, headings are fields, and the mapping of the latest import of sample_type is used.`},
			{Name: "sample_type", Type: "string", Doc: "Of rows without a type of their own."},
			{Name: "encoding", Type: "string", Doc: "Of a CSV file that is not UTF-8: windows-1252, iso-8859-1, iso-8859-15."},
			{Name: "decimal", Type: "string", Doc: "Decimal separator: . or ,"}},
		Answers: map[int]endpoint.Content{200: endpoint.JSON(View{}), 201: endpoint.JSON(View{}), 202: endpoint.JSON(View{})},
	}
}

func (s *Service) upload(ctx context.Context, x *endpoint.Exchange) error {
	dry, err := dryRun(x)
	if err != nil {
		return err
	}
	f, err := readForm(x)
	if err != nil {
		return err
	}
	leave, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer leave()
	p, err := s.plan(ctx, f)
	if err != nil {
		return err
	}
	async := x.Request.Header.Get("Prefer") == "respond-async"
	if !async {
		if async, err = long(f); err != nil {
			return err
		}
	}
	if async && !dry && s.kit.Jobs != nil {
		return x.InTx(ctx, f.sum(), func(ctx context.Context) (db.Answer, error) { return s.enqueue(ctx, f, p) })
	}
	return s.now(ctx, x, f, p, dry)
}

func dryRun(x *endpoint.Exchange) (bool, error) {
	switch q := x.Request.URL.Query(); q.Get("dry_run") {
	case "true":
		return true, nil
	case "false":
		return false, nil
	default:
		if q.Has("dry_run") {
			return false, apperr.InvalidField("?dry_run", "invalid", "dry_run is true or false.")
		}
		return false, nil
	}
}

// plan finds out what the columns are for.
func (s *Service) plan(ctx context.Context, f *form) (*plan, error) {
	var before map[string]string
	if f.mapping == nil {
		i, err := s.store.remembered(ctx, f.sampleType)
		if err != nil {
			return nil, err
		}
		if i != nil {
			if err := json.Unmarshal(i.Mapping, &before); err != nil {
				return nil, err
			}
		}
	}
	return s.open(f, before)
}

// now checks and applies a file within the request. What is refused leaves only the record of the attempt, which has
// the report.
func (s *Service) now(ctx context.Context, x *endpoint.Exchange, f *form, p *plan, dry bool) error {
	var refused error
	var attempt *Import
	err := x.InTx(ctx, f.sum(), func(ctx context.Context) (db.Answer, error) {
		i := record(ctx, f, p)
		r, err := s.apply(ctx, i, p, f.content, func(float64) error { return nil })
		switch {
		case err != nil:
			return db.Answer{}, err
		case dry:
			i.Status = Checked
			return s.answer(ctx, http.StatusOK, i, s.store.keep(ctx, i, f.content))
		case i.Status == Refused:
			attempt, refused = i, badRows(i, r)
			return db.Answer{}, refused
		}
		return s.answer(ctx, http.StatusCreated, i, s.finish(ctx, i, p, f.content, true, func(float64) error { return nil }))
	})
	if refused == nil || !errors.Is(err, refused) {
		return err
	}
	if err := s.kit.DB.InTx(ctx, func(ctx context.Context) error { return s.store.keep(ctx, attempt, f.content) }); err != nil {
		return err
	}
	return refused
}

// finish stores a checked import and registers its samples.
func (s *Service) finish(ctx context.Context, i *Import, p *plan, content []byte, isNew bool, step func(share float64) error) error {
	if isNew {
		if err := s.store.keep(ctx, i, content); err != nil {
			return err
		}
	}
	if _, err := s.write(ctx, p, content, i.ID, func(rows int) error { return step(0.4 + 0.6*float64(rows)/float64(i.Rows)) }); err != nil {
		return err
	}
	return s.told(ctx, i)
}

func (s *Service) answer(ctx context.Context, status int, i *Import, err error) (db.Answer, error) {
	if err != nil {
		return db.Answer{}, err
	}
	v, err := s.view(ctx, i)
	if err != nil {
		return db.Answer{}, err
	}
	return endpoint.Answer(status, map[string]string{"Location": "/imports/" + i.ID.String()}, v)
}

// enqueue leaves the file to a job.
func (s *Service) enqueue(ctx context.Context, f *form, p *plan) (db.Answer, error) {
	i := record(ctx, f, p)
	job, err := s.kit.Jobs.Enqueue(ctx, JobKind, jobs.About{Type: "import", ID: i.ID}, order{ImportID: i.ID, Reason: tenancy.StampFrom(ctx).Reason})
	if err != nil {
		return db.Answer{}, err
	}
	i.JobID = &job.ID
	return s.answer(ctx, http.StatusAccepted, i, s.store.keep(ctx, i, f.content))
}

// JobKind is the kind of import jobs.
const JobKind = "import"

// order is the payload of a job.
type order struct {
	ImportID id.ID  `json:"import_id"`
	Reason   string `json:"reason"`
}

// Jobs registers the handler.
func (s *Service) Jobs(reg *jobs.Registry) { reg.Handle(JobKind, s.work) }

type listIn struct {
	page.Request
	Filter
}

func (s *Service) list(ctx context.Context, in *listIn) (*endpoint.Listed[page.List[Import]], error) {
	items, err := s.List(ctx, in.Filter, in.Request)
	return &endpoint.Listed[page.List[Import]]{Body: items}, err
}

func (s *Service) get(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[*View], error) {
	importID, err := in.Record("import")
	if err != nil {
		return nil, err
	}
	v, err := s.Get(ctx, importID)
	return &endpoint.Listed[*View]{Body: v}, err
}

func (s *Service) undo(ctx context.Context, in *endpoint.Param) (*endpoint.Listed[*View], error) {
	importID, err := in.Record("import")
	if err != nil {
		return nil, err
	}
	v, err := s.Undo(ctx, importID)
	return &endpoint.Listed[*View]{Body: v}, err
}
