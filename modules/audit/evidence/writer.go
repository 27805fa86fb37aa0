package evidence

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"github.com/boombuler/barcode/qr"
	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	"golang.org/x/image/font/sfnt"
)

// Measures of the page, in millimetres: A4.
const (
	typeface  = "evidence"
	margin    = 12.0
	pageW     = 210.0
	pageH     = 297.0
	headH     = 30.0
	lineH     = 4.0
	small     = 6.5
	normal    = 8.0
	large     = 11.0
	signLine  = 3.0
	mostSigns = 20 // lines at the foot of a page; more are counted there and listed inside
	nameW     = 48.0
)

// heading is what stands on every page.
type heading struct {
	Code, House, Link, Foot string
	Manifested              []string
	Made                    time.Time
}

// writer lays out a report.
type writer struct {
	doc    *fpdf.Fpdf
	h      heading
	face   *sfnt.Font
	buffer sfnt.Buffer
	known  map[rune]bool
}

func newWriter(h heading) (*writer, error) {
	face, err := sfnt.Parse(dejavusanscondensed.TTF)
	if err != nil {
		return nil, fmt.Errorf("evidence: typeface: %w", err)
	}
	if len(h.Manifested) > mostSigns {
		more := len(h.Manifested) - mostSigns + 1
		h.Manifested = append(h.Manifested[:mostSigns-1:mostSigns-1], fmt.Sprintf("and %d more signatures, see Signatures", more))
	}
	w := &writer{doc: fpdf.New("P", "mm", "A4", ""), h: h, face: face, known: map[rune]bool{}}
	d := w.doc
	d.SetCatalogSort(true)
	d.SetCreationDate(h.Made)
	d.SetModificationDate(h.Made)
	d.SetTitle("Evidence of "+h.Code, true)
	d.SetProducer("SPECTRA-Lab", true)
	d.AddUTF8FontFromBytes(typeface, "", dejavusanscondensed.TTF)
	d.AddUTF8FontFromBytes(typeface, "B", dejavusanscondensedbold.TTF)
	d.SetMargins(margin, margin+headH, margin)
	d.SetAutoPageBreak(true, margin+w.footHeight())
	d.AliasNbPages("{nb}")
	code, err := qr.Encode(h.Link, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("evidence: QR code: %w", err)
	}
	d.SetHeaderFunc(func() {
		w.head()
		b := code.Bounds()
		module := 24.0 / float64(b.Dx())
		d.SetFillColor(0, 0, 0)
		for y := range b.Dy() {
			for x := range b.Dx() {
				if r, _, _, _ := code.At(x, y).RGBA(); r < 0x8000 {
					d.Rect(pageW-margin-24+float64(x)*module, margin+float64(y)*module, module, module, "F")
				}
			}
		}
		d.SetXY(margin, margin+headH)
	})
	d.SetFooterFunc(w.foot)
	d.AddPage()
	return w, d.Error()
}

func (w *writer) footHeight() float64 { return 12 + signLine*float64(len(w.h.Manifested)) }

func (w *writer) head() {
	d := w.doc
	d.SetXY(margin, margin)
	d.SetFont(typeface, "B", large)
	d.CellFormat(150, 6, w.plain("Evidence of "+w.h.Code), "", 2, "L", false, 0, "")
	d.SetFont(typeface, "", normal)
	d.CellFormat(150, lineH+1, w.plain(w.h.House), "", 2, "L", false, 0, "")
	d.CellFormat(150, lineH+1, w.plain(w.h.Link), "", 2, "L", false, 0, "")
}

func (w *writer) foot() {
	d := w.doc
	d.SetY(-margin - w.footHeight() + 4)
	d.SetFont(typeface, "B", small)
	for _, one := range w.h.Manifested {
		d.CellFormat(0, signLine, w.plain(one), "", 1, "L", false, 0, "")
	}
	d.SetFont(typeface, "", small)
	d.CellFormat(0, signLine, w.plain(w.h.Foot), "", 1, "L", false, 0, "")
	d.CellFormat(0, signLine, fmt.Sprintf("Page %d of {nb}", d.PageNo()), "", 1, "R", false, 0, "")
}

func (w *writer) section(text string) {
	w.doc.Ln(2)
	w.doc.SetFont(typeface, "B", large)
	w.doc.MultiCell(0, 6, w.plain(text), "B", "L", false)
	w.doc.Ln(1)
}

// pair is a name and its value.
func (w *writer) pair(name, value string) {
	w.row([]string{name, value}, []float64{nameW, pageW - 2*margin - nameW}, true)
}

func (w *writer) line(text string) {
	w.doc.SetFont(typeface, "", normal)
	w.doc.MultiCell(0, lineH, w.plain(text), "", "L", false)
}

func (w *writer) note(text string) {
	w.doc.SetFont(typeface, "", small)
	w.doc.MultiCell(0, lineH, w.plain(text), "", "L", false)
}

func (w *writer) table(heads []string, widths []float64, n int, cells func(i int) []string) {
	w.row(heads, widths, true)
	for i := range n {
		w.row(cells(i), widths, false)
	}
}

// row sets cells beside each other. One that is longer than the page goes on over the next ones, line by line.
func (w *writer) row(cells []string, widths []float64, strong bool) {
	d := w.doc
	lines := make([][]string, len(cells))
	most := 0
	for i, text := range cells {
		style := ""
		if strong && i == 0 {
			style = "B"
		}
		d.SetFont(typeface, style, normal)
		lines[i] = d.SplitText(w.plain(text), widths[i]-1)
		most = max(most, len(lines[i]))
	}
	auto, bottom := d.GetAutoPageBreak()
	d.SetAutoPageBreak(false, bottom)
	for n := range most {
		if d.GetY()+lineH > pageH-margin-w.footHeight() {
			d.AddPage()
		}
		x, y := margin, d.GetY()
		for i := range cells {
			if n < len(lines[i]) {
				style := ""
				if strong && i == 0 {
					style = "B"
				}
				d.SetFont(typeface, style, normal)
				d.SetXY(x, y)
				d.CellFormat(widths[i], lineH, lines[i][n], "", 0, "L", false, 0, "")
			}
			x += widths[i]
		}
		d.SetXY(margin, y+lineH)
	}
	d.SetAutoPageBreak(auto, bottom)
}

// plain names what the typeface cannot draw, so that nothing is lost silently.
func (w *writer) plain(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteString("    ")
		case r == '\r':
		case unicode.IsControl(r) || !w.draws(r):
			fmt.Fprintf(&b, "[U+%04X]", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (w *writer) draws(r rune) bool {
	if r > 0xFFFF {
		return false
	}
	has, seen := w.known[r]
	if !seen {
		glyph, err := w.face.GlyphIndex(&w.buffer, r)
		has = err == nil && glyph != 0
		w.known[r] = has
	}
	return has
}

func (w *writer) close() ([]byte, error) {
	var out bytes.Buffer
	if err := w.doc.Output(&out); err != nil {
		return nil, fmt.Errorf("evidence: PDF: %w", err)
	}
	return out.Bytes(), nil
}
