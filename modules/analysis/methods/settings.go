package methods

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Settings are checked parameters by name: float64, string, bool, or nil where none is set.
type Settings map[string]any

// Number gives a number; ok is false where none is set.
func (s Settings) Number(name string) (v float64, ok bool) {
	v, ok = s[name].(float64)
	return v, ok
}

// Text gives a string; empty where none is set.
func (s Settings) Text(name string) string {
	v, _ := s[name].(string)
	return v
}

// With is a copy with one setting replaced.
func (s Settings) With(name string, v any) Settings {
	out := maps.Clone(s)
	out[name] = v
	return out
}

// Settings checks what a client gave and fills in the defaults. Every fault is named with its pointer, below
// /parameters; null stands for the default.
func (m *Info) Settings(given map[string]any) (Settings, error) {
	var faults values.Faults
	out := Settings{}
	for i := range m.Parameters {
		p := &m.Parameters[i]
		out[p.Name] = p.Default
		if v, there := given[p.Name]; there && v != nil {
			out[p.Name] = p.check(&faults, v)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, known := out[name]; !known {
			faults.Add("/parameters/"+values.Escape(name), "unknown_parameter", "%s takes no such parameter; see GET /methods/%s.", m.Name, m.Name)
		}
	}
	return out, faults.Err()
}

// check holds one value against type, bounds and choices.
func (p *Parameter) check(faults *values.Faults, v any) any {
	pointer := "/parameters/" + values.Escape(p.Name)
	wrong := func() any {
		faults.Add(pointer, "wrong_type", "%s is of type %s.", p.Name, p.Type)
		return nil
	}
	switch p.Type {
	case Number, Integer:
		f, ok := v.(float64)
		if !ok || math.IsNaN(f) || math.IsInf(f, 0) || p.Type == Integer && f != math.Trunc(f) {
			return wrong()
		}
		if p.Min != nil && f < *p.Min || p.Max != nil && f > *p.Max {
			faults.Add(pointer, "out_of_range", "%s is %s.", p.Name, p.bounds())
		}
		return f
	case Boolean:
		if b, ok := v.(bool); ok {
			return b
		}
		return wrong()
	}
	s, ok := v.(string)
	if !ok {
		return wrong()
	}
	if p.Choices != nil && !slices.Contains(p.Choices, s) {
		faults.Add(pointer, "not_allowed", "%s is one of %v.", p.Name, p.Choices)
	}
	return s
}

func (p *Parameter) bounds() string {
	switch {
	case p.Max == nil:
		return "at least " + Text(*p.Min)
	case p.Min == nil:
		return "at most " + Text(*p.Max)
	}
	return fmt.Sprintf("between %s and %s", Text(*p.Min), Text(*p.Max))
}

// badParameter is the 422 of a parameter that does not fit the data or another parameter.
func badParameter(name, code, format string, args ...any) error {
	return apperr.InvalidField("/parameters/"+name, code, format, args...)
}
