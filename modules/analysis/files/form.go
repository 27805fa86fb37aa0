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
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/analysis/internal/stall"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// formOverhead is what boundaries, part headers and the ids may take besides the file.
const formOverhead = 64 << 10

// form reads one multipart body part by part.
type form struct {
	s    *Service
	new  New // what is said about all files
	seen map[string]bool
	path string // of the next file
	all  []*arrival
}

// arrival is one file of a form. What is wrong with it alone is its fault; the other files are not held up by it.
type arrival struct {
	name, path, media string
	file              *incoming
	claims            []claim // of the part's own headers: about the file alone
	fault             error
}

// maxFiles is how many files one request brings.
const maxFiles = 500

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
	var sums [][]byte
	if len(f.all) == 1 && f.all[0].fault == nil { // RFC 9530 means the whole body; people mean the file; either proves what matters
		sums = append(sums, f.all[0].file.sum.Sum(nil))
	}
	if whole != nil {
		sums = append(sums, whole.Sum(nil))
	}
	err = agree(about, sums...)
	if err == nil && len(f.all) == 1 {
		err = f.all[0].fault
	}
	if err != nil {
		f.abort()
		return nil, err
	}
	return f, nil
}

// abort leaves nothing of what has not become a record.
func (f *form) abort() {
	for _, a := range f.all {
		if a.file != nil {
			a.file.abort()
		}
	}
}

// about is what is said about one of the files.
func (f *form) about(a *arrival) New {
	n := f.new
	n.Filename, n.Path, n.MediaType = a.name, a.path, a.media
	return n
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
	switch {
	case len(f.all) == 0:
		return apperr.InvalidField("/file", "required", "Send the file in a part named file.")
	case f.path != "":
		return apperr.InvalidField("/path", "invalid", "A path stands before the file that it belongs to.")
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
	if f.seen[name] && name != "file" && name != "path" {
		return apperr.InvalidField("/"+clip(name), "duplicate_key", "This part appears twice; it is said once for all files of a request.")
	}
	f.seen[name] = true
	switch name {
	case "file":
		return f.content(ctx, p, params)
	case "path":
		return f.place(p)
	case "sample":
		return shortText(p, "/sample", &f.new.Sample)
	case "experiment":
		return shortText(p, "/experiment", &f.new.Experiment)
	case "sample_id":
		return reference(p, "/sample_id", &f.new.SampleID)
	case "instrument_id":
		return reference(p, "/instrument_id", &f.new.InstrumentID)
	case "experiment_id":
		return reference(p, "/experiment_id", &f.new.ExperimentID)
	}
	return apperr.InvalidField("/"+clip(name), "unknown_field", "The form has the parts file, path, sample_id, instrument_id, experiment_id, sample and experiment.")
}

func (f *form) content(ctx context.Context, p *multipart.Part, params map[string]string) error {
	if len(f.all) == maxFiles {
		return apperr.InvalidField("/file", "out_of_range", "One request brings at most %d files; send the others in another.", maxFiles)
	}
	a := &arrival{name: params["filename"]} // not Part.FileName: it silently cuts a path down to its last element
	f.all = append(f.all, a)
	path := f.path
	f.path = ""
	if a.fault = checkName(a.name); a.fault == nil && path != "" {
		a.path, a.fault = cleanPath(path, a.name)
	}
	if a.fault == nil {
		a.claims, a.fault = claims(p.Header)
	}
	if a.fault != nil {
		return nil //nolint:nilerr // of this file alone; its bytes are passed over
	}
	var err error
	if a.file, err = f.s.incoming(ctx); err != nil {
		return err
	}
	if err := a.file.receive(p); err != nil {
		return err
	}
	a.media = mediaType(p.Header.Get("Content-Type"), a.file.head)
	if a.fault = agree(a.claims, a.file.sum.Sum(nil)); a.fault != nil {
		a.file.abort()
		return nil //nolint:nilerr // of this file alone
	}
	if len(f.all) > 1 { // several must not hold a file open each
		return f.settle(ctx)
	}
	return nil
}

// settle makes the bytes received so far durable. Until each has its record, the form answers for them.
func (f *form) settle(ctx context.Context) error {
	for _, a := range f.all {
		if a.file == nil || a.file.done {
			continue
		}
		if err := a.file.commit(); err != nil {
			return err
		}
		key := a.file.key
		a.file.drop = func() { f.s.forget(ctx, key) }
	}
	return nil
}

// place reads the path of the next file.
func (f *form) place(p io.Reader) error {
	if f.path != "" {
		return apperr.InvalidField("/path", "duplicate_key", "Each path stands before the file that it belongs to.")
	}
	text, err := io.ReadAll(io.LimitReader(p, maxPath+1))
	f.path = string(text)
	return err
}

// shortText reads a code or barcode.
func shortText(p io.Reader, pointer string, into *string) error {
	text, err := io.ReadAll(io.LimitReader(p, maxName+1))
	if err != nil {
		return err
	}
	*into = strings.TrimSpace(string(text))
	if len(text) > maxName || !utf8.Valid(text) || strings.ContainsFunc(*into, deceives) {
		return apperr.InvalidField(pointer, "invalid", "Send a code or barcode.")
	}
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
