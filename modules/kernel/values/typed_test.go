package values_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

func TestTyped(t *testing.T) {
	unit, blank := "nm", " "
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
		{values.Input{Value: raw(`1`), Unit: &unit, Type: "colour"}, "colour", "not_allowed", "/p/type"},
		{values.Input{Value: raw(`1`), Unit: &blank}, "number", "", ""},
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

func TestNamesAndKeys(t *testing.T) {
	for name, want := range map[string]string{"peak1.fwhm": "", "λ": "", "a b+c-d:e": "", "R / R0 (%)": "invalid_key", "a/b": "invalid_key", "": "invalid_name invalid_key", " a": "invalid_name invalid_key",
		"a ": "invalid_name invalid_key", "a\nb": "invalid_name invalid_key", "a\x00": "invalid_name invalid_key", ".a": "invalid_name invalid_key", "<b>": "invalid_name invalid_key", strings.Repeat("x", 101): "invalid_name invalid_key"} {
		var f values.Faults
		f.Name("/n", name)
		f.Key("/n", name)
		got := make([]string, len(f))
		for i := range f {
			got[i] = f[i].Code
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %s", name, got, want)
		}
	}
}

func TestMetadata(t *testing.T) {
	in := map[string]json.RawMessage{"t": raw(`1.10`), "b": raw(`{"value":true}`), "q": raw(`{"value":"2.0","unit":" um "}`)}
	var f values.Faults
	got := f.Metadata("/m", in, 3)
	if len(f) > 0 || len(got) != 3 || got[0].Name != "b" || got[1].Text != "2.0" || *got[1].Unit != "um" || got[1].Type != "quantity" || got[2].Text != "1.10" || *got[2].Number != "1.10" {
		t.Fatalf("%+v %v", got, f)
	}
	if got[0].Shown().Value != any(true) || got[2].Shown().Value != "1.10" {
		t.Errorf("shown %v, %v", got[0].Shown(), got[2].Shown())
	}
	f.Metadata("/m", in, 2)
	f.Plain("/m/a~1b", "a/b", raw(`{"value":"x","unit":7,"kind":1}`))
	want := "/m out_of_range|/m/a~1b/kind unknown_field|/m/a~1b/unit wrong_type|/m/a~1b invalid_key"
	if lines(f) != want {
		t.Errorf("got  %s\nwant %s", lines(f), want)
	}
}

func TestSame(t *testing.T) {
	nm, again, um := "nm", "nm", "um"
	a := values.Typed{Type: "quantity", Text: "1.10", Unit: &nm}
	for i, b := range []values.Typed{{Type: "quantity", Text: "1.10", Unit: &again}, {Type: "quantity", Text: "1.1", Unit: &nm}, {Type: "number", Text: "1.10", Unit: &nm}, {Type: "quantity", Text: "1.10", Unit: &um}, {Type: "quantity", Text: "1.10"}} {
		if a.Same(&b) != (i == 0) || b.Same(&a) != (i == 0) {
			t.Errorf("%+v and %+v", a, b)
		}
	}
}
