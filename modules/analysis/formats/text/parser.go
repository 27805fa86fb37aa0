package text

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// itemCost is what one kept line costs in memory besides its text.
const itemCost = 128

type parser struct {
	units    *formats.Units
	text     []byte
	skipped  int64
	start    int // where the lines of header and data begin
	budget   *formats.Budget
	dialect  dialect
	profile  profile
	fixed    []formats.MetaItem // header items a profile has read by itself
	names    []string           // column names a profile knows
	title    string             // title a profile knows
	promised int                // rows a profile promises, 0 for none
	out      []formats.Dataset
	warnings []formats.Warning
	damage   *formats.DamagedError

	before        []formats.MetaItem // header and names of the block before
	beforeHead    heading
	beforeColumns int

	cells    [][]byte
	ahead    [][]byte
	pending  []textLine // lines since the last row
	common   []formats.MetaItem
	current  *table
	held     *table // a table of one row, until the next table tells what it is
	adjacent bool   // the line before was a row
	blanks   int
}

// textLine is a line that is no row.
type textLine struct {
	text    string
	cells   []string
	comment bool
	last    bool // directly before the row that follows
}

// table is a block of rows; cells missing in the file are NaN.
type table struct {
	columns   int
	rows      int
	values    []float64
	header    []textLine
	gaps      int // cells without a number
	surplus   int // cells beyond the columns
	at        int
	firstLine string
}

func (p *parser) run(ctx context.Context) error {
	for pos, n := p.start, 0; pos < len(p.text); n++ {
		if n%1024 == 1023 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		line, next := scan.Line(p.text, pos)
		if err := p.line(line, pos, next); err != nil {
			_ = p.closeTable() // what came before the limit is kept as far as it goes
			return err
		}
		pos = next
	}
	if err := p.closeTable(); err != nil {
		return err
	}
	if p.held != nil {
		h := p.held
		p.held = nil
		return p.build(h, nil)
	}
	return nil
}

func (p *parser) line(line []byte, at, next int) error {
	line = bytes.TrimRight(line, " \x1a\f")
	if len(bytes.TrimSpace(line)) == 0 {
		p.blanks++
		p.adjacent = false
		p.unlast()
		return nil
	}
	if body, ok := p.comment(line); ok {
		return p.words(body, nil, true)
	}
	p.cells = p.dialect.split(line, p.cells[:0])
	if len(p.cells) >= maxCells {
		return &formats.LimitError{Limit: "cells of a line", Max: maxCells, Got: maxCells}
	}
	cells, header := tagged(p.cells)
	if header {
		return p.words(line, cells, false)
	}
	c := p.dialect.classify(cells)
	if p.fits(cells, c) && !p.restarts(cells, c, next) {
		return p.row(cells)
	}
	if p.begins(cells, c) {
		if err := p.open(line, cells, at); err != nil {
			return err
		}
		return p.row(cells)
	}
	return p.words(line, cells, false)
}

// tagged strips the row tags of Keysight EasyEXPERT: DataName, DataValue.
func tagged(cells [][]byte) (rest [][]byte, header bool) {
	if len(cells) > 2 {
		switch string(cells[0]) {
		case "DataValue":
			return cells[1:], false
		case "DataName":
			return cells[1:], true
		}
	}
	return cells, false
}

// comment strips a comment mark.
func (p *parser) comment(line []byte) (body []byte, ok bool) {
	line = bytes.TrimLeft(line, " \t")
	switch {
	case line[0] == '#' || line[0] == '%' || line[0] == '!':
		return line[1:], true
	case bytes.HasPrefix(line, []byte("//")):
		return line[2:], true
	case line[0] == ';' && p.dialect.sep != ';':
		return line[1:], true
	}
	return nil, false
}

// words keeps a line that is no row.
func (p *parser) words(line []byte, cells [][]byte, comment bool) error {
	if err := p.budget.Meta(2*len(line) + itemCost); err != nil {
		return err
	}
	p.unlast()
	l := textLine{text: scan.Text(line), comment: comment, last: true}
	for _, c := range trim(cells) {
		if err := p.budget.Meta(16); err != nil {
			return err
		}
		l.cells = append(l.cells, scan.Text(c))
	}
	p.pending = append(p.pending, l)
	p.adjacent = false
	return nil
}

func (p *parser) unlast() {
	if n := len(p.pending); n > 0 {
		p.pending[n-1].last = false
	}
}

func (p *parser) warn(d *formats.Dataset, code, message string, args ...any) {
	d.Warnings = append(d.Warnings, formats.Warn(code, fmt.Sprintf(message, args...)))
}

// brief joins names for a message.
func brief(names []string) string {
	if len(names) > 8 {
		return strings.Join(names[:8], ", ") + fmt.Sprintf(" and %d more", len(names)-8)
	}
	return strings.Join(names, ", ")
}
