package values_test

import (
	"encoding/json"
	"math/big"
	"strconv"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

func TestDecimal(t *testing.T) {
	for in, want := range map[string]string{`"1.10"`: "1.10", `1.10`: "1.10", `-0`: "-0", `"1e-9"`: "1e-9", `1E+30`: "1E+30", `"0.00"`: "0.00", `-0.5e-3`: "-0.5e-3", `"1e308"`: "1e308"} {
		if got, ok := values.Decimal(json.RawMessage(in)); !ok || got != want {
			t.Errorf("%s gives %q %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{``, `""`, `"NaN"`, `"Inf"`, `"1,5"`, `"+1"`, `".5"`, `"1."`, `"0x1"`, `"1 "`, `"01"`, `"1_000"`, `"٣"`, `"１"`, `" 1"`, `"0x10"`, `"5."`, `"Infinity"`, `"1e309"`, `"1e1000"`, `true`, `null`, `[1]`, `{"a":1}`} {
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
