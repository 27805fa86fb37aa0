package evidence

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"time"

	"github.com/spectra-lab/spectra/modules/audit/bundle"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

const (
	patience = 10 * time.Minute
	overhead = 64 << 10 // of a form around its file
)

func verifyDoc() endpoint.Doc {
	return endpoint.Doc{Parts: []endpoint.Input{{Name: "file", Type: "binary", Doc: "An evidence package, or its report.pdf alone.", Required: true}},
		Answers: map[int]endpoint.Content{200: endpoint.JSON(bundle.Report{})}}
}

// verify checks what is brought against the keys of this installation. It is spooled to a file, never held in memory, and
// nothing in it is unpacked.
func (s *Service) verify(ctx context.Context, x *endpoint.Exchange) error {
	f, err := temporary()
	if err != nil {
		return err
	}
	defer f.drop()
	if err := s.receive(x, f); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	keys, err := s.keys()
	if err != nil {
		return err
	}
	r, err := bundle.Verify(f, info.Size(), &keys, s.kit.Clock())
	var foreign *bundle.ForeignError
	if errors.As(err, &foreign) {
		return apperr.InvalidField("/file", "not_evidence", "%s.", foreign.Error())
	}
	if err != nil {
		return err
	}
	return x.JSON(http.StatusOK, r)
}

// receive takes the one part of the form.
func (s *Service) receive(x *endpoint.Exchange, to io.Writer) error {
	kind, params, err := mime.ParseMediaType(x.Request.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return apperr.New(apperr.WrongType, "unsupported_media_type", "Send the package as multipart/form-data with a part named file.")
	}
	if err != nil || params["boundary"] == "" || len(params["boundary"]) > 70 {
		return apperr.New(apperr.Malformed, "malformed", "Send multipart/form-data with a boundary.")
	}
	if x.Request.ContentLength > s.o.Limit+overhead {
		return s.tooLarge()
	}
	seen := false
	form := multipart.NewReader(http.MaxBytesReader(x.Writer, x.Request.Body, s.o.Limit+overhead), params["boundary"])
	for {
		p, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return s.broken(err)
		}
		switch {
		case p.FormName() != "file":
			return apperr.InvalidField("/"+clipped(p.FormName()), "unknown_field", "The form has the one part file.")
		case seen:
			return apperr.InvalidField("/file", "duplicate_key", "This part appears twice.")
		}
		seen = true
		n, err := io.Copy(to, io.LimitReader(p, s.o.Limit+1))
		if err != nil {
			return s.broken(err)
		}
		if n > s.o.Limit {
			return s.tooLarge()
		}
	}
	if !seen {
		return apperr.InvalidField("/file", "required", "Send the package in a part named file.")
	}
	return nil
}

func (s *Service) tooLarge() error {
	return apperr.New(apperr.TooLarge, "too_large", "This server takes at most %d bytes. Larger packages are checked with spectra verify.", s.o.Limit)
}

func (s *Service) broken(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return s.tooLarge()
	}
	return apperr.New(apperr.Malformed, "malformed", "The body is no complete multipart/form-data.").Because(err)
}

// clipped keeps a client's word short and plain in a pointer.
func clipped(s string) string {
	return string(bytes.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '_'
	}, []byte(s[:min(len(s), 60)])))
}
