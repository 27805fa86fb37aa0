package jcamp

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// The encoders write tables from known integers, independent of the decoder.

// coding writes one line of values; previous is the last value of the line before.
type coding struct {
	name  string
	check bool // lines begin with the last value of the line before
	line  func(values []int, previous int, first bool) string
}

func codings() []coding {
	return []coding{
		{"AFFN", false, func(v []int, _ int, _ bool) string { return " " + join(v, " %d") }},
		{"FIX", false, func(v []int, _ int, _ bool) string { return join(v, "%9d") }},
		{"PAC", false, func(v []int, _ int, _ bool) string { return join(v, "%+d") }},
		{"SQZ", false, func(v []int, _ int, _ bool) string {
			return strings.Join(each(v, func(i int) string { return letters(v[i], "@ABCDEFGHI", "@abcdefghi") }), "")
		}},
		{"DIF", true, func(v []int, previous int, first bool) string { return dif(v, previous, first, false) }},
		{"DIFDUP", true, func(v []int, previous int, first bool) string { return dif(v, previous, first, true) }},
	}
}

func join(v []int, format string) (s string) {
	for _, x := range v {
		s += fmt.Sprintf(format, x)
	}
	return s
}

func each(v []int, f func(int) string) (out []string) {
	for i := range v {
		out = append(out, f(i))
	}
	return out
}

// letters codes the first digit and the sign in one letter.
func letters(v int, plus, minus string) string {
	digits := strconv.Itoa(v)
	set := plus
	if v < 0 {
		digits, set = digits[1:], minus
	}
	return string(set[digits[0]-'0']) + digits[1:]
}

func dif(v []int, previous int, first, dup bool) string {
	var tokens []string
	if first {
		tokens = append(tokens, letters(v[0], "@ABCDEFGHI", "@abcdefghi"))
		previous, v = v[0], v[1:]
	} else {
		tokens = append(tokens, letters(previous, "@ABCDEFGHI", "@abcdefghi"))
	}
	for _, x := range v {
		tokens = append(tokens, letters(x-previous, "%JKLMNOPQR", "%jklmnopqr"))
		previous = x
	}
	if !dup {
		return strings.Join(tokens, "")
	}
	return duplicates(tokens)
}

// duplicates writes a run of equal difference tokens as one and its count; the value that
// begins the line is not part of a run.
func duplicates(tokens []string) string {
	out := tokens[0]
	for i := 1; i < len(tokens); {
		n := 1
		for i+n < len(tokens) && tokens[i+n] == tokens[i] {
			n++
		}
		out += tokens[i]
		if n > 1 {
			out += letters(n, "?STUVWXYZs", "")
		}
		i += n
	}
	return out
}

// table writes the lines of a (X++(Y..Y)) table with the X of each line, perLine values to
// a line. A table of differences ends with a line that holds only the check value.
func table(c coding, y []int, first, step float64, perLine int) string {
	var b strings.Builder
	for i := 0; i < len(y); i += perLine {
		previous, at := 0, i
		if i > 0 {
			previous = y[i-1]
			if c.check {
				at--
			}
		}
		fmt.Fprintf(&b, "%.2f%s\n", first+float64(at)*step, c.line(y[i:min(i+perLine, len(y))], previous, i == 0))
	}
	if c.check {
		last := len(y) - 1
		fmt.Fprintf(&b, "%.2f%s\n", first+float64(last)*step, letters(y[last], "@ABCDEFGHI", "@abcdefghi"))
	}
	return b.String()
}

// walk makes values with runs, signs and large steps.
func walk(seed uint64, n int) []int {
	r := rand.New(rand.NewPCG(seed, 7))
	y := make([]int, n)
	v, d := 0, 0
	for i := range y {
		switch r.IntN(6) {
		case 0:
			d = r.IntN(2001) - 1000
		case 1:
			d = r.IntN(21) - 10
		case 2:
			d = 0
		}
		v += d
		y[i] = v
	}
	return y
}

// file wraps a table into a whole file with the header it needs.
func file(y []int, first, step float64, body string, more ...string) string {
	return fmt.Sprintf("##TITLE= known truth\n##JCAMP-DX= 4.24 $$ made by a test\n##DATA TYPE= INFRARED SPECTRUM\n"+
		"##XUNITS= 1/CM\n##YUNITS= ABSORBANCE\n##XFACTOR= 1\n##YFACTOR= 0.5\n##FIRSTX= %v\n##LASTX= %v\n##NPOINTS= %d\n%s##XYDATA= (X++(Y..Y))\n%s##END=\n",
		first, first+float64(len(y)-1)*step, len(y), strings.Join(more, ""), body)
}
