package evidence

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/spectra-lab/spectra/modules/audit/bundle"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/audittrail"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/jobs"
	"github.com/spectra-lab/spectra/modules/kernel/module"
	"github.com/spectra-lab/spectra/modules/kernel/page"
	"github.com/spectra-lab/spectra/modules/kernel/signing"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Service makes and keeps packages.
type Service struct {
	kit   module.Kit
	store store
	trail Trail
	o     Outside
}

// NewService makes the service.
func NewService(kit module.Kit, trail Trail) *Service {
	return &Service{kit: kit, store: store{kit.DB}, trail: trail}
}

// Use takes what comes from outside, before the first request.
func (s *Service) Use(o Outside) { s.o = o }

// order is the payload of a job.
type order struct {
	New
	Reason string `json:"reason"`
}

// Order begins a package. It runs in a transaction.
func (s *Service) Order(ctx context.Context, in New) (*jobs.Job, error) {
	t, err := s.Type(in.RecordType)
	if err != nil {
		return nil, err
	}
	if !s.kit.Can(ctx, t.Read) {
		return nil, apperr.New(apperr.Forbidden, "forbidden", "This needs the permission %s, too.", t.Read)
	}
	if _, err := t.State(ctx, in.RecordID); err != nil {
		if apperr.Is(err, apperr.NotFound) {
			return nil, apperr.InvalidField("/record_id", "unknown_reference", "There is no such %s.", in.RecordType)
		}
		return nil, err
	}
	if s.kit.Jobs == nil {
		return nil, apperr.New(apperr.Unavailable, "jobs_unavailable", "This server runs no background jobs; an evidence package needs one.")
	}
	j, err := s.kit.Jobs.Enqueue(ctx, JobKind, jobs.About{Type: in.RecordType, ID: in.RecordID}, order{New: in, Reason: tenancy.StampFrom(ctx).Reason})
	if err != nil {
		return nil, err
	}
	return j, audittrail.EventOf(ctx, s.kit.DB, record, j.ID, map[string]any{"record_type": in.RecordType, "record_id": in.RecordID})
}

// Jobs registers the handler.
func (s *Service) Jobs(reg *jobs.Registry) { reg.Handle(JobKind, s.work) }

// work runs one job. Rights are asked again: they may have changed.
func (s *Service) work(ctx context.Context, t *jobs.Task) error {
	var o order
	if err := json.Unmarshal(t.Payload, &o); err != nil {
		return apperr.New(apperr.Internal, "internal", "The job cannot be read.").Because(err)
	}
	kind, err := s.Type(o.RecordType)
	if err != nil {
		return err
	}
	if !s.kit.Can(ctx, "evidence:create") || !s.kit.Can(ctx, kind.Read) {
		return apperr.New(apperr.Forbidden, "forbidden", "The person who asked for this package may no longer make it.")
	}
	ctx = tenancy.WithStamp(ctx, tenancy.Stamp{Event: event, Reason: o.Reason})
	return s.Make(ctx, t.ID, kind, o.RecordID, t)
}

// Progress is told how far the making is, and in its transaction that it is done.
type Progress interface {
	Progress(ctx context.Context, fraction float64) error
	Finish(ctx context.Context, made []id.ID) error
}

// Make makes a package and stores it under an id.
func (s *Service) Make(ctx context.Context, packageID id.ID, kind signing.Type, recordID id.ID, t Progress) error {
	p, err := s.make(ctx, packageID, kind, recordID, t)
	if err != nil {
		return err
	}
	return s.kit.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.insert(ctx, p); err != nil {
			return err
		}
		return t.Finish(ctx, []id.ID{p.ID})
	})
}

// Get reads one package.
func (s *Service) Get(ctx context.Context, packageID id.ID) (*View, error) {
	p, err := s.store.get(ctx, packageID)
	if err != nil {
		return nil, err
	}
	return &View{Package: *p, PublicKeys: s.publicKeys()}, nil
}

// publicKeys are all there ever were.
func (s *Service) publicKeys() []string {
	out := s.o.Key.PublicLines()
	return append(out, s.trail.Public()...)
}

// keys are the same, to check with.
func (s *Service) keys() (bundle.Keys, error) {
	return bundle.ParseKeys(strings.Join(s.publicKeys(), "\n"))
}

// List reads one page.
func (s *Service) List(ctx context.Context, f Filter, r page.Request) (page.List[Package], error) {
	ids, err := page.ParseIDs(map[string]string{"record_id": f.RecordID})
	if err != nil {
		return page.List[Package]{}, err
	}
	p, err := page.Open(s.kit.Cursors, tenancy.Must(ctx).Org, sortKeys(), "-created_at", r, f)
	if err != nil {
		return page.List[Package]{}, err
	}
	return s.store.list(ctx, f, ids, p)
}
