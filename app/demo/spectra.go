package demo

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
)

// peak is the ground truth of one line: a pseudo-Voigt of full width at half maximum FWHM and Lorentz share Eta.
type peak struct{ Center, Height, FWHM, Eta float64 }

// at evaluates the line. Gauss and Lorentz part have the same width (Thompson, Cox & Hastings 1987).
func (p peak) at(x float64) float64 {
	u := 2 * (x - p.Center) / p.FWHM
	return p.Height * (p.Eta/(1+u*u) + (1-p.Eta)*math.Exp(-math.Ln2*u*u))
}

// truth describes one synthetic measurement completely; the same truth gives the same bytes.
type truth struct {
	Title, Technique     string
	XUnit, YUnit         string // JCAMP-DX unit words
	First, Last          float64
	N                    int
	Peaks                []peak
	Base, Slope          float64 // background: Base + Slope (x - First)
	Noise                float64 // standard deviation
	Seed                 uint64
	Transmission         bool // lines are absorbances; the file holds 10^-A
	Instrument, Operator string
}

func (t truth) values() (x, y []float64) {
	r := rand.New(rand.NewPCG(t.Seed, 0x5eed)) // reproducible, not secret
	x, y = make([]float64, t.N), make([]float64, t.N)
	for i := range x {
		x[i] = t.First + (t.Last-t.First)*float64(i)/float64(t.N-1)
		v := t.Base + t.Slope*(x[i]-t.First)
		for _, p := range t.Peaks {
			v += p.at(x[i])
		}
		if t.Transmission {
			v = math.Pow(10, -v)
		}
		y[i] = v + t.Noise*r.NormFloat64()
	}
	return x, y
}

// jcamp writes the measurement as JCAMP-DX 4.24, (X++(Y..Y)) in AFFN (McDonald & Wilks 1988).
func (t truth) jcamp() []byte {
	x, y := t.values()
	factor := scale(y)
	var b bytes.Buffer
	line := func(label, format string, args ...any) { fmt.Fprintf(&b, "##"+label+"= "+format+"\r\n", args...) }
	line("TITLE", "%s", t.Title)
	line("JCAMP-DX", "4.24 $$ SPECTRA-Lab demonstration data, computed from stated line parameters")
	line("DATA TYPE", "%s", t.Technique)
	line("ORIGIN", "Demo Lab")
	line("OWNER", "public domain")
	line("SPECTROMETER/DATA SYSTEM", "%s", t.Instrument)
	for i, p := range t.Peaks {
		line(fmt.Sprintf("$TRUTH LINE %d", i+1), "center %g, height %g, fwhm %g, lorentz share %g", p.Center, p.Height, p.FWHM, p.Eta)
	}
	line("XUNITS", "%s", t.XUnit)
	line("YUNITS", "%s", t.YUnit)
	line("XFACTOR", "1")
	line("YFACTOR", "%.10g", factor)
	line("FIRSTX", "%.9g", x[0])
	line("LASTX", "%.9g", x[len(x)-1])
	line("FIRSTY", "%.9g", math.Round(y[0]/factor)*factor)
	line("NPOINTS", "%d", t.N)
	line("XYDATA", "(X++(Y..Y))")
	for i := 0; i < len(x); i += 8 {
		fmt.Fprintf(&b, "%.6g", x[i])
		for _, v := range y[i:min(i+8, len(y))] {
			fmt.Fprintf(&b, " %d", int64(math.Round(v/factor)))
		}
		b.WriteString("\r\n")
	}
	b.WriteString("##END=\r\n")
	return b.Bytes()
}

// csv writes the measurement as comma separated columns with a unit row.
func (t truth) csv() []byte {
	x, y := t.values()
	var b bytes.Buffer
	fmt.Fprintf(&b, "# title: %s\r\n# technique: %s\r\n# instrument: %s\r\n", t.Title, t.Technique, t.Instrument)
	for i, p := range t.Peaks {
		fmt.Fprintf(&b, "# truth line %d: center %g, height %g, fwhm %g, lorentz share %g\r\n", i+1, p.Center, p.Height, p.FWHM, p.Eta)
	}
	fmt.Fprintf(&b, "%s,%s\r\n", t.XUnit, t.YUnit)
	for i := range x {
		fmt.Fprintf(&b, "%.4f,%.3f\r\n", x[i], y[i])
	}
	return b.Bytes()
}

// scale picks the power of ten that keeps seven digits of the largest ordinate.
func scale(y []float64) float64 {
	top := 0.0
	for _, v := range y {
		top = max(top, math.Abs(v))
	}
	return math.Pow(10, math.Floor(math.Log10(max(top, 1e-12)))-6)
}
