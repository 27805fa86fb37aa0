package values

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"
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
	Value json.RawMessage
	Unit  *string
	Type  string
}

var (
	decimalForm = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$`)
	nameForm    = regexp.MustCompile(`^[\p{L}\p{N}_][\p{L}\p{N}_ .:+/()%-]{0,99}$`)
	codeForm    = regexp.MustCompile(`^[A-Z]{3}-[0-9]{4}-[0-9]{6,}$`)
)

// Decimal reads a number written as JSON string or number and keeps its text: "1.10" stays 1.10. What is no number of
// double range is refused, NaN and infinity among it.
func Decimal(raw json.RawMessage) (string, bool) {
	text := string(raw)
	if strings.HasPrefix(text, `"`) && json.Unmarshal(raw, &text) != nil {
		return "", false
	}
	return text, IsDecimal(text)
}

// IsDecimal reports whether the text is a decimal number that a double can approach. A measured value never needs more
// than 60 characters; numeric would take 131072 digits.
func IsDecimal(text string) bool {
	if len(text) > 60 || !decimalForm.MatchString(text) {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

// ValidName reports whether a parameter, value or metadata key is well formed.
func ValidName(name string) bool {
	return nameForm.MatchString(name) && strings.TrimSpace(name) == name
}

// Name checks a name.
func (f *Faults) Name(pointer, name string) {
	if !ValidName(name) {
		f.Add(pointer, "invalid_name", "A name has 1 to 100 letters, digits, spaces or _ . : + - / ( ) %% and starts with a letter, digit or _.")
	}
}

// Plain reads a value that is either plain or {"value","unit","type"}.
func (f *Faults) Plain(pointer, name string, raw json.RawMessage) Typed {
	in := Input{Value: raw}
	at := pointer
	if len(raw) > 0 && raw[0] == '{' {
		in = f.members(pointer, raw)
		at = pointer + "/value"
	}
	f.Name(pointer, name)
	return f.Typed(pointer, at, name, in)
}

func (f *Faults) members(pointer string, raw json.RawMessage) (in Input) {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		f.Add(pointer, "invalid", "This is not a value.")
		return in
	}
	for name, m := range members {
		var err error
		switch name {
		case "value":
			in.Value = m
		case "unit":
			err = json.Unmarshal(m, &in.Unit)
		case "type":
			err = json.Unmarshal(m, &in.Type)
		default:
			f.Add(pointer+"/"+Escape(name), "unknown_field", "A value has the members value, unit and type.")
		}
		if err != nil {
			f.Add(pointer+"/"+name, "wrong_type", "This value has the wrong JSON type.")
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

// Shown is a stored value as it is read: true or false for a boolean, otherwise its text.
func Shown(kind, text string) any {
	if kind == "boolean" {
		return text == "true"
	}
	return text
}
