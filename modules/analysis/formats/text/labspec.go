package text

import (
	"strings"
	"time"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// labSpec reads the text export of HORIBA LabSpec: lines "#key=<TAB>value" above the
// columns, in the code page of the computer. Maps have the axis in the first row.
func labSpec() profile {
	return profile{name: "labspec", format: "LabSpec text", rows: true,
		line: labSpecLine, finish: labSpecFinish, coord: labSpecCoord, quantity: labSpecQuantity}
}

func labSpecLine(l textLine) (formats.MetaItem, bool) {
	key, value, ok := strings.Cut(l.text, "=")
	if !ok || !l.comment {
		return formats.MetaItem{}, false
	}
	return formats.MetaItem{Key: strings.TrimSpace(key), Value: strings.TrimSpace(value)}, true
}

func labSpecFinish(p *parser, d *formats.Dataset) {
	if u, _ := d.Lookup("AxisUnit[0]"); u == "" {
		p.warn(d, "no_unit", "the file gives no unit for the intensity")
	}
	normal(d, "technique", "raman", "")
	normalFrom(d, "instrument", "Instrument", "")
	normalFrom(d, "exposure_s", "Acq. time (s)", "s")
	normalFrom(d, "accumulations", "Accumulations", "")
	if v, _ := d.Lookup("Laser"); v != "" { // "532nm_Edge", "785 nm"
		digits := v[:len(v)-len(strings.TrimLeft(v, "0123456789."))]
		if strings.HasPrefix(strings.TrimSpace(v[len(digits):]), "nm") {
			normal(d, "laser_nm", digits, "nm")
		}
	}
	if v, _ := d.Lookup("Acquired"); v != "" {
		if t, err := time.Parse("02.01.2006 15:04:05", v); err == nil {
			normal(d, "acquired_at", t.Format("2006-01-02T15:04:05"), "")
		}
	}
}

// labSpecCoord is the place on the stage.
func labSpecCoord(d *formats.Dataset) map[string]formats.Value {
	out := map[string]formats.Value{}
	for _, key := range []string{"X", "Y", "Z"} {
		v, _ := d.Lookup(key + " (µm)")
		if n, ok := scan.Float([]byte(v), false); ok {
			out[strings.ToLower(key)] = formats.Value{Number: n, Unit: "um"}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// labSpecQuantity takes the axes from AxisType and AxisUnit where the file has them, else
// the unit of the spectrometer position, which is that of the axis.
func labSpecQuantity(p *parser, d *formats.Dataset, label string, role formats.Role) (formats.Quantity, bool) {
	if label != "" {
		return formats.Quantity{}, false
	}
	index := "[1]"
	if role == formats.RoleY {
		index = "[0]"
	}
	if u, ok := d.Lookup("AxisUnit" + index); ok && u != "" {
		q, known := p.units.Unit(u, role)
		q.Label, _ = d.Lookup("AxisType" + index)
		return formats.ForTechnique(q, "raman"), known
	}
	if role == formats.RoleY {
		return formats.Quantity{Kind: "intensity", Label: "Intensity"}, true
	}
	for _, m := range d.Meta {
		unit, ok := strings.CutPrefix(m.Key, "Spectro (")
		if !ok {
			continue
		}
		if q, known := p.units.Unit(strings.TrimSuffix(unit, ")"), role); known {
			q = formats.ForTechnique(q, "raman")
			q.Label = "Spectro"
			return q, true
		}
	}
	return formats.Quantity{}, false
}
