package endpoint

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
)

// problem is an RFC 9457 document.
type problem struct {
	err       *apperr.Error
	requestID string
}

func (p *problem) Error() string  { return p.err.Error() }
func (p *problem) Unwrap() error  { return p.err }
func (p *problem) GetStatus() int { return p.err.Kind.Status() }

// Schema describes the members for the API document.
func (*problem) Schema(huma.Registry) *huma.Schema {
	text := func() *huma.Schema { return &huma.Schema{Type: huma.TypeString} }
	field := &huma.Schema{Type: huma.TypeObject, Required: []string{"pointer", "code", "detail"},
		Properties: map[string]*huma.Schema{"pointer": text(), "code": text(), "detail": text()}}
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Required: []string{"type", "title", "status", "code", "detail", "request_id"},
		Properties: map[string]*huma.Schema{"type": text(), "title": text(), "status": {Type: huma.TypeInteger}, "code": text(), "detail": text(), "request_id": text(),
			"errors": {Type: huma.TypeArray, Items: field}}}
}

// ContentType makes huma announce the document as what it is.
func (p *problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders adds Retry-After and, for 401, the challenge RFC 9110 asks for.
func (p *problem) GetHeaders() http.Header {
	h := http.Header{} // not Cache-Control: huma adds these to the server's own (app/http.go)
	if p.err.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(max(1, int(p.err.RetryAfter.Seconds()+0.999))))
	}
	if p.err.Kind == apperr.Unauthenticated {
		h.Set("WWW-Authenticate", `Bearer realm="spectra"`)
	}
	return h
}

// MarshalJSON writes the members of API.md §1 "Errors".
func (p *problem) MarshalJSON() ([]byte, error) {
	status := p.GetStatus()
	doc := map[string]any{"type": "about:blank", "title": http.StatusText(status), "status": status,
		"code": p.err.Code, "detail": p.err.Message, "request_id": p.requestID}
	if len(p.err.Fields) > 0 {
		doc["errors"] = p.err.Fields
	}
	for k, v := range p.err.Extra {
		doc[k] = v
	}
	return json.Marshal(doc)
}

// problem decides what the client learns about an error; everything else goes to the log under the request id.
func (r *Router) problem(ctx context.Context, err error) error {
	var again *replay
	if errors.As(err, &again) {
		return again
	}
	var done *problem
	if errors.As(err, &done) {
		return done
	}
	e := Classify(err)
	c := callFrom(ctx)
	if errors.Is(err, context.Canceled) {
		r.Log.LogAttrs(ctx, slog.LevelInfo, "client went away", slog.String("request_id", c.requestID()))
	} else if e.Kind == apperr.Internal || e.Kind == apperr.Unavailable {
		r.Log.LogAttrs(ctx, slog.LevelError, "request failed", slog.String("request_id", c.requestID()), slog.String("error", err.Error()))
	}
	return &problem{err: e, requestID: c.requestID()}
}

// Classify finds the answer in an error: its own, the database's, or an internal one.
func Classify(err error) *apperr.Error {
	if e, ok := apperr.As(err); ok {
		return e
	}
	if e := db.Translate(err); e != nil {
		return e
	}
	return apperr.New(apperr.Internal, "internal", "An unexpected error occurred. Quote the request id when you report it.").Because(err)
}

// replay is an answer that is bytes already: that of an earlier request with the same Idempotency-Key, unless it is fresh.
type replay struct {
	*db.Answer
	fresh bool
}

func (a *replay) Error() string { return "replayed answer" }

func (a *replay) GetStatus() int { return a.Status }

func (a *replay) GetHeaders() http.Header {
	h := http.Header{}
	if !a.fresh {
		h.Set("Idempotent-Replayed", "true")
	}
	for k, v := range a.Headers {
		h.Set(k, v)
	}
	return h
}

func (a *replay) ContentType(ct string) string { return ct }

// RawJSON sends the stored bytes as they are: an encoder would drop the spaces that a row encoder left.
func (a *replay) RawJSON() []byte { return a.Body }

// install sets huma's process-wide hooks, which are the same for every router, once: requests of another one may run.
var install = sync.OnceFunc(useProblemDocuments)

