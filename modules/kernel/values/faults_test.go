package values_test

import (
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

func lines(f values.Faults) string {
	out := make([]string, len(f))
	for i := range f {
		out[i] = f[i].Pointer + " " + f[i].Code
	}
	return strings.Join(out, "|")
}

func TestTexts(t *testing.T) {
	for _, tc := range []struct {
		in, line, fault string
	}{
		{" a b ", "a b", ""}, {"", "", ""}, {" \t\n", "", ""}, {"ääää", "ääää", ""}, {"äääää", "äääää", "out_of_range"}, {"a\tb", "a\tb", "control_character"}, {"a\x7f", "a\x7f", "control_character"},
	} {
		var f, needed values.Faults
		got := f.Line("/t", &tc.in, 4)
		if (got == nil) != (tc.line == "") || got != nil && *got != tc.line || tc.fault == "" != (len(f) == 0) || tc.fault != "" && lines(f) != "/t "+tc.fault {
			t.Errorf("%q: %v, %s", tc.in, got, lines(f))
		}
		if text := needed.Required("/t", tc.in, 4); text != tc.line || tc.line == "" && lines(needed) != "/t required" {
			t.Errorf("%q needed: %q, %s", tc.in, text, lines(needed))
		}
	}
	var f values.Faults
	long, text := "a\nb\nc", "a\tb\n"
	if got := f.Prose("/p", &text, 4); got == nil || *got != text || len(f) > 0 {
		t.Errorf("%v %v", got, f)
	}
	if f.Prose("/p", nil, 4) != nil || f.Line("/p", nil, 4) != nil || len(f) > 0 {
		t.Errorf("%v", f)
	}
	if f.Prose("/p", &long, 4); lines(f) != "/p out_of_range" {
		t.Errorf("%s", lines(f))
	}
}

// TestRefusal: what a single request would be answered with, 422 before 423 before 409.
func TestRefusal(t *testing.T) {
	for _, tc := range []struct {
		codes string
		kind  apperr.Kind
		code  string
	}{
		{"taken", apperr.Conflict, "taken"}, {"archived taken", apperr.Conflict, "archived"}, {"taken locked", apperr.Locked, "locked"},
		{"taken locked required", apperr.Invalid, "invalid"}, {"required", apperr.Invalid, "invalid"},
	} {
		var f values.Faults
		for _, c := range strings.Fields(tc.codes) {
			f.Add("/items/0/x", c, "This is %s.", c)
		}
		e, ok := apperr.As(f.Refusal("taken", "archived"))
		if !ok || e.Kind != tc.kind || e.Code != tc.code || len(e.Fields) != len(f) || e.Kind != apperr.Invalid && e.Message != "This is "+tc.code+"." {
			t.Errorf("%s: %+v", tc.codes, e)
		}
	}
	if err := (values.Faults{}).Refusal("taken"); err != nil {
		t.Error(err)
	}
}

func TestReport(t *testing.T) {
	var f values.Faults
	for _, p := range []string{"/items/1/a", "/items/1/b/c", "/items/12", "/items/1/a"} {
		f.Add(p, "x", "x")
	}
	f = f.First()
	if r := f.Report(20); lines(f) != "/items/1/a x|/items/1/b/c x|/items/12 x" || r.Rows != 20 || r.Invalid != 2 || r.Valid != 18 || len(r.Errors) != 3 {
		t.Errorf("%+v", r)
	}
	if r := (values.Faults)(nil).Report(2); r.Errors == nil || r.Valid != 2 {
		t.Errorf("%+v: errors must be an array", r)
	}
	if values.Escape("a~/b") != "a~0~1b" {
		t.Error(values.Escape("a~/b"))
	}
}
