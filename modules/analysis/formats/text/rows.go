package text

import (
	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// fits tells whether a line continues the open table. A row with text or too few cells
// belongs to it only when it follows another row directly, or has all its cells.
func (p *parser) fits(cells [][]byte, c counts) bool {
	t := p.current
	if t == nil || c.numbers == 0 {
		return false
	}
	if len(cells) == t.columns && (c.texts == 0 || c.numbers >= 2) {
		return true
	}
	if p.adjacent {
		return len(cells) >= 2 || c.texts == 0
	}
	return c.texts == 0 && len(trim(cells)) == t.columns
}

// restarts tells whether a line that would fit begins a block of its own.
func (p *parser) restarts(cells [][]byte, c counts, next int) bool {
	t := p.current
	if p.blanks >= 2 && c.numbers >= 2 || p.headed(len(trim(cells))) && c.numbers >= 2 {
		return true
	}
	for _, l := range p.pending {
		if l.comment && p.profile.divides != nil && p.profile.divides(l.text) {
			return true
		}
	}
	if x, class := p.dialect.value(cells[0]); class == number && !p.adjacent && t.rows > 1 && x == t.values[0] {
		return true
	}
	width := len(trim(cells))
	if width == t.columns || c.texts > 0 || width != c.numbers {
		return false
	}
	line, _ := scan.Line(p.text, next)
	p.ahead = p.dialect.split(line, p.ahead[:0])
	after := p.dialect.classify(trim(p.ahead))
	return after.texts == 0 && after.numbers == width && len(trim(p.ahead)) == width
}

// headed tells whether the line before names as many columns as the row has.
func (p *parser) headed(width int) bool {
	n := len(p.pending)
	if n == 0 || !p.pending[n-1].last || p.pending[n-1].comment {
		return false
	}
	l := p.pending[n-1]
	if len(l.cells) < 2 || len(l.cells) < width {
		return false
	}
	for _, c := range l.cells {
		if _, class := p.dialect.value([]byte(c)); class == number {
			return false
		}
	}
	return true
}

func (p *parser) begins(cells [][]byte, c counts) bool {
	return c.numbers >= 2 && (c.texts == 0 || p.headed(len(cells)))
}

// open begins a table with the pending lines as its header.
func (p *parser) open(line []byte, cells [][]byte, at int) error {
	if err := p.closeTable(); err != nil {
		return err
	}
	width := len(trim(cells))
	if p.headed(width) {
		width = max(width, len(p.pending[len(p.pending)-1].cells))
	}
	p.current = &table{columns: width, header: p.pending, at: at, firstLine: scan.Text(line[:min(len(line), 256)])}
	p.pending = nil
	return nil
}

// row appends a row to the open table.
func (p *parser) row(cells [][]byte) error {
	t := p.current
	if room := p.budget.Room(); int64(len(t.values)+t.columns) > 2*room {
		return &formats.LimitError{Limit: "points", Max: room, Got: room + 1}
	}
	for j := range t.columns {
		v, class := 0.0, missing
		if j < len(cells) {
			v, class = p.dialect.value(cells[j])
		} else {
			v, _ = p.dialect.value(nil)
		}
		if class != number {
			t.gaps++
		}
		t.values = append(t.values, v)
	}
	if len(trim(cells)) > t.columns {
		t.surplus++
	}
	t.rows++
	// Remarks between the rows of one table are kept with the file's header.
	for _, l := range p.pending {
		p.common = append(p.common, p.profile.item(l, p.dialect))
	}
	p.pending = p.pending[:0]
	p.adjacent, p.blanks = true, 0
	return nil
}

// closeTable ends the open table. One row alone may be the axis of the matrix below it.
func (p *parser) closeTable() error {
	t := p.current
	p.current = nil
	if t == nil {
		return nil
	}
	held := p.held
	p.held = nil
	if t.rows == 1 && held == nil {
		p.held = t
		return nil
	}
	if held != nil && held.columns != t.columns-1 {
		for _, l := range held.header {
			p.common = append(p.common, p.profile.item(l, p.dialect))
		}
		p.common = append(p.common, formats.MetaItem{Key: "line", Value: held.firstLine})
		held = nil
	}
	return p.build(t, held)
}
