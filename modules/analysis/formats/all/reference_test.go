package all

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/refdata"
)

func read(t testing.TB, f *refdata.Folder, name string) formats.Parsed {
	t.Helper()
	data := f.Read(t, name)
	p, err := Registry().Read(t.Context(), bytes.NewReader(data), int64(len(data)), name, formats.DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p
}

func TestReferenceFiles(t *testing.T) {
	f := refdata.Open(t)
	for _, name := range f.Files("jcamp", "text", "electrical") {
		t.Run(name, func(t *testing.T) {
			for _, d := range refdata.File(f.Facts(name), read(t, f, name)) {
				t.Error(d)
			}
		})
	}
}

// y returns the values of the only dataset's trace.
func y(t *testing.T, f *refdata.Folder, name string, trace int) []float64 {
	t.Helper()
	p := read(t, f, name)
	if len(p.Datasets) != 1 || len(p.Datasets[0].Traces) <= trace {
		t.Fatalf("%s: %d datasets", name, len(p.Datasets))
	}
	return p.Datasets[0].Traces[trace].Data
}

// TestSameMeasurement compares files that hold the same values in another coding; except
// lists the points the files themselves differ in, and how.
func TestSameMeasurement(t *testing.T) {
	f := refdata.Open(t)
	for _, pair := range []struct {
		a, b   string
		factor float64 // b = factor * a
		except map[int]float64
	}{
		{"jcamp/o01.jdx", "jcamp/o02.jdx", 1, nil},
		{"jcamp/o01.jdx", "jcamp/o03.jdx", 1, nil},
		{"jcamp/o01.jdx", "jcamp/o07.jdx", 1, nil},
		{"jcamp/difdup_example.jdx", "jcamp/noencoding_example.jdx", 1, nil},
		{"jcamp/PE1800.DX", "jcamp/pacdec1.jdx", 100, nil},
		{"jcamp/BRUKPAC.DX", "jcamp/sqzdec1.jdx", 1, map[int]float64{1: -1}},
	} {
		t.Run(pair.a+" "+pair.b, func(t *testing.T) {
			a, b := y(t, f, pair.a, 0), y(t, f, pair.b, 0)
			if len(a) != len(b) {
				t.Fatalf("%d and %d points", len(a), len(b))
			}
			for i := range a {
				factor := pair.factor
				if e, ok := pair.except[i]; ok {
					factor *= e
				}
				if d := math.Abs(factor*a[i] - b[i]); !(d <= 1e-12*math.Abs(b[i])) {
					t.Fatalf("point %d: %v and %v", i, a[i], b[i])
				}
			}
		})
	}
}

func TestContentDecidesNotTheName(t *testing.T) {
	for _, c := range []struct{ name, text, reader string }{
		{"a.csv", "##TITLE= x\n##XYDATA= (X++(Y..Y))\n1 2 3\n##END=\n", "jcamp"},
		{"a.jdx", "1,2\n3,4\n", "text"},
		{"a", "#Acq. time (s)=\t1\n1\t2\n2\t3\n", "text"},
		{"a.txt", "just words", ""},
	} {
		p, err := Registry().Read(t.Context(), strings.NewReader(c.text), int64(len(c.text)), c.name, formats.DefaultLimits())
		if err != nil || p.Reader != c.reader {
			t.Errorf("%s: %q %v", c.name, p.Reader, err)
		}
	}
}
