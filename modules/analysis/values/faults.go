package values

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// Faults collects everything wrong with one request.
type Faults []apperr.Field

// Add notes one fault.
func (f *Faults) Add(pointer, code, format string, args ...any) {
	*f = append(*f, apperr.InvalidField(pointer, code, format, args...).Fields...)
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

// Escape makes a key usable in a JSON pointer (RFC 6901 §3).
func Escape(key string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(key) }

// Line checks a one-line text of at most longest characters and trims it; blank is absent. Control characters would
// break labels and exports.
func (f *Faults) Line(pointer string, s *string, longest int) *string {
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

// Needed is Line for a text that may not be blank.
func (f *Faults) Needed(pointer, s string, longest int) string {
	t := f.Line(pointer, &s, longest)
	if t == nil {
		f.Add(pointer, "required", "This text may not be empty.")
		return ""
	}
	return *t
}

// Prose checks a text of several lines; blank is absent.
func (f *Faults) Prose(pointer string, s *string, longest int) *string {
	if s == nil || strings.TrimSpace(*s) == "" {
		return nil
	}
	if utf8.RuneCountInString(*s) > longest {
		f.Add(pointer, "out_of_range", "This text has at most %d characters.", longest)
	}
	return s
}
