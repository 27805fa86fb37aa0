package peaks

import "math"

// block is how many samples share one minimum when a width is searched.
const block = 256

// widths completes the candidates with width, its height and the crossings. Within the bases it looks for the first
// sample at or below the level on each side, skipping whole blocks that lie above it: wide peaks of long traces would
// take quadratic time.
func widths(y []float64, found []candidate, rel float64) []Peak {
	if len(found) == 0 {
		return nil
	}
	out := make([]Peak, len(found))
	lows := blockMinima(y)
	for i, c := range found {
		p := Peak{Index: c.index, Height: y[c.index], Prominence: c.prominence, LeftBase: c.left, RightBase: c.right}
		p.PlateauLeft, p.PlateauRight = plateau(y, c.index)
		p.WidthHeight = p.Height - float64(p.Prominence*rel)
		p.LeftCross, p.RightCross = crossings(y, lows, &p)
		p.Width = p.RightCross - p.LeftCross
		out[i] = p
	}
	return out
}

// Widths returns the peaks with their widths taken anew at rel, the share of the prominence below the top.
func Widths(y []float64, found []Peak, rel float64) []Peak {
	again := make([]candidate, len(found))
	for i, p := range found {
		again[i] = candidate{index: p.Index, left: p.LeftBase, right: p.RightBase, prominence: p.Prominence}
	}
	return widths(y, again, rel)
}

// crossings interpolates between the last sample above the level and the first one that is not.
func crossings(y, lows []float64, p *Peak) (left, right float64) {
	h := p.WidthHeight
	l := before(y, lows, p.Index, p.LeftBase, h)
	r := after(y, lows, p.Index, p.RightBase, h)
	left, right = float64(l), float64(r)
	if y[l] < h {
		left += (h - y[l]) / (y[l+1] - y[l])
	}
	if y[r] < h {
		right -= (h - y[r]) / (y[r-1] - y[r])
	}
	return left, right
}

func blockMinima(y []float64) []float64 {
	out := make([]float64, (len(y)+block-1)/block)
	for b := range out {
		low := math.Inf(1)
		for _, v := range y[b*block : min((b+1)*block, len(y))] {
			if !(v >= low) { // NaN stops a search, so a block that holds one is never skipped
				low = v
			}
			if v != v {
				low = math.Inf(-1)
				break
			}
		}
		out[b] = low
	}
	return out
}

// before walks from i down to stop, to the first sample that is not above h.
func before(y, lows []float64, i, stop int, h float64) int {
	for i > stop && h < y[i] {
		if (i+1)%block == 0 && i-block >= stop && h < lows[i/block] {
			i -= block
			continue
		}
		i--
	}
	return i
}

// after walks from i up to stop.
func after(y, lows []float64, i, stop int, h float64) int {
	for i < stop && h < y[i] {
		if i%block == 0 && i+block <= stop && h < lows[i/block] {
			i += block
			continue
		}
		i++
	}
	return i
}

// AtSample gives the axis value at a fractional sample, interpolated linearly between its two neighbours on the axis
// as measured, which need not be evenly spaced. x must not be empty; positions outside give the first or last value.
func AtSample(x []float64, at float64) float64 {
	last := len(x) - 1
	i := int(math.Floor(at))
	switch {
	case at <= 0:
		return x[0]
	case i >= last:
		return x[last]
	}
	return x[i] + float64((at-float64(i))*(x[i+1]-x[i]))
}
