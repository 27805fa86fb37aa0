package jcamp

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

func parse(t testing.TB, text string) formats.Parsed {
	t.Helper()
	p, err := formats.NewRegistry(New()).Read(t.Context(), bytes.NewReader([]byte(text)), int64(len(text)), "x.jdx", formats.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// clean parses a file that must be read without damage and returns its only dataset.
func clean(t testing.TB, text string) formats.Dataset {
	t.Helper()
	p := parse(t, text)
	if p.Status != formats.StatusParsed || len(p.Datasets) != 1 {
		t.Fatalf("%s, %d datasets: %v %v", p.Status, len(p.Datasets), p.Failure, p.Warnings)
	}
	return p.Datasets[0]
}

func has(w []formats.Warning, code string) bool {
	for _, x := range w {
		if x.Code == code {
			return true
		}
	}
	return false
}

func same(t testing.TB, got []float64, want []int, factor float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d points, want %d", len(got), len(want))
	}
	for i, w := range want {
		if got[i] != float64(w)*factor {
			t.Fatalf("point %d: %v, want %v", i, got[i], float64(w)*factor)
		}
	}
}

func TestEveryCodingGivesTheSameValues(t *testing.T) {
	for seed := range uint64(40) {
		y := walk(seed, 3+int(seed)*7)
		for _, c := range codings() {
			d := clean(t, file(y, 400, 1.5, table(c, y, 400, 1.5, 3+int(seed)%9)))
			if len(d.Warnings) > 0 {
				t.Fatalf("%s: %v", c.name, d.Warnings)
			}
			tr := d.Traces[0]
			same(t, tr.Data, y, 0.5)
			if tr.X.Kind != "wavenumber" || tr.X.Unit != "cm-1" || tr.Y.Kind != "absorbance" || tr.Technique != "ir" {
				t.Fatalf("%s: %+v %+v %q", c.name, tr.X.Quantity, tr.Y, tr.Technique)
			}
		}
	}
}

func TestTokens(t *testing.T) {
	for body, want := range map[string][]int{
		"1B259260E242968\n":      {2259260, 5242968}, // E is the digit 5
		"1 1.0E+03 25\n":         {1000, 25},         // E with a sign is an exponent
		"1+225-524 7\n":          {225, -524, 7},     // PAC numbers touch
		"1ATV\n":                 {1, 1, 1, 1, 1},    // DUP after an absolute value repeats it: 2, then 4 in all
		"1AJT\n":                 {1, 2, 3},          // DUP after DIF repeats the difference
		"1AJT\n3C\n":             {1, 2, 3},          // differs by DUP: the next value only checks
		"1AJT\n3CJ\n":            {1, 2, 3, 4},
		"1ABC\n4DE\n":            {1, 2, 3, 4, 5}, // no difference: the next value is data
		"1A $$ remark ABC\n2B\n": {1, 2},
		"1 1 2 \x1a\n":           {1, 2},
		"1S\n":                   nil, "1 1 x\n": nil,
		"1@%S\n2@1\n":             {0, 0},
		"1 5 -6\n$$ alone\n3 7\n": {5, -6, 7},
	} {
		p := parse(t, "##TITLE= t\n##XYDATA= (X++(Y..Y))\n"+body+"##END=\n")
		if want == nil {
			if p.Status != formats.StatusDamaged {
				t.Errorf("%q: %s, want damaged", body, p.Status)
			}
			continue
		}
		if len(p.Datasets) != 1 || len(p.Datasets[0].Traces) != 1 {
			t.Errorf("%q: %+v", body, p)
			continue
		}
		same(t, p.Datasets[0].Traces[0].Data, want, 1)
	}
}

func TestUnknownOrdinate(t *testing.T) {
	d := clean(t, file([]int{1, 2, 3}, 10, 1, "10 1 ? 3\n"))
	if y := d.Traces[0].Data; y[0] != .5 || !math.IsNaN(y[1]) || y[2] != 1.5 {
		t.Fatalf("%v", y)
	}
}

func TestAxisComesFromTheHeader(t *testing.T) {
	y := walk(3, 50)
	d := clean(t, file(y, 400.1963, -0.48, table(codings()[4], y, 400.2, -0.48, 8))) // X of the lines is rounded
	x := d.Traces[0].X
	if x.At(0) != 400.1963 || math.Abs(x.At(49)-(400.1963-49*0.48)) > 1e-9 || x.Values != nil {
		t.Fatalf("%v … %v", x.At(0), x.At(49))
	}
}

func TestLineEndsCharsetsAndLabels(t *testing.T) {
	y := []int{1, 2, 3, 4}
	text := "## title = Probe \xb0C\n##JCAMPDX=5.01\n##Data-Type=RAMAN SPECTRUM\n##XUNITS=1/CM\n##y_units=ARBITRARY UNITS\n##FIRSTX=1\n##LASTX=4\n##N POINTS=4\n##XY/DATA=(X++(Y..Y))\n1 1 2\n3 3 4\n##END\n\x1a"
	for _, v := range []string{text, strings.ReplaceAll(text, "\n", "\r\n"), strings.ReplaceAll(text, "\n", "\r")} {
		d := clean(t, v)
		same(t, d.Traces[0].Data, y, 1)
		if d.Title != "Probe °C" || d.Traces[0].X.Kind != "raman_shift" || d.Traces[0].Y.Unit != "a.u." {
			t.Fatalf("%q %+v", d.Title, d.Traces[0].X.Quantity)
		}
	}
	wide := []byte{0xff, 0xfe}
	for _, c := range []byte(text) {
		wide = append(wide, c, 0)
	}
	same(t, clean(t, string(wide)).Traces[0].Data, y, 1)
	same(t, clean(t, "\xef\xbb\xbf"+text).Traces[0].Data, y, 1)
}

func TestHeaderExtremesDoNotValidate(t *testing.T) {
	y := []int{10, 20, 30}
	d := clean(t, file(y, 1, 1, "1 10 20 30\n", "##MINY= 99\n##MAXY= \n##FIRSTY= 7\n"))
	same(t, d.Traces[0].Data, y, .5)
}

func TestTableThatDisagreesIsDamaged(t *testing.T) {
	y := walk(1, 30)
	body := table(codings()[0], y, 1, 1, 5)
	short := parse(t, file(append(y, 1, 2), 1, 1, body))
	var damage *formats.DamagedError
	if short.Status != formats.StatusDamaged || !errors.As(short.Failure, &damage) || !has(short.Datasets[0].Warnings, "npoints") {
		t.Fatalf("short: %s %v", short.Status, short.Failure)
	}
	same(t, short.Datasets[0].Traces[0].Data, y, .5)
	if x := short.Datasets[0].Traces[0].X; x.N != 30 || x.Step != 1 {
		t.Fatalf("the axis must keep the step of the header: %+v", x)
	}
	long := parse(t, file(y[:20], 1, 1, body))
	if long.Status != formats.StatusDamaged {
		t.Fatal("long: ", long.Status)
	}
	same(t, long.Datasets[0].Traces[0].Data, y[:20], .5)
}

func TestChecksAreTold(t *testing.T) {
	y := walk(5, 60)
	lines := strings.SplitAfter(table(codings()[4], y, 100, 1, 10), "\n")
	lost := strings.Join(append(append([]string{}, lines[:2]...), lines[3:]...), "")
	p := parse(t, file(y, 100, 1, lost))
	if w := p.Datasets[0].Warnings; !has(w, "y_check_failed") || !has(w, "x_check_failed") || p.Status != formats.StatusDamaged {
		t.Fatalf("a lost line: %s %v", p.Status, w)
	}
}

func TestGarbageKeepsWhatCameBefore(t *testing.T) {
	p := parse(t, file([]int{1, 2, 3, 4, 5, 6}, 1, 1, "1 1 2 3\n4 4 {5} 6\n"))
	var damage *formats.DamagedError
	if !errors.As(p.Failure, &damage) || damage.Offset == 0 {
		t.Fatalf("%v", p.Failure)
	}
	same(t, p.Datasets[0].Traces[0].Data, []int{1, 2, 3, 4}, .5)
}

func TestNegativeFactorAndMissingEnds(t *testing.T) {
	d := clean(t, "##TITLE= t\n##XUNITS= NANOMETERS\n##YUNITS= TRANSMITTANCE\n##XFACTOR= -0.5\n##YFACTOR= 1\n##XYDATA= (X++(Y..Y))\n10 1 2\n12 3 4\n##END=\n")
	if x := d.Traces[0].X; x.At(0) != -5 || x.At(3) != -6.5 || !has(d.Warnings, "axis_derived") || !has(d.Warnings, "transmittance_scale") {
		t.Fatalf("%v %v %v", x.At(0), x.At(3), d.Warnings)
	}
}

func TestUnknownUnitKeepsItsText(t *testing.T) {
	d := clean(t, "##TITLE= t\n##XUNITS= FURLONGS\n##YUNITS= MOhm\n##FIRSTX=1\n##LASTX=2\n##NPOINTS=2\n##XYDATA= (X++(Y..Y))\n1 1 2\n##END=\n")
	tr := d.Traces[0]
	if tr.X.Kind != formats.KindUnknown || tr.X.Unit != "FURLONGS" || tr.Y.Unit != "MOhm" || !has(d.Warnings, "unknown_unit") {
		t.Fatalf("%+v %+v", tr.X.Quantity, tr.Y)
	}
}

func TestLimits(t *testing.T) {
	deep := strings.Repeat("##TITLE= t\n##DATA TYPE= LINK\n", 20)
	var limit *formats.LimitError
	if p := parse(t, deep); !errors.As(p.Failure, &limit) {
		t.Fatalf("depth: %v", p.Failure)
	}
	bomb := parse(t, file([]int{1}, 1, 1, "1AZ99999999999\n"))
	if !errors.As(bomb.Failure, &limit) || limit.Limit != "points" {
		t.Fatalf("run length: %v", bomb.Failure)
	}
	lim := formats.DefaultLimits()
	lim.PointsPerTrace = 10
	text := file(walk(1, 40), 1, 1, table(codings()[0], walk(1, 40), 1, 1, 5))
	out, _, err := New().Read(t.Context(), strings.NewReader(text), int64(len(text)), lim)
	if !errors.As(err, &limit) || len(out) != 1 || len(out[0].Traces[0].Data) != 10 {
		t.Fatalf("points: %v %d", err, len(out))
	}
}

func BenchmarkOneMegabyte(b *testing.B) {
	for _, c := range codings() {
		y := walk(9, 1000)
		for len(table(c, y, 1000, .5, 12)) < 1<<20 {
			y = append(y, y...)
		}
		text := file(y, 1000, .5, table(c, y, 1000, .5, 12))
		b.Run(fmt.Sprintf("%s/%d", c.name, len(y)), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, _, err := New().Read(b.Context(), strings.NewReader(text), int64(len(text)), formats.DefaultLimits()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
