package samples

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/lims/checks"
)

// Value is one custom value: text as written, and as a number where it is one.
type Value struct {
	Key    string
	Type   string
	Text   string
	Number *string
	Unit   *string
}

// MetadataInput is the full form of a custom value.
type MetadataInput struct {
	Value json.RawMessage `json:"value" doc:"Text, number (kept as written; a decimal string is the safe form), true or false, date YYYY-MM-DD, or the id or code of a record."`
	Unit  *string         `json:"unit,omitempty" maxLength:"40" nullable:"true" doc:"UCUM unit; required for quantities."`
	Type  string          `json:"type,omitempty" enum:"string,number,quantity,boolean,date,reference" doc:"When absent it follows from the value."`
}

// MetadataValue is a custom value as it is read.
type MetadataValue struct {
	Value any     `json:"value" doc:"A decimal string for number and quantity, true or false for boolean, otherwise text."`
	Unit  *string `json:"unit" nullable:"true"`
	Type  string  `json:"type" enum:"string,number,quantity,boolean,date,reference"`
}

var (
	decimalForm = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$`)
	keyForm     = regexp.MustCompile(`^[\p{L}\p{N}_][\p{L}\p{N}_ .:+-]{0,99}$`)
	codeForm    = regexp.MustCompile(`^[A-Z]{3}-[0-9]{4}-[0-9]{6,}$`)
)

const badKey = "invalid_key"

// decimal reads a number written as JSON string or number and keeps its text: "1.10" stays 1.10.
func decimal(raw json.RawMessage) (string, bool) {
	text := string(raw)
	if strings.HasPrefix(text, `"`) && json.Unmarshal(raw, &text) != nil {
		return "", false
	}
	if len(text) > 60 || !decimalForm.MatchString(text) {
		return "", false
	}
	// What no double can hold, no method could compute with (API.md §1 "Strict input").
	_, err := strconv.ParseFloat(text, 64)
	return text, err == nil
}

// parsePlain reads a value of metadata{}: plain, or {"value","unit","type"}.
func parsePlain(f *checks.Faults, pointer, key string, raw json.RawMessage) Value {
	in := MetadataInput{Value: raw}
	if len(raw) > 0 && raw[0] == '{' {
		in = MetadataInput{}
		var members map[string]json.RawMessage
		if json.Unmarshal(raw, &members) != nil {
			f.Add(pointer, "invalid", "This is not a value.")
			return Value{}
		}
		for name, m := range members {
			switch name {
			case "value":
				in.Value = m
			case "unit":
				decode(f, pointer+"/unit", m, &in.Unit)
			case "type":
				decode(f, pointer+"/type", m, &in.Type)
			default:
				f.Add(pointer+"/"+escape(name), "unknown_field", "A value has the members value, unit and type.")
			}
		}
		pointer += "/value"
	}
	return parseValue(f, pointer, key, in)
}

// parseValue checks a value against its type; pointer names the value itself.
func parseValue(f *checks.Faults, pointer, key string, in MetadataInput) Value {
	v := Value{Key: key, Type: in.Type, Unit: in.Unit}
	beside := strings.TrimSuffix(pointer, "/value")
	if !keyForm.MatchString(key) {
		f.Add(beside, badKey, "A key has 1 to 100 letters, digits, spaces or _ . : + - and starts with a letter, digit or _.")
	}
	v.Unit = checks.Line(f, beside+"/unit", v.Unit, 40)
	if v.Type == "" {
		v.Type = inferType(in)
	}
	switch v.Type {
	case "string", "date", "reference":
		textual(f, pointer, &v, in.Value)
	case "number", "quantity":
		text, ok := decimal(in.Value)
		if !ok {
			f.Add(pointer, "not_decimal", "A %s is a decimal number such as \"1.10\".", v.Type)
		}
		v.Text, v.Number = text, &text
		if v.Type == "quantity" && v.Unit == nil {
			f.Add(beside+"/unit", "required", "A quantity needs a unit.")
		}
		return v
	case "boolean":
		if v.Text = string(in.Value); v.Text != "true" && v.Text != "false" {
			f.Add(pointer, "not_boolean", "Send true or false.")
		}
	default:
		f.Add(beside+"/type", "not_allowed", "A type is one of string, number, quantity, boolean, date, reference.")
	}
	if v.Unit != nil {
		f.Add(beside+"/unit", "not_allowed", "Only numbers and quantities have a unit.")
	}
	return v
}

func inferType(in MetadataInput) string {
	switch {
	case in.Unit != nil:
		return "quantity"
	case len(in.Value) == 0:
		return "string"
	case in.Value[0] == 't' || in.Value[0] == 'f':
		return "boolean"
	case in.Value[0] == '-' || in.Value[0] >= '0' && in.Value[0] <= '9':
		return "number"
	}
	return "string"
}

func textual(f *checks.Faults, pointer string, v *Value, raw json.RawMessage) {
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &v.Text) != nil {
		f.Add(pointer, "not_text", "A value of type %s is text in quotes.", v.Type)
		return
	}
	switch v.Type {
	case "string":
		if utf8.RuneCountInString(v.Text) > 10000 {
			f.Add(pointer, "out_of_range", "A text value has at most 10000 characters.")
		}
	case "date":
		if _, err := time.Parse(time.DateOnly, v.Text); err != nil {
			f.Add(pointer, "not_a_date", "A date is a day of the calendar, written YYYY-MM-DD.")
		}
	case "reference":
		if _, ok := id.Parse(v.Text); !ok && !codeForm.MatchString(v.Text) {
			f.Add(pointer, "not_a_reference", "A reference is the id or the code (such as SMP-2026-000001) of a record.")
		}
	}
}

// decode reads one member; a wrong JSON type is a fault of that member only.
func decode[T any](f *checks.Faults, pointer string, raw json.RawMessage, into *T) {
	if err := json.Unmarshal(raw, into); err != nil {
		f.Add(pointer, "wrong_type", "This value has the wrong JSON type.")
	}
}

// escape makes a key usable in a JSON pointer (RFC 6901 §3).
func escape(key string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(key) }
