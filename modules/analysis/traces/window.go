package traces

import (
	"context"
	"math"
	"net/url"
	"strconv"

	"github.com/spectra-lab/spectra/modules/analysis/numeric/decimate"
	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// maxBuckets is wider than any screen.
const maxBuckets = 100_000

// Window is the part of a trace to be shown: x within [From, To], thinned to at most Buckets pairs of minimum and
// maximum. Zero Buckets: every point.
type Window struct {
	From, To float64
	Buckets  int
}

func parseWindow(query url.Values) (Window, error) {
	w := Window{From: math.Inf(-1), To: math.Inf(1)}
	var err error
	for name, given := range query { // names and number of values are checked by the router
		switch name {
		case "x0":
			w.From, err = number("?x0", given[0])
		case "x1":
			w.To, err = number("?x1", given[0])
		case "points":
			w.Buckets, err = buckets(given[0])
		}
		if err != nil {
			return w, err
		}
	}
	if w.From > w.To {
		return w, apperr.InvalidField("?x1", "out_of_range", "x1 is below x0; the order of the axis does not matter, give the smaller value first.")
	}
	return w, nil
}

func number(pointer, text string) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, apperr.InvalidField(pointer, "invalid", "This is not a finite number.")
	}
	return v, nil
}

func buckets(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > maxBuckets {
		return 0, apperr.InvalidField("?points", "out_of_range", "points is a whole number from 1 to %d; leave it out for every point.", maxBuckets)
	}
	return n, nil
}

// Points reads a window of a trace in file order. The arrays must not be changed; call done when they were sent.
func (s *Service) Points(ctx context.Context, traceID id.ID, w Window) (x, y []float64, done func(), err error) {
	n, err := s.store.size(ctx, traceID)
	if err != nil {
		return nil, nil, nil, err
	}
	if done, err = s.memory.take(ctx, n); err != nil {
		return nil, nil, nil, err
	}
	if x, y, err = s.points(ctx, traceID, w); err != nil {
		done()
		return nil, nil, nil, err
	}
	return x, y, done, nil
}

func (s *Service) points(ctx context.Context, traceID id.ID, w Window) (x, y []float64, err error) {
	t, err := s.store.load(ctx, traceID)
	if err != nil {
		return nil, nil, err
	}
	x, y, _, err = s.codec.decode(t.data(), t.N)
	if err != nil {
		return nil, nil, s.damaged(ctx, traceID, err)
	}
	x, y = cut(x, y, w)
	if w.Buckets > 0 {
		return decimate.MinMax(x, y, w.Buckets)
	}
	return x, y, nil
}

// cut keeps the points within the window. An axis that descends or turns back keeps its order.
func cut(x, y []float64, w Window) ([]float64, []float64) {
	if math.IsInf(w.From, -1) && math.IsInf(w.To, 1) {
		return x, y
	}
	first, last, kept := 0, -1, 0
	for i, v := range x {
		if v >= w.From && v <= w.To {
			if kept == 0 {
				first = i
			}
			last, kept = i, kept+1
		}
	}
	if kept == last-first+1 { // one run: no copy
		return x[first : last+1], y[first : last+1]
	}
	cx, cy := make([]float64, 0, kept), make([]float64, 0, kept)
	for i, v := range x {
		if v >= w.From && v <= w.To {
			cx, cy = append(cx, v), append(cy, y[i])
		}
	}
	return cx, cy
}
