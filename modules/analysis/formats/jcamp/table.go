package jcamp

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// table reads one data table into traces of the block.
func (p *parser) table(ctx context.Context, b *block, rec record) error {
	b.tables++
	head, body := scan.Line(p.text[:rec.end], rec.value)
	f := p.form(b, rec, scan.Text(stripComment(head)))
	if err := p.keep(b, rec.key, f.text, nil); err != nil {
		return err
	}
	if len(f.symbols) < 2 || f.symbols[0] == "" || f.symbols[1] == "" {
		b.warn("unknown_form", fmt.Sprintf("the table form %s is not known; the table was not read", quote(f.text)), p.offset(rec.at))
		p.damaged(rec.at, "unknown table form "+quote(f.text))
		return nil
	}
	if f.increment {
		return p.increments(ctx, b, rec, f, body)
	}
	if strings.HasSuffix(rec.label, "ASSIGNMENTS") {
		return p.assignments(ctx, b, rec, f, body)
	}
	return p.pairs(ctx, b, rec, f, body)
}

func (p *parser) form(b *block, rec record, text string) form {
	fallback := "XY..XY)"
	switch rec.label {
	case "XYDATA":
		fallback = "X++(Y..Y))"
	case "RADATA":
		fallback = "R++(A..A))"
	case "PEAKASSIGNMENTS", "ASSIGNMENTS":
		fallback = "XYA)"
	}
	return parseForm(text, fallback, b.symbols())
}

// resolve finds the header of a symbol: in the NTUPLES lists or in records of its own.
func (p *parser) resolve(b *block, rec record, symbol string) variable {
	if rec.label == "DATATABLE" || len(b.symbols()) > 0 {
		if v, ok := b.ntuple(symbol); ok {
			return v
		}
	}
	return b.variable(strings.ToUpper(symbol))
}

// increments reads a (X++(Y..Y)) table.
func (p *parser) increments(ctx context.Context, b *block, rec record, f form, body int) error {
	x, y := p.resolve(b, rec, f.symbols[0]), p.resolve(b, rec, f.symbols[1])
	if y.dim > 0 {
		x.dim = y.dim
	}
	d := &asdf{room: p.budget.Room(), xFactor: x.factor, axis: x.axis()}
	if hint := min(x.dim, int64(rec.end-body), d.room); hint > 0 {
		d.values = make([]float64, 0, hint)
	}
	if err := d.decode(ctx, p.text, body, rec.end); err != nil {
		return err
	}
	if p.seen != nil {
		p.seen(d)
	}
	n := p.settle(b, rec, d, x.dim)
	if err := p.budget.Trace(int64(n)); err != nil {
		return err
	}
	axis := d.axis
	if axis.N == 0 {
		axis = p.guess(b, rec, x, d, n)
	}
	values := d.values[:n]
	for i := range values {
		values[i] *= y.factor
	}
	p.add(b, rec, axis.Cut(n), values, x, y)
	return d.limit
}

// settle tells what went wrong in a table and returns how many of its points count.
func (p *parser) settle(b *block, rec record, d *asdf, promised int64) int {
	n := len(d.values)
	if d.failures > 0 {
		b.warn("y_check_failed", fmt.Sprintf("%d of %d Y check values do not fit (first: %v decoded, %v written); the values before them are in doubt",
			d.failures, d.checks, d.got, d.want), p.offset(d.failedAt))
	}
	if d.strayed > 0 {
		b.warn("x_check_failed", fmt.Sprintf("the X of %d lines is not where FIRSTX, LASTX and NPOINTS put it (first: %v)", d.strayed, d.strayedX), p.offset(d.strayedAt))
	}
	if d.damage != "" {
		p.damaged(d.damagedAt, d.damage)
	}
	p.counted(b, rec, int64(n), promised)
	if promised > 0 && int64(n) > promised {
		return int(promised) // their abscissa would lie beyond LASTX
	}
	return n
}

// counted compares a table with NPOINTS, the one header number that writers get right.
func (p *parser) counted(b *block, rec record, n, promised int64) {
	if promised <= 0 || n == promised {
		return
	}
	b.warn("npoints", fmt.Sprintf("NPOINTS is %d, the table holds %d points", promised, n), p.offset(rec.at))
	at := rec.end
	if n > promised {
		at = rec.at
	}
	p.damaged(at, fmt.Sprintf("the table holds %d points, NPOINTS is %d", n, promised))
}

// guess makes the axis when the header leaves FIRSTX, LASTX or NPOINTS out.
func (p *parser) guess(b *block, rec record, x variable, d *asdf, n int) formats.Axis {
	axis, ok := x.derived(d, n)
	if !ok {
		b.warn("no_axis", "the file does not say where its points lie on "+x.symbol, p.offset(rec.at))
	} else if !x.hasFirst || !x.hasLast {
		b.warn("axis_derived", "FIRST"+x.symbol+" or LAST"+x.symbol+" is missing; the axis follows from the rest of the header or from the line starts", p.offset(rec.at))
	}
	return axis
}

// add makes the trace.
func (p *parser) add(b *block, rec record, axis formats.Axis, data []float64, x, y variable) {
	technique := formats.Technique(b.params["DATATYPE"])
	axis.Quantity = p.quantity(b, x, formats.RoleX, technique)
	p.finite(b, rec, axis.Values)
	p.finite(b, rec, data)
	t := formats.Trace{Title: b.title, Technique: technique, X: axis, Data: data, Coord: p.page(b),
		Y: p.quantity(b, y, formats.RoleY, technique)}
	if page := b.params["PAGE"]; page != "" {
		t.Title += ", " + short(page)
	}
	if t.Y.Kind == "transmittance" && t.Y.Unit == "" {
		if _, high := formats.Range(data); high > 2 {
			b.warn("transmittance_scale", fmt.Sprintf("transmittance reaches %v: the file may hold percent under the name of a fraction; nothing was converted", high), p.offset(rec.at))
		}
	}
	b.traces = append(b.traces, t)
}

// finite turns what a factor pushed beyond float64 into missing values.
func (p *parser) finite(b *block, rec record, data []float64) {
	n := 0
	for i, v := range data {
		if math.IsInf(v, 0) {
			data[i] = math.NaN()
			n++
		}
	}
	if n > 0 {
		b.warn("overflow", fmt.Sprintf("%d values are beyond the range of numbers and count as missing", n), p.offset(rec.at))
	}
}

// page turns ##PAGE= N=1 into coordinates, named by the variable.
func (p *parser) page(b *block) map[string]formats.Value {
	page := b.params["PAGE"]
	if page == "" {
		return nil
	}
	out := map[string]formats.Value{}
	for _, item := range list(page) {
		symbol, text, _ := strings.Cut(item, "=")
		v, _ := b.ntuple(strings.TrimSpace(symbol))
		name := strings.ToLower(v.name)
		switch name {
		case "":
			name = strings.TrimSpace(symbol)
		case "page number":
			name = "page"
		}
		if n, ok := parseNumber(text); ok {
			out[short(name)] = formats.Value{Number: n, Unit: v.units}
		} else {
			out[short(name)] = formats.Value{Text: short(strings.TrimSpace(text))}
		}
	}
	return out
}
