package noise

import (
	"math"
	"slices"
)

// Sigma estimates the standard deviation of white noise on y, in units of y, from the median of the absolute second
// differences: straight slopes cancel, and peaks are too few to move a median. For normal noise the second difference
// has the variance 6 sigma^2 and its absolute value the median 0.6745 sqrt(6) sigma. Triples with a missing value are
// left out; the answer is 0 when none is left or most of the curve is smooth to the last digit. Noise that was
// smoothed is underestimated, and so is shot noise on top of high peaks.
// Source: median absolute deviation, Rousseeuw & Croux, J. Am. Stat. Assoc. 88 (1993) 1273; second differences as in
// Gasser, Sroka & Jennen-Steinmetz, Biometrika 73 (1986) 625.
func Sigma(y []float64) float64 {
	d := make([]float64, 0, len(y))
	for i := 1; i+1 < len(y); i++ {
		v := math.Abs((y[i-1] - y[i]) + (y[i+1] - y[i]))
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			d = append(d, v)
		}
	}
	if len(d) == 0 {
		return 0
	}
	return median(d) / (0.6744897501960817 * math.Sqrt(6))
}

// median sorts v.
func median(v []float64) float64 {
	slices.Sort(v)
	m := len(v) / 2
	if len(v)%2 == 1 {
		return v[m]
	}
	return v[m-1]/2 + v[m]/2
}
