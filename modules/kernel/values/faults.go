package values

import (
	"slices"
	"strings"

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
	return f.as(apperr.New(apperr.Invalid, "invalid", "The request has invalid values."))
}

func (f Faults) as(e *apperr.Error) error {
	e.Fields = f
	return e
}

// First keeps one fault for each value: the one that was found first explains the others.
func (f Faults) First() Faults {
	seen := make(map[string]bool, len(f))
	out := make(Faults, 0, len(f))
	for _, e := range f {
		if !seen[e.Pointer] {
			out = append(out, e)
		}
		seen[e.Pointer] = true
	}
	return out
}

// Escape makes a key usable in a JSON pointer (RFC 6901 §3).
func Escape(key string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(key) }

// Report is what a dry run of a bulk request found.
type Report struct {
	Rows    int            `json:"rows"`
	Valid   int            `json:"valid"`
	Invalid int            `json:"invalid"`
	Errors  []apperr.Field `json:"errors" doc:"Every fault of every row."`
}

// Report counts the rows with a fault; pointers begin with /items/{row}.
func (f Faults) Report(rows int) *Report {
	bad := make(map[string]bool)
	for _, e := range f {
		if part := strings.SplitN(e.Pointer, "/", 4); len(part) > 2 {
			bad[part[2]] = true
		}
	}
	return &Report{Rows: rows, Valid: rows - len(bad), Invalid: len(bad), Errors: append([]apperr.Field{}, f...)}
}

// Refusal answers a bulk request with the status that a request of a single row would get: 422 before 423 before 409.
// conflicts are the code words that speak of the state of other records, not of what was sent.
func (f Faults) Refusal(conflicts ...string) error {
	if len(f) == 0 || !f.Only(append(conflicts, "locked")...) {
		return f.Err()
	}
	if i := slices.IndexFunc(f, func(e apperr.Field) bool { return e.Code == "locked" }); i >= 0 {
		return f.as(apperr.New(apperr.Locked, "locked", "%s", f[i].Detail))
	}
	return f.as(apperr.New(apperr.Conflict, f[0].Code, "%s", f[0].Detail))
}

// Has tells whether a fault has the code word.
func (f Faults) Has(code string) bool {
	return slices.ContainsFunc(f, func(e apperr.Field) bool { return e.Code == code })
}

// Only tells whether no fault has any other code word.
func (f Faults) Only(codes ...string) bool {
	return !slices.ContainsFunc(f, func(e apperr.Field) bool { return !slices.Contains(codes, e.Code) })
}
