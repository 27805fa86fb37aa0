package jcamp

import (
	"fmt"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/hostile"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/refdata"
)

const ntuples = "##TITLE= n\n##NTUPLES= NMR FID\n##VAR_NAME= TIME, FID/REAL, PAGE NUMBER\n##SYMBOL= X, R, N\n##VAR_DIM= 4, 4, 1\n##UNITS= SECONDS, VOLTS\n" +
	"##FIRST= 0, 1, 1\n##LAST= 3, 1, 1\n##FACTOR= 1, 2, 1\n##PAGE= N=1\n##DATA TABLE= (X++(R..R)), XYDATA\n0A1JT\n3A4\n##END NTUPLES= NMR FID\n##END=\n"

const assignments = "##TITLE= t\n##DATA TYPE= LINK\n##TITLE= a\n##NPOINTS= 2\n##PEAK ASSIGNMENTS= (XYA)\n(1600, 0.5, <C=C (ring)>)\n(1700, 1, <CO>)\n##END=\n" +
	"##TITLE= b\n##XYPOINTS= (XY..XY)\n1, 2 3, 4E2\n##PEAK TABLE= (XYW..XYW)\n1,2,3\n##END=\n##END=\n"

func fixtures() []string {
	y := walk(4, 24)
	out := []string{ntuples, assignments}
	for _, c := range codings() {
		out = append(out, file(y, 10, 1, table(c, y, 10, 1, 7)))
	}
	return out
}

func TestDamagedFiles(t *testing.T) {
	for i, f := range fixtures() {
		t.Run(fmt.Sprint(i), func(t *testing.T) { hostile.Damage(t, New(), []byte(f)) })
	}
}

func TestTruncationInsideATableIsDamage(t *testing.T) {
	y := walk(4, 24)
	f := file(y, 10, 1, table(codings()[0], y, 10, 1, 7))
	for n := range len(f) - len("##END=\n") - 2 {
		p, _ := hostile.Check(t, New(), []byte(f[:n]), fmt.Sprintf("cut at %d", n))
		if p.Status == formats.StatusParsed && len(p.Datasets) > 0 && len(p.Datasets[0].Warnings) == 0 {
			t.Fatalf("cut at %d: parsed without a warning", n)
		}
	}
}

func TestLyingHeadersAllocateNothing(t *testing.T) {
	for _, f := range []string{
		"##TITLE= t\n##FIRSTX= 1\n##LASTX= 2\n##NPOINTS= 2147483648\n##XYDATA= (X++(Y..Y))\n1 1 2 3\n##END=\n",
		"##TITLE= t\n##FIRSTX= -1e308\n##LASTX= 1e308\n##DELTAX= 1e308\n##NPOINTS= 9007199254740992\n##XYDATA= (X++(Y..Y))\n1 1 2 3\n##END=\n",
		"##TITLE= t\n##NPOINTS= 2147483648\n##PEAK TABLE= (XY..XY)\n1 1 2 3\n##END=\n",
		"##TITLE= t\n##NTUPLES= x\n##SYMBOL= X, Y\n##VAR_DIM= 2147483648, 2147483648\n##FIRST= 1, 1\n##LAST= 2, 2\n##DATA TABLE= (X++(Y..Y)), XYDATA\n1 1 2\n##END=\n",
	} {
		p, used := hostile.Check(t, New(), []byte(f), f)
		if used > 1<<20 || p.Status != formats.StatusDamaged {
			t.Errorf("%s: %s, %d bytes allocated", f, p.Status, used)
		}
	}
}

func TestFactorsBeyondRangeBecomeMissing(t *testing.T) {
	p, _ := hostile.Check(t, New(), []byte("##TITLE= t\n##YFACTOR= 1e300\n##XYDATA= (X++(Y..Y))\n1 1E+300 2\n##END=\n"), "overflow")
	if !has(p.Datasets[0].Warnings, "overflow") {
		t.Fatal(p.Datasets[0].Warnings)
	}
}

func FuzzRead(f *testing.F) {
	refdata.Seed(f, "jcamp")
	for _, s := range fixtures() {
		f.Add([]byte(s))
	}
	f.Add([]byte("##TITLE=\r##XYDATA=(X++(Y..Y))\r1AZ9\r2%?,;s\r##END=\x1a"))
	f.Fuzz(func(t *testing.T, data []byte) { hostile.Check(t, New(), data, "fuzz") })
}
