package labels

import "math"

// line is one line of text: a corner, the size of its letters, both in millimetres.
type line struct {
	text       string
	x, y, size float64
	strong     bool
}

// grid is a symbol at a place; module is the side of one, height that of the bars.
type grid struct {
	*symbol
	x, y, module, height float64
}

// drawing is a label laid out: QR code at the left, text beside it, the bars below both.
type drawing struct {
	lines []line
	code  string
	link  string
	qr    grid
	bars  grid
}

// layout arranges labels of one size. step is what modules are whole multiples of, 0 for a page without dots.
type layout struct {
	width, height, step float64
	strong, light       *typeface
	upper               bool // a printer's own letters are used: measure with the wider typeface
}

const (
	margin      = 1.5  // from the edge, where a cutter may be off
	quiet       = 4    // modules around a QR code
	quietBars   = 10   // modules beside Code 128
	widestQR    = 24.0 // mm
	widestBar   = 0.38 // mm per module
	largest     = 3.4  // mm: letters
	smallest    = 1.6  // mm: letters that can still be read
	lineSpacing = 1.2
	mostDots    = 10  // per module, in ZPL
	slack       = 1.3 // mm: printers place QR codes up to ten dots low
)

// draw lays out one label.
func (l *layout) draw(label *Label) (*drawing, error) {
	bars, err := barsOf(label.Code)
	if err != nil {
		return nil, err
	}
	code, err := qrOf(label.Link)
	if err != nil {
		return nil, err
	}
	d := &drawing{code: label.Code, link: label.Link}
	barHeight := min(max(l.height*0.2, 4), 9)
	module := l.snap(min((l.width-0.5)/float64(bars.w+2*quietBars), widestBar))
	d.bars = grid{bars, (l.width - module*float64(bars.w)) / 2, l.height - margin - barHeight, module, barHeight}
	side := min(d.bars.y-margin-1, widestQR, l.width*0.4)
	module = l.snap((side - l.reserve()) / float64(code.w))
	d.qr = grid{code, max(margin, quiet*module*0.5), margin, module, module}
	left := d.qr.x + module*float64(code.w+quiet)
	d.lines = l.write(label, area{left, margin, l.width - margin - left, d.bars.y - 0.8 - margin})
	return d, nil
}

// snap makes a module whole dots.
func (l *layout) snap(module float64) float64 {
	if l.step == 0 {
		return module
	}
	return min(max(1, math.Floor(module/l.step+1e-9)), mostDots) * l.step
}

func (l *layout) reserve() float64 {
	if l.step == 0 {
		return 0
	}
	return slack
}
