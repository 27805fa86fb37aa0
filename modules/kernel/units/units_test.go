package units_test

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/units"
	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// TestReferenceValues: the SI brochure (9th ed.), NIST SP 811 appendix B and the UCUM tables.
func TestReferenceValues(t *testing.T) {
	for _, tc := range []struct{ value, from, to, want string }{
		{"1", "[in_i]", "mm", "25.4"}, {"1.10", "um", "nm", "1100"}, {"525", "um", "mm", "0.525"}, {"1", "[mil_i]", "um", "25.4"}, {"5.43", "Ang", "nm", "0.543"}, {"12", "[in_i]", "[ft_i]", "1"},
		{"25", "mm", "[in_i]", "0.9842519685039370078740157480314961"}, {"1", "cm2", "mm2", "100"}, {"1e15", "cm-2", "m-2", "10000000000000000000"}, {"2", "mL", "cm3", "2"}, {"1", "uL", "mm3", "1"}, {"250", "ml", "L", "0.25"},
		{"1", "kg", "pg", "1000000000000000"}, {"1", "[lb_av]", "g", "453.59237"}, {"1", "u", "kg", "1.66053906892e-27"}, {"90", "min", "h", "1.5"}, {"1", "d", "s", "86400"}, {"50", "g/L", "mg/mL", "50"}, {"1", "mmol/L", "mol/m3", "1"},
		{"25", "Cel", "K", "298.15"}, {"300", "K", "Cel", "26.85"}, {"212", "[degF]", "Cel", "100"}, {"-40", "Cel", "[degF]", "-40"}, {"0", "K", "[degF]", "-459.67"}, {"5", "Cel/min", "K/min", "5"}, {"9", "[degF]/s", "K/s", "5"},
		{"1", "atm", "Torr", "760"}, {"1", "Torr", "Pa", "133.3223684210526315789473684210526"}, {"1013.25", "mbar", "Pa", "101325"}, {"1", "bar", "mbar", "1000"}, {"1", "mm[Hg]", "Pa", "133.322"}, {"1", "[psi]", "Pa", "6894.757293168361336722673445346891"},
		{"1", "mTorr", "Pa", "0.1333223684210526315789473684210526"}, {"1", "eV", "J", "1.602176634e-19"}, {"1", "meV", "eV", "0.001"}, {"1", "kcal", "J", "4184"}, {"3.6", "MJ", "kW.h", "1"}, {"1", "erg", "J", "1e-7"},
		{"532", "THz", "Hz", "532000000000000"}, {"520.7", "cm-1", "m-1", "52070"}, {"1", "1/cm", "cm-1", "1"}, {"180", "deg", "rad", "3.141592653589793238462643383279503"}, {"1", "deg", "''", "3600"}, {"3.141592653589793238462643383279503", "rad", "deg", "180.0000000000000000000000000000000"},
		{"1", "T", "G", "10000"}, {"1", "Oe", "A/m", "79.57747154594766788444188168625718"}, {"4.7", "Ohm.cm", "Ohm.m", "0.047"}, {"4.7", "Ohm.cm", "mOhm.cm", "4700"}, {"100", "S/m", "S/cm", "1"}, {"0.01", "Ohm.m", "V.m/A", "0.01"}, {"85.3", "Ohm/sq", "kOhm/sq", "0.0853"},
		{"1", "%", "[ppm]", "10000"}, {"5", "[ppb]", "[ppm]", "0.005"}, {"1", "10*6", "1", "1000000"}, {"3", "{wafer}", "1", "3"}, {"1e13", "{ion}/cm2", "cm-2", "10000000000000"}, {"25", "{wafer}/h", "{wafer}/d", "600"}, {"1", "slm", "sccm", "1000"},
		{"100", "W/cm2", "kW/m2", "1000"}, {"1", "A.h", "C", "3600"}, {"1", "F", "C/V", "1"}, {"-0.00", "nm", "m", "0"}, {"1", "b", "cm2", "1e-24"}, {"1400", "cm2/(V.s)", "m2/V/s", "0.14"}, {"1", "m/s2", "cm/s2", "100"}, {"1", "kg.m/s2", "N", "1"}, {"7", "Ci", "GBq", "259"},
		{"12345678901234567890.123456789", "m", "mm", "12345678901234567890123.456789"},
	} {
		got, err := units.Convert(tc.value, tc.from, tc.to)
		x, _ := new(big.Rat).SetString(got)
		y, _ := new(big.Rat).SetString(tc.want)
		if err != nil || x.Cmp(y) != 0 {
			t.Errorf("%s %s is %s %s (%v), want %s", tc.value, tc.from, got, tc.to, err, tc.want)
		}
	}
}

