package jcamp

import (
	"math"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
)

func TestPairs(t *testing.T) {
	for name, body := range map[string]string{
		"one a line": "1.5, 10\n2.5, 20\n4, -3E2\n",
		"packed":     "1.5,10 2.5,20;4,-3e2\n",
		"signs":      "+1.5+10\n+2.5+20\n+4-300\n",
	} {
		for _, label := range []string{"XYPOINTS= (XY..XY)", "XYDATA= (XY..XY)", "PEAK TABLE= (XY..XY)", "PEAKTABLE="} {
			d := clean(t, "##TITLE= t\n##DATA TYPE= MASS SPECTRUM\n##XUNITS= M/Z\n##YUNITS= RELATIVE ABUNDANCE\n##YFACTOR= 2\n##NPOINTS= 3\n##"+label+"\n"+body+"##END=\n")
			tr := d.Traces[0]
			if x := tr.X; x.At(0) != 1.5 || x.At(1) != 2.5 || x.At(2) != 4 || x.Kind != "mz" {
				t.Errorf("%s, %s: x %v", name, label, x.Values)
			}
			same(t, tr.Data, []int{20, 40, -600}, 1)
		}
	}
}

func TestPeakWidthsAreATrace(t *testing.T) {
	d := clean(t, "##TITLE= t\n##XUNITS= 1/CM\n##YUNITS= ABSORBANCE\n##NPOINTS= 2\n##PEAK TABLE= (XYW..XYW)\n100, 1, 4 200, 2, 5\n##END=\n")
	if len(d.Traces) != 2 || d.Traces[1].Y.Label != "peak width" {
		t.Fatalf("%+v", d.Traces)
	}
	same(t, d.Traces[1].Data, []int{4, 5}, 1)
}

func TestBrokenPairsAreDamage(t *testing.T) {
	for _, body := range []string{"1, 2\n3\n", "1, 2\n3, x\n"} {
		p := parse(t, "##TITLE= t\n##XYPOINTS= (XY..XY)\n"+body+"##END=\n")
		if p.Status != formats.StatusDamaged || len(p.Datasets[0].Traces[0].Data) != 1 {
			t.Errorf("%q: %s", body, p.Status)
		}
	}
}

func TestPeakAssignments(t *testing.T) {
	d := clean(t, "##TITLE= t\n##XUNITS= 1/CM\n##YUNITS= ABSORBANCE\n##NPOINTS= 3\n##PEAK ASSIGNMENTS= (XYA)\n(1600, 0.5, <C=C (ring)>)\n(1700, , <C=O>)\n(2900,\n 0.25, <CH>)\n##END=\n")
	tr := d.Traces[0]
	if tr.X.At(2) != 2900 || tr.Data[0] != .5 || !math.IsNaN(tr.Data[1]) || tr.Data[2] != .25 {
		t.Fatalf("%v %v", tr.X.Values, tr.Data)
	}
	var words []string
	for _, m := range d.Meta {
		if m.Key == "assignment" {
			words = append(words, m.Value)
		}
	}
	if len(words) != 3 || words[0] != "1600, 0.5, <C=C (ring)>" {
		t.Fatalf("%q", words)
	}
}

func TestLinkBlocksNest(t *testing.T) {
	block := func(title, y string) string {
		return "##TITLE= " + title + "\n##DATA TYPE= INFRARED SPECTRUM\n##FIRSTX=1\n##LASTX=2\n##NPOINTS=2\n##XYDATA= (X++(Y..Y))\n1 " + y + "\n##END=\n"
	}
	text := "##TITLE= outer\n##DATA TYPE= LINK\n##OWNER= lab\n" + block("a", "1 2") +
		"##TITLE= inner\n##DATA TYPE= LINK\n##OWNER= guest\n" + block("b", "3 4") + "##END=\n" + block("c", "5 6") + "##END=\n"
	p := parse(t, text)
	if p.Status != formats.StatusParsed || len(p.Datasets) != 3 {
		t.Fatalf("%s %d %v", p.Status, len(p.Datasets), p.Failure)
	}
	for i, want := range []struct {
		title, owner string
		y            []int
	}{{"a", "lab", []int{1, 2}}, {"b", "guest", []int{3, 4}}, {"c", "lab", []int{5, 6}}} {
		d := p.Datasets[i]
		owner, _ := d.Lookup("OWNER")
		if d.Title != want.title || owner != want.owner {
			t.Errorf("block %d: %q of %q", i, d.Title, owner)
		}
		same(t, d.Traces[0].Data, want.y, 1)
	}
	// A forgotten ##END= loses no block.
	p = parse(t, strings.Replace(text, "##END=\n", "", 1))
	if len(p.Datasets) != 3 || !has(p.Datasets[0].Warnings, "missing_end") {
		t.Fatalf("missing end: %d datasets", len(p.Datasets))
	}
}

