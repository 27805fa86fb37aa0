package values

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// Required is Line for a text that must be there.
func (f *Faults) Required(pointer, s string, longest int) string {
	t := f.Line(pointer, &s, longest)
	if t == nil {
		f.Add(pointer, "required", "This field cannot be empty.")
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
