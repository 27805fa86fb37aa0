package refdata

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// summary is what the facts tell of a curve; missing values are left out.
type summary struct {
	low, high, sum, scale float64
	argmax                int
	integers              bool
}

func summarise(y []float64) summary {
	s := summary{low: math.NaN(), high: math.NaN(), integers: true}
	for i, v := range y {
		if v != v {
			continue
		}
		if !(v >= s.low) {
			s.low = v
		}
		if !(v <= s.high) {
			s.high, s.argmax = v, i
		}
		s.sum += v
		s.scale = math.Max(s.scale, math.Abs(v))
		s.integers = s.integers && v == math.Trunc(v)
	}
	return s
}

// trace compares the facts of one trace by the rules of the reference folder.
func (c *comparer) trace(want Facts, got located, where string) {
	c.where = where
	defer func() { c.where = "" }()
	t := got.trace
	n := len(t.Data)
	if n == 0 || t.X.Len() != n {
		c.say("%d values on %d abscissas", n, t.X.Len())
		return
	}
	s := summarise(t.Data)
	low, high := t.X.Range()
	tolY := 1e-6 * s.scale
	if s.integers {
		tolY = 0
	}
	for key, v := range want {
		switch key {
		case "n":
			c.number(key, float64(n), v, 0)
		case "argmax":
			c.number(key, float64(s.argmax), v, 0)
		case "first_x":
			c.abscissa(key, t.X.At(0), v, high-low)
		case "last_x":
			c.abscissa(key, t.X.At(n-1), v, high-low)
		case "first_y":
			c.number(key, t.Data[0], v, tolY)
		case "last_y":
			c.number(key, t.Data[n-1], v, tolY)
		case "y_mid":
			c.number(key, t.Data[n/2], v, tolY)
		case "min_y":
			c.number(key, s.low, v, tolY)
		case "max_y":
			c.number(key, s.high, v, tolY)
		case "sum_y":
			c.number(key, s.sum, v, 1e-6*float64(n)*s.scale)
		default:
			c.traceText(key, v, got)
		}
	}
}

func (c *comparer) abscissa(what string, got float64, want any, span float64) {
	w, _ := want.(float64)
	c.number(what, got, want, 1e-6*math.Max(math.Abs(w), span))
}

func (c *comparer) traceText(key string, v any, got located) {
	t := got.trace
	switch key {
	case "title":
		c.text(key, t.Title, v)
	case "data_type":
		c.text(key, metaValue(got.set, "DATA TYPE"), v)
	case "npoints_header":
		if n, err := strconv.ParseFloat(metaValue(got.set, "NPOINTS"), 64); err != nil || n != v {
			c.say("NPOINTS: %v, want %v", n, v)
		}
	case "x_units":
		c.unit(key, t.X.Quantity, v.(string), formats.RoleX)
	case "y_units":
		c.unit(key, t.Y, v.(string), formats.RoleY)
	case "y_name":
		c.text(key, t.Y.Label, v)
	case "page":
		name, number, _ := strings.Cut(v.(string), "=")
		n, _ := strconv.ParseFloat(number, 64)
		if len(t.Coord) != 1 || t.Coord["page"].Number != n {
			c.say("page %s: %v, want %v", name, t.Coord, n)
		}
	case "ycheck_failures":
		for _, w := range got.set.Warnings {
			if w.Code == "y_check_failed" {
				c.say("%s", w.Message)
			}
		}
	case "index", "n_columns", "form": // places of the list, met by the number of traces
	case "encoding", "forms", "ychk": // of the coding, compared by the test of the reader
	default:
		c.say("fact %q is not compared", key)
	}
}

// unit maps the unit text of the facts to the unit registry; what it does not know must
// have kept its words.
func (c *comparer) unit(what string, got formats.Quantity, text string, role formats.Role) {
	want, ok := c.units.Unit(text, role)
	if !ok {
		want, ok = c.units.Label(text, role)
	}
	if !ok {
		want.Kind, want.Unit = formats.KindUnknown, text
	}
	shift := want.Kind == "wavenumber" && got.Kind == "raman_shift"
	if got.Unit != want.Unit || got.Kind != want.Kind && !shift {
		c.say("%s: %s, want %s for %q", what, show(got), show(want), text)
	}
}

func show(q formats.Quantity) string { return fmt.Sprintf("%s [%s]", q.Kind, q.Unit) }
