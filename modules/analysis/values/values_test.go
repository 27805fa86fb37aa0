package values_test

import (
	"encoding/json"
	"math/big"
	"strconv"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/values"
)

func TestDecimal(t *testing.T) {
	for in, want := range map[string]string{`"1.10"`: "1.10", `1.10`: "1.10", `-0`: "-0", `"1e-9"`: "1e-9", `1E+30`: "1E+30", `"0.00"`: "0.00"} {
		if got, ok := values.Decimal(json.RawMessage(in)); !ok || got != want {
			t.Errorf("%s gives %q %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{``, `""`, `"NaN"`, `"Inf"`, `"1,5"`, `"+1"`, `".5"`, `"1."`, `"0x1"`, `"1 "`, `"01"`, `"1_000"`, `"٣"`, `"1e400"`, `"1e1000"`, `true`, `null`, `[1]`, `{"a":1}`} {
		if got, ok := values.Decimal(json.RawMessage(in)); ok {
			t.Errorf("%s was taken as %q", in, got)
		}
	}
}

// FuzzDecimal: whatever is taken, a double and PostgreSQL's numeric can hold.
func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"1.10", "-1e-308", "1e308", "NaN", "0x1p3", "1e9999", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !values.IsDecimal(s) {
			return
		}
		if _, err := strconv.ParseFloat(s, 64); err != nil {
			t.Errorf("%q is no double: %v", s, err)
		}
		if _, ok := new(big.Rat).SetString(s); !ok {
			t.Errorf("%q is no decimal", s)
		}
	})
}

func TestTyped(t *testing.T) {
	unit := "nm"
	for _, tc := range []struct {
		in        values.Input
		kind      string
		fault, at string
	}{
		{values.Input{Value: raw(`"1.0"`), Unit: &unit}, "quantity", "", ""},
		{values.Input{Value: raw(`1.0`)}, "number", "", ""},
		{values.Input{Value: raw(`"1.0"`)}, "string", "", ""},
		{values.Input{Value: raw(`false`)}, "boolean", "", ""},
		{values.Input{Value: raw(`"2024-02-29"`), Type: "date"}, "date", "", ""},
		{values.Input{Value: raw(`"2023-02-29"`), Type: "date"}, "date", "not_a_date", "/p/v"},
		{values.Input{Value: raw(`"SMP-2026-000001"`), Type: "reference"}, "reference", "", ""},
		{values.Input{Value: raw(`"SMP-1"`), Type: "reference"}, "reference", "not_a_reference", "/p/v"},
		{values.Input{Value: raw(`"yes"`), Type: "boolean"}, "boolean", "not_boolean", "/p/v"},
		{values.Input{Value: raw(`"1"`), Type: "quantity"}, "quantity", "required", "/p/unit"},
		{values.Input{Value: raw(`true`), Unit: &unit, Type: "boolean"}, "boolean", "not_allowed", "/p/unit"},
		{values.Input{Value: raw(`1`), Type: "colour"}, "colour", "not_allowed", "/p/type"},
		{values.Input{}, "string", "not_text", "/p/v"},
		{values.Input{Value: raw(`null`)}, "string", "not_text", "/p/v"},
	} {
		var f values.Faults
		got := f.Typed("/p", "/p/v", "x", tc.in)
		switch {
		case got.Type != tc.kind:
			t.Errorf("%s: type %s, want %s", tc.in.Value, got.Type, tc.kind)
		case tc.fault == "" && f.Err() != nil:
			t.Errorf("%s %s: %v", tc.in.Value, tc.kind, f)
		case tc.fault != "" && (len(f) != 1 || f[0].Code != tc.fault || f[0].Pointer != tc.at):
			t.Errorf("%s %s: %v, want %s at %s", tc.in.Value, tc.kind, f, tc.fault, tc.at)
		}
	}
}

func raw(s string) json.RawMessage { return json.RawMessage(s) }

func TestName(t *testing.T) {
	for name, fine := range map[string]bool{"peak1.fwhm": true, "R / R0 (%)": true, "λ": true, "": false, " a": false, "a ": false, "a\nb": false, "a\x00": false, ".a": false, "<b>": false} {
		if values.ValidName(name) != fine {
			t.Errorf("%q: want %v", name, fine)
		}
	}
}

func TestObject(t *testing.T) {
	type part struct {
		Name string `json:"name"`
		N    *int   `json:"n,omitempty"`
	}
	type whole struct {
		Title string          `json:"title"`
		Any   json.RawMessage `json:"any,omitempty"`
		Parts []part          `json:"parts,omitempty"`
	}
	var f values.Faults
	var got whole
	if !f.Object("/0", raw(`{"title":"t","any":{"k":1.10},"parts":[{"name":"a","n":2},{"name":"b","n":null}]}`), &got) || len(f) > 0 {
		t.Fatalf("faults %v", f)
	}
	if got.Title != "t" || string(got.Any) != `{"k":1.10}` || len(got.Parts) != 2 || *got.Parts[0].N != 2 || got.Parts[1].N != nil {
		t.Errorf("got %+v", got)
	}
	f = nil
	f.Object("/0", raw(`{"title":null,"parts":[{"n":"x"},3],"a/b":1}`), &got)
	want := map[string]string{"/0/title": "wrong_type", "/0/parts/0/name": "required", "/0/parts/0/n": "wrong_type", "/0/parts/1": "wrong_type", "/0/a~1b": "unknown_field"}
	for _, e := range f {
		if want[e.Pointer] != e.Code {
			t.Errorf("fault %+v", e)
		}
		delete(want, e.Pointer)
	}
	if len(want) > 0 {
		t.Errorf("no fault at %v", want)
	}
}
