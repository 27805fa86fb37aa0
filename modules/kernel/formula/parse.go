package formula

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const (
	maxText  = 500
	maxDepth = 20
	maxPower = 10
)

// Error says where an expression cannot be read.
type Error struct {
	Column int
	What   string
}

func (e *Error) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.What) }

// Expr is a parsed expression; it never changes.
type Expr struct {
	root  *node
	names []string
}

// Names are the values that the expression needs, in their order.
func (e *Expr) Names() []string { return e.names }

// node is an operation: number, name, one of + - * / ^, neg, or a function.
type node struct {
	op     string
	number *big.Rat
	name   string
	power  int
	args   []*node
	at     int
}

type parser struct {
	in    []rune
	at    int
	depth int
	names []string
}

// Parse reads an expression; names with other characters than letters, digits and _ stand in [brackets]. Errors are *Error.
func Parse(text string) (*Expr, error) {
	p := &parser{in: []rune(text)}
	if len(p.in) > maxText {
		return nil, &Error{maxText, "an expression has at most " + strconv.Itoa(maxText) + " characters"}
	}
	n, err := p.sum()
	if err == nil && p.peek() != 0 {
		err = p.bad("expected an operator or the end")
	}
	if err != nil {
		return nil, err
	}
	return &Expr{root: n, names: p.names}, nil
}

func (p *parser) peek() rune {
	for p.at < len(p.in) && unicode.IsSpace(p.in[p.at]) {
		p.at++
	}
	if p.at == len(p.in) {
		return 0
	}
	return p.in[p.at]
}

func (p *parser) take(r rune) bool {
	if p.peek() != r {
		return false
	}
	p.at++
	return true
}

func (p *parser) bad(what string) *Error { p.peek(); return &Error{p.at + 1, what} }

func (p *parser) sum() (*node, *Error) { return p.chain("+-", p.product) }

func (p *parser) product() (*node, *Error) { return p.chain("*/", p.unary) }

// chain reads operators of one level from left to right.
func (p *parser) chain(ops string, next func() (*node, *Error)) (*node, *Error) {
	out, err := next()
	for err == nil && p.peek() != 0 && strings.ContainsRune(ops, p.peek()) {
		n := &node{op: string(p.peek()), at: p.at + 1}
		p.at++
		var right *node
		right, err = next()
		n.args = []*node{out, right}
		out = n
	}
	return out, err
}

func (p *parser) unary() (*node, *Error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.bad("it is nested too deep")
	}
	defer func() { p.depth-- }()
	if at := p.at; p.take('-') {
		n, err := p.unary()
		return &node{op: "neg", args: []*node{n}, at: at + 1}, err
	}
	base, err := p.atom()
	if err != nil || !p.take('^') {
		return base, err
	}
	at, minus := p.at, p.take('-')
	power, e := strconv.Atoi(p.run(unicode.IsDigit))
	if e != nil || power > maxPower {
		return nil, &Error{at + 1, "expected a whole exponent of at most " + strconv.Itoa(maxPower)}
	}
	if minus {
		power = -power
	}
	return &node{op: "^", power: power, args: []*node{base}, at: at}, nil
}

// run reads the runes that belong together.
func (p *parser) run(in func(rune) bool) string {
	p.peek()
	from := p.at
	for p.at < len(p.in) && in(p.in[p.at]) {
		p.at++
	}
	return string(p.in[from:p.at])
}

func (p *parser) atom() (*node, *Error) {
	r := p.peek()
	at := p.at + 1
	switch {
	case p.take('('):
		n, err := p.sum()
		if err == nil && !p.take(')') {
			err = p.bad("expected an operator or )")
		}
		return n, err
	case p.take('['):
		name := strings.TrimSpace(p.run(func(r rune) bool { return r != ']' }))
		if name == "" || !p.take(']') {
			return nil, p.bad("expected the key of a field and ]")
		}
		return p.named(name, at), nil
	case unicode.IsDigit(r):
		return p.literal(at)
	case r == '_' || unicode.IsLetter(r):
		name := p.run(func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) })
		if p.take('(') {
			return p.call(name, at)
		}
		return p.named(name, at), nil
	}
	return nil, p.bad("expected a field or a number")
}

func (p *parser) named(name string, at int) *node {
	if !slices.Contains(p.names, name) {
		p.names = append(p.names, name)
	}
	return &node{op: "name", name: name, at: at}
}

// literal reads a number, with an exponent where one is written without spaces.
func (p *parser) literal(at int) (*node, *Error) {
	text := p.run(func(r rune) bool { return r == '.' || unicode.IsDigit(r) })
	if rest := p.in[p.at:]; len(rest) > 1 && (rest[0] == 'e' || rest[0] == 'E') && (unicode.IsDigit(rest[1]) || len(rest) > 2 && (rest[1] == '-' || rest[1] == '+') && unicode.IsDigit(rest[2])) {
		p.at += 2
		text += string(rest[:2]) + p.run(unicode.IsDigit)
	}
	if !values.IsDecimal(text) {
		return nil, &Error{at, "expected a decimal number such as 0.5"}
	}
	number, _ := new(big.Rat).SetString(text)
	return &node{op: "number", number: number, at: at}, nil
}

// functions are those there are, with how many arguments they take.
func functions() map[string][2]int {
	return map[string][2]int{"abs": {1, 1}, "min": {1, 10}, "max": {1, 10}, "round": {2, 2}}
}

func (p *parser) call(name string, at int) (*node, *Error) {
	takes, known := functions()[name]
	if !known {
		return nil, &Error{at, "there is no such function; there are abs, min, max and round"}
	}
	n := &node{op: name, at: at}
	for {
		arg, err := p.sum()
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, arg)
		if p.take(')') {
			break
		}
		if !p.take(',') {
			return nil, p.bad("expected a comma or )")
		}
	}
	if len(n.args) < takes[0] || len(n.args) > takes[1] {
		return nil, &Error{at, fmt.Sprintf("%s takes %d to %d arguments", name, takes[0], takes[1])}
	}
	if name != "round" {
		return n, nil
	}
	digits := n.args[1]
	if digits.op != "number" || !digits.number.IsInt() || digits.number.Cmp(big.NewRat(30, 1)) > 0 {
		return nil, &Error{digits.at, "expected how many digits behind the point, 0 to 30"}
	}
	n.power, n.args = int(digits.number.Num().Int64()), n.args[:1]
	return n, nil
}
