package text

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// build turns a finished table into a dataset. above is the row that stands alone over a
// matrix of one more column.
func (p *parser) build(t *table, above *table) error {
	head := p.heading(t)
	lines := t.header
	if above != nil {
		lines = append(append([]textLine{}, above.header...), lines...)
	}
	d := formats.Dataset{Title: p.title, Source: formats.Source{Format: "text", Block: strconv.Itoa(len(p.out))}}
	if p.profile.format != "" {
		d.Source.Format = p.profile.format
	}
	if err := p.meta(&d, lines, head); err != nil {
		return err
	}
	if head.names == nil && t.columns == p.beforeColumns {
		head = heading{names: p.beforeHead.names, units: p.beforeHead.units}
	}
	if p.profile.finish != nil {
		p.profile.finish(p, &d)
	}
	if head.names == nil && p.names != nil {
		head.names = p.names
	}
	var err error
	if axis, lead := p.matrixAxis(t, above, head); axis != nil {
		err = p.matrix(&d, t, axis, lead, head)
	} else {
		err = p.table(&d, t, head)
	}
	p.common = nil
	if len(d.Traces) > 0 {
		p.out = append(p.out, d)
		p.before, p.beforeHead, p.beforeColumns = d.Meta, head, t.columns
	}
	return err
}

// inherit hands what the block before said down to a block that does not say it again.
func (p *parser) inherit(d *formats.Dataset) error {
	own := map[string]bool{"columns": true, "units": true, "line": true, "comment": true}
	for _, m := range d.Meta {
		own[m.Key] = true
	}
	var meta []formats.MetaItem
	for _, m := range p.before {
		if !own[m.Key] && !m.Normalised {
			meta = append(meta, m)
		}
	}
	d.Meta = append(meta, d.Meta...)
	return p.budget.Meta(itemCost / 2 * len(meta))
}

// meta keeps the header lines of a block.
func (p *parser) meta(d *formats.Dataset, lines []textLine, head heading) error {
	if err := p.budget.Meta(itemCost * (len(lines) + len(p.fixed) + len(p.common))); err != nil {
		return err
	}
	d.Meta = append(append(d.Meta, p.fixed...), p.common...)
	for i, l := range lines {
		if i >= len(lines)-head.used && (len(l.cells) > 1 || l.comment) {
			if strings.Trim(l.text, " -=*#") == "" {
				continue
			}
			key := "columns"
			if head.units != nil && i == len(lines)-1 {
				key = "units"
			}
			d.Meta = append(d.Meta, formats.MetaItem{Key: key, Value: l.text})
			continue
		}
		if strings.TrimSpace(l.text) != "" {
			d.Meta = append(d.Meta, p.profile.item(l, p.dialect))
		}
	}
	if err := p.inherit(d); err != nil {
		return err
	}
	for _, key := range []string{"Title", "TITLE", "title", "Sample", "Sample Name", "Sample name"} {
		if v, ok := d.Lookup(key); ok && v != "" && d.Title == "" {
			d.Title = strings.Trim(v, `"`)
		}
	}
	return nil
}

// column copies a column out of the rows.
func (t *table) column(j, from int) []float64 {
	out := make([]float64, t.rows-from)
	for i := range out {
		out[i] = t.values[(i+from)*t.columns+j]
	}
	return out
}

// numbers counts the numbers of a column.
func (t *table) numbers(j int) (n int) {
	for i := range t.rows {
		if v := t.values[i*t.columns+j]; v == v {
			n++
		}
	}
	return n
}

// table makes one trace per column over the abscissa column.
func (p *parser) table(d *formats.Dataset, t *table, h heading) error {
	var used []int
	var empty []string
	for j := range t.columns {
		if t.numbers(j) > 0 {
			used = append(used, j)
		} else if name := h.label(j); name != "" {
			empty = append(empty, name)
		} else {
			empty = append(empty, "column "+strconv.Itoa(j+1))
		}
	}
	if len(empty) > 0 {
		p.warn(d, "no_numbers", "%d columns hold no number and were left out: %s", len(empty), brief(empty))
	}
	if len(used) < 2 {
		return nil
	}
	x := used[0]
	if p.profile.abscissa != nil {
		if j := p.profile.abscissa(d); j >= 0 && j < t.columns && t.numbers(j) > 0 {
			x = j
		}
	}
	p.told(d, t, h)
	if pairs(h, t.columns, len(used)) {
		return p.pairs(d, t, h)
	}
	q := p.quantity(d, h.label(x), formats.RoleX)
	axis := formats.Listed(q, t.column(x, 0))
	for _, j := range used {
		if j == x {
			continue
		}
		if err := p.trace(d, t, axis, t.column(j, 0), h.label(j), p.titleOf(d, h, j, len(used))); err != nil {
			return err
		}
	}
	p.unknown(d, h)
	return p.counted(t)
}

