package labels

import (
	"fmt"
	"image"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"
)

// typeface is DejaVu Sans Condensed: Latin, Greek, Cyrillic, indices and mathematics, as chemistry needs them. One
// serves one caller at a time.
type typeface struct {
	data   []byte
	font   *sfnt.Font
	buffer sfnt.Buffer
	widths map[rune]float64 // per unit of size; negative: the typeface lacks it
}

func newTypeface(data []byte) (*typeface, error) {
	f, err := opentype.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("labels: typeface: %w", err)
	}
	return &typeface{data: data, font: f, widths: map[rune]float64{}}, nil
}

func regular() (*typeface, error) { return newTypeface(dejavusanscondensed.TTF) }

func bold() (*typeface, error) { return newTypeface(dejavusanscondensedbold.TTF) }

// advance is how far one letter of size 1 goes.
func (t *typeface) advance(r rune) float64 {
	if w, known := t.widths[r]; known {
		return w
	}
	const units = 2048
	w := -1.0
	if glyph, err := t.font.GlyphIndex(&t.buffer, r); err == nil && glyph != 0 {
		if a, err := t.font.GlyphAdvance(&t.buffer, glyph, fixed.I(units), font.HintingNone); err == nil {
			w = float64(a) / 64 / units
		}
	}
	t.widths[r] = w
	return w
}

// has leaves out what lies beyond the basic plane, which PDF's simple letters cannot name.
func (t *typeface) has(r rune) bool { return r <= 0xFFFF && t.advance(r) >= 0 }

// width is that of a plain text.
func (t *typeface) width(s string, size float64) float64 {
	sum := 0.0
	for _, r := range s {
		sum += max(t.advance(r), 0)
	}
	return sum * size
}

// draw writes a plain text as dots, ink 1, on an image as high as the line.
func (t *typeface) draw(s string, dots int) (*image.Alpha, error) {
	face, err := opentype.NewFace(t.font, &opentype.FaceOptions{Size: float64(dots), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("labels: typeface: %w", err)
	}
	m := face.Metrics()
	img := image.NewAlpha(image.Rect(0, 0, font.MeasureString(face, s).Ceil(), (m.Ascent + m.Descent).Ceil()))
	d := font.Drawer{Dst: img, Src: image.Opaque, Face: face, Dot: fixed.Point26_6{Y: m.Ascent}}
	d.DrawString(s)
	return img, face.Close()
}

func blank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// invisible are marks that change how others look or nothing at all: joiners, directions, variation selectors.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Cs, r)
}

// rightToLeft needs an order and shapes that are not made here.
func rightToLeft(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}