func TestSpellings(t *testing.T) {
	for written, code := range map[string]string{"µm": "um", "μm": "um", "Å": "Ang", "°C": "Cel", "Ω·cm": "Ohm.cm", "cm^-1": "cm-1", "cm⁻¹": "cm-1", "cm²": "cm2", "10^-6": "10^-6", "ppm": "[ppm]", "kΩ": "kOhm",
		"Ω/□": "Ohm/sq", "degC": "Cel", "psi": "[psi]", "µL": "uL", "ml": "ml", "m+2": "m2", "°": "deg", "{Stück}": "{Stück}", "g{dry mass}": "g{dry mass}", "/cm": "/cm", "W/(m.K)": "W/(m.K)", "10*3{cells}/uL": "10*3{cells}/uL"} {
		u, err := units.Parse(written)
		if err != nil || u.Code() != code {
			t.Errorf("%s: %q %v, want %s", written, u.Code(), err, code)
		}
	}
}

func TestDimensions(t *testing.T) {
	for pair, want := range map[string]bool{"nm um": true, "nm s": false, "{wafer} {chip}": false, "{wafer} 1": true, "Ohm Ohm/sq": false, "Ohm/sq Ohm/{square}": false, "sccm mL/min": false, "sccm slm": true, "%{wt} %{vol}": false,
		"%{wt} [ppm]": true, "g{dry} g": true, "Hz rad/s": false, "Hz s-1": true, "eV cm-1": false, "eV J": true, "G Oe": false, "G T": true, "mol/L g/L": false, "K Cel": true, "A.s C": true, "Ohm.cm Ohm/cm": false, "N.m J": true, "Sv Gy": true, "rad 1": false, "{a}/{a} 1": true} {
		a, b, _ := strings.Cut(pair, " ")
		if got := units.Compatible(a, b); got != want || units.Compatible(b, a) != want {
			t.Errorf("%s and %s: %v", a, b, got)
		}
	}
	_, err := units.Convert("1", "Ohm.cm", "um")
	var mismatch *units.MismatchError
	if !errors.As(err, &mismatch) || err.Error() != `"Ohm.cm" (electrical resistivity) cannot be converted to "um" (length).` {
		t.Error(err)
	}
	for code, want := range map[string]string{"{wafer}": "count of {wafer}", "{wafer}/h": "frequency with count of {wafer}", "%": "ratio or number", "m5": "length5", "Ohm/sq": "sheet resistance", "{a}/{b}": "count of {a}.{b}-1"} {
		if u, err := units.Parse(code); err != nil || u.Dimension().String() != want {
			t.Errorf("%s: %s %v", code, u.Dimension(), err)
		}
	}
}

func TestIntervals(t *testing.T) {
	for _, tc := range [][4]string{{"0.5", "Cel", "K", "0.5"}, {"9", "[degF]", "Cel", "5"}, {"0.02", "um", "nm", "20"}} {
		if got, err := units.ConvertInterval(tc[0], tc[1], tc[2]); err != nil || got != tc[3] {
			t.Errorf("%v: %s %v", tc, got, err)
		}
	}
}

func TestUnknown(t *testing.T) {
	for _, code := range []string{"", " ", "nm ", " nm", "n m", "NM", "foo", "ft", "m/", "m//s", ".m", "m.", "m..s", "(m", "m)", "()", "{", "}", "{a", "{a{b}}", "m-", "m0", "m-0", "m31", "m01", "0", "007", "2147483648", "m^", "^2", "nnm", "kkg", "umin", "kh", "[in", "in_i]", "[foo]",
		"10**2", "m-1-1", "m2m", "Celsius", "M", "wt%", "µ", "µ/s", "cm^--1", "\x00", "m\n", "m{\x01}", "\xff", strings.Repeat("m.", 60) + "m", strings.Repeat("(", 20) + "m" + strings.Repeat(")", 20), "m30.m30", "Qm30.Qm-30.{std}-", "{std}2", strings.Repeat("Qg30/", 15) + "g"} {
		_, err := units.Parse(code)
		var unknown *units.UnknownError
		if !errors.As(err, &unknown) || units.Known(code) || units.Compatible(code, "m") {
			t.Errorf("%q: %v", code, err)
		}
	}
	for value, want := range map[string]error{"1e308": units.ErrOutOfRange, "x": units.ErrNotDecimal, "": units.ErrNotDecimal, "NaN": units.ErrNotDecimal, "1e999": units.ErrNotDecimal} {
		if _, err := units.Convert(value, "km", "pm"); !errors.Is(err, want) {
			t.Errorf("%s: %v", value, err)
		}
	}
	if _, err := (units.Unit{}).Convert("1", units.Unit{}); err == nil {
		t.Error("no unit converts")
	}
}

