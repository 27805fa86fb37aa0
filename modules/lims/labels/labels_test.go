package labels

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func faces(t testing.TB) (light, strong *typeface) {
	t.Helper()
	light, err := regular()
	if err != nil {
		t.Fatal(err)
	}
	if strong, err = bold(); err != nil {
		t.Fatal(err)
	}
	return light, strong
}

var everyHazard = []string{"explosive", "flammable", "oxidizing", "compressed_gas", "corrosive", "toxic", "irritant", "health_hazard", "environmental_hazard"}

func awkward() map[string]func(*Label) {
	long := strings.Repeat("Überstruktur SiO₂/Ω·cm 日本 ", 20)
	return map[string]func(*Label){
		"short": nil, "nothing more": func(l *Label) { l.About, l.Hazards = "", nil },
		"long":       func(l *Label) { l.Name, l.About, l.Foot = long+"17", long, long },
		"no spaces":  func(l *Label) { l.Name, l.About = strings.Repeat("W", 500), strings.Repeat("ﷺ", 300) },
		"everything": func(l *Label) { l.Hazards = everyHazard },
		"too much":   func(l *Label) { l.Hazards = append([]string{long, "b" + long}, everyHazard...); l.Name = long },
		"long code": func(l *Label) {
			l.Code, l.Link = "SMP-2026-123456789012345678", "https://"+strings.Repeat("lims.", 30)+"example.org/r/SMP-2026-123456789012345678"
		},
	}
}

// TestNothingOverlaps: on every stock and printer all lines lie within the label, below each other, beside the QR code
// and above the bars; the code is whole and no hazard is lost without a word.
func TestNothingOverlaps(t *testing.T) {
	light, strong := faces(t)
	for _, s := range stocks() {
		for _, step := range []float64{0, 1. / 8, 1. / 12, 1. / 24} {
			for name, change := range awkward() {
				label := sample("000001", change)
				d, err := (&layout{width: s.Width, height: s.Height, step: step, light: light, strong: strong, upper: step > 0}).draw(&label)
				if err != nil {
					t.Fatal(err)
				}
				faults(t, fmt.Sprintf("%s %.3f %s", s.Name, step, name), &s, strong, d, &label)
			}
		}
	}
}

func faults(t *testing.T, what string, s *Stock, strong *typeface, d *drawing, label *Label) {
	t.Helper()
	below, text := 0.0, ""
	for _, l := range d.lines {
		text += l.text + " "
		if right := l.x + strong.width(l.text, l.size); right > s.Width-margin+0.01 && l.strong {
			t.Errorf("%s: %q ends at %.2f of %.2f", what, l.text, right, s.Width)
		}
		if l.y < below-1e-9 || l.y+l.size > d.bars.y || l.x < d.qr.x+d.qr.module*float64(d.qr.w+quiet)-1e-9 || l.size < 0.8 {
			t.Errorf("%s: %q is at %.2f, %.2f, %.2f high", what, l.text, l.x, l.y, l.size)
		}
		below = l.y + l.size
	}
	if d.lines[0].text != label.Code {
		t.Errorf("%s: the code is %q", what, d.lines[0].text)
	}
	for _, h := range label.Hazards {
		if !strings.Contains(text, pictogram(h)) && !strings.Contains(text, fmt.Sprintf("(%d hazards)", len(label.Hazards))) {
			t.Errorf("%s: %s is lost: %s", what, h, text)
		}
	}
	if d.qr.y+d.qr.module*float64(d.qr.h) > d.bars.y-0.5 || d.bars.x < 0 || d.bars.x+d.bars.module*float64(d.bars.w) > s.Width {
		t.Errorf("%s: QR to %.2f, bars from %.2f, %.2f to %.2f", what, d.qr.y+d.qr.module*float64(d.qr.h), d.bars.y, d.bars.x, d.bars.x+d.bars.module*float64(d.bars.w))
	}
}

// TestPlain: letters are printed or something stands in their place; nothing hides or turns others around.
func TestPlain(t *testing.T) {
	_, f := faces(t)
	for in, want := range map[string]string{
		"µ ü Ω Å SiO₂ cm⁻¹ ≤": "µ ü Ω Å SiO₂ cm⁻¹ ≤", "e\u0301": "é", "日本": "\uFFFD\uFFFD", "😀": "\uFFFD", "שלום a": "\uFFFD\uFFFD\uFFFD\uFFFD a",
		"a\u202Eb\u200Bc": "abc", "  a\r\n\tb  ": "a b", "a\x00b": "a b", "\u2126": "Ω", "": "",
	} {
		if got := f.plain(in); got != want {
			t.Errorf("%q is printed as %q, want %q", in, got, want)
		}
	}
	if got := f.shorten("W-2026-lot-17-wafer-01", 1, 7); !strings.HasPrefix(got, "W-") || !strings.HasSuffix(got, "01") || !strings.Contains(got, ellipsis) {
		t.Errorf("%q", got)
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"µ日\u202e^XA", "\xff\xc0", "a\u0301\u0301", "𝔘"} {
		f.Add(s)
	}
	_, face := faces(f)
	f.Fuzz(func(t *testing.T, s string) {
		label := sample("000001", func(l *Label) { l.Name, l.Hazards = s, []string{s} })
		out, err := zpl([]Label{label}, stockNamed(defaultRoll), 8, 1)
		if err != nil {
			t.Fatal(err)
		}
		commands(t, string(out), 1)
		if p := face.plain(s); !utf8.ValidString(p) || face.plain(p) != p {
			t.Errorf("%q → %q → %q", s, p, face.plain(p))
		}
	})
}

