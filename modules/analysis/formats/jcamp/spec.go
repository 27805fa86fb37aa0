package jcamp

import (
	"math"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// variable is what the header says about one symbol of a table form.
type variable struct {
	symbol, name string
	units        string
	named        bool // units are stated
	first, last  float64
	hasFirst     bool
	hasLast      bool
	factor       float64
	delta        float64
	dim          int64 // points the header promises, 0 when it does not
}

// form is a parsed variable list: (X++(Y..Y)), (XY..XY), (XYA).
type form struct {
	text      string
	increment bool // X++ : evenly spaced, X printed once per line
	symbols   []string
}

func parseForm(text, fallback string, known []string) form {
	f := form{text: text}
	list := text
	if i := strings.IndexByte(list, '('); i >= 0 {
		list = list[i+1:]
	} else if list = fallback; f.text == "" {
		f.text = "(" + fallback
	}
	if i := strings.Index(list, "++"); i >= 0 {
		f.increment = true
		inner := strings.TrimLeft(list[i+2:], " (")
		if j := strings.IndexAny(inner, ".) "); j >= 0 {
			inner = inner[:j]
		}
		f.symbols = []string{strings.TrimSpace(list[:i]), inner}
		return f
	}
	if i := strings.IndexAny(list, ".)"); i >= 0 {
		list = list[:i]
	}
	f.symbols = split(list, known)
	return f
}

// split takes "XYW" apart into symbols, the longest known one first, else letter by letter.
func split(list string, known []string) (out []string) {
	list = strings.NewReplacer(" ", "", ",", "").Replace(list)
	for len(list) > 0 && len(out) < 16 {
		n := 1
		for _, k := range known {
			if len(k) > n && strings.HasPrefix(list, k) {
				n = len(k)
			}
		}
		out = append(out, list[:n])
		list = list[n:]
	}
	return out
}

// variable reads ##FIRSTX=, ##XUNITS= and so on for the symbol of a plain table.
func (b *block) variable(symbol string) variable {
	v := variable{symbol: symbol, factor: 1, name: b.params[symbol+"LABEL"]}
	v.units, v.named = b.params[symbol+"UNITS"]
	v.first, v.hasFirst = b.number("FIRST" + symbol)
	v.last, v.hasLast = b.number("LAST" + symbol)
	v.delta, _ = b.number("DELTA" + symbol)
	if f, ok := b.number(symbol + "FACTOR"); ok && f != 0 {
		v.factor = f
	}
	v.dim = b.points()
	return v
}

func (b *block) points() int64 {
	n, ok := b.number("NPOINTS")
	if !ok || !(n >= 0 && n <= 1<<53) {
		return 0
	}
	return int64(n)
}

// ntupleLabels are the records of an NTUPLES header, one list item per symbol each.
func ntupleLabels() []string {
	return []string{"VARNAME", "SYMBOL", "VARTYPE", "VARFORM", "VARDIM", "UNITS", "FIRST", "LAST", "MIN", "MAX", "FACTOR", "PAGE", "NPOINTS"}
}

// symbols lists the SYMBOL record of an NTUPLES header.
func (b *block) symbols() []string { return list(b.params["SYMBOL"]) }

func list(s string) []string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	out := strings.SplitN(s, ",", 64)
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// ntuple reads name, unit, ends and factor of a symbol from the NTUPLES header.
func (b *block) ntuple(symbol string) (variable, bool) {
	v := variable{symbol: symbol, factor: 1}
	for i, s := range b.symbols() {
		if !strings.EqualFold(s, symbol) {
			continue
		}
		item := func(label string) string {
			if l := list(b.params[label]); i < len(l) {
				return l[i]
			}
			return ""
		}
		v.name, v.units = item("VARNAME"), item("UNITS")
		v.named = v.units != ""
		v.first, v.hasFirst = parseNumber(item("FIRST"))
		v.last, v.hasLast = parseNumber(item("LAST"))
		if f, ok := parseNumber(item("FACTOR")); ok && f != 0 {
			v.factor = f
		}
		if n, ok := parseNumber(item("VARDIM")); ok && n >= 0 && n <= 1<<53 {
			v.dim = int64(n)
		}
		if n := b.points(); n > 0 {
			v.dim = n
		}
		return v, true
	}
	return v, false
}

// quantity recognises the unit of a variable; what is not known keeps its text and is told.
func (p *parser) quantity(b *block, v variable, role formats.Role, technique string) formats.Quantity {
	text := v.units
	q, ok := p.units.Unit(text, role)
	if !ok {
		if l, known := p.units.Label(text, role); known {
			q, ok = l, true
		}
	}
	q.Label = v.name
	if q.Label == "" {
		q.Label = text
	}
	if !ok {
		q = formats.Quantity{Kind: formats.KindUnknown, Unit: text, Label: q.Label}
		if v.named {
			b.warn("unknown_unit", "the unit "+quote(text)+" of "+v.symbol+" is not known; it is kept as written", -1)
		} else {
			b.warn("no_unit", "the file gives no unit for "+v.symbol, -1)
		}
	}
	if role == formats.RoleX {
		q = formats.ForTechnique(q, technique)
	}
	return q
}

func quote(s string) string { return "\"" + short(s) + "\"" }

// axis is the abscissa of the header: linspace(FIRSTX, LASTX, NPOINTS), never the rounded
// X of the lines. Its N is 0 when the header does not give it.
func (v variable) axis() formats.Axis {
	if !v.hasFirst || v.dim <= 0 {
		return formats.Axis{}
	}
	switch {
	case v.hasLast && (v.last != v.first || v.dim == 1):
		return bounded(formats.Linear(formats.Quantity{}, v.first, v.last, int(v.dim)))
	case v.delta != 0:
		return bounded(formats.Axis{N: int(v.dim), Start: v.first, Step: v.delta})
	}
	return formats.Axis{}
}

// bounded refuses an axis that leaves the range of numbers.
func bounded(a formats.Axis) formats.Axis {
	if end := a.At(a.N - 1); math.IsInf(a.Step, 0) || math.IsInf(end, 0) || end != end {
		return formats.Axis{}
	}
	return a
}

// derived is the axis for n points when the header leaves something out: from the line
// starts, or from FIRSTX and the step.
func (v variable) derived(d *asdf, n int) (formats.Axis, bool) {
	start := d.first.x
	if v.hasFirst {
		start = v.first
	}
	axis := formats.Axis{N: n, Start: start}
	ok := n <= 1
	switch {
	case v.hasLast && v.last != start && n > 1:
		axis, ok = formats.Linear(formats.Quantity{}, start, v.last, n), true
	case v.delta != 0:
		axis.Step, ok = v.delta, true
	case d.final.index > d.first.index:
		axis.Step, ok = (d.final.x-d.first.x)/float64(d.final.index-d.first.index), true
	}
	if n > 0 && bounded(axis).N != n {
		return formats.Axis{N: n}, false
	}
	return axis, ok
}
