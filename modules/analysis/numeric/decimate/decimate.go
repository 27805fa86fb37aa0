package decimate

import "errors"

// Errors of this package.
var (
	ErrShape  = errors.New("decimate: x and y need the same length")
	ErrPoints = errors.New("decimate: at least one bucket is needed")
)

// MinMax thins a curve to its first and last point and, of each of at most points buckets of neighbouring samples in
// between, the lowest and the highest y in the order they were measured: at most 2*points+2 values. Buckets hold equal
// numbers of samples, so an axis that descends or turns back keeps its order. Missing y are passed over; a bucket that
// holds nothing else gives one NaN, which keeps the gap visible. A curve that is short enough is returned as it is,
// without a copy. Errors: ErrShape, ErrPoints. Source: min/max (M4-like) aggregation, Jugel et al., PVLDB 7 (2014) 797.
func MinMax(x, y []float64, points int) (dx, dy []float64, err error) {
	n := len(y)
	switch {
	case len(x) != n:
		return nil, nil, ErrShape
	case points < 1:
		return nil, nil, ErrPoints
	case n <= 2 || (n-2+1)/2 <= points: // written so that a huge number of points cannot overflow
		return x, y, nil
	}
	dx, dy = make([]float64, 0, 2*points+2), make([]float64, 0, 2*points+2)
	dx, dy = append(dx, x[0]), append(dy, y[0])
	inner, from := n-2, 1
	for b := 1; b <= points; b++ {
		to := 1 + bound(inner, points, b)
		first, second := extremes(y, from, to)
		dx, dy = append(dx, x[first]), append(dy, y[first])
		if second != first {
			dx, dy = append(dx, x[second]), append(dy, y[second])
		}
		from = to
	}
	return append(dx, x[n-1]), append(dy, y[n-1]), nil
}

// bound is b*inner/points without overflow: fewer points than samples, so both factors fit 32 bits for any curve that
// fits in memory.
func bound(inner, points, b int) int { return int(int64(b) * int64(inner) / int64(points)) }

// extremes gives the samples of the lowest and highest y of [from,to) in order.
func extremes(y []float64, from, to int) (first, second int) {
	low, high := -1, -1
	for i := from; i < to; i++ {
		switch v := y[i]; {
		case v != v:
		case low < 0:
			low, high = i, i
		case v < y[low]:
			low = i
		case v > y[high]:
			high = i
		}
	}
	if low < 0 {
		return from, from
	}
	return min(low, high), max(low, high)
}
