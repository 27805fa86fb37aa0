package sampletypes

import (
	"bytes"
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/units"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const (
	maxFields  = 100
	maxChoices = 200
	maxBytes   = 200_000 // of one definition: it is read with every sample that is written
)

// The kinds of fields, and the types their values have.
func valueTypes() map[string]string {
	return map[string]string{"text": "string", "number": "number", "quantity": "quantity", "choice": "string", "date": "date", "reference": "reference", "boolean": "boolean"}
}

// define checks the fields of a kind of sample and collects everything wrong with them.
func define(f *values.Faults, in []NewField) Fields {
	if len(in) > maxFields {
		f.Add("/fields", "out_of_range", "A kind of sample has at most %d fields.", maxFields)
		return nil
	}
	out, seen := make(Fields, len(in)), map[string]bool{}
	for i := range in {
		base := "/fields/" + strconv.Itoa(i)
		out[i] = defineField(f, base, &in[i])
		if seen[in[i].Key] {
			f.Add(base+"/key", "duplicate", "Another field has this key.")
		}
		seen[in[i].Key] = true
	}
	if len(*f) > 0 { // what follows speaks of whole fields
		return nil
	}
	schema := compile(&Type{Fields: out})
	for i := range in {
		base := "/fields/" + strconv.Itoa(i)
		schema.defineCondition(f, base+"/shown_when", i)
		schema.defineDefault(f, base+"/default", i, in[i].Default)
		schema.defineExpression(f, base, i)
	}
	if b, err := json.Marshal(out); err != nil || len(b) > maxBytes {
		f.Add("/fields", "out_of_range", "The fields are too long: at most %d bytes.", maxBytes)
	}
	return out
}

func defineField(f *values.Faults, base string, in *NewField) Field {
	out := Field{Key: in.Key, Label: in.Key, Kind: in.Kind, Required: in.Required, Choices: []string{},
		Help: f.Prose(base+"/help", in.Help, 2000)}
	f.Key(base+"/key", in.Key)
	if given(in.ShownWhen) {
		out.ShownWhen.Value = &Condition{}
		f.Object(base+"/shown_when", in.ShownWhen, out.ShownWhen.Value)
	}
	if label := f.Line(base+"/label", &in.Label, 200); label != nil {
		out.Label = *label
	}
	if _, known := valueTypes()[in.Kind]; !known && in.Kind != calculated {
		f.Add(base+"/kind", "not_allowed", "A field is text, number, quantity, choice, date, reference, boolean or calculated.")
		return out
	}
	only(f, base+"/unit", in.Unit != nil, in.Kind == "quantity" || in.Kind == calculated, in.Kind == "quantity", in.Kind)
	only(f, base+"/expression", in.Expression != nil, in.Kind == calculated, true, in.Kind)
	only(f, base+"/required", in.Required, in.Kind != calculated, false, in.Kind)
	only(f, base+"/default", given(in.Default), in.Kind != calculated, false, in.Kind)
	only(f, base+"/min", given(in.Min), in.Kind == "quantity" || in.Kind == "number", false, in.Kind)
	only(f, base+"/max", given(in.Max), in.Kind == "quantity" || in.Kind == "number", false, in.Kind)
	only(f, base+"/choices", len(in.Choices) > 0, in.Kind == "choice", true, in.Kind)
	only(f, base+"/reference_type", in.ReferenceType != nil, in.Kind == "reference", true, in.Kind)
	if in.Unit != nil {
		out.Unit = defineUnit(f, base+"/unit", *in.Unit)
	}
	out.Expression = in.Expression
	if in.Kind == "quantity" || in.Kind == "number" {
		defineRange(f, base, in, &out)
	}
	if in.Kind == "choice" {
		out.Choices = defineChoices(f, base+"/choices", in.Choices)
	}
	if out.ReferenceType = in.ReferenceType; in.Kind == "reference" && in.ReferenceType != nil && referred()[*in.ReferenceType] == "" {
		f.Add(base+"/reference_type", "not_allowed", "There is no such type of record to refer to.")
	}
	return out
}

// only tells what a kind of field needs and what it cannot have.
func only(f *values.Faults, pointer string, is, allowed, required bool, kind string) {
	switch {
	case is && !allowed:
		f.Add(pointer, "not_allowed", "A field of kind %s cannot have this.", kind)
	case !is && allowed && required:
		f.Add(pointer, "required", "A field of kind %s needs this.", kind)
	}
}

func given(raw json.RawMessage) bool { return len(raw) > 0 && !bytes.Equal(raw, []byte("null")) }