func TestNtuplePages(t *testing.T) {
	re, im := walk(1, 20), walk(2, 20)
	c := codings()[5]
	text := "##TITLE= fid\n##JCAMP-DX= 5.01\n##DATA TYPE= NMR FID\n##DATA CLASS= NTUPLES\n##NTUPLES= NMR FID\n" +
		"##VAR_NAME= TIME, FID/REAL, FID/IMAG, PAGE NUMBER\n##SYMBOL= X, R, I, N\n##VAR_DIM= 20, 20, 20, 2\n##UNITS= SECONDS, ARBITRARY UNITS, VOLTS\n" +
		"##FIRST= 0, 1, 1, 1\n##LAST= 1.9, 1, 1, 2\n##FACTOR= 0.1, 2, 0.25, 1\n" +
		"##PAGE= N=1\n##DATA TABLE= (X++(R..R)), XYDATA\n" + table(c, re, 0, 1, 6) +
		"##PAGE= N=2\n##DATA TABLE= (X++(I..I)), XYDATA\n" + table(c, im, 0, 1, 6) + "##END NTUPLES= NMR FID\n##END=\n"
	d := clean(t, text)
	if len(d.Traces) != 2 || len(d.Warnings) > 0 {
		t.Fatalf("%d traces %v", len(d.Traces), d.Warnings)
	}
	same(t, d.Traces[0].Data, re, 2)
	same(t, d.Traces[1].Data, im, .25)
	tr := d.Traces[1]
	if tr.Y.Unit != "V" || tr.Y.Label != "FID/IMAG" || tr.X.Unit != "s" || math.Abs(tr.X.At(19)-1.9) > 1e-12 || tr.Coord["page"].Number != 2 {
		t.Fatalf("%+v %+v %v", tr.X, tr.Y, tr.Coord)
	}
}

func TestNtuplePeakPages(t *testing.T) {
	d := clean(t, "##TITLE= gc\n##DATA TYPE= MASS SPECTRUM\n##DATA CLASS= NTUPLES\n##NTUPLES= MASS SPECTRUM\n##VAR_NAME= MASS, INTENSITY, RETENTION TIME\n##SYMBOL= X, Y, T\n"+
		"##UNITS= M/Z, RELATIVE ABUNDANCE, SECONDS\n##PAGE= T= 5.5\n##NPOINTS= 2\n##DATA TABLE= (XY..XY), PEAKS\n10, 1 20, 2\n"+
		"##PAGE= T= 6.5\n##NPOINTS= 1\n##DATA TABLE= (XY..XY), PEAKS\n30, 3\n##END NTUPLES= MASS SPECTRUM\n##END=\n")
	if len(d.Traces) != 2 || d.Traces[1].Coord["retention time"] != (formats.Value{Number: 6.5, Unit: "SECONDS"}) || d.Traces[1].X.At(0) != 30 {
		t.Fatalf("%+v", d.Traces)
	}
}

func TestMetaIsKeptAndNormalised(t *testing.T) {
	d := clean(t, file([]int{1, 2}, 1, 1, "1 1 2\n", "##OWNER= me $$ and a remark\n##LONGDATE= 2024/05/06 07:08:09 +0200\n##.AVERAGES= 32\n##RESOLUTION= 4\n##$OWN PARAMETER= (0..1)\n1 2\n"))
	for key, want := range map[string]string{
		"OWNER": "me", "acquired_at": "2024-05-06T07:08:09+02:00", "accumulations": "32", "resolution": "4", "$OWN PARAMETER": "(0..1)\n1 2", "XYDATA": "(X++(Y..Y))",
	} {
		if got, _ := d.Lookup(key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	if got, _ := d.Lookup("$$"); got != "and a remark" {
		t.Errorf("comment: %q", got)
	}
	for date, want := range map[string]string{"91/06/18": "1991-06-18", "2000/10/04": "2000-10-04", "1964": "", "31.12.99": ""} {
		if got := acquired(map[string]string{"DATE": date}); got != want {
			t.Errorf("date %q: %q", date, got)
		}
	}
}

func TestSniff(t *testing.T) {
	for head, want := range map[string]formats.Score{
		"##TITLE= x": formats.ScoreSure, "\n $$ c\n## title =x": formats.ScoreSure, "##ORIGIN=x\n##JCAMP-DX=4.24": formats.ScoreLikely,
		"##ORIGIN=x": formats.ScoreNo, "# TITLE": formats.ScoreNo, "": formats.ScoreNo, "1,2\n": formats.ScoreNo,
	} {
		if got := New().Sniff([]byte(head), int64(len(head)), "x"); got != want {
			t.Errorf("%q: %d, want %d", head, got, want)
		}
	}
}
