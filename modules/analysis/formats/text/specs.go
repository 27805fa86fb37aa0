package text

import (
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// specs reads the xy export of SPECS SpecsLab: comment lines "# Key: value", one block per
// region, cycle and curve.
func specs() profile {
	return profile{name: "specs", format: "SPECS xy", line: specsLine, divides: specsDivides, finish: specsFinish, quantity: specsQuantity}
}

func specsDivides(comment string) bool {
	c := strings.TrimSpace(comment)
	return strings.HasPrefix(c, "Region:") || strings.HasPrefix(c, "Cycle:")
}

// specsLine gives the remark about the energy axis a key, so that later blocks inherit it.
func specsLine(l textLine) (formats.MetaItem, bool) {
	axis, ok := strings.CutPrefix(strings.TrimSpace(l.text), "values in ")
	return formats.MetaItem{Key: "values in", Value: axis}, ok
}

func specsFinish(_ *parser, d *formats.Dataset) {
	if v, _ := d.Lookup("Analysis Method"); v != "" {
		normal(d, "technique", formats.Technique(v), "")
	}
	normalFrom(d, "hv_eV", "Excitation Energy", "eV")
	normalFrom(d, "pass_energy_eV", "Pass Energy", "eV")
	normalFrom(d, "exposure_s", "Dwell Time", "s")
	normalFrom(d, "accumulations", "Number of Scans", "")
	normalFrom(d, "instrument", "Analyzer", "")
	if v, _ := d.Lookup("Acquisition Date"); v != "" {
		if t, err := time.Parse("01/02/06 15:04:05", v); err == nil {
			normal(d, "acquired_at", t.Format("2006-01-02T15:04:05"), "")
		}
	}
	if v, _ := d.Lookup("Region"); v != "" && d.Title == "" {
		d.Title = v
	}
}

// specsQuantity names the energy axis and the counts by the export settings.
func specsQuantity(_ *parser, d *formats.Dataset, label string, role formats.Role) (formats.Quantity, bool) {
	if role == formats.RoleY {
		return formats.Quantity{Kind: "transmission_function", Label: label}, label == "transmission"
	}
	switch axis, _ := d.Lookup("values in"); axis {
	case "binding energy":
		return formats.Quantity{Kind: "binding_energy", Unit: "eV", Label: label}, true
	case "kinetic energy":
		return formats.Quantity{Kind: "kinetic_energy", Unit: "eV", Label: label}, true
	}
	return formats.Quantity{}, false
}
