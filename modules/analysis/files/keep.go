package files

import (
	"context"
	"io"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/lineage"
	"github.com/spectra-lab/spectra/modules/analysis/traces"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/tenancy"
)

// Add keeps a file that the server itself brings (demo data, imports). The caller's context names the audit event.
func (s *Service) Add(ctx context.Context, in New, content io.Reader) (*View, error) {
	if err := checkName(in.Filename); err != nil {
		return nil, err
	}
	file, err := s.incoming(ctx)
	if err != nil {
		return nil, err
	}
	defer file.abort()
	if err := file.receive(content); err != nil {
		return nil, err
	}
	in.MediaType = mediaType(in.MediaType, file.head)
	var out *View
	return out, s.keep(ctx, in, file, func(write func(ctx context.Context) (*View, error)) error {
		return s.kit.DB.InTx(ctx, func(ctx context.Context) (err error) {
			out, err = write(ctx)
			return err
		})
	})
}

// keep makes a received file a record: bytes durable first, then everything about them in one transaction, opened by
// inTx. When the transaction fails, the bytes go too.
func (s *Service) keep(ctx context.Context, in New, file *incoming, inTx func(write func(ctx context.Context) (*View, error)) error) error {
	weight := readingCost(file.size)
	if err := s.reading.Acquire(ctx, weight); err != nil {
		return err
	}
	defer s.reading.Release(weight)
	f := &File{Key: db.Key{OrgID: tenancy.Must(ctx).Org, ID: file.id}, Filename: in.Filename, Size: file.size, SHA256: file.sha256(), MediaType: in.MediaType,
		StorageKey: file.key, SampleID: in.SampleID, InstrumentID: in.InstrumentID, ExperimentID: in.ExperimentID, Stamps: db.By(ctx)}
	file.drop = nil // from here on the bytes are withdrawn below
	if in.Path != "" {
		f.Path = &in.Path
	}
	f.Source, f.APIKeyID = source(ctx)
	wrote := false
	err := func() error {
		if err := file.commit(); err != nil {
			return err
		}
		r, err := s.read(ctx, f)
		if err != nil {
			return err
		}
		if err := s.match(ctx, in, f, &r); err != nil {
			return err
		}
		if err := r.describe(f); err != nil {
			return err
		}
		return inTx(func(ctx context.Context) (*View, error) {
			wrote = false
			out, err := s.write(ctx, *f, r.rows)
			wrote = err == nil
			return out, err
		})
	}()
	if err != nil {
		s.withdraw(ctx, f, wrote && !refused(err), err)
	}
	return err
}

// withdraw removes the bytes of a file that did not become a record. When the connection broke during COMMIT nobody
// knows whether it did: then the bytes stay, because a record without its raw data would be worse than bytes without
// a record (F-02).
func (s *Service) withdraw(ctx context.Context, f *File, unknown bool, cause error) {
	if unknown {
		s.kit.Log.ErrorContext(ctx, "upload: outcome of the commit unknown, stored bytes kept", "file_id", f.ID, "key", f.StorageKey, "error", cause)
		return
	}
	s.forget(ctx, f.StorageKey)
}

// forget removes bytes that belong to no record.
func (s *Service) forget(ctx context.Context, key string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := s.o.Storage.remove(ctx, key); err != nil && !isGone(err) {
		s.kit.Log.ErrorContext(ctx, "upload: bytes of a failed upload could not be removed", "key", key, "error", err)
	}
}

// write is the transaction: file, traces with their numbers, lineage. It may run again after a deadlock, so it leaves
// f and rows as they are.
func (s *Service) write(ctx context.Context, f File, rows []traces.Row) (*View, error) {
	if f.ExperimentID != nil {
		if err := s.checkExperiment(ctx, &f); err != nil {
			return nil, err
		}
	}
	if err := db.Insert(ctx, s.kit.DB, &f); err != nil {
		return nil, reference422(err)
	}
	if err := s.store.awaitText(ctx, f.ID); err != nil {
		return nil, err
	}
	if err := s.o.Traces.Insert(ctx, rows); err != nil {
		return nil, err
	}
	if err := s.o.Lineage.Record(ctx, edges(&f, rows)...); err != nil {
		return nil, err
	}
	item, err := s.store.get(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	return s.view(ctx, item, traces.Summarise(rows[:min(len(rows), maxListed)])), nil
}

// checkExperiment refuses data for an experiment whose record is closed.
func (s *Service) checkExperiment(ctx context.Context, f *File) error {
	e, err := s.store.experiment(ctx, *f.ExperimentID)
	switch {
	case err != nil:
		return err
	case e == nil:
		return apperr.InvalidField("/experiment_id", "unknown_reference", "There is no such experiment.")
	}
	return e.open()
}

// open tells whether raw data may still come to the experiment or leave it.
func (e *target) open() error {
	switch {
	case e.LockedAt != nil:
		return apperr.New(apperr.Locked, "locked", "The experiment is locked by a signature; its data cannot change.")
	case e.Status == "approved" || e.Status == "voided":
		return apperr.New(apperr.Conflict, "experiment_closed", "The experiment is %s; its data cannot change.", e.Status).With("status", e.Status)
	case e.ArchivedAt != nil:
		return apperr.New(apperr.Conflict, "archived", "The experiment is archived; its data cannot change.")
	}
	return nil
}

func reference422(err error) error {
	for name, what := range map[string]string{"sample": "sample", "instrument": "instrument", "experiment": "experiment"} {
		if db.Violates(err, "files_"+name+"_fk") {
			return apperr.InvalidField("/"+name+"_id", "unknown_reference", "There is no such %s.", what)
		}
	}
	return err
}

func edges(f *File, rows []traces.Row) []lineage.Edge {
	self := lineage.Node{Type: lineage.File, ID: f.ID}
	var out []lineage.Edge
	if f.SampleID != nil {
		out = append(out, lineage.Edge{From: lineage.Node{Type: lineage.Sample, ID: *f.SampleID}, To: self, Relation: lineage.FileOf})
	}
	if f.ExperimentID != nil {
		out = append(out, lineage.Edge{From: lineage.Node{Type: lineage.Experiment, ID: *f.ExperimentID}, To: self, Relation: lineage.FileOf})
	}
	for _, traceID := range traces.IDs(rows) {
		out = append(out, lineage.Edge{From: self, To: lineage.Node{Type: lineage.Trace, ID: traceID}, Relation: lineage.Parsed})
	}
	return out
}

// answer is what an upload is answered; it is also what a repeat with the same Idempotency-Key gets.
func answer(v *View) (db.Answer, error) {
	return endpoint.Answer(201, map[string]string{"Location": "/files/" + v.ID.String(), "ETag": etagOf(v)}, v)
}
