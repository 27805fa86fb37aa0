package textdiff

import "strings"

// Op says to which of the two texts a line belongs.
type Op string

// The operations.
const (
	Same    Op = "same"
	Removed Op = "removed"
	Added   Op = "added"
)

// Line is one line of the older text, of the newer one, or of both.
type Line struct {
	Op    Op     `json:"op" enum:"same,removed,added"`
	Old   int    `json:"old,omitempty" doc:"Number of the line in the older text, from 1."`
	New   int    `json:"new,omitempty" doc:"Number of the line in the newer text, from 1."`
	Text  string `json:"text"`
	Spans []Span `json:"spans,omitempty" doc:"Of a rewritten line: which words are not the same on the other side."`
}

// Lines compares two texts. What is removed at a place comes before what is added there. The lines that are not added,
// joined by line feeds, are the older text to the last character; those that are not removed are the newer one.
func Lines(older, newer string) []Line {
	a, b := split(older), split(newer)
	out := make([]Line, 0, max(len(a), len(b)))
	i, j := 0, 0
	gap := func(toI, toJ int) {
		for ; i < toI; i++ {
			out = append(out, Line{Op: Removed, Old: i + 1, Text: a[i]})
		}
		for ; j < toJ; j++ {
			out = append(out, Line{Op: Added, New: j + 1, Text: b[j]})
		}
	}
	for _, p := range pairs(number(a, b)) {
		gap(p.a, p.b)
		out = append(out, Line{Op: Same, Old: i + 1, New: j + 1, Text: a[i]})
		i, j = i+1, j+1
	}
	gap(len(a), len(b))
	return out
}

// Count tells how many lines were added and removed.
func Count(lines []Line) (added, removed int) {
	for _, l := range lines {
		switch l.Op {
		case Added:
			added++
		case Removed:
			removed++
		case Same:
		}
	}
	return added, removed
}

// Hunks leaves out what is the same, but for some lines around each change.
func Hunks(lines []Line, around int) [][]Line {
	out := [][]Line{}
	for i := 0; i < len(lines); {
		if lines[i].Op == Same {
			i++
			continue
		}
		from, to := max(0, i-around), i
		for ; i < len(lines) && i-to <= 2*around; i++ { // a gap that both contexts fill joins two changes
			if lines[i].Op != Same {
				to = i + 1
			}
		}
		out = append(out, lines[from:min(len(lines), to+around)])
		i = min(len(lines), to+around)
	}
	return out
}

// split gives no line for no text, and an empty last one for a text that ends with a line feed.
func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// number gives equal lines equal numbers.
func number(a, b []string) (x, y []int) {
	known := make(map[string]int, len(a))
	of := func(lines []string) []int {
		out := make([]int, len(lines))
		for i, l := range lines {
			n, ok := known[l]
			if !ok {
				n = len(known)
				known[l] = n
			}
			out[i] = n
		}
		return out
	}
	return of(a), of(b)
}
