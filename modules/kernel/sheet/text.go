package sheet

import (
	"strings"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// Cell is one value. Number says that the text is a measured or counted value; other text stays text, even a lot 007.
type Cell struct {
	Text   string
	Number bool
}

// Texts makes a row of text.
func Texts(texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, t := range texts {
		out[i].Text = t
	}
	return out
}

// triggers are what makes a spreadsheet take a text for a formula, the wide forms of East Asian keyboards among them.
const triggers = "=+-@\t\r\n＝＋－＠"

// Safe writes a text so that no spreadsheet evaluates it: with a leading apostrophe, which they take for "this is text".
// A number stays what it is: -1.5 is no formula.
func Safe(s string) string {
	if evaluated(s) && !values.IsDecimal(s) {
		return "'" + s
	}
	return s
}

// Plain takes back what Safe did.
func Plain(s string) string {
	if rest, quoted := strings.CutPrefix(s, "'"); quoted && evaluated(rest) && !values.IsDecimal(rest) {
		return rest
	}
	return s
}

// evaluated looks behind apostrophes, so that a text that has one of its own comes back whole.
func evaluated(s string) bool {
	s = strings.TrimLeft(s, "'")
	for _, first := range s {
		return strings.ContainsRune(triggers, first)
	}
	return false
}
