package imports

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// form is what came.
type form struct {
	filename   string
	content    []byte
	mapping    map[string]string // nil: none was sent
	sampleType string
	options    options
}

// sum stands for the request, without the boundary that clients choose anew each time.
func (f *form) sum() [sha256.Size]byte {
	text, err := json.Marshal([]any{f.filename, f.sha256(), f.mapping, f.sampleType, f.options})
	if err != nil {
		panic("imports: " + err.Error())
	}
	return sha256.Sum256(text)
}

func (f *form) sha256() string {
	s := sha256.Sum256(f.content)
	return hex.EncodeToString(s[:])
}

const formOverhead = 256 << 10 // boundaries, headers and the small parts

func readForm(x *endpoint.Exchange) (*form, error) {
	kind, params, err := mime.ParseMediaType(x.Request.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return nil, apperr.New(apperr.WrongType, "unsupported_media_type", "Send the table as multipart/form-data with a part named file.")
	}
	if err != nil || params["boundary"] == "" || len(params["boundary"]) > 70 {
		return nil, malformed("The Content-Type has no usable boundary.")
	}
	body, err := io.ReadAll(http.MaxBytesReader(x.Writer, x.Request.Body, MaxBytes+formOverhead))
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, tooLarge()
	case err != nil:
		return nil, malformed("The body ended early. Nothing was stored.").Because(err)
	case !bytes.Contains(body[max(0, len(body)-4096):], []byte("--"+params["boundary"]+"--")):
		return nil, malformed("The body is no complete multipart/form-data.")
	}
	f := &form{}
	seen := map[string]bool{}
	parts := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, malformed("The parts of the body cannot be told apart.").Because(err)
		}
		if err := f.part(p, seen); err != nil {
			return nil, err
		}
	}
	if !seen["file"] {
		return nil, apperr.InvalidField("/file", "required", "Send the table in a part named file.")
	}
	return f, nil
}

func malformed(why string) *apperr.Error {
	return apperr.New(apperr.Malformed, "malformed", "%s", why)
}

func tooLarge() error {
	return apperr.New(apperr.TooLarge, "too_large", "The file is larger than %d bytes.", MaxBytes)
}

func (f *form) part(p *multipart.Part, seen map[string]bool) error {
	kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
	if err != nil || kind != "form-data" || params["name"] == "" {
		return malformed("A part has no readable Content-Disposition: form-data with a name.")
	}
	name := params["name"]
	if seen[name] {
		return apperr.InvalidField("/"+shown(name), "duplicate_key", "This part appears twice.")
	}
	seen[name] = true
	text, err := io.ReadAll(p)
	if err != nil {
		return malformed("A part of the body ended early.").Because(err)
	}
	switch name {
	case "file":
		return f.file(params["filename"], text)
	case "mapping":
		return f.readMapping(text)
	case "sample_type":
		f.sampleType = strings.TrimSpace(string(text))
		if len(f.sampleType) > 60 || !plain(f.sampleType) {
			return apperr.InvalidField("/sample_type", "unknown_sample_type", "There is no such sample type.")
		}
	case "encoding":
		if f.options.Encoding = strings.ToLower(string(text)); len(f.options.Encoding) > 20 || !plain(f.options.Encoding) {
			return apperr.InvalidField("/encoding", "unknown_encoding", "Encodings are utf-8, utf-16, windows-1252, iso-8859-1 and iso-8859-15.")
		}
	case "decimal":
		if f.options.Decimal = string(text); f.options.Decimal != "." && f.options.Decimal != "," {
			return apperr.InvalidField("/decimal", "not_allowed", "The decimal separator is . or ,")
		}
	default:
		return apperr.InvalidField("/"+shown(name), "unknown_field", "The form has the parts file, mapping, sample_type, encoding and decimal.")
	}
	return nil
}

func (f *form) file(name string, content []byte) error {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	switch {
	case len(content) > MaxBytes:
		return tooLarge()
	case name == "" || utf8.RuneCountInString(name) > 255 || !plain(name):
		return apperr.InvalidField("/file", "invalid_filename", "A file has a name of 1 to 255 printable characters.")
	}
	for _, macro := range []string{".xlsm", ".xltm", ".xlam", ".xlsb"} {
		if strings.HasSuffix(strings.ToLower(name), macro) {
			return apperr.InvalidField("/file", "macros", "Workbooks that may have macros are not read. Save it as .xlsx.")
		}
	}
	f.filename, f.content = name, content
	return nil
}

func (f *form) readMapping(text []byte) error {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil
	}
	if err := endpoint.Strict(text); err != nil {
		return apperr.InvalidField("/mapping", "invalid", `The mapping is a JSON object: {"column": "field"}.`)
	}
	var in map[string]*string
	if json.Unmarshal(text, &in) != nil || in == nil || len(in) > 500 {
		return apperr.InvalidField("/mapping", "invalid", `The mapping is a JSON object: {"column": "field"}; null leaves a column out.`)
	}
	f.mapping = map[string]string{}
	for column, field := range in {
		f.mapping[column] = ""
		if field != nil {
			f.mapping[column] = strings.TrimSpace(*field)
		}
	}
	return nil
}

func plain(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// shown keeps a client's text in a problem document short and printable.
func shown(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "")
	}
	return values.Escape(s)
}
