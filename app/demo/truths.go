package demo

import "strings"

// The ground truths of the demo spectra. Positions are the literature's: Si 520.7 cm-1 (first-order optical phonon),
// diamond 1332 cm-1, Si-O-Si stretching 1075 cm-1 and rocking 457 cm-1, interstitial oxygen 1107 cm-1, GaN band edge
// 362 nm, Si powder reflections with Cu K-alpha1. Heights, widths and noise are ours.

// siliconLine drifts by a few hundredths from wafer to wafer, as a real monitor does.
func siliconLine(wafer int) *truth {
	return &truth{Title: "Si (100), wafer check", Technique: "RAMAN SPECTRUM", XUnit: "1/CM", YUnit: "COUNTS", First: 440, Last: 600, N: 801,
		Peaks: []peak{{520.7 + 0.03*float64(wafer), 14800, 4.2, 0.85}}, Base: 210, Slope: -0.15, Noise: 12, Seed: uint64(1 + wafer), Instrument: "Raman 532"}
}

func diamondLine() *truth {
	return &truth{Title: "CVD diamond film", Technique: "RAMAN SPECTRUM", XUnit: "1/CM", YUnit: "COUNTS", First: 1100, Last: 1700, N: 1201,
		Peaks: []peak{{1332.3, 6400, 5.5, 0.9}, {1520, 700, 160, 0.3}}, Base: 900, Slope: 0.4, Noise: 18, Seed: 77, Instrument: "Raman 785"}
}

func oxideBands() *truth {
	return &truth{Title: "Dry oxide on Si (111), 100 nm", Technique: "INFRARED SPECTRUM", XUnit: "1/CM", YUnit: "TRANSMITTANCE", First: 1400, Last: 400, N: 1001,
		Peaks: []peak{{1075, 0.62, 75, 0.4}, {1107, 0.09, 32, 0.6}, {812, 0.07, 40, 0.5}, {457, 0.21, 42, 0.5}}, Base: 0.02, Noise: 0.0008, Seed: 5,
		Transmission: true, Instrument: "FTIR 1"}
}

func bandEdge() *truth {
	return &truth{Title: "GaN on sapphire, 300 K", Technique: "photoluminescence", XUnit: "wavelength (nm)", YUnit: "counts", First: 340, Last: 700, N: 1801,
		Peaks: []peak{{362.4, 21000, 6.8, 0.2}, {556, 1900, 110, 0}}, Base: 140, Noise: 15, Seed: 9, Instrument: "Raman 532"}
}

func siliconPowder() *truth {
	return &truth{Title: "Si powder standard", Technique: "X-RAY DIFFRACTION", XUnit: "DEGREES 2THETA", YUnit: "COUNTS", First: 20, Last: 95, N: 3751,
		Peaks: []peak{{28.44, 9800, 0.09, 0.6}, {47.30, 5600, 0.10, 0.6}, {56.12, 3200, 0.11, 0.6}, {69.13, 760, 0.12, 0.6}, {76.38, 1150, 0.13, 0.6}, {88.03, 1400, 0.14, 0.6}},
		Base:  60, Slope: -0.3, Noise: 7, Seed: 13, Instrument: "XRD 1"}
}

// file is the measurement as the instrument would have written it.
func (t *truth) file(csv bool) (name string, body []byte) {
	base := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, strings.ToLower(t.Title))
	if csv {
		return base + ".csv", t.csv()
	}
	return base + ".jdx", t.jcamp()
}
