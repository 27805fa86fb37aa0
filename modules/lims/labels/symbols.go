package labels

import (
	"fmt"
	"image"
	"strings"

	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
)

// symbol is a QR code or the bars of Code 128 (one row), in modules.
type symbol struct {
	w, h int
	dark func(x, y int) bool
}

// qrOf makes a QR code that survives the loss of 15 % of it.
func qrOf(text string) (*symbol, error) {
	m, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("labels: QR code of %q: %w", text, err)
	}
	return symbolOf(m), nil
}

func barsOf(code string) (*symbol, error) {
	m, err := code128.Encode(code)
	if err != nil {
		return nil, fmt.Errorf("labels: Code 128 of %q: %w", code, err)
	}
	return symbolOf(m), nil
}

func symbolOf(m image.Image) *symbol {
	size := m.Bounds().Size()
	return &symbol{w: size.X, h: size.Y, dark: func(x, y int) bool {
		r, _, _, _ := m.At(x, y).RGBA()
		return r < 0x8000
	}}
}

// invocations spells a code for ^BC the way barsOf encodes it: pairs of digits in subset C, the rest in B. What the
// printer draws is then exactly as wide as was planned.
func invocations(code string) string {
	var b strings.Builder
	for i, in := 0, byte(0); i < len(code); {
		need := 4
		if in == 'C' {
			need = 2
		}
		if digits(code[i:]) >= need {
			if in != 'C' {
				b.WriteString(map[bool]string{true: ">;", false: ">5"}[in == 0])
				in = 'C'
			}
			b.WriteString(code[i : i+2])
			i += 2
			continue
		}
		if in != 'B' {
			b.WriteString(map[bool]string{true: ">:", false: ">6"}[in == 0])
			in = 'B'
		}
		if b.WriteByte(code[i]); code[i] == '>' {
			b.WriteByte('0')
		}
		i++
	}
	return b.String()
}

// digits counts those a text begins with.
func digits(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}