func (p *parser) trace(d *formats.Dataset, t *table, axis formats.Axis, data []float64, label, title string) error {
	if err := p.budget.Trace(int64(len(data))); err != nil {
		return err
	}
	technique, _ := d.Lookup("technique")
	d.Traces = append(d.Traces, formats.Trace{Title: title, Technique: technique, X: axis,
		Y: p.quantity(d, label, formats.RoleY), Data: data, Coord: p.coord(d)})
	return nil
}

func (p *parser) coord(d *formats.Dataset) map[string]formats.Value {
	if p.profile.coord == nil {
		return nil
	}
	return p.profile.coord(d)
}

// titleOf names a trace by its column; the only one takes the title of the block.
func (p *parser) titleOf(d *formats.Dataset, h heading, j, used int) string {
	if used == 2 && d.Title != "" {
		return d.Title
	}
	if name := h.label(j); name != "" {
		return name
	}
	return "column " + strconv.Itoa(j+1)
}

// quantity reads a column name; the profile may know more.
func (p *parser) quantity(d *formats.Dataset, label string, role formats.Role) formats.Quantity {
	if p.profile.quantity != nil {
		if q, ok := p.profile.quantity(p, d, label, role); ok {
			return q
		}
	}
	if label == "" {
		return formats.Quantity{Kind: formats.KindUnknown}
	}
	q, _ := p.units.Label(label, role)
	if q.Label == "" {
		q.Label = label
	}
	technique, _ := d.Lookup("technique")
	return formats.ForTechnique(q, technique)
}

// unknown tells which axes stay without a meaning.
func (p *parser) unknown(d *formats.Dataset, h heading) {
	var names []string
	seen := map[string]bool{}
	for i, t := range d.Traces {
		for k, q := range []formats.Quantity{t.X.Quantity, t.Y} {
			name := q.Label
			if name == "" {
				name = "without a name"
			}
			if q.Kind == formats.KindUnknown && !seen[name] && (k == 1 || i == 0) {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	switch {
	case len(names) == 0:
	case h.names == nil:
		p.warn(d, "no_header", "the file does not name its columns and their units")
	default:
		p.warn(d, "unknown_unit", "kind or unit is not known; the text is kept as written: %s", brief(names))
	}
}

// told warns of missing and surplus cells.
func (p *parser) told(d *formats.Dataset, t *table, h heading) {
	gaps := 0
	for j := range t.columns {
		if n := t.numbers(j); n > 0 {
			gaps += t.rows - n
		}
	}
	if gaps > 0 {
		p.warn(d, "missing_values", "%d cells hold no number; their rows are kept", gaps)
	}
	if t.surplus > 0 {
		p.warn(d, "surplus_cells", "%d rows have more cells than the table has columns; the surplus was left out", t.surplus)
	}
}

// counted compares the rows with the count in the header of the profile.
func (p *parser) counted(t *table) error {
	if p.promised > 0 && t.rows != p.promised && p.damage == nil {
		p.damage = &formats.DamagedError{Offset: p.skipped + int64(len(p.text)),
			Reason: fmt.Sprintf("the table holds %d points, the header promises %d", t.rows, p.promised)}
	}
	return nil
}

// pairs tells columns that come as x y x y: every other one has the same name.
func pairs(h heading, columns, used int) bool {
	if columns < 4 || columns%2 != 0 || len(h.names) < columns || used != columns {
		return false
	}
	for j := 2; j < columns; j += 2 {
		if h.names[0] == "" || !strings.EqualFold(h.names[j], h.names[0]) {
			return false
		}
	}
	return !strings.EqualFold(h.names[0], h.names[1])
}

// pairs makes a trace of every two columns. Rows below the end of a shorter one, where
// both cells are empty, are no points of it.
func (p *parser) pairs(d *formats.Dataset, t *table, h heading) error {
	for j := 0; j+1 < t.columns; j += 2 {
		x, y := t.column(j, 0), t.column(j+1, 0)
		n := len(x)
		for n > 0 && math.IsNaN(x[n-1]) && math.IsNaN(y[n-1]) {
			n--
		}
		title := h.label(j + 1)
		if j < len(h.groups) && h.groups[j] != "" {
			title = h.groups[j]
		}
		axis := formats.Listed(p.quantity(d, h.label(j), formats.RoleX), x[:n])
		if err := p.trace(d, t, axis, y[:n], h.label(j+1), title); err != nil {
			return err
		}
	}
	p.unknown(d, h)
	return nil
}
