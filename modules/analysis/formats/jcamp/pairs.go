package jcamp

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// pairs reads (XY..XY) and (XYW..XYW) tables: X as written, one trace per further symbol.
func (p *parser) pairs(ctx context.Context, b *block, rec record, f form, body int) error {
	k := len(f.symbols)
	cells := make([]float64, 0, 64)
	room := p.budget.Room() * int64(k) / int64(k-1)
	for pos, lines := body, 0; pos < rec.end; lines++ {
		if lines%1024 == 1023 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		line, next := scan.Line(p.text[:rec.end], pos)
		at, err := pairLine(stripComment(line), &cells, room)
		if err != nil {
			_ = p.columns(b, rec, f, cells) // what was read so far; the line is what is wrong
			return err
		}
		if at >= 0 {
			p.damaged(pos+at, "a table of pairs holds something that is no number")
			break
		}
		pos = next
	}
	if len(cells)%k != 0 {
		p.damaged(rec.end, fmt.Sprintf("the last group of a (%s) table is incomplete", strings.Join(f.symbols, "")))
	}
	return p.columns(b, rec, f, cells)
}

// pairLine appends the numbers of a line; bad is the place of what is none, or -1.
func pairLine(b []byte, cells *[]float64, room int64) (bad int, err error) {
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c == ' ' || c == '\t' || c == ',' || c == ';' || c == 0x1a && i == len(b)-1:
			i++
			continue
		case c == '?':
			*cells = append(*cells, math.NaN())
			i++
		default:
			end := i + 1
			for end < len(b) && (isDigit(b[end]) || b[end] == '.' || b[end] == 'E' || b[end] == 'e' ||
				(b[end] == '+' || b[end] == '-') && (b[end-1] == 'E' || b[end-1] == 'e')) {
				end++
			}
			v, ok := scan.Float(b[i:end], false)
			if !ok {
				return i, nil
			}
			*cells = append(*cells, v)
			i = end
		}
		if int64(len(*cells)) > room {
			return -1, &formats.LimitError{Limit: "points", Max: room, Got: room + 1}
		}
	}
	return -1, nil
}

// columns turns the cells, row by row, into traces that share their abscissa.
func (p *parser) columns(b *block, rec record, f form, cells []float64) error {
	k := len(f.symbols)
	n := len(cells) / k
	x := p.resolve(b, rec, f.symbols[0])
	y := p.resolve(b, rec, f.symbols[1])
	promised := max(x.dim, 0)
	p.counted(b, rec, int64(n), promised)
	xs := column(cells, 0, k, n, x.factor)
	for j := 1; j < k; j++ {
		if err := p.budget.Trace(int64(n)); err != nil {
			return err
		}
		v := y
		if j > 1 {
			v = p.resolve(b, rec, f.symbols[j])
		}
		if v.symbol == "W" && v.name == "" {
			v.name = "peak width"
		}
		p.add(b, rec, formats.Listed(formats.Quantity{}, xs), column(cells, j, k, n, v.factor), x, v)
	}
	return nil
}

func column(cells []float64, j, k, n int, factor float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = cells[i*k+j] * factor
	}
	return out
}

// assignments reads PEAK ASSIGNMENTS: (x, y, <text>) groups. The numbers become a trace,
// every group also a header item, as only there its words survive.
func (p *parser) assignments(ctx context.Context, b *block, rec record, f form, body int) error {
	var xs, ys []float64
	room := p.budget.Room()
	rest := p.text[body:rec.end]
	for pos := 0; pos < len(rest); {
		if err := ctx.Err(); err != nil {
			return err
		}
		open := bytes.IndexByte(rest[pos:], '(')
		if open < 0 {
			break
		}
		group, end := groupAt(rest, pos+open)
		if end < 0 {
			p.damaged(body+pos+open, "a peak assignment is not closed")
			break
		}
		pos = end
		text := scan.Text(unixLines(group))
		if err := p.keep(b, "assignment", text, nil); err != nil {
			return err
		}
		if int64(len(xs)) >= room {
			return &formats.LimitError{Limit: "points", Max: room, Got: room + 1}
		}
		x, y := assigned(text, f)
		xs, ys = append(xs, x), append(ys, y)
	}
	return p.assignedTrace(b, rec, f, xs, ys)
}

// groupAt is the inside of the group that opens at i; brackets inside <…> do not count.
func groupAt(b []byte, i int) (inside []byte, end int) {
	quoted := false
	for j := i + 1; j < len(b); j++ {
		switch c := b[j]; {
		case c == '<':
			quoted = true
		case c == '>':
			quoted = false
		case c == ')' && !quoted:
			return b[i+1 : j], j + 1
		}
	}
	return nil, -1
}

// assigned reads the numbers of a group in the order of its form; a missing one is NaN.
func assigned(text string, f form) (x, y float64) {
	x, y = math.NaN(), math.NaN()
	before, _, _ := strings.Cut(text, "<")
	for i, item := range list(before) {
		v, ok := parseNumber(item)
		if !ok || i >= len(f.symbols) {
			continue
		}
		switch f.symbols[i] {
		case "X":
			x = v
		case "Y":
			y = v
		}
	}
	return x, y
}

func (p *parser) assignedTrace(b *block, rec record, f form, xs, ys []float64) error {
	if err := p.budget.Trace(int64(len(xs))); err != nil {
		return err
	}
	x, y := p.resolve(b, rec, f.symbols[0]), p.resolve(b, rec, "Y")
	p.counted(b, rec, int64(len(xs)), x.dim)
	for i := range xs {
		xs[i] *= x.factor
		ys[i] *= y.factor
	}
	p.add(b, rec, formats.Listed(formats.Quantity{}, xs), ys, x, y)
	return nil
}
