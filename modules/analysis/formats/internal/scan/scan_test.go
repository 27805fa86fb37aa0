package scan

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

func TestFloatAgreesWithStrconv(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 200_000 {
		v := math.Float64frombits(r.Uint64())
		if i%2 == 0 {
			v = math.Round(r.NormFloat64()*1e6) / math.Pow(10, float64(r.IntN(9)))
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		for _, format := range []byte{'g', 'f', 'e'} {
			text := strconv.FormatFloat(v, format, r.IntN(22)-1, 64)
			want, err := strconv.ParseFloat(text, 64)
			if err != nil { // rounded up beyond the range: not a number here
				continue
			}
			got, ok := Float([]byte(text), false)
			if !ok || math.Float64bits(got) != math.Float64bits(want) {
				t.Fatalf("Float(%q) = %v, %v; want %v", text, got, ok, want)
			}
		}
	}
}

func TestFloatForms(t *testing.T) {
	for text, want := range map[string]float64{
		"0": 0, ".5": .5, "5.": 5, "+3": 3, "-0.25e-1": -.025, "1D2": 100, "000012": 12, "0.00000000000000000000001": 1e-23,
		"12345678901234567890123": 12345678901234567890123,
	} {
		if got, ok := Float([]byte(text), false); !ok || got != want {
			t.Errorf("Float(%q) = %v, %v; want %v", text, got, ok, want)
		}
	}
	if got, ok := Float([]byte("-3,14"), true); !ok || got != -3.14 {
		t.Errorf("decimal comma: %v, %v", got, ok)
	}
	for _, text := range []string{"", "+", ".", "e5", "1e", "nan", "inf", "0x10", "1_000", "1.2.3", "1,5", "1e999", "12a", "1e99999999999"} {
		if v, ok := Float([]byte(text), false); ok {
			t.Errorf("Float(%q) = %v, want no number", text, v)
		}
	}
}

func TestLineEnds(t *testing.T) {
	for _, data := range []string{"a\nb\nc", "a\r\nb\r\nc\r\n", "a\rb\rc\r", "a\rb\nc"} {
		var got []string
		for pos := 0; pos < len(data); {
			line, next := Line([]byte(data), pos)
			if next <= pos {
				t.Fatalf("no progress in %q at %d", data, pos)
			}
			got = append(got, string(line))
			pos = next
		}
		if len(got) != 3 || got[0] != "a" || got[1] != "b" || got[2] != "c" {
			t.Errorf("%q gives %q", data, got)
		}
	}
}

// TestLineWindow puts the end of a line at every place around the search window.
func TestLineWindow(t *testing.T) {
	for n := 250; n < 270; n++ {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			body := bytes.Repeat([]byte("x"), n)
			data := append(append(bytes.Clone(body), end...), "y\n"...)
			line, next := Line(data, 0)
			if !bytes.Equal(line, body) || next != n+len(end) {
				t.Errorf("%d %q: %d bytes, next %d", n, end, len(line), next)
			}
		}
	}
}

func TestText(t *testing.T) {
	if got := Text([]byte("\xb0C \x00\x01x")); got != "°C x" {
		t.Errorf("latin-1: %q", got)
	}
	if got := Text([]byte("°C")); got != "°C" {
		t.Errorf("utf-8: %q", got)
	}
	if got, _ := Decode([]byte("\xff\xfea\x00\xb0\x00")); string(got) != "a°" {
		t.Errorf("utf-16: %q", got)
	}
}

func TestAllBelievesBytesNotSize(t *testing.T) {
	var lim *formats.LimitError
	if _, _, err := All(t.Context(), bytes.NewReader(nil), 10, 9); !errors.As(err, &lim) {
		t.Fatalf("limit: %v", err)
	}
	data, short, err := All(t.Context(), bytes.NewReader([]byte("abc")), 1<<31, 1<<32)
	if err != nil || !short || string(data) != "abc" || cap(data) > 4<<20 {
		t.Fatalf("%q %v %v cap %d", data, short, err, cap(data))
	}
}
