package files

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Outcome is what became of one file of several.
type Outcome struct {
	Filename string          `json:"filename"`
	Path     *string         `json:"path" nullable:"true"`
	Stored   bool            `json:"stored"`
	File     json.RawMessage `json:"file" nullable:"true" doc:"As the upload of one file answers it."`
	Error    *Fault          `json:"error" nullable:"true"`
}

// Fault says why a file was not stored.
type Fault struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// Outcomes is the answer of an upload of several files.
type Outcomes struct {
	Items  []Outcome `json:"items"`
	Stored int       `json:"stored"`
	Failed int       `json:"failed"`
}

// upload takes one file, or several in one request. The request is read to its end before anything becomes a record:
// what is wrong with it as a whole stores nothing.
func (s *Service) upload(ctx context.Context, x *endpoint.Exchange) error {
	f, err := s.readForm(ctx, x)
	if err != nil {
		return err
	}
	defer f.abort()
	if err := own(ctx, &f.new); err != nil {
		return err
	}
	if len(f.all) > 1 {
		return s.uploadAll(ctx, x, f)
	}
	a := f.all[0]
	n := f.about(a)
	known, err := s.delivered(ctx, n, a.file.sha256())
	if err != nil {
		return err
	}
	if known == nil {
		err = s.keep(ctx, n, a.file, func(write func(ctx context.Context) (*View, error)) error {
			return x.InTx(ctx, hashOf(n, a.file), answered(write))
		})
		if !db.Violates(err, ingestKey) {
			return err
		}
		if known, err = s.brought(ctx, n, a.file.sha256()); err != nil {
			return err
		}
	}
	x.Writer.Header().Set("Location", "/files/"+known.ID.String())
	x.Writer.Header().Set("ETag", etagOf(known))
	return x.JSON(200, known)
}

func answered(write func(ctx context.Context) (*View, error)) func(ctx context.Context) (db.Answer, error) {
	return func(ctx context.Context) (db.Answer, error) {
		v, err := write(ctx)
		if err != nil {
			return db.Answer{}, err
		}
		return answer(v)
	}
}

// uploadAll stores each file by itself and says of each what became of it. Repeated with its Idempotency-Key, it stores
// what is missing.
func (s *Service) uploadAll(ctx context.Context, x *endpoint.Exchange, f *form) error {
	out := Outcomes{Items: make([]Outcome, len(f.all))}
	var faults []apperr.Field
	for i, a := range f.all {
		o := &out.Items[i]
		o.Filename = clip(a.name)
		if a.fault == nil {
			o.Filename, o.Path = a.name, optional(a.path)
		}
		body, err := s.keepOne(ctx, x, f, i)
		if err == nil {
			o.Stored, o.File = true, body
			out.Stored++
			continue
		}
		if o.Error = s.faultOf(ctx, err); ctx.Err() != nil {
			return ctx.Err()
		}
		out.Failed++
		faults = append(faults, apperr.Field{Pointer: "/file/" + strconv.Itoa(i), Code: o.Error.Code, Detail: o.Error.Detail})
	}
	if out.Stored == 0 {
		e := apperr.New(apperr.Invalid, "nothing_stored", "None of the %d files could be stored.", len(f.all))
		e.Fields = faults
		return e
	}
	return x.JSON(201, out)
}

func (s *Service) keepOne(ctx context.Context, x *endpoint.Exchange, f *form, i int) (body json.RawMessage, err error) {
	a := f.all[i]
	if a.fault != nil {
		return nil, a.fault
	}
	n := f.about(a)
	known, err := s.delivered(ctx, n, a.file.sha256())
	if err != nil {
		return nil, err
	}
	if known == nil {
		err = s.keep(ctx, n, a.file, func(write func(ctx context.Context) (*View, error)) error {
			out, err := x.PartInTx(ctx, strconv.Itoa(i), hashOf(n, a.file), answered(write))
			body = out.Body
			if err == nil && !wrote(out, a.file.id) {
				s.forget(ctx, a.file.key) // an earlier attempt has stored these bytes already
			}
			return err
		})
		if !db.Violates(err, ingestKey) {
			return body, err
		}
		if known, err = s.brought(ctx, n, a.file.sha256()); err != nil {
			return nil, err
		}
	}
	out, err := answer(known)
	return out.Body, err
}

// wrote tells a new file from an answer that was given before.
func wrote(out db.Answer, fileID id.ID) bool {
	return strings.HasSuffix(out.Headers["Location"], fileID.String())
}

func (s *Service) faultOf(ctx context.Context, err error) *Fault {
	e, ok := apperr.As(err)
	if !ok {
		s.kit.Log.ErrorContext(ctx, "upload: one of several files could not be stored", "error", err)
		return &Fault{Code: "internal", Detail: "This file could not be stored; send it again."}
	}
	f := &Fault{Code: e.Code, Detail: e.Message}
	if len(e.Fields) > 0 {
		f.Code, f.Detail = e.Fields[0].Code, e.Fields[0].Detail
	}
	return f
}

// hashOf stands for the content of the request, without the boundary that clients choose anew each time.
func hashOf(n New, file *incoming) [sha256.Size]byte {
	parts := []string{"POST /files", n.Filename, n.MediaType, word(n.SampleID), word(n.InstrumentID), word(n.ExperimentID), file.sha256()}
	if n.Path+n.Sample+n.Experiment != "" {
		parts = append(parts, n.Path, n.Sample, n.Experiment)
	}
	return sha256.Sum256([]byte(strings.Join(parts, "\x00")))
}
