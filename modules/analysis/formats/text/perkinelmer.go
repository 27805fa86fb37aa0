package text

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// perkinElmer reads the .asc export of PerkinElmer UV WinLab: a header of fixed lines,
// #HDR, #GR with units, factor and point count, then #DATA.
func perkinElmer() profile {
	return profile{name: "perkinelmer", format: "PerkinElmer ASCII", prepare: perkinElmerHeader, finish: perkinElmerFinish}
}

// perkinElmerNames are the fixed lines whose meaning is known.
func perkinElmerNames() map[int]string {
	return map[int]string{0: "signature", 2: "name", 3: "created date", 4: "created time", 5: "changed date",
		6: "changed time", 7: "operator", 11: "instrument model", 12: "serial number", 13: "software"}
}

// perkinElmerHeader reads the lines above #DATA. Dates stay as written: two digits each,
// in an order that depends on the computer.
func perkinElmerHeader(p *parser) {
	names := perkinElmerNames()
	graph := -1 // line within the #GR section
	for pos, n := 0, 0; pos < len(p.text) && n < 1000; n++ {
		line, next := scan.Line(p.text, pos)
		pos = next
		value := scan.Text(line)
		if value == "#DATA" {
			p.start = pos
			return
		}
		if value == "#GR" {
			graph = 0
			continue
		}
		key := "line " + strconv.Itoa(n+1)
		if name, ok := names[n]; ok {
			key = name
		}
		if graph >= 0 {
			key = perkinElmerGraph(p, graph, value, key)
			graph++
		}
		if len(value) > 0 && p.budget.Meta(len(value)+itemCost) == nil {
			p.fixed = append(p.fixed, formats.MetaItem{Key: key, Value: value})
		}
		if n == 2 {
			p.title = value
		}
	}
	p.fixed = nil
}

// perkinElmerGraph reads a line of #GR: units of x and y, factor, offset, start, step, count.
func perkinElmerGraph(p *parser, i int, value, key string) string {
	known := []string{"x unit", "y unit", "y factor", "y offset", "first x", "x step", "points"}
	if i >= len(known) {
		return key
	}
	switch i {
	case 0:
		p.names = []string{value, ""}
	case 1:
		if len(p.names) == 2 {
			p.names[1] = value
		}
	case 2, 3:
		neutral := float64(3 - i) // factor 1, offset 0
		if v, ok := scan.Float([]byte(value), false); ok && v != neutral {
			p.warnings = append(p.warnings, formats.Warn("not_applied", known[i]+" "+value+" of the header was not applied"))
		}
	case 6:
		if n, err := strconv.Atoi(value); err == nil && n > 0 {
			p.promised = n
		}
	}
	return known[i]
}

func perkinElmerFinish(p *parser, d *formats.Dataset) {
	normalFrom(d, "instrument", "instrument model", "")
	switch first, _ := scan.Line(p.text, 0); {
	case bytes.HasPrefix(first, []byte("PE UV")):
		normal(d, "technique", "uvvis", "")
	case bytes.HasPrefix(first, []byte("PE IR")):
		normal(d, "technique", "ir", "")
	case strings.HasPrefix(string(first), "PE FL"):
		normal(d, "technique", "fluorescence", "")
	}
}
