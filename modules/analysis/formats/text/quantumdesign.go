package text

import (
	"strconv"
	"strings"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

// quantumDesign reads the .dat files of Quantum Design MultiVu (PPMS, MPMS): [Header] with
// comma-separated records, [Data] with a row of column names.
func quantumDesign() profile {
	return profile{name: "quantumdesign", format: "Quantum Design MultiVu", abscissa: multiVuAbscissa, finish: multiVuFinish}
}

// multiVuAbscissa is the column the file itself plots along: STARTUPAXIS, X, column.
func multiVuAbscissa(d *formats.Dataset) int {
	for _, m := range d.Meta {
		if m.Key != "STARTUPAXIS" {
			continue
		}
		f := strings.Split(m.Value, ",")
		if len(f) < 2 || !strings.EqualFold(strings.TrimSpace(f[0]), "X") {
			continue
		}
		if n, err := strconv.Atoi(strings.TrimSpace(f[1])); err == nil {
			return n - 1
		}
	}
	return -1
}

func multiVuFinish(_ *parser, d *formats.Dataset) {
	normal(d, "technique", "transport", "")
	for _, m := range d.Meta {
		if app, ok := strings.CutPrefix(m.Value, "APPNAME,"); ok && m.Key == "INFO" {
			normal(d, "instrument", app, "")
			return
		}
	}
}
