package files

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/internal/stall"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// formOverhead is what boundaries, part headers and the ids may take besides the file.
const formOverhead = 64 << 10

// form reads one multipart body part by part.
type form struct {
	s      *Service
	new    New
	seen   map[string]bool
	file   *incoming
	claims []claim // of the part's own headers: about the file alone
}

// readForm streams the upload into the storage without making it visible there; the caller commits or aborts.
func (s *Service) readForm(ctx context.Context, x *endpoint.Exchange) (*form, error) {
	boundary, err := boundaryOf(x.Request.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	about, err := claims(textproto.MIMEHeader(x.Request.Header))
	if err != nil {
		return nil, err
	}
	if x.Request.ContentLength > s.o.Limit+formOverhead {
		return nil, tooLarge(s.o.Limit)
	}
	paced, release := stall.Reader(x.Writer, http.MaxBytesReader(x.Writer, x.Request.Body, s.o.Limit+formOverhead))
	defer release()
	var whole hash.Hash
	if len(about) > 0 {
		whole = sha256.New()
		paced = io.TeeReader(paced, whole)
	}
	f := &form{s: s, seen: map[string]bool{}}
	if err := f.read(ctx, paced, boundary); err != nil {
		f.abort()
		return nil, s.readError(err)
	}
	sums := [][]byte{f.file.sum.Sum(nil)}
	if err := agree(f.claims, sums...); err != nil {
		f.abort()
		return nil, err
	}
	if whole != nil { // RFC 9530 means the whole body; people mean the file; either proves what matters
		sums = append(sums, whole.Sum(nil))
	}
	if err := agree(about, sums...); err != nil {
		f.abort()
		return nil, err
	}
	return f, nil
}

func (f *form) abort() {
	if f.file != nil {
		f.file.abort()
	}
}

func boundaryOf(contentType string) (string, error) {
	t, params, err := mime.ParseMediaType(contentType)
	if t != "multipart/form-data" {
		return "", apperr.New(apperr.WrongType, "unsupported_media_type", "Send the file as multipart/form-data with a part named file.")
	}
	if err != nil || params["boundary"] == "" || len(params["boundary"]) > 70 {
		return "", malformed("The Content-Type has no usable boundary.")
	}
	return params["boundary"], nil
}

func malformed(why string) error { return apperr.New(apperr.Malformed, "malformed", "%s", why) }

// readError says what was wrong with the body itself.
func (s *Service) readError(err error) error {
	var over *http.MaxBytesError
	switch _, known := apperr.As(err); {
	case known, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &over):
		return tooLarge(s.o.Limit)
	}
	return apperr.New(apperr.Malformed, "malformed", "The body is no complete multipart/form-data: it ended early or its parts cannot be told apart. Nothing was stored.").Because(err)
}

func (f *form) read(ctx context.Context, in io.Reader, boundary string) error {
	body := &tail{Reader: in}
	parts := multipart.NewReader(body, boundary)
	for {
		p, err := parts.NextRawPart() // raw: the bytes as they came, never decoded
		if err == io.EOF {            // not errors.Is: a wrapped one is a body cut elsewhere
			break
		}
		if err != nil {
			return err
		}
		if err := f.part(ctx, p); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, body); err != nil { // what follows the last boundary counts for the digest
		return err
	}
	if !body.ends(boundary) {
		return io.ErrUnexpectedEOF
	}
	if f.file == nil {
		return apperr.InvalidField("/file", "required", "Send the file in a part named file.")
	}
	return nil
}

// tail remembers the end of a body. mime/multipart answers a body cut within a part's header like a complete one; the
// parts that never came would be missed in silence.
type tail struct {
	io.Reader
	last []byte
}

const tailSize = 4 << 10

func (t *tail) Read(p []byte) (int, error) {
	n, err := t.Reader.Read(p)
	t.last = append(t.last, p[max(0, n-tailSize):n]...)
	if extra := len(t.last) - tailSize; extra > 0 {
		t.last = append(t.last[:0], t.last[extra:]...)
	}
	return n, err
}

// ends reports whether the final boundary came, on a line of its own and with little after it.
func (t *tail) ends(boundary string) bool {
	return bytes.Contains(t.last, []byte("\n--"+boundary+"--"))
}

func (f *form) part(ctx context.Context, p *multipart.Part) error {
	kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
	if err != nil || kind != "form-data" || params["name"] == "" {
		return malformed("A part has no readable Content-Disposition: form-data with a name.")
	}
	name := params["name"]
	if e := strings.ToLower(p.Header.Get("Content-Transfer-Encoding")); e != "" && e != "binary" && e != "8bit" && e != "7bit" {
		return apperr.InvalidField("/"+clip(name), "unsupported_encoding", "Send the part without a Content-Transfer-Encoding.")
	}
	if f.seen[name] {
		return apperr.InvalidField("/"+clip(name), "duplicate_key", "This part appears twice; send one file per request.")
	}
	f.seen[name] = true
	switch name {
	case "file":
		return f.content(ctx, p, params)
	case "sample_id":
		return reference(p, "/sample_id", &f.new.SampleID)
	case "instrument_id":
		return reference(p, "/instrument_id", &f.new.InstrumentID)
	case "experiment_id":
		return reference(p, "/experiment_id", &f.new.ExperimentID)
	}
	return apperr.InvalidField("/"+clip(name), "unknown_field", "The form has the parts file, sample_id, instrument_id and experiment_id.")
}

func (f *form) content(ctx context.Context, p *multipart.Part, params map[string]string) (err error) {
	// Not Part.FileName: it silently cuts a path down to its last element.
	if err := checkName(params["filename"]); err != nil {
		return err
	}
	f.new.Filename = params["filename"]
	if f.claims, err = claims(p.Header); err != nil {
		return err
	}
	if f.file, err = f.s.incoming(ctx); err != nil {
		return err
	}
	if err := f.file.receive(p); err != nil {
		return err
	}
	f.new.MediaType = mediaType(p.Header.Get("Content-Type"), f.file.head)
	return nil
}

// reference reads the id of a record; an empty field, as browsers send it, is none.
func reference(p io.Reader, pointer string, into **id.ID) error {
	text, err := io.ReadAll(io.LimitReader(p, 101))
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return nil
	}
	v, ok := id.Parse(string(text))
	if !ok {
		return apperr.InvalidField(pointer, "invalid", "This is not the id of a record.")
	}
	*into = &v
	return nil
}

// clip keeps a client's text in a problem document short and printable.
func clip(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "")
	}
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(s)
}