// useProblemDocuments replaces huma's own errors: they would echo submitted values.
func useProblemDocuments() {
	huma.DefaultArrayNullable = false // null for a required list would pass as an empty one
	huma.ValidateStrictCasing = true  // encoding/json takes NAME for name: {"name":…,"NAME":…} would be a duplicate key
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		e := fromHuma(status, msg, errs)
		return &problem{err: e, requestID: callFrom(ctx.Context()).requestID()}
	}
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return &problem{err: fromHuma(status, msg, errs)}
	}
}

func fromHuma(status int, msg string, errs []error) *apperr.Error {
	e := apperr.New(kindOf(status), "invalid", "The request has invalid values.")
	switch e.Kind {
	case apperr.Malformed:
		e.Code, e.Message = "malformed", "The body is not the JSON this route expects."
	case apperr.TooLarge:
		e.Code, e.Message = "too_large", "The request body is too large."
	case apperr.Internal:
		e.Code, e.Message = "internal", "An unexpected error occurred."
	}
	for _, err := range errs {
		var d *huma.ErrorDetail
		if errors.As(err, &d) {
			e.Fields = append(e.Fields, apperr.Field{Pointer: short(pointer(d.Location) + missing(d.Message)), Code: codeOf(d.Message), Detail: short(detail(d.Message))})
		}
		if len(e.Fields) == maxFields { // one for every member of a long list would be a longer answer than the request
			break
		}
	}
	if len(e.Fields) == 0 && e.Kind == apperr.Invalid {
		e.Message = msg
	}
	return e
}

const (
	maxFields = 100
	maxText   = 300
)

// short bounds what an answer repeats of a client's own words.
func short(s string) string {
	if len(s) > maxText {
		return strings.ToValidUTF8(s[:maxText], "") + "…"
	}
	return s
}

func kindOf(status int) apperr.Kind {
	for _, k := range []apperr.Kind{apperr.Malformed, apperr.Unauthenticated, apperr.Forbidden, apperr.NotFound, apperr.NotAllowed,
		apperr.TooLarge, apperr.WrongType, apperr.Invalid, apperr.TooMany, apperr.Unavailable} {
		if k.Status() == status {
			return k
		}
	}
	switch {
	case status == http.StatusRequestTimeout:
		return apperr.Unavailable
	case status >= 400 && status < 500:
		return apperr.Invalid
	}
	return apperr.Internal
}

// pointer turns huma's location (body.items[0].name) into RFC 6901 for the body, "?name" for the query.
func pointer(location string) string {
	where, rest, _ := strings.Cut(location, ".")
	switch where {
	case "query":
		return "?" + rest
	case "path", "header", "cookie":
		return where + ":" + rest
	}
	rest = strings.NewReplacer("[", ".", "]", "").Replace(rest)
	if rest == "" {
		return ""
	}
	return "/" + strings.ReplaceAll(rest, ".", "/")
}

// missing points at the member that is not there; huma points at the object that lacks it.
func missing(message string) string {
	rest, ok := strings.CutPrefix(message, "expected required property ")
	if name, _, _ := strings.Cut(rest, " "); ok {
		return "/" + name
	}
	return ""
}

// detail keeps encoding/json's messages back: they name Go types and repeat what was sent.
func detail(message string) string {
	if strings.HasPrefix(message, "json: ") || strings.Contains(message, "cannot unmarshal") {
		return "A value does not fit its field."
	}
	if strings.HasPrefix(message, "expected string to be RFC 4122 uuid") { // the rest repeats the value
		return "expected string to be a UUID"
	}
	return message
}

func codeOf(message string) string {
	switch message {
	case "expected boolean", "expected number", "expected integer", "expected string", "expected array", "expected object":
		return "wrong_type"
	}
	switch {
	case strings.HasPrefix(message, "unexpected property"), strings.HasPrefix(message, "unknown query"):
		return "unknown_field"
	case strings.Contains(message, "required"):
		return "required"
	case strings.HasPrefix(message, "expected value to be one of"):
		return "not_allowed"
	case strings.HasPrefix(message, "expected length"), strings.HasPrefix(message, "expected number"), strings.HasPrefix(message, "expected array"):
		return "out_of_range"
	}
	return "invalid"
}
