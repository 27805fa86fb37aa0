package labels

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Label is what stands on one label.
type Label struct {
	Code    string // to read, and as Code 128
	Name    string
	About   string   // type and lot
	Hazards []string // GHS words, or words of the laboratory's own
	Foot    string   // organisation and date
	Link    string   // in the QR code
}

// pictograms are the numbers of the GHS words (UN GHS annex 1).
func pictogram(word string) string {
	for i, w := range [...]string{"explosive", "flammable", "oxidizing", "compressed_gas", "corrosive", "toxic", "irritant", "health_hazard", "environmental_hazard"} {
		if w == word {
			return "GHS0" + string(rune('1'+i))
		}
	}
	return ""
}

// warnings are the hazards in full, and as short as they can be without losing one.
func warnings(hazards []string) (full, short string) {
	var words, codes, own []string
	for _, h := range hazards {
		if code := pictogram(h); code != "" {
			words, codes = append(words, code+" "+strings.ReplaceAll(h, "_", " ")), append(codes, code)
		} else {
			own = append(own, h)
		}
	}
	slices.Sort(words)
	slices.Sort(codes)
	return strings.Join(append(words, own...), ", "), strings.TrimSpace(strings.Join(codes, " ") + " " + strings.Join(own, ", "))
}

// plain makes a text one line of letters that a reader sees the way they are stored: composed, without control and
// invisible characters; a stand-in takes the place of what the typeface lacks or would show in the wrong order.
func (t *typeface) plain(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFC.String(s) {
		switch {
		case blank(r):
			space = b.Len() > 0
			continue
		case invisible(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if !t.has(r) || rightToLeft(r) {
			r = standIn
		}
		b.WriteRune(r)
	}
	return b.String()
}

const (
	standIn  = '\uFFFD'
	ellipsis = "…"
)

// shorten fits a text into a width: names of a series differ at their ends, so the middle goes.
func (t *typeface) shorten(s string, size, width float64) string {
	if t.width(s, size) <= width {
		return s
	}
	letters := []rune(s)
	for keep := len(letters) - 1; keep > 0; keep-- {
		tail := keep * 2 / 5
		short := string(letters[:keep-tail]) + ellipsis + string(letters[len(letters)-tail:])
		if t.width(short, size) <= width {
			return short
		}
	}
	return ellipsis
}
