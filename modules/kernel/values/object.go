package values

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Object decodes a JSON object into a struct member by member, so that every fault is found: unknown members, absent ones
// without omitempty, wrong types, and null where the schema takes none: it takes null for arrays and what is tagged
// nullable. Slices of structs are decoded the same way. It gives false only for what is no object at all.
func (f *Faults) Object(base string, raw json.RawMessage, into any) bool {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil || members == nil {
		f.Add(base, "wrong_type", "This is not an object.")
		return false
	}
	v := reflect.ValueOf(into).Elem()
	known := make(map[string]int, v.NumField())
	for i := range v.NumField() {
		name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		known[name] = i
		if _, given := members[name]; !given && options != "omitempty" {
			f.Add(base+"/"+name, "required", "This field is required.")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		pointer := base + "/" + Escape(name)
		if i, ok := known[name]; ok {
			f.member(pointer, members[name], v.Field(i), v.Type().Field(i).Tag.Get("nullable") == "true")
		} else {
			f.Add(pointer, "unknown_field", "There is no such field.")
		}
	}
	return true
}

func (f *Faults) member(pointer string, raw json.RawMessage, field reflect.Value, nullable bool) {
	t := field.Type()
	switch {
	case t == reflect.TypeFor[json.RawMessage]():
		field.SetBytes(raw)
	case bytes.Equal(raw, []byte("null")):
		if !nullable && t.Kind() != reflect.Slice {
			f.Add(pointer, "wrong_type", "This field cannot be null.")
		}
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		f.list(pointer, raw, field)
	default:
		f.Decode(pointer, raw, field.Addr().Interface())
	}
}

func (f *Faults) list(pointer string, raw json.RawMessage, field reflect.Value) {
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil {
		f.Add(pointer, "wrong_type", "This is not an array.")
		return
	}
	field.Set(reflect.MakeSlice(field.Type(), len(parts), len(parts)))
	for i, part := range parts {
		f.Object(pointer+"/"+strconv.Itoa(i), part, field.Index(i).Addr().Interface())
	}
}

// Decode reads one member; a wrong JSON type is a fault of that member only.
func (f *Faults) Decode(pointer string, raw json.RawMessage, into any) {
	if json.Unmarshal(raw, into) != nil {
		f.Add(pointer, "wrong_type", "This value has the wrong JSON type or form.")
	}
}
