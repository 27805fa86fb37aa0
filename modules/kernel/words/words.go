package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

const (
	maxWord  = 100     // bytes of a word that count
	maxWords = 900_000 // bytes of all words: PostgreSQL keeps at most a megabyte of them
)

// Of lists the words of a text once each, folded so that case and form of writing make no difference: runs of letters
// and digits. No language is assumed: a laboratory writes several.
func Of(text string) []string {
	seen := map[string]bool{}
	var out []string
	total := 0
	for _, w := range strings.FieldsFunc(fold(text), parts) {
		if len(w) > maxWord {
			w = strings.ToValidUTF8(w[:maxWord], "")
		}
		if !seen[w] {
			if total += len(w); total > maxWords {
				break
			}
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// Org is the word in every text of an organisation: it takes the index straight to its own texts.
func Org(org id.ID) string { return strings.ReplaceAll(org.String(), "-", "") }

// Query is the condition that every word of q begins a word of a text, in the form of tsquery, with the word that stands
// for the organisation. Empty when q has no word of two letters: too much begins with one.
func Query(q string, org id.ID) string {
	long := false
	var b strings.Builder
	b.WriteString("'" + Org(org) + "'")
	for _, w := range Of(q) {
		long = long || utf8.RuneCountInString(w) > 1
		b.WriteString(" & '" + w + "':*") // letters and digits alone: nothing to escape
	}
	if !long {
		return ""
	}
	return b.String()
}

func fold(s string) string { return strings.ToLower(norm.NFKC.String(s)) }

func parts(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }
