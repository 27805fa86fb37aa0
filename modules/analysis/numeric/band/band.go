package band

import (
	"errors"
	"math"
	"slices"
)

// Errors of the functions of this package.
var (
	ErrShape      = errors.New("band: x and y need the same length of at least two points")
	ErrOrder      = errors.New("band: x does not run in one direction")
	ErrRange      = errors.New("band: the range lies outside x or is empty")
	ErrNotANumber = errors.New("band: a value is not a finite number")
)

// Band is what lies between two points of the axis.
type Band struct {
	Area     float64 // of the curve itself
	Net      float64 // over the straight line between its two ends
	Max      float64 // largest distance above the line
	Centroid float64 // of the net area, NaN when that is 0
}

// Trapezoid is the area under the whole curve, positive for positive y whichever way x runs. x must run in one
// direction (equal neighbours are allowed) and may be unevenly spaced. Errors: ErrShape, ErrOrder, ErrNotANumber.
func Trapezoid(x, y []float64) (float64, error) {
	d, err := direction(x, y)
	if err != nil {
		return 0, err
	}
	return float64(d * trapezoid(x, y)), nil
}

// Between integrates from axis value a to b, in any order, with both edges interpolated linearly. x, y as in
// Trapezoid; the range must lie within x (ErrRange).
func Between(x, y []float64, a, b float64) (Band, error) {
	if _, err := direction(x, y); err != nil {
		return Band{}, err
	}
	if x[0] > x[len(x)-1] {
		x, y = reversed(x), reversed(y)
	}
	lo, hi := min(a, b), max(a, b)
	if !(lo < hi) || lo < x[0] || hi > x[len(x)-1] {
		return Band{}, ErrRange
	}
	i, _ := slices.BinarySearch(x, lo)
	j, _ := slices.BinarySearch(x, hi)
	xs, ys := []float64{lo}, []float64{at(x, y, i, lo)}
	for ; i < j; i++ {
		if x[i] > lo {
			xs, ys = append(xs, x[i]), append(ys, y[i])
		}
	}
	return measure(append(xs, hi), append(ys, at(x, y, j, hi))), nil
}

// OverLine measures the whole curve against the line between its first and last point. x, y as in Trapezoid.
func OverLine(x, y []float64) (Band, error) {
	d, err := direction(x, y)
	if err != nil {
		return Band{}, err
	}
	if d < 0 {
		x, y = reversed(x), reversed(y)
	}
	if x[0] == x[len(x)-1] {
		return Band{}, ErrRange
	}
	return measure(x, y), nil
}

// at interpolates y at v, which lies at or before x[i].
func at(x, y []float64, i int, v float64) float64 {
	if x[i] == v {
		return y[i]
	}
	return y[i-1] + float64((v-x[i-1])*(y[i]-y[i-1])/(x[i]-x[i-1]))
}

func measure(x, y []float64) Band {
	n := len(x) - 1
	slope := (y[n] - y[0]) / (x[n] - x[0])
	net, moment := make([]float64, len(x)), make([]float64, len(x))
	b := Band{Area: trapezoid(x, y), Max: math.Inf(-1)}
	for i := range x {
		net[i] = y[i] - (y[0] + float64(slope*(x[i]-x[0])))
		moment[i] = float64(x[i] * net[i])
		b.Max = max(b.Max, net[i])
	}
	b.Net = trapezoid(x, net)
	b.Centroid = math.NaN()
	if b.Net != 0 {
		b.Centroid = trapezoid(x, moment) / b.Net
	}
	return b
}

func trapezoid(x, y []float64) float64 {
	sum := 0.0
	for i := 1; i < len(x); i++ {
		sum += float64((x[i] - x[i-1]) * (y[i] + y[i-1]) / 2)
	}
	return sum
}

// direction is +1 for ascending and -1 for descending x.
func direction(x, y []float64) (float64, error) {
	if len(x) != len(y) || len(x) < 2 {
		return 0, ErrShape
	}
	d := 1.0
	if x[0] > x[len(x)-1] {
		d = -1
	}
	for i := range x {
		if math.IsNaN(x[i]-x[i]) || math.IsNaN(y[i]-y[i]) {
			return 0, ErrNotANumber
		}
		if i > 0 && float64(d*x[i]) < float64(d*x[i-1]) {
			return 0, ErrOrder
		}
	}
	return d, nil
}

func reversed(v []float64) []float64 {
	out := slices.Clone(v)
	slices.Reverse(out)
	return out
}