var command = regexp.MustCompile(`[\^~]..`)

// commands finds every command that a printer would see, and that they are the expected ones.
func commands(t testing.TB, text string, labels int) {
	t.Helper()
	count := map[string]int{}
	for _, c := range command.FindAllString(text, -1) {
		count[c]++
	}
	allowed := "^XA^XZ^CI^PW^LL^LH^FO^A0^FH^FD^FS^GF^BQ^BY^BC^PQ"
	for c, n := range count {
		if !strings.Contains(allowed, c) || (c == "^XA" || c == "^XZ" || c == "^BQ" || c == "^BC") && n != labels {
			t.Errorf("%d times %s in %s", n, c, text)
		}
	}
	if count["^FO"] != count["^FS"] || count["^FD"] != count["^FH"] {
		t.Errorf("%v", count)
	}
}

// TestZPLCommandsInNames: no text can be a command.
func TestZPLCommandsInNames(t *testing.T) {
	nasty := "x^FS^XZ^XA^FD~JA~DG_5E_7Exs^CC!_\\&>;\r\n^XZ"
	out, err := zpl([]Label{sample("000001", func(l *Label) { l.Name, l.About, l.Foot, l.Hazards = nasty, nasty, nasty, []string{nasty} })}, stockNamed("roll-102x51"), 12, 3)
	if err != nil {
		t.Fatal(err)
	}
	commands(t, string(out), 1)
	if !strings.Contains(string(out), "^FDx_5EFS_5EXZ") || !strings.Contains(string(out), "^PQ3\n") {
		t.Errorf("%s", out)
	}
}

// TestZPLGolden: a label for each printer.
func TestZPLGolden(t *testing.T) {
	var out []byte
	for _, dots := range []int{8, 12, 24} {
		one, err := zpl([]Label{sample("000001", func(l *Label) { l.Name = "Wafer µ-Fläche 1" })}, stockNamed(defaultRoll), dots, 1)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, one...)
	}
	const golden = "testdata/labels.zpl"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(golden, out, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || string(want) != string(out) {
		t.Errorf("%v; differs from %s:\n%s", err, golden, out)
	}
}

// TestGraphic reads the dots of a picture back.
func TestGraphic(t *testing.T) {
	_, f := faces(t)
	img, err := f.draw("Ω₂ "+strings.Repeat("Ж", 60), 24)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitN(strings.TrimPrefix(graphic(img), "^GFA,"), ",", 4)
	var total, stride int
	if _, err := fmt.Sscan(parts[0]+" "+parts[2], &total, &stride); err != nil {
		t.Fatal(err)
	}
	text := unpacked(parts[3], stride*2)
	if len(text) != total*2 {
		t.Fatalf("%d digits, want %d", len(text), total*2)
	}
	ink := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			dark := strings.IndexByte("0123456789ABCDEF", text[y*stride*2+x/4])>>(3-x%4)&1 == 1
			if dark != (img.AlphaAt(x, y).A >= 0x80) {
				t.Fatalf("dot %d, %d", x, y)
			}
			if dark {
				ink++
			}
		}
	}
	if ink < 1000 {
		t.Errorf("%d dots", ink)
	}
}

// unpacked undoes the runs of ^GFA.
func unpacked(data string, digits int) string {
	out, n := "", 0
	for _, c := range data {
		switch {
		case c == ',':
			out += strings.Repeat("0", digits-len(out)%digits)
		case c == ':':
			out += out[len(out)-digits:]
		case c >= 'G' && c <= 'Y':
			n += int(c-'G') + 1
		case c >= 'g' && c <= 'z':
			n += 20 * (int(c-'g') + 1)
		default:
			out += strings.Repeat(string(c), max(n, 1))
			n = 0
		}
	}
	return out
}

// TestThousandLabels: in a time that a person waits, and in memory that the server has.
func TestThousandLabels(t *testing.T) {
	many := make([]Label, 1000)
	for i := range many {
		many[i] = sample(fmt.Sprintf("%06d", i), nil)
	}
	for name, made := range map[string]func() ([]byte, error){
		"pdf": func() ([]byte, error) { return pdf(many, stockNamed(defaultSheet), 1, 1, time.Unix(0, 0)) },
		"zpl": func() ([]byte, error) { return zpl(many, stockNamed(defaultRoll), 8, 1) },
	} {
		began := time.Now()
		out, err := made()
		if took := time.Since(began); err != nil || took > 20*time.Second || len(out) > 4<<20 {
			t.Errorf("%s: %v, %s, %d bytes", name, err, took, len(out))
		}
	}
}
