package labels

import (
	"fmt"
	"image"
	"strings"
)

// graphic writes an image as ^GFA, rows of hexadecimal digits with runs counted: G–Y are 1–19 times the next digit, g–z
// multiples of 20, a comma fills a row with white, a colon repeats the row above.
func graphic(img *image.Alpha) string {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	stride := (w + 7) / 8
	var b strings.Builder
	fmt.Fprintf(&b, "^GFA,%d,%d,%d,", stride*h, stride*h, stride)
	before := ""
	for y := range h {
		row := make([]byte, 2*stride)
		for i := range row {
			digit := 0
			for x := 4 * i; x < 4*i+4; x++ {
				if digit *= 2; x < w && img.AlphaAt(x, y).A >= 0x80 {
					digit++
				}
			}
			row[i] = "0123456789ABCDEF"[digit]
		}
		if string(row) == before {
			b.WriteByte(':')
		} else {
			before = string(row)
			b.WriteString(runs(before))
		}
	}
	return b.String()
}

// runs shortens one row.
func runs(row string) string {
	var b strings.Builder
	text := strings.TrimRight(row, "0")
	for i := 0; i < len(text); {
		n := 1
		for i+n < len(text) && text[i+n] == text[i] {
			n++
		}
		b.WriteString(repeated(n))
		b.WriteByte(text[i])
		i += n
	}
	if len(text) < len(row) {
		b.WriteByte(',')
	}
	return b.String()
}

func repeated(n int) string {
	var b strings.Builder
	for ; n > 400; n -= 400 {
		b.WriteByte('z')
	}
	if n == 1 && b.Len() == 0 {
		return ""
	}
	if n >= 20 {
		b.WriteByte("ghijklmnopqrstuvwxyz"[n/20-1])
	}
	if n%20 > 0 {
		b.WriteByte("GHIJKLMNOPQRSTUVWXY"[n%20-1])
	}
	return b.String()
}
