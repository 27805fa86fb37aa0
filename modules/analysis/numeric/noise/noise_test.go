package noise_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/numeric/noise"
)

func TestSigma(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	y := make([]float64, 20_000)
	for i := range y {
		d := float64(i-9000) / 40
		y[i] = 3*r.NormFloat64() + 5000*math.Exp(-d*d) + 0.5*float64(i)
	}
	y[77] = math.NaN()
	if got := noise.Sigma(y); math.Abs(got-3) > 0.1 {
		t.Errorf("sigma = %v, want 3 in spite of peak and slope", got)
	}
}

func TestSigmaOfLittle(t *testing.T) {
	nan := math.NaN()
	for name, y := range map[string][]float64{
		"nothing": nil, "two": {1, 2}, "constant": {4, 4, 4, 4}, "line": {1, 2, 3, 4}, "missing": {nan, nan, nan, nan},
		"every other missing": {1, nan, 2, nan, 3}, "infinite": {0, math.Inf(1), 0},
	} {
		if got := noise.Sigma(y); got != 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := noise.Sigma([]float64{0, 1, 0, 1}); !(got > 0) {
		t.Errorf("zigzag: %v", got)
	}
}
