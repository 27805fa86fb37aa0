package values

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// Typed is one checked value: text as written, and as a number where it is one.
type Typed struct {
	Name   string
	Type   string
	Text   string
	Number *string
	Unit   *string
}

// Input is a typed value as it comes in.
type Input struct {
	Value json.RawMessage `json:"value" doc:"Text, number (kept as written; a decimal string is the safe form), true or false, date YYYY-MM-DD, or the id or code of a record."`
	Unit  *string         `json:"unit,omitempty" maxLength:"40" nullable:"true" doc:"UCUM unit; required for quantities."`
	Type  string          `json:"type,omitempty" enum:"string,number,quantity,boolean,date,reference" doc:"When absent it follows from the value."`
}

// Shown is a typed value as it is read.
type Shown struct {
	Value any     `json:"value" doc:"A decimal string as written for number and quantity, true or false for boolean, otherwise text."`
	Unit  *string `json:"unit" nullable:"true"`
	Type  string  `json:"type" enum:"string,number,quantity,boolean,date,reference"`
}

// Shown gives a value the way a reader sees it.
func (v *Typed) Shown() Shown {
	out := Shown{Value: v.Text, Unit: v.Unit, Type: v.Type}
	if v.Type == "boolean" {
		out.Value = v.Text == "true"
	}
	return out
}

// Same compares what was written; 1.10 and 1.1 differ.
func (v *Typed) Same(o *Typed) bool {
	return v.Type == o.Type && v.Text == o.Text && (v.Unit == o.Unit || v.Unit != nil && o.Unit != nil && *v.Unit == *o.Unit)
}

var codeForm = regexp.MustCompile(`^[A-Z]{3}-[0-9]{4}-[0-9]{6,}$`)

const (
	inNames = " .:+/()%-"
	inKeys  = " .:+-"
)

// named tells whether a name has 1 to 100 letters, digits, _ and, after the first, other signs. As a regular expression
// this took 4 MB: letters of all languages, a hundred times.
func named(name, signs string) bool {
	n := 0
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' && (n == 0 || !strings.ContainsRune(signs, r)) {
			return false
		}
		n++
	}
	return n > 0 && n <= 100
}

// Name checks the name of a parameter or measured value.
func (f *Faults) Name(pointer, name string) {
	if !named(name, inNames) || strings.TrimSpace(name) != name {
		f.Add(pointer, "invalid_name", "A name has 1 to 100 letters, digits, spaces or _ . : + - / ( ) %% and starts with a letter, digit or _.")
	}
}

// Key checks the key of a custom value, which is also a part of paths: /samples/{id}/metadata/{key}.
func (f *Faults) Key(pointer, key string) {
	if !named(key, inKeys) || strings.TrimSpace(key) != key {
		f.Add(pointer, "invalid_key", "A key has 1 to 100 letters, digits, spaces or _ . : + - and starts with a letter, digit or _.")
	}
}

// Metadata reads metadata{}: custom values by key, plain or {"value","unit","type"}, in the order of the keys.
func (f *Faults) Metadata(pointer string, in map[string]json.RawMessage, most int) []Typed {
	if len(in) > most {
		f.Add(pointer, "out_of_range", "At most %d values.", most)
		return nil
	}
	out := make([]Typed, 0, len(in))
	for _, key := range slices.Sorted(maps.Keys(in)) {
		out = append(out, f.Plain(pointer+"/"+Escape(key), key, in[key]))
	}
	return out
}

// Plain reads one custom value that is either plain or {"value","unit","type"}.
func (f *Faults) Plain(pointer, key string, raw json.RawMessage) Typed {
	return f.PlainAs(pointer, key, "", raw)
}

// PlainAs is Plain for a value whose type is known where none is written; it follows from the value when kind is empty.
func (f *Faults) PlainAs(pointer, key, kind string, raw json.RawMessage) Typed {
	in, at := Input{Value: raw}, pointer
	if len(raw) > 0 && raw[0] == '{' {
		in, at = f.members(pointer, raw), pointer+"/value"
	}
	f.Key(pointer, key)
	if in.Type == "" {
		in.Type = kind
	}
	return f.Typed(pointer, at, key, in)
}

func (f *Faults) members(pointer string, raw json.RawMessage) (in Input) {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		f.Add(pointer, "invalid", "This is not a value.")
		return in
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		switch m := members[name]; name {
		case "value":
			in.Value = m
		case "unit":
			f.Decode(pointer+"/unit", m, &in.Unit)
		case "type":
			f.Decode(pointer+"/type", m, &in.Type)
		default:
			f.Add(pointer+"/"+Escape(name), "unknown_field", "A value has the members value, unit and type.")
		}
	}
	return in
}

// Typed checks a value against its type. base points at the whole, at at the value itself.
func (f *Faults) Typed(base, at, name string, in Input) Typed {
	v := Typed{Name: name, Type: in.Type, Unit: f.Line(base+"/unit", in.Unit, 40)}
	if v.Type == "" {
		v.Type = infer(in.Value, v.Unit)
	}
	switch v.Type {
	case "string", "date", "reference":
		f.textual(at, &v, in.Value)
	case "number", "quantity":
		text, ok := Decimal(in.Value)
		if !ok {
			f.Add(at, "not_decimal", "A %s is a decimal number such as \"1.10\".", v.Type)
		}
		v.Text, v.Number = text, &text
		if v.Type == "quantity" && v.Unit == nil {
			f.Add(base+"/unit", "required", "A quantity needs a unit.")
		}
		return v
	case "boolean":
		if v.Text = string(in.Value); v.Text != "true" && v.Text != "false" {
			f.Add(at, "not_boolean", "Send true or false.")
		}
	default:
		f.Add(base+"/type", "not_allowed", "A type is one of string, number, quantity, boolean, date, reference.")
		return v
	}
	if v.Unit != nil {
		f.Add(base+"/unit", "not_allowed", "Only numbers and quantities have a unit.")
	}
	return v
}

func infer(raw json.RawMessage, unit *string) string {
	switch {
	case unit != nil:
		return "quantity"
	case len(raw) == 0:
		return "string"
	case raw[0] == 't' || raw[0] == 'f':
		return "boolean"
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		return "number"
	}
	return "string"
}

func (f *Faults) textual(at string, v *Typed, raw json.RawMessage) {
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &v.Text) != nil {
		f.Add(at, "not_text", "A value of type %s is text in quotes.", v.Type)
		return
	}
	switch v.Type {
	case "string":
		if utf8.RuneCountInString(v.Text) > 10000 {
			f.Add(at, "out_of_range", "A text value has at most 10000 characters.")
		}
	case "date":
		if _, err := time.Parse(time.DateOnly, v.Text); err != nil {
			f.Add(at, "not_a_date", "A date is a day of the calendar, written YYYY-MM-DD.")
		}
	case "reference":
		if _, ok := id.Parse(v.Text); !ok && !codeForm.MatchString(v.Text) {
			f.Add(at, "not_a_reference", "A reference is the id or the code (such as SMP-2026-000001) of a record.")
		}
	}
}
