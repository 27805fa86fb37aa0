package decimate_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/numeric/decimate"
)

func axis(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 1000 - float64(i)
	}
	return x
}

func TestShortCurvesStay(t *testing.T) {
	for n := range 13 {
		x := axis(n)
		dx, dy, err := decimate.MinMax(x, x, 5)
		if err != nil || len(dx) != n || !slices.Equal(dy, x) {
			t.Errorf("n=%d: %d values, %v", n, len(dx), err)
		}
	}
	if dx, _, err := decimate.MinMax(axis(9), axis(9), math.MaxInt); err != nil || len(dx) != 9 {
		t.Errorf("as many buckets as can be: %d, %v", len(dx), err)
	}
}

// TestEverySpikeSurvives puts one spike at every place in turn, up and down.
func TestEverySpikeSurvives(t *testing.T) {
	const n = 211
	x := axis(n)
	for _, points := range []int{1, 2, 7, 50, 104} {
		for at := range n {
			for _, spike := range []float64{9, -9} {
				y := make([]float64, n)
				y[at] = spike
				dx, dy, err := decimate.MinMax(x, y, points)
				if err != nil || len(dx) != len(dy) || len(dx) > 2*points+2 {
					t.Fatalf("points=%d: %d values, %v", points, len(dx), err)
				}
				i := slices.Index(dy, spike)
				if i < 0 || dx[i] != x[at] {
					t.Fatalf("points=%d: spike at %d is lost", points, at)
				}
				if dx[0] != x[0] || dx[len(dx)-1] != x[n-1] {
					t.Fatalf("ends are %v and %v", dx[0], dx[len(dx)-1])
				}
			}
		}
	}
}

// TestOrderOfMeasurement: every value is a measured one and the order is the file's, also on an axis that turns back.
func TestOrderOfMeasurement(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	x, y := make([]float64, 5000), make([]float64, 5000)
	for i := range x {
		x[i], y[i] = math.Abs(float64(i)-2500), r.NormFloat64()
	}
	dx, dy, err := decimate.MinMax(x, y, 100)
	if err != nil || len(dx) != 202 {
		t.Fatal(len(dx), err)
	}
	from := 0
	for i := range dx {
		for from < len(x) && !(x[from] == dx[i] && y[from] == dy[i]) {
			from++
		}
		if from == len(x) {
			t.Fatalf("value %d (%v, %v) is not measured, or out of order", i, dx[i], dy[i])
		}
	}
}

func TestMissingValues(t *testing.T) {
	nan := math.NaN()
	y := []float64{nan, 1, nan, 5, nan, nan, nan, nan, nan, 2, nan}
	x := axis(len(y))
	dx, dy, err := decimate.MinMax(x, y, 3) // buckets 1-3, 4-6, 7-9
	if want := "[1000 999 997 996 991 990] [NaN 1 5 NaN 2 NaN] <nil>"; fmt.Sprint(dx, dy, err) != want {
		t.Errorf("%v %v %v, want %s", dx, dy, err, want)
	}
}

func TestRefusals(t *testing.T) {
	if _, _, err := decimate.MinMax(axis(3), axis(4), 1); !errors.Is(err, decimate.ErrShape) {
		t.Error(err)
	}
	for _, points := range []int{0, -1, math.MinInt} {
		if _, _, err := decimate.MinMax(axis(3), axis(3), points); !errors.Is(err, decimate.ErrPoints) {
			t.Error(points, err)
		}
	}
}

func BenchmarkMinMax1M(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, y := make([]float64, 1_000_000), make([]float64, 1_000_000)
	for i := range y {
		x[i], y[i] = float64(i), r.NormFloat64()
	}
	for b.Loop() {
		if _, _, err := decimate.MinMax(x, y, 1600); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(16 * len(y)))
}
