package sampletypes

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Mapping says how the values of older samples become those of the newest version of their kind.
type Mapping struct {
	Rename  map[string]string          `json:"rename,omitempty" doc:"New key by old key; the values stay as written."`
	Default map[string]json.RawMessage `json:"default,omitempty" doc:"Values by key, plain or {value, unit, type}, for samples that have none and show the field."`
	Remove  []string                   `json:"remove,omitempty" maxItems:"200" doc:"Keys whose values go."`
}

// Upgrading is a checked Mapping.
type Upgrading struct {
	schema   *Schema
	rename   map[string]string
	remove   []string
	defaults []values.Typed
}

// Upgrading checks a mapping; pointer is where it is.
func (s *Schema) Upgrading(f *values.Faults, pointer string, in Mapping) *Upgrading {
	u := &Upgrading{schema: s, rename: in.Rename, remove: in.Remove}
	if len(in.Rename) > 2*maxFields || len(in.Default) > maxFields {
		f.Add(pointer, "out_of_range", "At most %d new names and %d defaults.", 2*maxFields, maxFields)
		return u
	}
	targets := map[string]bool{}
	for _, old := range slices.Sorted(maps.Keys(in.Rename)) {
		at, now := pointer+"/rename/"+values.Escape(old), in.Rename[old]
		switch {
		case s.TypeOf(now) == "":
			f.Add(at, "unknown_field", "The new name is no field of this sample type that is entered.")
		case targets[now]:
			f.Add(at, "duplicate", "Another value gets this name.")
		}
		targets[now] = true
	}
	for i, key := range in.Remove {
		if _, renamed := in.Rename[key]; renamed {
			f.Add(pointer+"/remove/"+strconv.Itoa(i), "duplicate", "A value is renamed or removed, not both.")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(in.Default)) {
		u.checkDefault(f, pointer+"/default/"+values.Escape(key), key, in.Default[key])
	}
	return u
}

func (u *Upgrading) checkDefault(f *values.Faults, at, key string, raw json.RawMessage) {
	kind := u.schema.TypeOf(key)
	if kind == "" {
		f.Add(at, "unknown_field", "This is no field of this sample type that is entered.")
		return
	}
	before := len(*f)
	v := f.PlainAs(at, key, kind, raw)
	if len(*f) > before {
		return
	}
	if fault := u.schema.check(u.schema.index[key], &v); fault != nil {
		f.Add(at, fault.Code, "%s", fault.Detail)
		return
	}
	u.defaults = append(u.defaults, v)
}

// Apply gives the values of one sample as the mapping makes them, and everything that the kind does not allow about them.
// All new names are given at once, so that two values can change theirs.
func (u *Upgrading) Apply(have Values) (after Values, faults []Fault) {
	after = Values{}
	for key, v := range have {
		if _, renamed := u.rename[key]; !renamed && !slices.Contains(u.remove, key) {
			after[key] = v
		}
	}
	for _, old := range slices.Sorted(maps.Keys(u.rename)) {
		v, now := have[old], u.rename[old]
		switch {
		case v == nil:
		case after[now] != nil:
			faults = append(faults, Fault{now, "duplicate", "The sample has a value of this name and one that would get it."})
		default:
			moved := *v
			moved.Name = now
			after[now] = &moved
		}
	}
	for range u.defaults { // a default may show the next field
		for i := range u.defaults {
			if v := &u.defaults[i]; after[v.Name] == nil && u.schema.shown(u.schema.index[v.Name], after) {
				after[v.Name] = v
			}
		}
	}
	return after, append(faults, u.schema.Faults(after)...)
}

// Hold reads a kind and keeps it as it is until the transaction ends.
func (s *Service) Hold(ctx context.Context, key string) (*Schema, error) {
	if !s.form.MatchString(key) {
		return nil, apperr.Missing("sample type")
	}
	found, err := s.store.hold(ctx, key)
	switch {
	case err != nil:
		return nil, err
	case len(found) > 0:
		return compile(&found[0]), nil
	}
	if t := builtInOf(key); t != nil {
		return compile(t), nil
	}
	return nil, apperr.Missing("sample type")
}
