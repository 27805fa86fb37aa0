package methods

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/numeric/band"
	"github.com/spectra-lab/spectra/modules/analysis/numeric/peaks"
)

// curve is the part of a trace that is searched, turned so that peaks point up.
type curve struct{ x, y []float64 }

func (s *curve) negated() *curve {
	y := make([]float64, len(s.y))
	for i, v := range s.y {
		y[i] = -v
	}
	return &curve{x: s.x, y: y}
}

// strongest keeps the most prominent peaks in order of sample; of equal ones the earlier.
func strongest(found []peaks.Peak, most int) []peaks.Peak {
	if len(found) <= most {
		return found
	}
	kept := slices.Clone(found)
	slices.SortStableFunc(kept, func(a, b peaks.Peak) int { return cmp.Compare(b.Prominence, a.Prominence) })
	kept = kept[:most]
	slices.SortFunc(kept, func(a, b peaks.Peak) int { return cmp.Compare(a.Index, b.Index) })
	return kept
}

// listPeaks writes the values of each peak, by rising position.
func listPeaks(out *Outcome, s *curve, t *Series, kept []peaks.Peak, down bool) {
	kept = separate(s, peaks.Widths(s.y, kept, 0.5))
	slices.SortStableFunc(kept, func(a, b peaks.Peak) int { return cmp.Compare(s.x[a.Index], s.x[b.Index]) })
	x, y := t.XAxis.Unit, t.YAxis.Unit
	var left []string
	for i, p := range kept {
		name := "peak" + strconv.Itoa(i+1) + "."
		put := func(what string, v float64, unit string) {
			if math.IsNaN(v - v) {
				left = append(left, name+what)
				return
			}
			out.Values = append(out.Values, Value{Name: name + what, Value: Text(v), Unit: unit})
		}
		height := p.Height
		if down {
			height = -height
		}
		put("position", s.x[p.Index], x)
		put("height", height, y)
		put("prominence", p.Prominence, y)
		put("fwhm", s.fwhm(&p), x)
		put("area", s.area(&p), product(y, x))
	}
	if len(left) > 0 {
		out.warn("value_undefined", "Not given, because x turns back there or the number is too large: %s.", short(left))
	}
}

// separate moves the bases of listed peaks that contain one another to the lowest sample between them, so that no
// area is counted twice. Prominences keep their own bases.
func separate(s *curve, kept []peaks.Peak) []peaks.Peak {
	for i := 1; i < len(kept); i++ {
		a, b := &kept[i-1], &kept[i]
		low := a.Index
		for k := a.Index; k < b.Index; k++ {
			if s.y[k] < s.y[low] {
				low = k
			}
		}
		a.RightBase, b.LeftBase = min(a.RightBase, low), max(b.LeftBase, low)
	}
	return kept
}

// fwhm is the distance of the crossings on the axis; NaN where the axis turns back between them.
func (s *curve) fwhm(p *peaks.Peak) float64 {
	from, to := int(math.Floor(p.LeftCross)), int(math.Ceil(p.RightCross))
	if !oneWay(s.x[from : to+1]) {
		return math.NaN()
	}
	return math.Abs(peaks.AtSample(s.x, p.RightCross) - peaks.AtSample(s.x, p.LeftCross))
}

// area is the area over the line from base to base; NaN where the axis turns back or stands still.
func (s *curve) area(p *peaks.Peak) float64 {
	b, err := band.OverLine(s.x[p.LeftBase:p.RightBase+1], s.y[p.LeftBase:p.RightBase+1])
	if err != nil {
		return math.NaN()
	}
	return b.Net
}

// oneWay reports whether x runs in one direction.
func oneWay(x []float64) bool {
	up, down := true, true
	for i := 1; i < len(x); i++ {
		up, down = up && x[i] >= x[i-1], down && x[i] <= x[i-1]
	}
	return up || down
}

// short lists names, at most five.
func short(names []string) string {
	if len(names) > 5 {
		return strings.Join(names[:5], ", ") + " and " + strconv.Itoa(len(names)-5) + " more"
	}
	return strings.Join(names, ", ")
}
