package text

import (
	"bytes"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// profile is what is known of one program's files beyond the rules for all text. Every
// function may be nil.
type profile struct {
	name, format string
	rows         bool                                    // matrices hold one trace per row
	prepare      func(*parser)                           // before the dialect is found
	line         func(textLine) (formats.MetaItem, bool) // reads a header line
	divides      func(comment string) bool               // a comment that begins a block
	abscissa     func(*formats.Dataset) int              // column of the abscissa, -1 for the first
	finish       func(*parser, *formats.Dataset)         // adds normalised items
	coord        func(*formats.Dataset) map[string]formats.Value
	quantity     func(p *parser, d *formats.Dataset, label string, role formats.Role) (formats.Quantity, bool)
}

// profileOf recognises the program by the first lines.
func profileOf(text []byte) profile {
	head := text[:min(len(text), formats.HeadSize)]
	line, _ := scan.Line(head, 0)
	line = bytes.TrimSpace(line)
	switch {
	case bytes.HasPrefix(line, []byte("PE ")) && bytes.Contains(line, []byte("ASCII")):
		return perkinElmer()
	case bytes.EqualFold(line, []byte("[Header]")):
		return quantumDesign()
	case bytes.HasPrefix(line, []byte("#")) && bytes.Contains(line, []byte("=\t")):
		return labSpec()
	case bytes.HasPrefix(line, []byte("#")) && bytes.Contains(line, []byte("SpecsLab")):
		return specs()
	case bytes.Contains(head, []byte("\nDataName,")) || bytes.HasPrefix(line, []byte("SetupTitle,")):
		return profile{name: "keysight", format: "Keysight EasyEXPERT CSV"}
	}
	return profile{}
}

func (f profile) item(l textLine, d dialect) formats.MetaItem {
	if f.line != nil {
		if m, ok := f.line(l); ok {
			return m
		}
	}
	return item(l, d)
}

// normal adds a normalised item when there is a value.
func normal(d *formats.Dataset, key, value, unit string) {
	if value = strings.TrimSpace(value); value != "" {
		d.Meta = append(d.Meta, formats.MetaItem{Key: key, Value: value, Unit: unit, Normalised: true})
	}
}

// normalFrom copies a header item under a fixed key.
func normalFrom(d *formats.Dataset, key, from, unit string) {
	if v, ok := d.Lookup(from); ok {
		normal(d, key, v, unit)
	}
}
