package calibrations

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const (
	maxReadings  = 500
	maxStandards = 100
	maxMembers   = 20
	maxText      = 500
)

// readings checks readings by name and gives them as they were written: a certificate is quoted, not interpreted.
func readings(f *values.Faults, pointer string, in map[string]json.RawMessage) json.RawMessage {
	if len(in) > maxReadings {
		f.Add(pointer, "out_of_range", "At most %d readings.", maxReadings)
		return json.RawMessage("{}")
	}
	for _, name := range slices.Sorted(maps.Keys(in)) {
		reading(f, pointer+"/"+values.Escape(name), name, in[name])
	}
	return encoded(in, "{}")
}

// reading is one value as everywhere, plus what certificates state beside it.
func reading(f *values.Faults, pointer, name string, raw json.RawMessage) {
	var members map[string]json.RawMessage
	if len(raw) > 0 && raw[0] == '{' && json.Unmarshal(raw, &members) == nil {
		for _, m := range []string{"uncertainty", "k", "tolerance", "lower", "upper"} {
			if v, given := members[m]; given {
				limit(f, pointer+"/"+m, m, v)
				delete(members, m)
			}
		}
		raw = encoded(members, "{}")
	}
	f.Plain(pointer, name, raw)
}

func limit(f *values.Faults, pointer, member string, raw json.RawMessage) {
	text, ok := values.Decimal(raw)
	n, _ := strconv.ParseFloat(text, 64)
	switch {
	case !ok:
		f.Add(pointer, "not_decimal", `This is a decimal number such as "0.05".`)
	case member == "k" && !(n > 0), (member == "uncertainty" || member == "tolerance") && n < 0:
		f.Add(pointer, "out_of_range", "This number cannot be negative, nor a coverage factor 0.")
	}
}

// standards checks the reference standards: text, or an object of plain members.
func standards(f *values.Faults, in []json.RawMessage) json.RawMessage {
	if len(in) > maxStandards {
		f.Add("/standards", "out_of_range", "At most %d standards.", maxStandards)
		return json.RawMessage("[]")
	}
	for i, raw := range in {
		at := "/standards/" + strconv.Itoa(i)
		var members map[string]json.RawMessage
		switch {
		case len(raw) > 0 && raw[0] == '"':
			plain(f, at, raw)
		case len(raw) > 0 && raw[0] == '{' && json.Unmarshal(raw, &members) == nil && len(members) > 0 && len(members) <= maxMembers:
			for _, name := range slices.Sorted(maps.Keys(members)) {
				f.Key(at+"/"+values.Escape(name), name)
				plain(f, at+"/"+values.Escape(name), members[name])
			}
		default:
			f.Add(at, "wrong_type", "A standard is a text, or an object with 1 to %d plain members.", maxMembers)
		}
	}
	return encoded(in, "[]")
}

func plain(f *values.Faults, at string, raw json.RawMessage) {
	var v any
	_ = json.Unmarshal(raw, &v) // the body was checked to be JSON
	switch v := v.(type) {
	case string:
		if f.Line(at, &v, maxText) == nil {
			f.Add(at, "required", "This text cannot be empty.")
		}
	case float64:
		if _, ok := values.Decimal(raw); !ok || utf8.RuneCount(raw) > maxText {
			f.Add(at, "not_decimal", "This number has too many digits.")
		}
	case bool, nil:
	default:
		f.Add(at, "wrong_type", "This is a text, a number, true, false or null.")
	}
}

// encoded is the JSON of a value without HTML escapes; nothing is empty.
func encoded(v any, empty string) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(v) != nil || bytes.HasPrefix(b.Bytes(), []byte("null")) {
		return json.RawMessage(empty)
	}
	return bytes.TrimSpace(b.Bytes())
}

// same compares two documents; 1.10 and 1.1 differ.
func same(a, b json.RawMessage) bool {
	read := func(raw json.RawMessage) (v any) {
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		_ = d.Decode(&v) // both are documents of this server
		return v
	}
	return reflect.DeepEqual(read(a), read(b))
}
