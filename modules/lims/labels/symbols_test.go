package labels

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// pictured draws a symbol with its quiet zone, modules 4 dots wide and bars 40 high.
func pictured(s *symbol) image.Image {
	const side = 4
	high := side
	if s.h == 1 {
		high = 40
	}
	img := image.NewGray(image.Rect(0, 0, (s.w+20)*side, s.h*high+20*side))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	for y := range s.h * high {
		for x := range s.w * side {
			if s.dark(x/side, y/high) {
				img.SetGray(x+10*side, y+10*side, color.Gray{})
			}
		}
	}
	return img
}

// read decodes what a scanner sees.
func read(t testing.TB, img image.Image, as gozxing.Reader) string {
	t.Helper()
	bits, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	out, err := as.Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatalf("nothing to read: %v", err)
	}
	return out.GetText()
}

func TestSymbolsAreRead(t *testing.T) {
	for _, code := range []string{"SMP-2026-000001", "INS-2026-1234567", "LOC-2026-123456789012345678", "A>B-12"} {
		link := "https://lims.example.org/spectra/r/" + code
		q, err := qrOf(link)
		if err != nil {
			t.Fatal(err)
		}
		bars, err := barsOf(code)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, pictured(q), qrcode.NewQRCodeReader()); got != link {
			t.Errorf("QR of %s is read as %s", link, got)
		}
		if got := read(t, pictured(bars), oned.NewCode128Reader()); got != code {
			t.Errorf("Code 128 of %s is read as %s", code, got)
		}
		if got := modulesOf(invocations(code)); got != bars.w {
			t.Errorf("%s for the printer has %d modules, the plan %d", invocations(code), got, bars.w)
		}
	}
	if got := invocations("SMP-2026-000001"); got != ">:SMP->52026>6->5000001" {
		t.Error(got)
	}
}

// modulesOf counts what ^BC draws: 11 modules for each sign, 13 for the end.
func modulesOf(zpl string) int {
	signs, in := 1, byte(0) // the check sign
	for i := 0; i < len(zpl); i++ {
		switch {
		case zpl[i] == '>' && zpl[i+1] != '0':
			in = zpl[i+1]
			i++
		case zpl[i] == '>', in == '5', in == ';':
			i++
		}
		signs++
	}
	return signs*11 + 13
}

func sample(n string, change func(*Label)) Label {
	l := Label{Code: "SMP-2026-" + n, Name: "W-" + n, About: "wafer · lot L-7", Hazards: []string{"flammable", "toxic"}, Foot: "Lab A · 2026-11-25", Link: "https://lims.example.org/r/SMP-2026-" + n}
	if change != nil {
		change(&l)
	}
	return l
}

// TestPrintedPageIsRead draws each stock with its longest codes and reads all of them back from the page.
func TestPrintedPageIsRead(t *testing.T) {
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skip("no pdftoppm; TestSymbolsAreRead reads the symbols before they are placed")
	}
	for _, s := range stocks() {
		labels := []Label{sample("000001", nil), sample("000002", nil)}
		out, err := pdf(labels, &s, 1, 1, time.Unix(0, 0))
		if err != nil {
			t.Fatal(err)
		}
		in := filepath.Join(t.TempDir(), "x.pdf")
		if err := os.WriteFile(in, out, 0o600); err != nil {
			t.Fatal(err)
		}
		for n := range labels {
			x, y := s.place(n)
			page := "1"
			if s.perPage() == 1 {
				page = string(rune('1' + n))
			}
			const dots = 400 / 25.4
			raw, err := exec.Command(tool, "-png", "-r", "400", "-f", page, "-l", page, "-x", dot(x*dots), "-y", dot(y*dots), "-W", dot(s.Width*dots), "-H", dot(s.Height*dots), in).Output()
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			if got := read(t, img, qrcode.NewQRCodeReader()); got != labels[n].Link {
				t.Errorf("%s: QR is read as %q", s.Name, got)
			}
			if got := read(t, img, oned.NewCode128Reader()); got != labels[n].Code {
				t.Errorf("%s: Code 128 is read as %q", s.Name, got)
			}
		}
	}
}

func dot(v float64) string { return strconv.Itoa(int(v)) }
