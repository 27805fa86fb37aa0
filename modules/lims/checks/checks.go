package checks

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

// Faults collects everything wrong with one request.
type Faults []apperr.Field

// Add notes one fault.
func (f *Faults) Add(pointer, code, format string, args ...any) {
	*f = append(*f, apperr.InvalidField(pointer, code, format, args...).Fields...)
}

// First keeps one fault for each value: the one that was found first explains the others.
func (f Faults) First() Faults {
	seen := make(map[string]bool, len(f))
	return slices.DeleteFunc(f, func(e apperr.Field) bool {
		before := seen[e.Pointer]
		seen[e.Pointer] = true
		return before
	})
}

// Err is the 422 naming every fault, nil when there is none.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}
	e := apperr.New(apperr.Invalid, "invalid", "The request has invalid values.")
	e.Fields = f
	return e
}

// Line checks a one-line text; blank is absent. Control characters would break labels and exports.
func Line(f *Faults, pointer string, s *string, longest int) *string {
	if s == nil {
		return nil
	}
	t := strings.TrimSpace(*s)
	switch {
	case t == "":
		return nil
	case utf8.RuneCountInString(t) > longest:
		f.Add(pointer, "out_of_range", "This text has at most %d characters.", longest)
	case strings.ContainsFunc(t, unicode.IsControl):
		f.Add(pointer, "control_character", "This text is one line without control characters.")
	}
	return &t
}

// Required checks a one-line text that must be there.
func Required(f *Faults, pointer, s string, longest int) string {
	t := Line(f, pointer, &s, longest)
	if t == nil {
		f.Add(pointer, "required", "This field cannot be empty.")
		return ""
	}
	return *t
}

// Prose checks a text of several lines; blank is absent.
func Prose(f *Faults, pointer string, s *string, longest int) *string {
	if s == nil || strings.TrimSpace(*s) == "" {
		return nil
	}
	if utf8.RuneCountInString(*s) > longest {
		f.Add(pointer, "out_of_range", "This text has at most %d characters.", longest)
	}
	return s
}

// Given is the value of a merge patch's field, nil for null.
func Given[T any](p endpoint.Patch[T]) *T {
	if p.Null {
		return nil
	}
	return &p.Value
}

// PatchLine checks a one-line text of a merge patch in place; blank is null.
func PatchLine(f *Faults, pointer string, p *endpoint.Patch[string], longest int) {
	if !p.Set {
		return
	}
	t := Line(f, pointer, Given(*p), longest)
	if p.Null, p.Value = t == nil, ""; t != nil {
		p.Value = *t
	}
}