func defineUnit(f *values.Faults, pointer, code string) *string {
	u, err := units.Parse(strings.TrimSpace(code))
	if err != nil {
		f.Add(pointer, "unknown_unit", "This is no UCUM unit, such as um, Ohm.cm or cm-1.")
		return nil
	}
	code = u.Code()
	return &code
}

func defineRange(f *values.Faults, base string, in *NewField, out *Field) {
	read := func(pointer string, raw json.RawMessage) *string {
		if !given(raw) {
			return nil
		}
		text, ok := values.Decimal(raw)
		if !ok {
			f.Add(pointer, "not_decimal", `A bound is a decimal number such as "1.10".`)
			return nil
		}
		return &text
	}
	out.Min, out.Max = read(base+"/min", in.Min), read(base+"/max", in.Max)
	if out.Min != nil && out.Max != nil && compare(*out.Min, *out.Max) > 0 {
		f.Add(base+"/max", "out_of_range", "The upper bound lies below the lower one.")
	}
}

// compare orders two decimal texts.
func compare(a, b string) int {
	x, _ := new(big.Rat).SetString(a)
	y, _ := new(big.Rat).SetString(b)
	return x.Cmp(y)
}

func defineChoices(f *values.Faults, pointer string, in []string) []string {
	out := []string{}
	if len(in) > maxChoices {
		f.Add(pointer, "out_of_range", "At most %d choices.", maxChoices)
		return out
	}
	for i := range in {
		at := pointer + "/" + strconv.Itoa(i)
		c := f.Required(at, in[i], 200)
		if c != "" && slices.Contains(out, c) {
			f.Add(at, "duplicate", "This choice is there twice.")
		}
		out = append(out, c)
	}
	return out
}

// defineCondition checks what a field is shown by: another field, of a kind with a few values, in no circle.
func (s *Schema) defineCondition(f *values.Faults, pointer string, i int) {
	c := s.Fields[i].ShownWhen.Value
	if c == nil {
		return
	}
	by, ok := s.index[c.Field]
	if !ok {
		f.Add(pointer+"/field", "unknown_field", "No field of this kind of sample has this key.")
		return
	}
	for at, n := by, 0; ; n++ {
		if at == i || n > len(s.Fields) {
			f.Add(pointer+"/field", "cycle", "A field cannot be shown by itself or by what it shows.")
			return
		}
		next := s.Fields[at].ShownWhen.Value
		if next == nil {
			break
		}
		if at, ok = s.index[next.Field]; !ok {
			break
		}
	}
	s.defineEquals(f, pointer, c, &s.Fields[by])
}

func (*Schema) defineEquals(f *values.Faults, pointer string, c *Condition, by *Field) {
	text, kind := equals(c.Equals)
	switch {
	case by.Kind != "text" && by.Kind != "choice" && by.Kind != "boolean":
		f.Add(pointer+"/field", "not_allowed", "A field is shown by a text, choice or boolean field.")
	case by.Kind == "boolean" && kind != "boolean":
		f.Add(pointer+"/equals", "wrong_type", "Compare a boolean field with true or false.")
	case by.Kind != "boolean" && kind != "string":
		f.Add(pointer+"/equals", "wrong_type", "Compare this field with a text.")
	case by.Kind == "choice" && !slices.Contains(by.Choices, text):
		f.Add(pointer+"/equals", "not_in_choices", "The other field cannot have this value.")
	case kind == "string": // one spelling of escapes, so that the same again is no change
		c.Equals, _ = json.Marshal(text) // a string always encodes
	}
}

// equals reads what a condition compares with: the text of the stored value, and its type.
func equals(raw json.RawMessage) (text, kind string) {
	switch {
	case bytes.Equal(raw, []byte("true")), bytes.Equal(raw, []byte("false")):
		return string(raw), "boolean"
	case json.Unmarshal(raw, &text) == nil && given(raw):
		return text, "string"
	}
	return "", ""
}

func (s *Schema) defineDefault(f *values.Faults, pointer string, i int, raw json.RawMessage) {
	if !given(raw) {
		return
	}
	before := len(*f)
	v := f.PlainAs(pointer, s.Fields[i].Key, s.TypeOf(s.Fields[i].Key), raw)
	if len(*f) > before {
		return
	}
	if fault := s.check(i, &v); fault != nil {
		f.Add(pointer, fault.Code, "The default is no value that the field would take.")
		return
	}
	shown := v.Shown()
	s.Fields[i].Default.Value = &shown
}
