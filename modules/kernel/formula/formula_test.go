package formula_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/formula"
	"github.com/spectra-lab/spectra/modules/kernel/units"
)

func TestValue(t *testing.T) {
	have := map[string]string{"a": "0.1", "b": "0.2", "odd key": "3", "zero": "0", "big": "1e300"}
	for in, want := range map[string]string{
		"a + b": "0.3", "a+b*10": "2.1", "(a + b) * 10": "3", "1 / 3": "0.3333333333333333333333333333333333", "-2^2": "-4", "2^-2": "0.25", "--a": "0.1",
		"[odd key] - 1e-3": "2.999", "abs(a - b)": "0.1", "min(a, b, 0.05)": "0.05", "max(a, b)": "0.2", "round(2.5, 0)": "2", "round(-0.125, 2)": "-0.12", "round(3.5,0)": "4",
		"a - b - a": "-0.2", "8 / 4 / 2": "1", "a / zero": "division by zero", "zero^-1": "division by zero", "big^10 * big^10 * big^10 * big^10": "the numbers are too large",
		"a +": "column 4: expected a field or a number", "a b": "column 3: expected an operator or the end", "(a": "column 3: expected an operator or )", "sqrt(a)": "column 1: there is no such function; there are abs, min, max and round",
		"a ^ b": "column 5: expected a whole exponent of at most 10", "a ^ 11": "column 5: expected a whole exponent of at most 10", "1.": "column 1: expected a decimal number such as 0.5", "[a": "column 3: expected the key of a field and ]",
		"round(a, b)": "column 10: expected how many digits behind the point, 0 to 30", "abs(a, b)": "column 1: abs takes 1 to 1 arguments", "": "column 1: expected a field or a number",
		"a; b": "column 2: expected an operator or the end", strings.Repeat("(", 30): "column 21: it is nested too deep", strings.Repeat("a", 501): "column 500: an expression has at most 500 characters",
	} {
		got, err := evaluate(in, have)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%.40s = %s, not %s", in, got, want)
		}
	}
}

func evaluate(in string, have map[string]string) (string, error) {
	e, err := formula.Parse(in)
	if err != nil {
		return "", err
	}
	x, err := e.Value(func(name string) (*big.Rat, error) {
		x, ok := new(big.Rat).SetString(have[name])
		if !ok {
			return nil, errors.New("missing")
		}
		return x, nil
	})
	if err != nil {
		return "", err
	}
	return units.Text(x)
}

func TestDimension(t *testing.T) {
	in := map[string]string{"mass": "mg", "volume": "mL", "d1": "um", "d2": "[in_i]", "n": "1"}
	for text, want := range map[string]string{
		"mass / volume": "mass concentration or density", "d2 - d1": "length", "d1 * d2": "area", "d1 / d2": "ratio or number", "d1^-2": "areal density", "abs(mass) * n + mass": "mass",
		"mass + volume": "column 6: this joins mass and volume", "min(d1, n)": "column 1: this joins length and ratio or number", "d1 + 1": "column 4: this joins length and ratio or number",
		"round(d1, 2)": "column 1: only numbers without a unit can be rounded: of a quantity it would depend on the unit",
	} {
		e, err := formula.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		d, err := e.Dimension(func(name string) units.Dimension {
			u, err := units.Parse(in[name])
			if err != nil {
				t.Fatal(err)
			}
			return u.Dimension()
		})
		got := d.Quantity()
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %s, not %s", text, got, want)
		}
	}
}

// FuzzParse: whatever comes, it ends, with an error within the text or an expression that can be evaluated.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"mass / volume", "-(a^2 - [b c])*1e-3", "round(min(a,2),3)", "((", "1e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		e, err := formula.Parse(in)
		var bad *formula.Error
		if err != nil {
			if !errors.As(err, &bad) || bad.Column < 1 || bad.Column > len([]rune(in))+1 {
				t.Fatalf("%v", err)
			}
			return
		}
		if x, err := e.Value(func(string) (*big.Rat, error) { return big.NewRat(7, 3), nil }); err == nil {
			_, _ = units.Text(x)
		}
	})
}
