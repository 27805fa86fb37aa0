package files

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"net/http"

	"github.com/spectra-lab/spectra/modules/analysis/internal/stall"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// content sends the bytes. They are hashed once before the first one leaves: a damaged original must never pass for
// the record (SECURITY.md P11-32), and after the first byte no status could say so.
func (s *Service) content(ctx context.Context, x *endpoint.Exchange) error {
	fileID, ok := id.Parse(x.Param("id"))
	if !ok {
		return apperr.Missing("file")
	}
	f, err := s.store.get(ctx, fileID)
	if err != nil {
		return err
	}
	bytes, done, err := s.Open(ctx, &f.File)
	if err != nil {
		return err
	}
	defer done()
	w, release := stall.Writer(x.Writer)
	defer release()
	f.headers(w.Header())
	out := &ranged{ResponseWriter: w}
	http.ServeContent(out, x.Request, "", f.CreatedAt, bytes)
	return out.refused
}

// ranged turns the plain text that net/http writes for a range outside the file into a problem document.
type ranged struct {
	http.ResponseWriter
	refused error
}

func (w *ranged) WriteHeader(status int) {
	if status != http.StatusRequestedRangeNotSatisfiable {
		w.ResponseWriter.WriteHeader(status)
		return
	}
	w.refused = apperr.New(apperr.NoSuchRange, "range_not_satisfiable", "The file has no such bytes; Content-Range tells its size.")
	for _, about := range []string{"Content-Disposition", "Content-Length", "Repr-Digest"} { // the file, which is not sent
		w.Header().Del(about)
	}
}

func (w *ranged) Write(p []byte) (int, error) {
	if w.refused != nil {
		return len(p), nil //nolint:nilerr // the text of net/http is dropped; content returns the refusal
	}
	return w.ResponseWriter.Write(p)
}

func (f *File) headers(h http.Header) {
	h.Set("Content-Type", served(f.MediaType))
	h.Set("Content-Disposition", disposition(f.Filename))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
	h.Set("ETag", `"`+f.SHA256+`"`)
	if sum, err := hex.DecodeString(f.SHA256); err == nil {
		h.Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum)+":")
	}
}

// Open gives the stored bytes of a file after checking them against its hash; call done at the end.
func (s *Service) Open(ctx context.Context, f *File) (bytes io.ReadSeeker, done func(), err error) {
	o, err := s.o.Storage.open(ctx, f.StorageKey, f.Size)
	if err != nil {
		if isGone(err) {
			return nil, nil, s.damaged(ctx, f, "content_missing", err)
		}
		return nil, nil, unavailable(err)
	}
	section := io.NewSectionReader(o, 0, f.Size)
	if err := s.verify(ctx, f, o, section); err != nil {
		_ = o.Close() // only read from
		return nil, nil, err
	}
	return section, func() { _ = o.Close() }, nil
}

func (s *Service) verify(ctx context.Context, f *File, o io.ReaderAt, section io.ReadSeeker) error {
	sum := sha256.New()
	n, err := io.CopyBuffer(onlyWriter{sum}, alive{ctx, section}, make([]byte, 256<<10))
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && isGone(err):
		return s.damaged(ctx, f, "content_missing", err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return s.damaged(ctx, f, "content_damaged", err)
	case err != nil:
		return unavailable(err)
	}
	one := make([]byte, 1)
	longer, _ := o.ReadAt(one, f.Size) // a byte after the end is damage as much as a missing one
	if n != f.Size || longer > 0 || hex.EncodeToString(sum.Sum(nil)) != f.SHA256 {
		return s.damaged(ctx, f, "content_damaged", nil)
	}
	_, err = section.Seek(0, io.SeekStart)
	return err
}

// damaged tells client and operator: the answer alone would be seen by nobody who can restore a backup.
func (s *Service) damaged(ctx context.Context, f *File, code string, cause error) error {
	s.kit.Log.ErrorContext(ctx, "stored file is damaged or missing", "file_id", f.ID, "code", code, "key", f.StorageKey, "sha256", f.SHA256, "error", cause)
	return apperr.New(apperr.Conflict, code, "The stored bytes of this file are no longer those that were uploaded. Nothing was sent; ask the administrator to restore file %s from a backup.", f.Code)
}

// alive ends a long copy with its request.
type alive struct {
	ctx context.Context //nolint:containedctx // io.Reader has none
	io.Reader
}

func (a alive) Read(p []byte) (int, error) {
	if err := a.ctx.Err(); err != nil {
		return 0, err
	}
	return a.Reader.Read(p)
}

// onlyWriter hides everything but Write, so that the buffer given to CopyBuffer is used.
type onlyWriter struct{ io.Writer }
