package labels

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

const (
	family   = "label"
	pointsMM = 72 / 25.4
	baseline = 0.93 // of the size, from the top of a line
)

// pdf draws labels onto sheets or single pages, start-1 of the first sheet left free.
func pdf(labels []Label, stock *Stock, start, copies int, made time.Time) ([]byte, error) {
	light, err := regular()
	if err != nil {
		return nil, err
	}
	strong, err := bold()
	if err != nil {
		return nil, err
	}
	doc := document(stock, light, strong, made)
	l := &layout{width: stock.Width, height: stock.Height, strong: strong, light: light}
	at := start - 1
	for i := range labels {
		d, err := l.draw(&labels[i])
		if err != nil {
			return nil, err
		}
		for range copies {
			if doc.PageCount() == 0 || at%stock.perPage() == 0 {
				doc.AddPage()
			}
			x, y := stock.place(at)
			d.paint(doc, x, y, stock.PageH)
			at++
		}
	}
	var out bytes.Buffer
	if err := doc.Output(&out); err != nil {
		return nil, fmt.Errorf("labels: PDF: %w", err)
	}
	return out.Bytes(), nil
}

func document(stock *Stock, light, strong *typeface, made time.Time) *fpdf.Fpdf {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: stock.PageW, Ht: stock.PageH}})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCreationDate(made)
	doc.SetModificationDate(made)
	doc.SetTitle("Labels", true)
	doc.AddUTF8FontFromBytes(family, "", light.data)
	doc.AddUTF8FontFromBytes(family, "B", strong.data)
	return doc
}

// paint draws a label with its corner at x, y.
func (d *drawing) paint(doc *fpdf.Fpdf, x, y, pageH float64) {
	for _, l := range d.lines {
		style := ""
		if l.strong {
			style = "B"
		}
		doc.SetFont(family, style, l.size*pointsMM)
		doc.Text(x+l.x, y+l.y+l.size*baseline, l.text)
	}
	d.qr.paint(doc, x, y, pageH)
	d.bars.paint(doc, x, y, pageH)
}

// paint fills all dark modules as one path: no hairlines between them, crisp at any resolution.
func (g *grid) paint(doc *fpdf.Fpdf, x, y, pageH float64) {
	out := []byte("q ")
	number := func(v float64) { out = append(strconv.AppendFloat(out, v, 'f', 4, 64), ' ') }
	for _, v := range [...]float64{g.module * pointsMM, 0, 0, -g.height * pointsMM, (x + g.x) * pointsMM, (pageH - y - g.y) * pointsMM} {
		number(v)
	}
	out = append(out, "cm\n"...)
	for row := range g.h {
		for col := 0; col < g.w; col++ {
			first := col
			for col < g.w && g.dark(col, row) {
				col++
			}
			if col > first {
				out = fmt.Appendf(out, "%d %d %d 1 re\n", first, row, col-first)
			}
		}
	}
	doc.RawWriteStr(string(append(out, "f Q"...)))
}
