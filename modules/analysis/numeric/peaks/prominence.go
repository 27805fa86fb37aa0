package peaks

// level is one step of the staircase of samples that are higher than all after them, with the lowest sample since the
// step before.
type level struct {
	height, low float64
	lowAt       int
}

// prominences fills bases and prominence of every peak in O(n). Walking from each peak to the next higher sample, as
// the definition reads, is quadratic on a long slope with noise.
func prominences(y []float64, found []candidate) {
	if len(found) == 0 {
		return
	}
	lows := make([]float64, len(found))
	stairs := make([]level, 0, 64)
	next := 0
	for i := 0; next < len(found); i++ {
		stairs = climb(stairs, y[i], i)
		if p := &found[next]; p.index == i {
			lows[next], p.left = stairs[len(stairs)-1].low, stairs[len(stairs)-1].lowAt
			next++
		}
	}
	stairs = stairs[:0]
	next = len(found) - 1
	for i := len(y) - 1; next >= 0; i-- {
		stairs = climb(stairs, y[i], i)
		if p := &found[next]; p.index == i {
			top := stairs[len(stairs)-1]
			p.right, p.prominence = top.lowAt, y[p.index]-max(lows[next], top.low)
			next--
		}
	}
}

// climb adds a sample: the steps that are not higher than it are merged into it. Of equally low samples the nearest
// counts. NaN stays a step for ever, as it is <= nothing.
func climb(stairs []level, v float64, i int) []level {
	add := level{height: v, low: v, lowAt: i}
	for n := len(stairs) - 1; n >= 0 && stairs[n].height <= v; n-- {
		if stairs[n].low < add.low {
			add.low, add.lowAt = stairs[n].low, stairs[n].lowAt
		}
		stairs = stairs[:n]
	}
	return append(stairs, add)
}

// windowed fills bases and prominence within wlen samples around each peak, the peak in the middle (an even wlen is
// taken as the next odd one).
func windowed(y []float64, found []candidate, wlen int) {
	for i := range found {
		p := &found[i]
		first, last := max(p.index-wlen/2, 0), min(p.index+wlen/2, len(y)-1)
		left, right := y[p.index], y[p.index]
		p.left, p.right = p.index, p.index
		for k := p.index; k >= first && y[k] <= y[p.index]; k-- {
			if y[k] < left {
				left, p.left = y[k], k
			}
		}
		for k := p.index; k <= last && y[k] <= y[p.index]; k++ {
			if y[k] < right {
				right, p.right = y[k], k
			}
		}
		p.prominence = y[p.index] - max(left, right)
	}
}
