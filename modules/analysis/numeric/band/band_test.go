package band_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/internal/refdata"
	"github.com/spectra-lab/spectra/modules/analysis/numeric/band"
)

func near(got, want, tolerance float64) bool { return math.Abs(got-want) <= tolerance*math.Abs(want) }

func backwards(v []float64) []float64 {
	out := slices.Clone(v)
	slices.Reverse(out)
	return out
}

// TestReference compares with numpy, ascending and descending, to 1e-10.
func TestReference(t *testing.T) {
	var ref struct {
		Cases []struct {
			X, Y, Range []float64
			Expected    struct {
				Trapezoid float64
				Net       *float64 `json:"trapezoid_above_local_line"`
				Max       *float64 `json:"max_above_line"`
				Centroid  *float64 `json:"centroid_above_line"`
			}
		}
	}
	refdata.JSON(t, "numeric/area.json", &ref)
	for i, c := range ref.Cases {
		for _, xy := range [][2][]float64{{c.X, c.Y}, {backwards(c.X), backwards(c.Y)}} {
			if c.Range == nil {
				if got, err := band.Trapezoid(xy[0], xy[1]); err != nil || !near(got, c.Expected.Trapezoid, 1e-10) {
					t.Errorf("case %d: %v, %v, want %v", i, got, err, c.Expected.Trapezoid)
				}
				continue
			}
			got, err := band.Between(xy[0], xy[1], c.Range[0], c.Range[1])
			if err != nil || !near(got.Area, c.Expected.Trapezoid, 1e-10) || !near(got.Net, *c.Expected.Net, 1e-10) ||
				!near(got.Max, *c.Expected.Max, 1e-10) || !near(got.Centroid, *c.Expected.Centroid, 1e-10) {
				t.Errorf("case %d: %+v, %v, want %+v", i, got, err, c.Expected)
			}
		}
	}
}

func TestKnownAreas(t *testing.T) {
	x, y := []float64{0, 1, 3, 4}, []float64{1, 3, 3, 1}
	for _, xy := range [][2][]float64{{x, y}, {backwards(x), backwards(y)}} {
		if got, err := band.Trapezoid(xy[0], xy[1]); err != nil || got != 10 {
			t.Errorf("whole: %v %v", got, err)
		}
		got, err := band.OverLine(xy[0], xy[1])
		if want := (band.Band{Area: 10, Net: 6, Max: 2, Centroid: 2}); err != nil || got != want {
			t.Errorf("over line: %+v %v", got, err)
		}
		got, err = band.Between(xy[0], xy[1], 3.5, 0.5) // edges in either order, both between samples
		if want := (band.Band{Area: 8.5, Net: 2.5, Max: 1, Centroid: 2}); err != nil || got != want {
			t.Errorf("between: %+v %v", got, err)
		}
	}
	if got, err := band.OverLine([]float64{0, 1}, []float64{2, 2}); err != nil || got.Net != 0 || !math.IsNaN(got.Centroid) {
		t.Errorf("no area has no centroid: %+v %v", got, err)
	}
}

func TestRefusals(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, c := range map[string]struct {
		x, y []float64
		a, b float64
		want error
	}{
		"empty":          {nil, nil, 0, 1, band.ErrShape},
		"one point":      {[]float64{1}, []float64{1}, 0, 1, band.ErrShape},
		"lengths":        {[]float64{1, 2}, []float64{1}, 0, 1, band.ErrShape},
		"turns back":     {[]float64{0, 2, 1}, []float64{1, 1, 1}, 0, 1, band.ErrOrder},
		"missing y":      {[]float64{0, 1}, []float64{1, nan}, 0, 1, band.ErrNotANumber},
		"missing x":      {[]float64{0, nan}, []float64{1, 1}, 0, 1, band.ErrNotANumber},
		"infinite y":     {[]float64{0, 1}, []float64{1, inf}, 0, 1, band.ErrNotANumber},
		"below x":        {[]float64{0, 1}, []float64{1, 1}, -0.1, 1, band.ErrRange},
		"above x":        {[]float64{0, 1}, []float64{1, 1}, 0, 1.1, band.ErrRange},
		"empty range":    {[]float64{0, 1}, []float64{1, 1}, 0.5, 0.5, band.ErrRange},
		"range NaN":      {[]float64{0, 1}, []float64{1, 1}, nan, 0.5, band.ErrRange},
		"x stands still": {[]float64{1, 1}, []float64{1, 1}, 1, 1, band.ErrRange},
	} {
		if _, err := band.Between(c.x, c.y, c.a, c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := band.OverLine([]float64{1, 1}, []float64{1, 2}); !errors.Is(err, band.ErrRange) {
		t.Errorf("OverLine without width: %v", err)
	}
}

func TestRepeatedAbscissa(t *testing.T) {
	got, err := band.Between([]float64{0, 1, 1, 2}, []float64{0, 0, 2, 2}, 0, 2)
	if err != nil || got.Area != 2 {
		t.Errorf("a step: %+v %v", got, err)
	}
}
