package sampletypes

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/formula"
	"github.com/spectra-lab/spectra/modules/kernel/units"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Schema is a kind of sample made ready for checking values. A nil one has no fields and checks nothing.
type Schema struct {
	Key      string
	Version  int
	Archived bool
	Strict   bool
	Fields   []Field
	index    map[string]int
	types    map[string]string
	formulas map[int]*formula.Expr
}

func compile(t *Type) *Schema {
	s := &Schema{Key: t.TypeKey, Version: t.Version, Archived: t.ArchivedAt != nil, Strict: t.Strict, Fields: t.Fields, index: make(map[string]int, len(t.Fields)), types: valueTypes(), formulas: map[int]*formula.Expr{}}
	for i := range t.Fields {
		s.index[t.Fields[i].Key] = i
		if e := s.formula(i); e != nil {
			s.formulas[i] = e
		}
	}
	return s
}

// Stored makes a schema of what a reading statement brought along: {"strict":…,"fields":[…]}.
func Stored(raw []byte) (*Schema, error) {
	var t struct {
		Version int
		Strict  bool
		Fields  Fields
	}
	if err := json.Unmarshal(raw, &t); err != nil {
		return nil, err
	}
	return compile(&Type{Strict: t.Strict, Fields: t.Fields, Stamps: db.Stamps{Version: t.Version}}), nil
}

// TypeOf is the type of the values of a field; empty for a key that is no field.
func (s *Schema) TypeOf(key string) string {
	if s == nil {
		return ""
	}
	if i, ok := s.index[key]; ok {
		return s.types[s.Fields[i].Kind]
	}
	return ""
}

// Values are the custom values of a sample by key.
type Values map[string]*values.Typed

// Fault is one thing that a kind of sample does not allow about the values of a sample.
type Fault struct{ Key, Code, Detail string }

// Read reads the metadata of a new sample, adds defaults and collects everything wrong; pointer is that of metadata.
func (s *Schema) Read(f *values.Faults, pointer string, in map[string]json.RawMessage, most int) []values.Typed {
	if s == nil {
		return f.Metadata(pointer, in, most)
	}
	if len(in) > most {
		f.Add(pointer, "out_of_range", "At most %d values.", most)
		return nil
	}
	have, unread := Values{}, map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(in)) {
		before := len(*f)
		v := f.PlainAs(pointer+"/"+values.Escape(key), key, s.TypeOf(key), in[key])
		have[key], unread[key] = &v, len(*f) > before
	}
	s.fill(have)
	for _, fault := range s.Faults(have) {
		if !unread[fault.Key] {
			f.Add(pointer+"/"+values.Escape(fault.Key), fault.Code, "%s", fault.Detail)
		}
	}
	out := make([]values.Typed, 0, len(have))
	for _, key := range slices.Sorted(maps.Keys(have)) {
		out = append(out, *have[key])
	}
	return out
}

// fill adds the defaults of shown fields, those first that others depend on.
func (s *Schema) fill(have Values) {
	for range s.Fields { // a default may show the next field
		added := false
		for i := range s.Fields {
			fd := &s.Fields[i]
			if fd.Default.Value != nil && have[fd.Key] == nil && s.shown(i, have) {
				have[fd.Key], added = typed(fd.Key, fd.Default.Value), true
			}
		}
		if !added {
			return
		}
	}
}

// typed is the checked form of a value that is shown.
func typed(key string, v *values.Shown) *values.Typed {
	out := &values.Typed{Name: key, Type: v.Type, Unit: v.Unit}
	switch x := v.Value.(type) {
	case string:
		out.Text = x
	case bool:
		out.Text = "false"
		if x {
			out.Text = "true"
		}
	}
	if v.Type == "number" || v.Type == "quantity" {
		out.Number = &out.Text
	}
	return out
}

// shown tells whether the conditions of a field, and of those it is shown by, are met.
func (s *Schema) shown(i int, have Values) bool {
	for range s.Fields {
		c := s.Fields[i].ShownWhen.Value
		if c == nil {
			return true
		}
		text, _ := equals(c.Equals)
		v := have[c.Field]
		if v == nil || v.Text != text {
			return false
		}
		by, ok := s.index[c.Field]
		if !ok {
			return false
		}
		i = by
	}
	return false // a circle, which define refuses
}

