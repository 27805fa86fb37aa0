package text

import (
	"bytes"
	"math"

	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// dialect is how numbers stand in a line. A separator of 0 means blanks.
type dialect struct {
	sep   byte
	comma bool // decimal comma
}

// maxCells bounds the cells of one line.
const maxCells = 1 << 17

// The sample that decides on the dialect.
const (
	sampleBytes = 256 << 10
	sampleLines = 1000
)

// dialects lists the candidates; of equal ones the earlier wins, so "1,5" in two columns
// is two integers and "1,5;2" is not.
func dialects() []dialect {
	return []dialect{{'\t', false}, {'\t', true}, {';', false}, {';', true}, {'|', false}, {'|', true}, {',', false}, {0, false}, {0, true}}
}

// The weight of a row of numbers and of a row that also holds text, such as a time.
const (
	strictRow = 4
	looseRow  = 1
)

// detect finds the dialect under which most lines are rows of numbers; the score is the
// sum of the weights of the rows.
func detect(text []byte) (best dialect, score int) {
	text = text[:min(len(text), sampleBytes)]
	candidates := dialects()
	scores := make([]int, len(candidates))
	var cells [][]byte
	for pos, n := 0, 0; pos < len(text) && n < sampleLines; n++ {
		line, next := scan.Line(text, pos)
		pos = next
		if !bytes.ContainsAny(line, "0123456789") {
			continue
		}
		for i, d := range candidates {
			cells = d.split(line, cells[:0])
			row, _ := tagged(cells)
			switch c := d.classify(row); {
			case c.numbers < 2 || c.texts > c.numbers:
			case c.texts == 0:
				scores[i] += strictRow
			default:
				scores[i] += looseRow
			}
		}
	}
	for i, n := range scores {
		if n > score {
			best, score = candidates[i], n
		}
	}
	return best, score
}

// split appends the trimmed cells of a line. Cells in double quotes follow RFC 4180.
func (d dialect) split(line []byte, cells [][]byte) [][]byte {
	if d.sep == 0 {
		for _, f := range bytes.Fields(line) {
			if len(cells) < maxCells {
				cells = append(cells, f)
			}
		}
		return cells
	}
	for len(cells) < maxCells {
		cell, rest, more := d.cell(line)
		cells = append(cells, cell)
		if !more {
			break
		}
		line = rest
	}
	return cells
}

// cell takes the first cell off a line.
func (d dialect) cell(line []byte) (cell, rest []byte, more bool) {
	if lead := bytes.TrimLeft(line, " "); len(lead) > 1 && lead[0] == '"' {
		if end := bytes.IndexByte(lead[1:], '"'); end >= 0 {
			after := bytes.TrimLeft(lead[end+2:], " \t")
			if len(after) == 0 {
				return bytes.TrimSpace(lead[1 : end+1]), nil, false
			}
			if after[0] == d.sep {
				return bytes.TrimSpace(lead[1 : end+1]), after[1:], true
			}
		}
	}
	i := bytes.IndexByte(line, d.sep)
	if i < 0 {
		return bytes.TrimSpace(line), nil, false
	}
	return bytes.TrimSpace(line[:i]), line[i+1:], true
}

// counts of the cells of a line.
type counts struct{ numbers, missing, texts int }

func (d dialect) classify(cells [][]byte) (c counts) {
	for _, cell := range cells {
		switch _, class := d.value(cell); class {
		case number:
			c.numbers++
		case missing:
			c.missing++
		default:
			c.texts++
		}
	}
	return c
}

type class int

const (
	words class = iota
	number
	missing
)

// value reads a cell. Empty cells, the usual words for "none" and the SCPI codes of
// overflow (9.9E37) and not-a-number (9.91E37) are missing values.
func (d dialect) value(cell []byte) (float64, class) {
	if len(cell) == 0 {
		return math.NaN(), missing
	}
	if v, ok := scan.Float(cell, d.comma); ok {
		if a := math.Abs(v); a == 9.9e37 || a == 9.91e37 {
			return math.NaN(), missing
		}
		return v, number
	}
	if len(cell) <= 8 {
		switch string(bytes.ToLower(cell)) {
		case "nan", "-nan", "na", "n/a", "n.a.", "-", "--", "---", "null", "none", "inf", "+inf", "-inf", "#n/a", "#num!", "#div/0!", "1.#qnan", "1.#inf":
			return math.NaN(), missing
		}
	}
	return math.NaN(), words
}

// trim cuts empty cells at the end, the trace of a closing separator.
func trim(cells [][]byte) [][]byte {
	for len(cells) > 0 && len(cells[len(cells)-1]) == 0 {
		cells = cells[:len(cells)-1]
	}
	return cells
}
