package endpoint

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/etag"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// IfMatch is embedded by inputs of PATCH and DELETE.
type IfMatch struct {
	Match string `header:"If-Match" doc:"ETag of the version the change is based on."`
}

// Version gives the version the client has seen: 428 without the header, 412 when it cannot be a version.
func (m IfMatch) Version() (int, error) {
	if m.Match == "" {
		return 0, etag.Missing()
	}
	return etag.Parse(m.Match)
}

// OptionalVersion is for PUT, where the header is honoured when given; 0 means any version.
func (m IfMatch) OptionalVersion() (int, error) {
	if m.Match == "" || m.Match == "*" {
		return 0, nil
	}
	return etag.Parse(m.Match)
}

// Patch is one field of a JSON merge patch (RFC 7396): absent, null, or a value.
type Patch[T any] struct {
	Set   bool
	Null  bool
	Value T
}

// UnmarshalJSON tells null from a value; an absent field never gets here.
func (p *Patch[T]) UnmarshalJSON(b []byte) error {
	p.Set = true
	if bytes.Equal(b, []byte("null")) {
		p.Null = true
		return nil
	}
	return json.Unmarshal(b, &p.Value)
}

// Schema describes the value, which may be null.
func (Patch[T]) Schema(r huma.Registry) *huma.Schema {
	s := *r.Schema(reflect.TypeFor[T](), true, "")
	if s.Ref == "" {
		s.Nullable = true
	}
	return &s
}

// OrNull is a member of an answer that is null when there is nothing: huma cannot say that of a named type.
type OrNull[T any] struct{ Value *T }

func (OrNull[T]) within() reflect.Type { return reflect.TypeFor[T]() }

// MarshalJSON writes the value or null.
func (o OrNull[T]) MarshalJSON() ([]byte, error) { return json.Marshal(o.Value) }

// UnmarshalJSON reads the value or null.
func (o *OrNull[T]) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &o.Value) }

// Schema describes both forms.
func (OrNull[T]) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{OneOf: []*huma.Schema{r.Schema(reflect.TypeFor[T](), true, ""), {Type: "null"}}}
}

// Param is the {id} of a record in the path. Anything that is no id is answered like an id nobody has.
type Param struct {
	ID string `path:"id" maxLength:"100" doc:"Id of the record."`
}

// Record parses the id; what names the record in the 404.
func (p Param) Record(what string) (id.ID, error) {
	v, ok := id.Parse(p.ID)
	if !ok {
		return id.Nil, apperr.Missing(what)
	}
	return v, nil
}

// Change is the path and precondition of PATCH and DELETE.
type Change struct {
	Param
	IfMatch
}

// Target gives the record and the version the client has seen.
func (c Change) Target(what string) (id.ID, int, error) {
	v, err := c.Record(what)
	if err != nil {
		return id.Nil, 0, err
	}
	seen, err := c.Version()
	return v, seen, err
}

// OptionalTarget is for changes that honour If-Match when it is given (API.md §6.2).
func (c Change) OptionalTarget(what string) (id.ID, int, error) {
	v, err := c.Record(what)
	if err != nil {
		return id.Nil, 0, err
	}
	seen, err := c.OptionalVersion()
	return v, seen, err
}

// Created is the answer of a creating route, and Found that of reading and changing ones.
type Created[T any] struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     T
}

// Found is a single record with its entity tag.
type Found[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

// Listed is one page.
type Listed[T any] struct{ Body T }

// NoContent is the answer of 204 routes.
type NoContent struct{}

// Action tells whether the caller may do something now, and if not, the code word of what is in the way. It travels
// as true, false, or {"allowed":false,"reason":"…"} (API.md §1 "Allowed actions").
type Action struct {
	Allowed bool
	Reason  string
}

// Actions is the _actions member of a single record.
type Actions map[string]Action

// MarshalJSON writes the short form where there is nothing to explain.
func (a Action) MarshalJSON() ([]byte, error) { return a.AppendJSON(nil), nil }

// AppendJSON does the same for row encoders. Reasons are code words, which need no escapes.
func (a Action) AppendJSON(dst []byte) []byte {
	if a.Reason == "" {
		return strconv.AppendBool(dst, a.Allowed)
	}
	dst = strconv.AppendBool(append(dst, `{"allowed":`...), a.Allowed)
	return append(strconv.AppendQuote(append(dst, `,"reason":`...), a.Reason), '}')
}

// Schema describes both forms.
func (Action) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{OneOf: []*huma.Schema{{Type: huma.TypeBoolean}, {Type: huma.TypeObject, Properties: map[string]*huma.Schema{
		"allowed": {Type: huma.TypeBoolean}, "reason": {Type: huma.TypeString}}}}}
}
