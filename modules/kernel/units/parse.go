package units

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxText  = 80
	maxPower = 30
	maxDepth = 8
	maxBits  = 4096 // of a factor: far beyond 1e±600
)

// Parse reads a UCUM term: symbols with prefixes and powers, products with ".", divisions with "/", parentheses,
// integers, 10*6, annotations in braces. Common other spellings (µm, Å, °C, Ω·cm, cm^-1, cm⁻¹, cm²) are read too; Code
// gives the UCUM one.
func Parse(code string) (Unit, error) {
	written, ok := spell(code)
	if !ok {
		return Unit{}, &UnknownError{Code: clip(code), Why: "a unit has 1 to 80 characters without spaces"}
	}
	p := parser{reg: symbols, text: written}
	u, err := p.unit()
	if err != nil {
		err.Code = clip(code)
		return Unit{}, err
	}
	return u, nil
}

// spell turns typography into UCUM's ASCII outside annotations.
func spell(code string) (string, bool) {
	if code == "" || len(code) > maxText || !utf8.ValidString(code) || strings.ContainsFunc(code, unicode.IsControl) {
		return "", false
	}
	var out strings.Builder
	depth := 0
	for i, r := range code {
		switch {
		case r == '{':
			depth++
		case r == '}':
			depth--
		case depth > 0:
		case unicode.IsSpace(r):
			return "", false
		}
		if depth > 0 {
			out.WriteRune(r)
			continue
		}
		next, _ := utf8.DecodeRuneInString(code[i+utf8.RuneLen(r):])
		if s, special := typography(r, next); special {
			out.WriteString(s)
		} else {
			out.WriteRune(r)
		}
	}
	return out.String(), true
}

func typography(r, next rune) (string, bool) {
	switch r {
	case 'µ', 'μ': // micro; standing alone it could be anything
		return "u", unicode.IsLetter(next) || next == '['
	case '·', '⋅', '×':
		return ".", true
	case '⁻', '−':
		return "-", true
	case '′':
		return "'", true
	case '″':
		return "''", true
	}
	if i := strings.Index("⁰¹²³⁴⁵⁶⁷⁸⁹", string(r)); i >= 0 {
		return strconv.Itoa(utf8.RuneCountInString("⁰¹²³⁴⁵⁶⁷⁸⁹"[:i])), true
	}
	return "", false
}

type parser struct {
	reg   registry
	text  string
	at    int
	depth int
}

// unit reads the whole text.
func (p *parser) unit() (Unit, *UnknownError) {
	u, err := p.term()
	if err == nil && p.at < len(p.text) {
		err = p.bad("there is something left over:", p.text[p.at:])
	}
	return u, err
}

func (p *parser) bad(why, part string) *UnknownError {
	return &UnknownError{Code: p.text, Part: clip(part), Why: why}
}

func (p *parser) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

// term reads component ( ('.' | '/') component )*, from left to right: a/b.c is (a/b)·c. Only alone does Cel have a zero
// of its own; in Cel/min it is a difference.
func (p *parser) term() (Unit, *UnknownError) {
	out := Unit{factor: big.NewRat(1, 1), exact: true}
	sign := 1
	if p.peek() == '/' {
		p.at, sign, out.code = p.at+1, -1, "/"
	}
	for {
		c, err := p.component()
		if err != nil {
			return Unit{}, err
		}
		if next := p.peek(); out.code == "" && next != '.' && next != '/' {
			return c, nil
		}
		if out, err = p.times(out, c, sign); err != nil {
			return Unit{}, err
		}
		switch p.peek() {
		case '.':
			sign = 1
		case '/':
			sign = -1
		default:
			return out, nil
		}
		out.code += string(p.peek())
		p.at++
	}
}

func (p *parser) times(u, v Unit, n int) (Unit, *UnknownError) {
	dim, ok := u.dim.with(v.dim, n)
	factor := new(big.Rat).Set(v.factor)
	if n < 0 {
		factor.Inv(factor)
	}
	factor.Mul(factor, u.factor)
	if !ok || factor.Num().BitLen() > maxBits || factor.Denom().BitLen() > maxBits {
		return Unit{}, p.bad("its powers are too large", "")
	}
	return Unit{code: u.code + v.code, dim: dim, factor: factor, exact: u.exact && v.exact}, nil
}

func (p *parser) component() (Unit, *UnknownError) {
	switch p.peek() {
	case '(':
		return p.group()
	case '{':
		return p.annotated(Unit{factor: big.NewRat(1, 1), exact: true})
	case 0:
		return Unit{}, p.bad("it ends where a unit is expected", "")
	}
	u, err := p.simple()
	if err == nil && p.peek() == '{' {
		return p.annotated(u)
	}
	return u, err
}

func (p *parser) group() (Unit, *UnknownError) {
	if p.depth++; p.depth > maxDepth {
		return Unit{}, p.bad("its parentheses are nested too deep", "")
	}
	p.at++
	u, err := p.term()
	if err != nil {
		return Unit{}, err
	}
	if p.peek() != ')' {
		return Unit{}, p.bad("a parenthesis is not closed", "")
	}
	p.at++
	p.depth--
	u.code = "(" + u.code + ")"
	return u, nil
}

// annotated reads {text}. On a number it says what is counted; on anything else it is a remark (UCUM §6).
func (p *parser) annotated(u Unit) (Unit, *UnknownError) {
	end := strings.IndexByte(p.text[p.at:], '}')
	if end < 0 {
		return Unit{}, p.bad("a brace is not closed", "")
	}
	note := p.text[p.at+1 : p.at+end]
	if strings.ContainsAny(note, "{") {
		return Unit{}, p.bad("braces are not nested", "")
	}
	whole := p.text[p.at : p.at+end+1]
	p.at += end + 1
	u.code += whole
	if std, internal := p.reg.atoms[whole]; internal { // while the table is read
		std.code = u.code
		return std.Unit, nil
	}
	if note = strings.TrimSpace(note); note != "" && u.dim.Dimensionless() {
		u.dim.kind = join(map[string]int{note: 1})
	}
	return u, nil
}
