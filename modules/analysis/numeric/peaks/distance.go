package peaks

import (
	"cmp"
	"math"
	"slices"
)

// apart keeps the highest peaks first and removes every lower one that is nearer than distance. The order is stable,
// so of equal ones the later stays; scipy leaves that open.
func apart(y []float64, in []candidate, distance float64) []candidate {
	d := int(min(math.Ceil(distance), math.MaxInt32))
	if d <= 1 || len(in) < 2 {
		return in
	}
	order := make([]int, len(in))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(y[in[a].index], y[in[b].index]) })
	gone := make([]bool, len(in))
	for _, j := range slices.Backward(order) {
		if gone[j] {
			continue
		}
		for k := j - 1; k >= 0 && in[j].index-in[k].index < d; k-- {
			gone[k] = true
		}
		for k := j + 1; k < len(in) && in[k].index-in[j].index < d; k++ {
			gone[k] = true
		}
	}
	i := -1
	return keep(in, func(*candidate) bool { i++; return !gone[i] })
}
