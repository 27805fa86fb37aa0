package peaks_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/internal/refdata"
	"github.com/spectra-lab/spectra/modules/analysis/numeric/peaks"
)

type reference struct {
	Cases []struct {
		Y      []float64
		Params struct {
			Height, Distance, Prominence, Width, Threshold *float64
			PlateauSize                                    *float64 `json:"plateau_size"`
			RelHeight                                      *float64 `json:"rel_height"`
			Wlen                                           *int
		}
		Expected map[string][]float64
	}
}

// TestReference compares with scipy: indices and bases exact, prominence 1e-12, widths 1e-9.
func TestReference(t *testing.T) {
	var ref reference
	refdata.JSON(t, "numeric/find_peaks.json", &ref)
	if len(ref.Cases) == 0 {
		t.Fatal("no cases")
	}
	for i, c := range ref.Cases {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			p := c.Params
			o := peaks.Options{Height: bound(p.Height), Threshold: bound(p.Threshold), Prominence: bound(p.Prominence), Width: bound(p.Width),
				PlateauSize: bound(p.PlateauSize), Distance: value(p.Distance), RelHeight: value(p.RelHeight)}
			if p.Wlen != nil {
				o.Wlen = *p.Wlen
			}
			got, err := peaks.Find(c.Y, o)
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range c.Expected {
				compare(t, name, property(t, got, name), want)
			}
		})
	}
}

func bound(v *float64) *peaks.Bounds {
	if v == nil {
		return nil
	}
	return peaks.AtLeast(*v)
}

func value(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}

func compare(t *testing.T, name string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d peaks, want %d: %v, want %v", name, len(got), len(want), got, want)
	}
	tolerance := map[string]float64{"prominences": 1e-12, "peak_heights": 1e-12, "widths": 1e-9, "left_ips": 1e-9, "right_ips": 1e-9, "width_heights": 1e-9}[name]
	for i := range got {
		if math.Abs(got[i]-want[i]) > tolerance*math.Abs(want[i]) {
			t.Errorf("%s[%d] = %v, want %v", name, i, got[i], want[i])
		}
	}
}

func property(t *testing.T, found []peaks.Peak, name string) []float64 {
	t.Helper()
	get := map[string]func(p peaks.Peak) float64{
		"peaks":         func(p peaks.Peak) float64 { return float64(p.Index) },
		"plateau_sizes": func(p peaks.Peak) float64 { return float64(p.PlateauRight - p.PlateauLeft + 1) },
		"left_edges":    func(p peaks.Peak) float64 { return float64(p.PlateauLeft) },
		"right_edges":   func(p peaks.Peak) float64 { return float64(p.PlateauRight) },
		"peak_heights":  func(p peaks.Peak) float64 { return p.Height },
		"prominences":   func(p peaks.Peak) float64 { return p.Prominence },
		"left_bases":    func(p peaks.Peak) float64 { return float64(p.LeftBase) },
		"right_bases":   func(p peaks.Peak) float64 { return float64(p.RightBase) },
		"widths":        func(p peaks.Peak) float64 { return p.Width },
		"width_heights": func(p peaks.Peak) float64 { return p.WidthHeight },
		"left_ips":      func(p peaks.Peak) float64 { return p.LeftCross },
		"right_ips":     func(p peaks.Peak) float64 { return p.RightCross },
	}[name]
	if get == nil {
		t.Fatalf("the reference has a property this test does not know: %s", name)
	}
	out := make([]float64, len(found))
	for i, p := range found {
		out[i] = get(p)
	}
	return out
}

// TestWindowEqualsWalk holds the O(n) prominences against the definition, on curves of few levels so that plateaus
// and ties are everywhere.
func TestWindowEqualsWalk(t *testing.T) {
	for seed := range uint64(300) {
		y := curve(seed, 400, 2+float64(seed%7))
		fast, err := peaks.Find(y, peaks.Options{})
		if err != nil {
			t.Fatal(err)
		}
		slow, err := peaks.Find(y, peaks.Options{Wlen: 2*len(y) + 1})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(fast, slow) {
			t.Fatalf("seed %d:\n%+v\n%+v", seed, fast, slow)
		}
	}
}
