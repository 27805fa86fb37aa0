package labels

import (
	"fmt"
	"math"
	"strings"
)

// zpl writes labels for a printer of so many dots per millimetre (ZPL II). Nothing of a text can be a command: all but
// letters, digits and harmless marks travels as _HH (^FH), and a text that the printer's own letters lack as a picture.
func zpl(labels []Label, stock *Stock, dots, copies int) ([]byte, error) {
	light, err := regular()
	if err != nil {
		return nil, err
	}
	strong, err := bold()
	if err != nil {
		return nil, err
	}
	l := &layout{width: stock.Width, height: stock.Height, step: 1 / float64(dots), strong: strong, light: light, upper: true}
	var b strings.Builder
	for i := range labels {
		d, err := l.draw(&labels[i])
		if err == nil {
			err = l.printed(&b, d, dots, copies)
		}
		if err != nil {
			return nil, err
		}
	}
	return []byte(b.String()), nil
}

func (l *layout) printed(b *strings.Builder, d *drawing, dots, copies int) error {
	at := func(mm float64) int { return int(math.Round(mm * float64(dots))) }
	fmt.Fprintf(b, "^XA\n^CI28\n^PW%d\n^LL%d\n^LH0,0\n", at(l.width), at(l.height))
	for _, text := range d.lines {
		size := int(text.size * float64(dots))
		if own(text.text) {
			fmt.Fprintf(b, "^FO%d,%d^A0N,%d,%d^FH^FD%s^FS\n", at(text.x), at(text.y), size, size, escaped(text.text))
			continue
		}
		picture, err := l.face(text.strong).draw(text.text, size)
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "^FO%d,%d%s^FS\n", at(text.x), at(text.y), graphic(picture))
	}
	fmt.Fprintf(b, "^FO%d,%d^BQN,2,%d^FH^FDMA,%s^FS\n", at(d.qr.x), at(d.qr.y), at(d.qr.module), escaped(d.link))
	fmt.Fprintf(b, "^FO%d,%d^BY%d,2,%d^BCN,%d,N,N,N,N^FH^FD%s^FS\n", at(d.bars.x), at(d.bars.y), at(d.bars.module), at(d.bars.height), at(d.bars.height),
		strings.ReplaceAll(escaped(invocations(d.code)), "_3E", ">"))
	if copies > 1 {
		fmt.Fprintf(b, "^PQ%d\n", copies)
	}
	b.WriteString("^XZ\n")
	return nil
}

// own tells whether every printer's scalable letters have the text: Latin of western Europe.
func own(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0xFF && r != '…' || r == 0xAD })
}

// escaped writes what could be taken for a command, and all that is not ASCII, as hexadecimal bytes.
func escaped(s string) string {
	s = strings.ReplaceAll(s, "…", "...")
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(" .-:/", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "_%02X", c)
		}
	}
	return b.String()
}