// known are units of all kinds, prefixes among them.
func known() []string {
	return strings.Fields(`m nm um mm cm Ang [in_i] [mil_i] pg ng ug mg g kg t [lb_av] uL mL L m3 s min h d ns K Cel [degF] mol mmol mol/L g/L mg/mL % [ppm] [ppb] {wafer} {chip} V mV A nA Ohm kOhm Ohm.cm Ohm.m
 Ohm/sq S S/cm F pF C Pa kPa mbar bar Torr mTorr atm [psi] eV meV J kcal W.h Hz GHz cm-1 m-1 deg rad '' cm2 um2 cm-2 {ion}/cm2 W mW T mT G A/m Oe sccm slm cm2/(V.s) m2/V/s W/cm2 W/m2 Cel/min K/s`)
}

// TestRoundTrips: there and back is where one began: exactly where both decimals end, otherwise to 30 digits.
func TestRoundTrips(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pairs := 0
	for _, a := range known() {
		for _, b := range known() {
			if !units.Compatible(a, b) {
				continue
			}
			pairs++
			v := strconv.Itoa(r.IntN(2_000_000)-1_000_000) + "." + strconv.Itoa(r.IntN(1_000_000)) + "e" + strconv.Itoa(r.IntN(20)-10)
			there, err := units.Convert(v, a, b)
			if err != nil {
				t.Fatal(v, a, b, err)
			}
			back, err := units.Convert(there, b, a)
			if err != nil || !values.IsDecimal(there) || !near(v, back) {
				t.Errorf("%s %s is %s %s is %s (%v)", v, a, there, b, back, err)
			}
			u, _ := units.Parse(a)
			w, _ := units.Parse(b)
			if c, err := u.Compare(v, v, u); c != 0 || err != nil {
				t.Errorf("%s %s differs from itself", v, a)
			}
			if c, _ := u.Compare(v, there, w); c != 0 && u.Exact() && w.Exact() && len(there) < 34 && back == v {
				t.Errorf("%s %s and %s %s: %d", v, a, there, b, c)
			}
		}
	}
	if pairs < 300 {
		t.Errorf("only %d pairs", pairs)
	}
}

func near(a, b string) bool {
	x, _ := new(big.Rat).SetString(a)
	y, ok := new(big.Rat).SetString(b)
	if !ok {
		return false
	}
	d, size := new(big.Rat).Sub(x, y), new(big.Rat).Abs(x)
	bound, _ := new(big.Rat).SetString("1e-28")
	if one := big.NewRat(1000, 1); size.Cmp(one) < 0 { // an offset takes digits from small values
		size = one
	}
	return d.Abs(d).Cmp(size.Mul(size, bound)) <= 0
}

// TestCodesParseAgain: the canonical spelling is a unit with the same meaning, and is its own canonical spelling.
func TestCodesParseAgain(t *testing.T) {
	for _, code := range append(known(), "µm", "Ω·cm", "cm⁻¹", "10^6{cells}/µL", "(m.s)2", "m/(s.(K.A))") {
		u, err := units.Parse(code)
		if err != nil {
			if code == "(m.s)2" {
				continue // UCUM has no powers of groups
			}
			t.Fatal(code, err)
		}
		again, err := units.Parse(u.Code())
		if one, _ := u.Convert("1.5", again); err != nil || again.Code() != u.Code() || one != "1.5" {
			t.Errorf("%s: %s %s %v", code, u.Code(), one, err)
		}
	}
}

// FuzzParse: whatever comes, the parser ends, and what it takes can be spelled, parsed again and converted.
func FuzzParse(f *testing.F) {
	for _, s := range append(known(), "m30.m30", "10*-6", "{a{b}}", "((((m))))", "°C", "m/(s", "[", "'''", "1/", "{}", "/{}", "⁻¹") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := units.Parse(s)
		if err != nil {
			_ = err.Error()
			return
		}
		again, err := units.Parse(u.Code())
		if err != nil || again.Dimension() != u.Dimension() {
			t.Fatalf("%q is spelled %q, which is %v", s, u.Code(), err)
		}
		_ = u.Dimension().String()
		if got, err := u.Convert("1.5", again); err != nil || got != "1.5" {
			t.Fatalf("%q: 1.5 became %s %v", s, got, err)
		}
	})
}

func BenchmarkConvert(b *testing.B) {
	for b.Loop() {
		if _, err := units.Convert("1.10", "Ohm.cm", "mOhm.m"); err != nil {
			b.Fatal(err)
		}
	}
}
