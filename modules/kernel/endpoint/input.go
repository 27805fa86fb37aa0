package endpoint

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// IfMatch is embedded by inputs of PATCH and DELETE.
type IfMatch struct {
	Match string `header:"If-Match" doc:"ETag of the version the change is based on."`
}

// Version gives the version the client has seen: 428 without the header, 412 when it cannot be a version.
func (m IfMatch) Version() (int, error) {
	if m.Match == "" {
		return 0, apperr.New(apperr.Unconditional, "if_match_required", "Send If-Match with the ETag of the version you changed, so that nobody's work is overwritten.")
	}
	return m.parse()
}

// OptionalVersion is for PUT, where the header is honoured when given; 0 means any version.
func (m IfMatch) OptionalVersion() (int, error) {
	if m.Match == "" || m.Match == "*" {
		return 0, nil
	}
	return m.parse()
}

func (m IfMatch) parse() (int, error) {
	v, err := strconv.Atoi(strings.Trim(strings.TrimPrefix(m.Match, "W/"), `"`))
	if err != nil || v < 1 {
		return 0, apperr.New(apperr.Stale, "stale", "If-Match is not an ETag of this record.")
	}
	return v, nil
}

// ETag is the entity tag of a version.
func ETag(version int) string { return `"` + strconv.Itoa(version) + `"` }

// Stale is the 412 of a record that has moved on.
func Stale(current int) error {
	return apperr.New(apperr.Stale, "stale", "Somebody changed this record since you read it (now version %d). Read it again and merge.", current).
		With("current_version", current)
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

// Apply writes the field to a required column; null is refused.
func (p Patch[T]) Apply(dst *T, pointer string) error {
	switch {
	case !p.Set:
		return nil
	case p.Null:
		return apperr.InvalidField(pointer, "required", "This field cannot be empty.")
	}
	*dst = p.Value
	return nil
}

// ApplyOptional writes the field to an optional column; null clears it.
func (p Patch[T]) ApplyOptional(dst **T) {
	switch {
	case !p.Set:
	case p.Null:
		*dst = nil
	default:
		v := p.Value
		*dst = &v
	}
}

// Param is a {id} path parameter with its input.
type Param struct {
	ID string `path:"id" format:"uuid" doc:"Id of the record."`
}
