package text

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

func parse(t testing.TB, text string) formats.Parsed {
	t.Helper()
	p, err := formats.NewRegistry(New()).Read(t.Context(), bytes.NewReader([]byte(text)), int64(len(text)), "x.txt", formats.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sets parses a file that must be read without damage into n datasets.
func sets(t testing.TB, text string, n int) []formats.Dataset {
	t.Helper()
	p := parse(t, text)
	if p.Status != formats.StatusParsed || len(p.Datasets) != n {
		t.Fatalf("%s, %d datasets, want %d: %v %v\n%s", p.Status, len(p.Datasets), n, p.Failure, p.Warnings, text)
	}
	return p.Datasets
}

func has(w []formats.Warning, code string) bool {
	for _, x := range w {
		if x.Code == code {
			return true
		}
	}
	return false
}

// same compares values; NaN equals NaN.
func same(t testing.TB, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
	for i := range want {
		if got[i] != want[i] && !(got[i] != got[i] && want[i] != want[i]) {
			t.Fatalf("%s: %v, want %v", what, got, want)
		}
	}
}

var nan = math.NaN()

// truth is what every dialect below writes.
func truth() (x, y, z []float64) {
	for i := range 12 {
		x = append(x, 400+1.25*float64(i))
		y = append(y, math.Round(1e4*math.Sin(float64(i)))/1e4)
		z = append(z, -1e-7*float64(i)+3)
	}
	return x, y, z
}

func rows(sep string, comma bool, end string) string {
	x, y, z := truth()
	var b strings.Builder
	for i := range x {
		line := fmt.Sprintf("%v%s%v%s%v%s", x[i], sep, y[i], sep, z[i], end)
		if comma {
			line = strings.ReplaceAll(line, ".", ",")
		}
		b.WriteString(line)
	}
	return b.String()
}

func TestEveryDialect(t *testing.T) {
	x, y, z := truth()
	for _, sep := range []string{",", "\t", ";", "|", " ", "   ", " ; ", " | ", ", "} {
		for _, comma := range []bool{false, true} {
			if comma && strings.Contains(sep, ",") {
				continue
			}
			for _, end := range []string{"\n", "\r\n", "\r", sep + "\n"} {
				d := sets(t, rows(sep, comma, end), 1)[0]
				what := fmt.Sprintf("%q comma %v end %q", sep, comma, end)
				if len(d.Traces) != 2 {
					t.Fatalf("%s: %d traces", what, len(d.Traces))
				}
				same(t, what, d.Traces[0].X.Values, x)
				same(t, what, d.Traces[0].Data, y)
				same(t, what, d.Traces[1].Data, z)
				if !has(d.Warnings, "no_header") || d.Traces[0].X.Kind != formats.KindUnknown {
					t.Fatalf("%s: unnamed columns must be told: %v", what, d.Warnings)
				}
			}
		}
	}
}

func TestCharsets(t *testing.T) {
	plain := "Temperatur (°C);Länge (µm)\n1,5;2\n2,5;3\n3;4\n"
	latin := strings.NewReplacer("°", "\xb0", "ä", "\xe4", "µ", "\xb5").Replace(plain)
	little, big := []byte{0xff, 0xfe}, []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(plain)) {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	for name, text := range map[string]string{"utf-8": plain, "bom": "\xef\xbb\xbf" + plain, "latin-1": latin, "utf-16 le": string(little), "utf-16 be": string(big)} {
		d := sets(t, text, 1)[0]
		tr := d.Traces[0]
		if tr.X.Kind != "temperature" || tr.X.Unit != "degC" || tr.Y.Unit != "um" || tr.Y.Label != "Länge" || tr.Title != "Länge (µm)" {
			t.Errorf("%s: %+v %+v %q", name, tr.X.Quantity, tr.Y, tr.Title)
		}
		same(t, name, tr.X.Values, []float64{1.5, 2.5, 3})
	}
}

func TestHeaderBlockNamesAndUnitRow(t *testing.T) {
	d := sets(t, "Title,Diode 7\nOperator: Ann\nPoints,3\n\n\"Voltage\",Current,\"Wave, length\"\nV,uA,nm\n0,1,400\n1,,500\n2,3,600\n", 1)[0]
	if d.Title != "Diode 7" || len(d.Traces) != 2 {
		t.Fatalf("%q %d", d.Title, len(d.Traces))
	}
	a, b := d.Traces[0], d.Traces[1]
	if a.X.Kind != "voltage" || a.X.Label != "Voltage" || a.Y.Unit != "uA" || b.Y.Kind != "wavelength" || b.Y.Label != "Wave, length" {
		t.Fatalf("%+v %+v %+v", a.X.Quantity, a.Y, b.Y)
	}
	same(t, "gap", a.Data, []float64{1, nan, 3})
	for key, want := range map[string]string{"Operator": "Ann", "Points": "3", "units": "V,uA,nm"} {
		if got, _ := d.Lookup(key); got != want {
			t.Errorf("%s: %q", key, got)
		}
	}
	if !has(d.Warnings, "missing_values") {
		t.Error(d.Warnings)
	}
}

func TestCellsWithoutNumbersKeepTheirRow(t *testing.T) {
	d := sets(t, "# remark | with the separator in a sentence of words\n1 | -0.1\n2 | 0.2\nwords between the rows\n| \n3|nan\n4|5|6\n |7\n8 |\nfoo | 9\n", 1)[0]
	same(t, "x", d.Traces[0].X.Values, []float64{1, 2, 3, 4, nan, 8, nan})
	same(t, "y", d.Traces[0].Data, []float64{-.1, .2, nan, 5, 7, nan, 9})
	if !has(d.Warnings, "surplus_cells") || !has(d.Warnings, "missing_values") {
		t.Error(d.Warnings)
	}
}

func TestInstrumentOverflowIsMissing(t *testing.T) {
	d := sets(t, "V (V),I (A)\n0,1e-9\n1,9.9E37\n2,9.91e+37\n3,-9.9e37\n", 1)[0]
	same(t, "y", d.Traces[0].Data, []float64{1e-9, nan, nan, nan})
}

func TestCommentsAndTheirColumnNames(t *testing.T) {
	for _, mark := range []string{"#", "%", "!", "//", ";"} {
		d := sets(t, mark+" Sample: Si\n"+mark+" Wavelength(nm) Absorbance\n400 0.1\n401 0.2\n", 1)[0]
		if tr := d.Traces[0]; tr.X.Unit != "nm" || tr.Y.Kind != "absorbance" || d.Title != "Si" {
			t.Errorf("%s: %+v %+v %q", mark, tr.X.Quantity, tr.Y, d.Title)
		}
	}
	d := sets(t, "# Sample: Si\n400 0.1\n401 0.2\n", 1)[0]
	if d.Traces[0].X.Kind != formats.KindUnknown {
		t.Error("a remark is no row of column names")
	}
}

func TestSeveralBlocks(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		n    int
	}{
		"names again":    {"V (V),I (A)\n0,1\n1,2\nV (V),I (A)\n0,3\n1,4\n", 2},
		"other names":    {"V (V),I (A)\n0,1\n1,2\n\nT (K),R (ohm)\n300,3\n301,4\n", 2},
		"two blanks":     {"0 1\n1 2\n\n\n5 3\n6 4\n", 2},
		"blank, restart": {"0 1\n1 2\n\n0 3\n1 4\n", 2},
		"comment":        {"# a\n0 1\n1 2\n# b\n0 3\n1 4\n", 2},
		"other width":    {"0 1\n1 2\n0 3 5\n1 4 6\n", 2},
		"only a blank":   {"0 1\n1 2\n\n2 3\n3 4\n", 1},
		"a remark":       {"0 1\n1 2\n# pause\n2 3\n3 4\n", 1},
	} {
		d := sets(t, c.text, c.n)
		if c.n == 1 {
			same(t, name, d[0].Traces[0].Data, []float64{1, 2, 3, 4})
			continue
		}
		same(t, name, d[0].Traces[0].Data, []float64{1, 2})
		same(t, name, d[1].Traces[0].Data, []float64{3, 4})
	}
}

func TestPairsOfColumns(t *testing.T) {
	d := sets(t, "Film A,,Film B,\nWavelength (nm),%T,Wavelength (nm),%T\n400,90,500,80\n401,91,501,81\n402,92,,\n", 1)[0]
	if len(d.Traces) != 2 || d.Traces[0].Title != "Film A" || d.Traces[1].Title != "Film B" {
		t.Fatalf("%+v", d.Traces)
	}
	same(t, "x", d.Traces[1].X.Values, []float64{500, 501})
	same(t, "y", d.Traces[1].Data, []float64{80, 81})
	if d.Traces[0].Y.Kind != "transmittance" || d.Traces[0].Y.Unit != "%" {
		t.Errorf("%+v", d.Traces[0].Y)
	}
}

func TestMatrices(t *testing.T) {
	for name, text := range map[string]string{
		"empty corner": "\t10\t20\n1\t1\t4\n2\t2\t5\n3\t3\t6\n",
		"named corner": "nm\t10\t20\n1\t1\t4\n2\t2\t5\n3\t3\t6\n",
		"row above":    "10 20\n1 1 4\n2 2 5\n3 3 6\n",
	} {
		d := sets(t, text, 1)[0]
		if len(d.Traces) != 2 || d.Traces[1].Coord["z"].Number != 20 || !has(d.Warnings, "matrix") {
			t.Fatalf("%s: %+v %v", name, d.Traces, d.Warnings)
		}
		same(t, name, d.Traces[0].X.Values, []float64{1, 2, 3})
		same(t, name, d.Traces[1].Data, []float64{4, 5, 6})
	}
	d := sets(t, "\t10\t20\t30\n1\t1\t2\t3\n2\t4\t5\t6\n", 1)[0] // longer rows
	same(t, "x", d.Traces[1].X.Values, []float64{10, 20, 30})
	same(t, "row", d.Traces[1].Data, []float64{4, 5, 6})
	d = sets(t, "\t\t10\t20\n1\t7\t1\t2\n1\t8\t3\t4\n2\t7\t5\t6\n", 1)[0] // two coordinates
	same(t, "map", d.Traces[2].Data, []float64{5, 6})
	if c := d.Traces[2].Coord; c["axis_1"].Number != 2 || c["axis_2"].Number != 7 {
		t.Errorf("%v", c)
	}
}

func TestNotText(t *testing.T) {
	for name, text := range map[string]string{
		"prose": "Dear all,\nthere are no numbers here.\n", "one column": "1\n2\n3\n", "binary": "1,2\n3,4\x00\x01\x02\n", "xml": "<a>1,2\n3,4</a>", "json": "{\"a\": [1, 2]}",
	} {
		if p := parse(t, text); p.Status != formats.StatusUnreadable || len(p.Warnings) == 0 {
			t.Errorf("%s: %s", name, p.Status)
		}
	}
}

func TestColumnsWithoutNumbersAreTold(t *testing.T) {
	d := sets(t, "Time,V (V),I (A),Note\n10:01,1,2,ok\n10:02,2,3,ok\n", 1)[0]
	if len(d.Traces) != 1 || d.Traces[0].X.Kind != "voltage" || !has(d.Warnings, "no_numbers") {
		t.Fatalf("%+v %v", d.Traces, d.Warnings)
	}
}

func BenchmarkOneMegabyte(b *testing.B) {
	text := strings.Repeat(rows(",", false, "\n"), 4000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, _, err := New().Read(b.Context(), strings.NewReader(text), int64(len(text)), formats.DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
}
