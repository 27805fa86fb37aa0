package markdown

import "strings"

// Markdown has constructs whose cost grows with the square of the text: emphasis and brackets that find no partner, and
// tables, whose short rows are filled up. No page of a notebook comes near these bounds.
const (
	maxCells  = 100_000 // of one table
	maxSigns  = 20_000  // that may open or close something, in one block of lines
	maxOpen   = 1_500   // brackets, whose cost grows fastest, in one block of lines
	maxNested = 500     // quotes and lists on one line
)

// dense tells whether a text is beyond them. Blocks are the runs of lines between empty ones: a table, a paragraph and
// everything within them lies inside one.
func dense(text string) bool {
	lines, widest, signs, open := 0, 0, 0, 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			lines, widest, signs, open = 0, 0, 0, 0
			continue
		}
		lines++
		widest = max(widest, strings.Count(line, "|")+1)
		signs += count(line)
		open += strings.Count(line, "[")
		if lines*widest > maxCells || signs > maxSigns || open > maxOpen || nested(line) > maxNested {
			return true
		}
	}
	return false
}

func count(line string) (n int) {
	for i := range len(line) {
		if strings.IndexByte("*_~[]<`$!&", line[i]) >= 0 {
			n++
		}
	}
	return n
}

// nested counts the marks of blocks before the text of a line begins.
func nested(line string) (n int) {
	for i := range len(line) {
		spaced := i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t')
		switch c := line[i]; {
		case c == '>', spaced && strings.IndexByte("-+*.)", c) >= 0:
			n++
		case strings.IndexByte(" \t-+*.)0123456789", c) < 0:
			return n
		}
	}
	return n
}