// Faults collects everything about the values that the kind of sample does not allow, in the order of the fields.
func (s *Schema) Faults(have Values) []Fault {
	if s == nil {
		return nil
	}
	var out []Fault
	for i := range s.Fields {
		fd, v := &s.Fields[i], have[s.Fields[i].Key]
		shown := s.shown(i, have)
		switch absent := v == nil || v.Type == "string" && strings.TrimSpace(v.Text) == ""; {
		case absent && fd.Required && shown:
			out = append(out, Fault{fd.Key, "required", "A sample of this type needs a value for " + fd.Label + "."})
		case v == nil:
		case !shown:
			out = append(out, Fault{fd.Key, "not_shown", s.hidden(fd)})
		default:
			if fault := s.check(i, v); fault != nil {
				out = append(out, *fault)
			}
		}
	}
	if s.Strict {
		for _, key := range slices.Sorted(maps.Keys(have)) {
			if _, known := s.index[key]; !known {
				out = append(out, Fault{key, "unknown_field", "A sample of this type has only the fields of the type."})
			}
		}
	}
	return out
}

func (*Schema) hidden(fd *Field) string {
	text, _ := equals(fd.ShownWhen.Value.Equals)
	return fd.Label + " has a value only where " + fd.ShownWhen.Value.Field + " is " + text + "."
}

// check holds one value against its field.
func (s *Schema) check(i int, v *values.Typed) *Fault {
	fd := &s.Fields[i]
	fault := func(code, detail string) *Fault { return &Fault{fd.Key, code, detail} }
	if fd.Kind == calculated {
		return fault("calculated", fd.Label+" is calculated from other fields and never entered.")
	}
	if want := s.types[fd.Kind]; v.Type != want {
		return fault("wrong_type", fd.Label+" is a value of type "+want+", not "+v.Type+".")
	}
	switch fd.Kind {
	case "number":
		if v.Unit != nil {
			return fault("unit_dimension", fd.Label+" is a number without a unit.")
		}
		if !within(fd, func(bound string) (int, error) { return compare(v.Text, bound), nil }) {
			return fault("out_of_range", fd.Label+" lies "+span(fd)+".")
		}
	case "quantity":
		return fd.quantity(v, fault)
	case "choice":
		if !slices.Contains(fd.Choices, v.Text) {
			return fault("not_in_choices", fd.Label+" is one of "+list(fd.Choices)+".")
		}
	}
	return nil
}

func (fd *Field) quantity(v *values.Typed, fault func(code, detail string) *Fault) *Fault {
	own, err := units.Parse(*fd.Unit)
	if err != nil || v.Unit == nil { // neither is ever stored
		return fault("unit_dimension", fd.Label+" is a quantity in "+*fd.Unit+".")
	}
	u, err := units.Parse(*v.Unit)
	if err != nil {
		return fault("unit_dimension", fd.Label+" needs a UCUM unit that converts to "+*fd.Unit+".")
	}
	if !u.Fits(own) { // answers never repeat what was sent: the quantities say it
		return fault("unit_dimension", fd.Label+" is in "+*fd.Unit+" ("+own.Dimension().Quantity()+"); the unit sent is one of another dimension ("+u.Dimension().Quantity()+").")
	}
	if !within(fd, func(bound string) (int, error) { return u.Compare(v.Text, bound, own) }) {
		return fault("out_of_range", fd.Label+" lies "+span(fd)+" "+*fd.Unit+".")
	}
	return nil
}

func within(fd *Field, to func(bound string) (int, error)) bool {
	if fd.Min != nil {
		if c, err := to(*fd.Min); err != nil || c < 0 {
			return false
		}
	}
	if fd.Max != nil {
		if c, err := to(*fd.Max); err != nil || c > 0 {
			return false
		}
	}
	return true
}

func span(fd *Field) string {
	switch {
	case fd.Max == nil:
		return "at or above " + *fd.Min
	case fd.Min == nil:
		return "at or below " + *fd.Max
	}
	return "between " + *fd.Min + " and " + *fd.Max
}

func list(choices []string) string {
	if len(choices) > 20 {
		return strings.Join(choices[:20], ", ") + " …"
	}
	return strings.Join(choices, ", ")
}

// Warnings are the faults of a stored sample, as problem documents name them.
func (s *Schema) Warnings(have map[string]values.Shown) []apperr.Field {
	all := make(Values, len(have))
	for key, v := range have {
		all[key] = typed(key, &v)
	}
	out := []apperr.Field{}
	for _, fault := range s.Faults(all) {
		out = append(out, apperr.Field{Pointer: "/metadata/" + values.Escape(fault.Key), Code: fault.Code, Detail: fault.Detail})
	}
	return out
}
