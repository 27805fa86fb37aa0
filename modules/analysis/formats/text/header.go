package text

import (
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// item turns a header line into a key and a value: "key=<TAB>value", "key: value" or
// "key<separator>value". A line of another shape keeps its text under "line" or "comment".
func item(l textLine, d dialect) formats.MetaItem {
	key, value, ok := strings.Cut(l.text, "=")
	if k, v, colon := strings.Cut(l.text, ":"); colon && (!ok || len(k) < len(key)) {
		key, value, ok = k, v, true
	}
	if len(l.cells) >= 2 && d.sep != 0 && (!ok || len(l.cells[0]) < len(key)) {
		i := strings.IndexByte(l.text, d.sep)
		key, value, ok = l.cells[0], "", i >= 0
		if ok {
			value = l.text[i+1:]
		}
	}
	key = strings.Trim(strings.TrimSpace(key), `"`)
	if !ok || key == "" || len(key) > 80 || !strings.ContainsFunc(key, letter) {
		key, value = "line", l.text
		if l.comment {
			key = "comment"
		}
	}
	return formats.MetaItem{Key: key, Value: strings.TrimSpace(value)}
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127 }

// heading is what stands above the columns of a table.
type heading struct {
	names, units []string
	groups       []string // a row of sample names above pairs of columns
	used         int      // lines it takes off the end of the header
}

// heading looks for a row of column names, and of units below it, at the end of the header.
func (p *parser) heading(t *table) (h heading) {
	lines := t.header
	last := func(i int) []string {
		if i > len(lines) {
			return nil
		}
		return p.columnCells(lines[len(lines)-i], t.columns)
	}
	for len(lines) > 0 && lines[len(lines)-1].comment && strings.Trim(lines[len(lines)-1].text, " -=*#") == "" {
		lines = lines[:len(lines)-1] // an empty comment under the names
		h.used++
	}
	first, second := last(1), last(2)
	switch {
	case first == nil || p.mixed(first) && (second == nil || !p.unitRow(first)):
		h.used = 0
	case second != nil && p.unitRow(first):
		h.names, h.units, h.used = second, first, h.used+2
	default:
		h.names, h.used = first, h.used+1
		if second != nil {
			h.groups = second
		} else if len(lines) > 1 && !lines[len(lines)-2].comment && len(lines[len(lines)-2].cells) > 1 {
			h.groups = lines[len(lines)-2].cells
		}
	}
	return h
}

// columnCells are the cells of a line when it may name n columns.
func (p *parser) columnCells(l textLine, n int) []string {
	if !l.comment {
		if len(l.cells) == n || len(l.cells) == n-1 && n > 3 {
			return pad(l.cells, n)
		}
		return nil
	}
	text := l.text
	if k, v, ok := strings.Cut(text, ":"); ok && strings.Contains(strings.ToLower(k), "column") {
		text = v
	} else if ok || strings.Contains(text, "=") {
		return nil // a remark "key: value", not names
	}
	var cells []string
	for _, c := range p.dialect.split([]byte(text), nil) {
		cells = append(cells, string(c))
	}
	if f := strings.Fields(text); len(cells) != n && len(f) == n {
		cells = f
	}
	if len(cells) != n || n < 2 {
		return nil
	}
	for _, c := range cells {
		if len(strings.Fields(c)) > 5 { // a sentence that holds the separator
			return nil
		}
	}
	return cells
}

// mixed tells cells of which some are numbers: "Points, 401" names nothing. Numbers in all
// cells but the first are the second axis of a matrix.
func (p *parser) mixed(cells []string) bool {
	n := 0
	for _, c := range cells {
		if _, class := p.dialect.value([]byte(c)); class == number {
			n++
		}
	}
	return n > 0 && p.numericNames(cells) == nil
}

func pad(cells []string, n int) []string {
	out := make([]string, n)
	copy(out, cells)
	return out
}

// unitRow tells a row of units: at least half of its cells are units, the others empty.
func (p *parser) unitRow(cells []string) bool {
	known, filled := 0, 0
	for _, c := range cells {
		c = strings.Trim(c, "[]() ")
		if c == "" {
			continue
		}
		if strings.ContainsAny(c, "([") { // a name with its unit
			return false
		}
		filled++
		q, ok := p.units.Unit(c, formats.RoleY)
		named := strings.HasPrefix(strings.ToLower(c), q.Kind[:min(4, len(q.Kind))]) // "wavenumber" is a name
		if ok && q.Unit != "" && !named {
			known++
		}
	}
	return filled > 0 && 2*known >= filled
}

// label is the text that names a column, with its unit in brackets.
func (h heading) label(j int) string {
	name, unit := "", ""
	if j < len(h.names) {
		name = h.names[j]
	}
	if j < len(h.units) {
		unit = strings.Trim(h.units[j], "[]() ")
	}
	if unit == "" {
		return name
	}
	if name == "" {
		return unit
	}
	return name + " (" + unit + ")"
}
