package methods

import (
	"context"
	"fmt"
	"math"

	"github.com/spectra-lab/spectra/modules/analysis/numeric/noise"
	"github.com/spectra-lab/spectra/modules/analysis/numeric/peaks"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

const (
	maxima   = "maxima"
	minima   = "minima"
	mostKept = 200
	// A default prominence of ten times the noise gives about no false peak on white noise; a thousandth of the range
	// keeps the last digit of smooth curves from counting as one.
	noiseFactor = 10
	rangeShare  = 1e-3
	// Of fewer points the noise cannot be told from the peaks; a tenth of the range is asked for instead.
	fewPoints  = 50
	shortShare = 0.1
)

// peaksFind is peaks.find 1.0.0.
func peaksFind() *Method {
	at := func(v float64) *float64 { return &v }
	return &Method{
		Run: runPeaks,
		Info: Info{
			Name: "peaks.find", Version: "1.0.0", Title: "Find peaks", ResultType: "peaks",
			Description: "Position, height, prominence, full width at half prominence and area of every peak of one trace. The position is that of the " +
				"highest sample; the width is interpolated on the axis as measured; the area lies between curve and the straight line that joins the bases " +
				"(the lowest samples towards the next higher peak, and never beyond the lowest sample towards the next listed peak) and is positive whichever " +
				"way x runs. Points without a number are left out. No baseline is subtracted and no uncertainty is stated: narrow x_min and x_max, or fit.",
			Inputs: []Input{{Name: "trace_id", Kind: KindTrace, Required: true, Description: "The trace to search."}},
			Parameters: []Parameter{
				{Name: "polarity", Type: String, Choices: []string{maxima, minima}, Description: "What counts as a peak. Default: minima for transmittance, maxima otherwise."},
				{Name: "x_min", Type: Number, Unit: "x", Description: "Leave out points below."},
				{Name: "x_max", Type: Number, Unit: "x", Description: "Leave out points above."},
				{Name: "height", Type: Number, Unit: "y", Description: "Lowest y of a peak; for minima the highest."},
				{Name: "threshold", Type: Number, Unit: "y", Min: at(0), Description: "Least drop to both direct neighbours."},
				{Name: "distance", Type: Number, Unit: "points", Default: 1.0, Min: at(1), Max: at(1e9), Description: "Least distance of two peaks; the higher one stays."},
				{Name: "prominence", Type: Number, Unit: "y", Min: at(0), Description: "Least height above the higher base. Default: ten times the noise of the points " +
					"searched (median of absolute second differences), but at least a thousandth of their range of y; of fewer than 50 points a tenth of the range."},
				{Name: "width", Type: Number, Unit: "points", Min: at(0), Description: "Least width at rel_height."},
				{Name: "rel_height", Type: Number, Default: 0.5, Min: at(0.01), Max: at(1), Description: "Where the filter width is taken, as share of the prominence below the top; fwhm is always taken at 0.5."},
				{Name: "max_peaks", Type: Integer, Default: float64(mostKept), Min: at(1), Max: at(mostKept), Description: "How many peaks at most; the most prominent stay."},
			},
			Outputs: []Output{
				{Name: "peak#.position", Unit: "x", Description: "x of the top, of a plateau its middle. Peaks are numbered by rising position."},
				{Name: "peak#.height", Unit: "y", Description: "y of the top."},
				{Name: "peak#.prominence", Unit: "y", Description: "Height above the higher base, for minima depth below the lower one; never negative."},
				{Name: "peak#.fwhm", Unit: "x", Description: "Full width at half of the prominence."},
				{Name: "peak#.area", Unit: "y x", Description: "Area over the line that joins the bases."},
			},
			Reference: "scipy.signal.find_peaks, SciPy 1.10: Virtanen et al., Nature Methods 17 (2020) 261, doi:10.1038/s41592-019-0686-2",
		},
	}
}

// runPeaks searches, cuts to the strongest and lists by position.
func runPeaks(ctx context.Context, in Inputs, p Settings) (*Outcome, error) {
	out := &Outcome{}
	s, err := window(in["trace_id"], p, out)
	if err != nil {
		return nil, err
	}
	p = derive(s, in["trace_id"], p)
	if p.Text("polarity") == minima {
		s = s.negated()
	}
	found, err := peaks.Find(s.y, options(p))
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	most, _ := p.Number("max_peaks")
	kept := strongest(found, int(most))
	if len(found) > len(kept) {
		out.warn("peaks_cut", "%d peaks pass the filters; the %d most prominent are listed.", len(found), len(kept))
	}
	if len(kept) == 0 {
		out.warn("no_peaks", "No peak passes the filters.")
	}
	out.Parameters = p
	listPeaks(out, s, in["trace_id"], kept, p.Text("polarity") == minima)
	return out, nil
}

// window takes the points to search: inside x_min and x_max, with numbers in both columns.
func window(t *Series, p Settings, out *Outcome) (*curve, error) {
	lo, hasLo := p.Number("x_min")
	hi, hasHi := p.Number("x_max")
	if hasLo && hasHi && !(lo < hi) {
		return nil, badParameter("x_max", "out_of_range", "x_max must be greater than x_min.")
	}
	s, missing, outside := &curve{}, 0, false
	for i, x := range t.X {
		switch y := t.Y[i]; {
		case math.IsNaN(x-x) || math.IsNaN(y-y):
			missing++
		case hasLo && x < lo || hasHi && x > hi:
			outside = true
		default:
			if outside && len(s.x) > 0 {
				s.x, s.y = append(s.x, math.NaN()), append(s.y, math.NaN()) // what was cut out must not grow together
			}
			outside = false
			s.x, s.y = append(s.x, x), append(s.y, y)
		}
	}
	if missing > 0 {
		out.warn("missing_points_skipped", "%d of %d points have no finite number and were left out.", missing, len(t.X))
	}
	if len(s.x) < 3 && (hasLo || hasHi) {
		return nil, badParameter(map[bool]string{true: "x_min", false: "x_max"}[hasLo], "out_of_range", "Fewer than three points of the trace lie in the range.")
	}
	if len(s.x) < 3 {
		return nil, apperr.InvalidField("/inputs/trace_id", "too_few_points", "The trace has fewer than three points with numbers.")
	}
	return s, nil
}

// derive fills in the defaults that depend on the data.
func derive(s *curve, t *Series, p Settings) Settings {
	if p.Text("polarity") == "" {
		p = p.With("polarity", maxima)
		if t.YAxis.Kind == "transmittance" {
			p = p.With("polarity", minima)
		}
	}
	if _, set := p.Number("prominence"); !set {
		p = p.With("prominence", defaultProminence(s.y))
	}
	return p
}

func defaultProminence(y []float64) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range y {
		if v == v {
			low, high = min(low, v), max(high, v)
		}
	}
	share, sigma := rangeShare, noise.Sigma(y)
	if len(y) < fewPoints {
		share, sigma = shortShare, 0
	}
	// Halves first: the difference of two finite numbers need not be one.
	return min(max(noiseFactor*sigma, 2*share*(high/2-low/2)), math.MaxFloat64)
}

// options translates the settings; the sign of minima is already turned.
func options(p Settings) peaks.Options {
	least := func(name string) *peaks.Bounds {
		v, set := p.Number(name)
		if !set {
			return nil
		}
		if name == "height" && p.Text("polarity") == minima {
			v = -v
		}
		return peaks.AtLeast(v)
	}
	o := peaks.Options{Height: least("height"), Threshold: least("threshold"), Prominence: least("prominence"), Width: least("width")}
	o.Distance, _ = p.Number("distance")
	o.RelHeight, _ = p.Number("rel_height")
	return o
}

func (o *Outcome) warn(code, format string, args ...any) {
	o.Warnings = append(o.Warnings, Warning{Code: code, Message: fmt.Sprintf(format, args...)})
}
