package sampletypes

import "github.com/spectra-lab/spectra/modules/kernel/values"

// Change collects what is wrong with a change of values: everything about a value that is written, and what the change
// causes elsewhere. What was wrong before and is left alone is no fault of this change, so that a schema that became
// narrower never stops work on old samples. before is nil where the sample gets another type. at points at a key.
func (s *Schema) Change(f *values.Faults, before, after Values, at func(key string) string) {
	known := map[Fault]bool{}
	if before != nil {
		for _, fault := range s.Faults(before) {
			known[fault] = true
		}
	}
	for _, fault := range s.Faults(after) {
		if !known[fault] || written(before[fault.Key], after[fault.Key]) {
			f.Add(at(fault.Key), fault.Code, "%s", fault.Detail)
		}
	}
}

func written(old, now *values.Typed) bool { return now != nil && (old == nil || !old.Same(now)) }

// Ref is a value that must name a record there is.
type Ref struct{ Pointer, Type, Text string }

// Refs lists the references among values that are new or changed; at points at a key.
func (s *Schema) Refs(before, after Values, at func(key string) string) []Ref {
	if s == nil {
		return nil
	}
	var out []Ref
	for i := range s.Fields {
		fd := &s.Fields[i]
		if v := after[fd.Key]; fd.Kind == "reference" && v != nil && v.Type == "reference" && written(before[fd.Key], v) {
			out = append(out, Ref{at(fd.Key), *fd.ReferenceType, v.Text})
		}
	}
	return out
}
