package jcamp

import (
	"context"
	"fmt"
	"math"

	"github.com/spectra-lab/spectra/modules/analysis/formats"
	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// asdf decodes the body of a (X++(Y..Y)) table in any mixture of AFFN, FIX, PAC, SQZ, DIF
// and DUP. The X at the start of a line is rounded and only serves as a check.
type asdf struct {
	values []float64
	room   int64 // points the file's budget still allows

	last, diff float64 // the previous value; the previous difference
	differs    bool    // the last token was a difference, also one repeated by DUP
	check      bool    // the next value of this line only repeats the last one

	sqz, dif, dup    bool // coded forms met
	checks, failures int  // Y check values met and failed
	failedAt         int
	want, got        float64

	axis         formats.Axis // expected abscissa; N is 0 when the header does not give it
	xFactor      float64
	first, final lineX // X printed on the first and on the last line
	strayed      int   // lines whose X is far from the expected one
	strayedAt    int
	strayedX     float64

	damagedAt int
	damage    string
	limit     error
}

// lineX is the abscissa printed at the start of a line and the index of its point.
type lineX struct {
	x     float64
	index int
	set   bool
}

// decode reads text[from:to] line by line and stops at damage or at a limit.
func (d *asdf) decode(ctx context.Context, text []byte, from, to int) error {
	for pos, lines := from, 0; pos < to; lines++ {
		if lines%1024 == 1023 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		line, next := scan.Line(text[:to], pos)
		if !d.line(stripComment(line), pos) {
			return nil
		}
		pos = next
	}
	return nil
}

// line decodes one line; false means stop.
func (d *asdf) line(b []byte, at int) bool {
	i := skipBlanks(b, 0)
	if i == len(b) || len(b)-i == 1 && b[i] == 0x1a { // Ctrl-Z ends old DOS files
		return true
	}
	x, end, half, ok := affn(b, i)
	if !ok {
		return d.broken(at+i, "a table line does not start with its X value")
	}
	index := len(d.values)
	d.check = d.differs
	if d.check {
		index--
	}
	d.placed(x*d.xFactor, half*math.Abs(d.xFactor), index, at)
	for i = end; i < len(b); {
		n := d.token(b, i, at)
		if n <= 0 {
			return false
		}
		i += n
	}
	return true
}

// placed compares the X of a line with the axis of the header. Two steps of play allow for
// rounding and for writers that count the check value differently; a lost line is longer.
func (d *asdf) placed(x, half float64, index, at int) {
	d.final = lineX{x, index, true}
	if !d.first.set {
		d.first = d.final
	}
	if d.axis.N == 0 {
		return
	}
	play := 2*math.Abs(d.axis.Step) + 1.01*half + 1e-6*math.Abs(x)
	if want := d.axis.Start + float64(index)*d.axis.Step; !(math.Abs(x-want) <= play) {
		if d.strayed++; d.strayed == 1 {
			d.strayedAt, d.strayedX = at, x
		}
	}
}

// token decodes the token at b[i] and returns its length, 0 to stop.
func (d *asdf) token(b []byte, i, at int) int {
	c := b[i]
	switch {
	case c == ' ' || c == '\t' || c == ',' || c == ';' || c == 0x1a && i == len(b)-1:
		return 1
	case c == '?': // the standard's mark of an ordinate that is not known
		return d.absolute(math.NaN(), 1, at+i)
	case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.':
		v, end, _, ok := affn(b, i)
		if !ok {
			break
		}
		return d.absolute(v, end-i, at+i)
	case c >= '@' && c <= 'I' || c >= 'a' && c <= 'i':
		v, end, ok := packed(b, i, sqzDigit(c))
		if !ok {
			break
		}
		d.sqz = true
		return d.absolute(v, end-i, at+i)
	case c == '%' || c >= 'J' && c <= 'R' || c >= 'j' && c <= 'r':
		v, end, ok := packed(b, i, difDigit(c))
		if !ok {
			break
		}
		d.dif = true
		return d.difference(v, end-i)
	case c >= 'S' && c <= 'Z' || c == 's':
		return d.repeat(b, i, at)
	}
	d.broken(at+i, fmt.Sprintf("%q is no value of a table", c))
	return 0
}

func sqzDigit(c byte) int {
	if c >= 'a' {
		return -int(c - 'a' + 1)
	}
	return int(c - '@')
}

func difDigit(c byte) int {
	switch {
	case c == '%':
		return 0
	case c >= 'j':
		return -int(c - 'j' + 1)
	}
	return int(c - 'J' + 1)
}

// absolute takes a full value. Right after a difference, and only as the first of its
// line, it is the check value of that line and no point of its own.
func (d *asdf) absolute(v float64, n, at int) int {
	d.differs = false
	if d.check {
		d.check = false
		d.verify(v, at)
		d.last = v
		return n
	}
	return d.push(v, n)
}

func (d *asdf) verify(v float64, at int) {
	d.checks++
	if d.last == v || math.Abs(d.last-v) <= 1e-9*math.Max(math.Abs(d.last), math.Abs(v)) || v != v && d.last != d.last {
		return
	}
	if d.failures++; d.failures == 1 {
		d.failedAt, d.want, d.got = at, v, d.last
	}
}

func (d *asdf) difference(v float64, n int) int {
	d.check = false // the line has no check value: count on
	d.diff, d.differs = v, true
	return d.push(d.last+v, n)
}

// repeat expands a DUP: the count includes the value that stands before it.
func (d *asdf) repeat(b []byte, i, at int) int {
	digit := int(b[i]-'S') + 1
	if b[i] == 's' {
		digit = 9
	}
	count, end, ok := packed(b, i, digit)
	if !ok || len(d.values) == 0 || d.check {
		d.broken(at+i, "a repeat count has no value to repeat")
		return 0
	}
	d.dup = true
	for ; count > 1; count-- {
		v := d.last
		if d.differs {
			v += d.diff
		}
		if d.push(v, 1) == 0 {
			return 0
		}
	}
	return end - i
}

func (d *asdf) push(v float64, n int) int {
	if int64(len(d.values)) >= d.room {
		d.limit = &formats.LimitError{Limit: "points", Max: d.room, Got: d.room + 1}
		return 0
	}
	d.values = append(d.values, v)
	d.last = v
	return n
}

func (d *asdf) broken(at int, reason string) bool {
	d.damagedAt, d.damage = at, reason
	return false
}
