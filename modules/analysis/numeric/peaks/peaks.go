package peaks

import (
	"errors"
	"fmt"
	"math"
)

// Bounds keeps what lies between Min and Max, both included. Use -Inf and +Inf for an open side.
type Bounds struct{ Min, Max float64 }

// AtLeast is the bound from v upwards.
func AtLeast(v float64) *Bounds { return &Bounds{Min: v, Max: math.Inf(1)} }

func (b *Bounds) holds(v float64) bool { return b == nil || b.Min <= v && v <= b.Max }

// Options are the filters, applied in the order of the fields; a nil or zero one does nothing.
type Options struct {
	PlateauSize *Bounds // samples on the flat top
	Height      *Bounds // in units of y
	Threshold   *Bounds // drop to both direct neighbours, in units of y
	Distance    float64 // at least this many samples apart, the lower peak of a pair goes; 0 or >= 1
	Prominence  *Bounds // in units of y
	Width       *Bounds // in samples, at RelHeight
	Wlen        int     // bases are searched within this many samples around the peak; 0 or >= 2
	RelHeight   float64 // where the width is taken, as share of the prominence below the top; 0 stands for 0.5
}

// ErrOption is the error of an option outside its range.
var ErrOption = errors.New("peaks: option out of range")

// Peak is one maximum. Indices count samples from 0.
type Peak struct {
	Index                 int // middle of the plateau, rounded down
	PlateauLeft           int
	PlateauRight          int
	Height                float64
	Prominence            float64 // height above the higher base
	LeftBase, RightBase   int     // lowest samples between the peak and the next higher one on each side
	Width                 float64 // samples between the crossings
	WidthHeight           float64 // y at which the width is taken
	LeftCross, RightCross float64 // interpolated crossings, in fractional samples
}

// Find returns the peaks of y that pass all filters, in order of index, each with all its properties.
//
// A peak is a sample, or a run of equal samples, with a lower sample directly on each side; the first and last sample
// are never peaks. NaN is lower than nothing and higher than nothing: neither it nor its direct neighbours can be a
// peak, and bases are searched up to it and no further. Of two equally high peaks nearer than Distance the later one
// stays. The error is ErrOption. Cost is O(n log n), with Wlen O(n + peaks*Wlen). Source: scipy.signal.find_peaks,
// scipy 1.10.
func Find(y []float64, o Options) ([]Peak, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	found := maxima(y)
	found = keep(found, func(c *candidate) bool {
		return o.Height.holds(y[c.index]) && o.steep(y, c.index) && (o.PlateauSize == nil || o.PlateauSize.holds(plateauSize(y, c.index)))
	})
	found = apart(y, found, o.Distance)
	if o.Wlen > 0 {
		windowed(y, found, o.Wlen)
	} else {
		prominences(y, found)
	}
	found = keep(found, func(c *candidate) bool { return o.Prominence.holds(c.prominence) })
	rel := o.RelHeight
	if rel == 0 {
		rel = 0.5
	}
	return keep(widths(y, found, rel), func(p *Peak) bool { return o.Width.holds(p.Width) }), nil
}

// candidate is a peak on its way through the filters. On noise every third sample is one, so it is small.
type candidate struct {
	index, left, right int // top and bases
	prominence         float64
}

func (o *Options) check() error {
	switch {
	case o.Distance != 0 && !(o.Distance >= 1):
		return fmt.Errorf("%w: distance is at least 1 sample", ErrOption)
	case o.Wlen != 0 && o.Wlen < 2:
		return fmt.Errorf("%w: wlen is at least 2 samples", ErrOption)
	case !(o.RelHeight >= 0) || math.IsInf(o.RelHeight, 1):
		return fmt.Errorf("%w: rel_height is a finite number from 0", ErrOption)
	}
	return nil
}

// steep compares the drop to the direct neighbours: the smaller with the lower bound, the larger with the upper.
func (o *Options) steep(y []float64, i int) bool {
	if o.Threshold == nil {
		return true
	}
	left, right := y[i]-y[i-1], y[i]-y[i+1]
	return min(left, right) >= o.Threshold.Min && max(left, right) <= o.Threshold.Max
}

// maxima walks once over y; a plateau counts when both its sides fall.
func maxima(y []float64) []candidate {
	var out []candidate
	last := len(y) - 1
	for i := 1; i < last; i++ {
		if !(y[i-1] < y[i]) {
			continue
		}
		ahead := i + 1
		for ahead < last && y[ahead] == y[i] {
			ahead++
		}
		if y[ahead] < y[i] {
			out = append(out, candidate{index: (i + ahead - 1) / 2})
			i = ahead
		}
	}
	return out
}

// plateau gives the first and last sample of the flat top around i.
func plateau(y []float64, i int) (left, right int) {
	left, right = i, i
	for left > 0 && y[left-1] == y[i] {
		left--
	}
	for right+1 < len(y) && y[right+1] == y[i] {
		right++
	}
	return left, right
}

func plateauSize(y []float64, i int) float64 {
	left, right := plateau(y, i)
	return float64(right - left + 1)
}

func keep[T any](in []T, ok func(*T) bool) []T {
	out := in[:0]
	for i := range in {
		if ok(&in[i]) {
			out = append(out, in[i])
		}
	}
	return out
}
