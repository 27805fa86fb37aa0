package textdiff

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWords bounds the comparison of words within one change: a person does not read further.
const maxWords = 4000

// Span is a part of a rewritten line.
type Span struct {
	Text    string `json:"text"`
	Changed bool   `json:"changed"`
}

// Words marks, where lines were rewritten and the two sides still resemble each other, the words that changed.
func Words(lines []Line) {
	for i := 0; i < len(lines); {
		from := i
		for ; i < len(lines) && lines[i].Op == Removed; i++ {
		}
		middle := i
		for ; i < len(lines) && lines[i].Op == Added; i++ {
		}
		if from < middle && middle < i {
			rewritten(lines[from:middle], lines[middle:i])
		}
		if i == from {
			i++
		}
	}
}

func rewritten(removed, added []Line) {
	a, b := words(joined(removed)), words(joined(added))
	if len(a) > maxWords || len(b) > maxWords {
		return
	}
	keptA, keptB, kept := make([]bool, len(a)), make([]bool, len(b)), 0
	for _, p := range pairs(number(a, b)) {
		keptA[p.a], keptB[p.b] = true, true
		kept += size(a[p.a])
	}
	// Colouring single letters of a new text would hide that it is new: a third of the longer side must have stayed.
	if 3*kept < max(size(a...), size(b...)) {
		return
	}
	mark(removed, a, keptA)
	mark(added, b, keptB)
}

func joined(lines []Line) string {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.Text
	}
	return strings.Join(texts, "\n")
}

// size counts what is not space: two texts are not alike because they have the same gaps.
func size(list ...string) (n int) {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			n += len(s)
		}
	}
	return n
}

// words cuts a text into runs of letters and digits, runs of space, line feeds and single other signs.
func words(text string) (out []string) {
	for text != "" {
		r, n := utf8.DecodeRuneInString(text)
		if k := kindOf(r); k != sign {
			for n < len(text) {
				next, size := utf8.DecodeRuneInString(text[n:])
				if kindOf(next) != k {
					break
				}
				n += size
			}
		}
		out = append(out, text[:n])
		text = text[n:]
	}
	return out
}

const (
	sign = iota
	word
	space
)

func kindOf(r rune) int {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return word
	case r != '\n' && unicode.IsSpace(r):
		return space
	}
	return sign
}

// mark hands the words out to their lines.
func mark(lines []Line, list []string, kept []bool) {
	at := 0
	for i, s := range list {
		if s == "\n" {
			at++
			continue
		}
		spans := lines[at].Spans
		if n := len(spans); n > 0 && spans[n-1].Changed != kept[i] {
			spans[n-1].Text += s
			continue
		}
		lines[at].Spans = append(spans, Span{Text: s, Changed: !kept[i]})
	}
}
