package units

import (
	"math/big"
	"strconv"
	"strings"
)

// simple reads an integer, or a symbol with a power.
func (p *parser) simple() (Unit, *UnknownError) {
	from := p.at
	depth := 0
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch c {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth == 0 && strings.IndexByte("./(){}", c) >= 0 {
			break
		}
		p.at++
	}
	word := p.text[from:p.at]
	if word == "" {
		return Unit{}, p.bad("a unit is missing before", p.text[from:])
	}
	if strings.Trim(word, "0123456789") == "" {
		return p.integer(word)
	}
	return p.powered(word)
}

func (p *parser) integer(word string) (Unit, *UnknownError) {
	n, err := strconv.ParseInt(word, 10, 32)
	if err != nil || n == 0 || word[0] == '0' {
		return Unit{}, p.bad("a number is an integer from 1 to 2147483647, not", word)
	}
	return Unit{code: word, factor: big.NewRat(n, 1), exact: true}, nil
}

// powered splits a word into its symbol and power: cm-1, m2, 10*-6, 10^6, cm^2.
func (p *parser) powered(word string) (Unit, *UnknownError) {
	if a, ok := p.single(word); ok {
		return a.Unit, nil
	}
	symbol := strings.TrimRight(word, "0123456789")
	digits := word[len(symbol):]
	negative := false
	if digits != "" && strings.HasSuffix(symbol, "-") {
		symbol, negative = symbol[:len(symbol)-1], true
	} else if digits != "" {
		symbol = strings.TrimSuffix(symbol, "+")
	}
	if symbol != "10^" {
		symbol = strings.TrimSuffix(symbol, "^")
	}
	a, ok := p.single(symbol)
	if !ok || digits == "" {
		return Unit{}, p.bad("there is no unit", word)
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n > maxPower || n == 0 || digits[0] == '0' {
		return Unit{}, p.bad("a power is a number from 1 to 30, not", digits)
	}
	if negative {
		n = -n
	}
	return p.raise(a.Unit, n)
}

func (p *parser) raise(u Unit, n int) (Unit, *UnknownError) {
	dim, ok := Dimension{}.with(u.dim, n)
	if !ok {
		return Unit{}, p.bad("its powers are too large", "")
	}
	m := big.NewInt(int64(max(n, -n)))
	factor := new(big.Rat).SetFrac(new(big.Int).Exp(u.factor.Num(), m, nil), new(big.Int).Exp(u.factor.Denom(), m, nil))
	if n < 0 {
		factor.Inv(factor)
	}
	return Unit{code: u.code + strconv.Itoa(n), dim: dim, factor: factor, exact: u.exact}, nil
}

// single finds a symbol, with a prefix or without, or another spelling of one.
func (p *parser) single(word string) (atom, bool) {
	if ucum, ok := p.reg.aliases[word]; ok {
		word = ucum
	}
	if a, ok := p.reg.atoms[word]; ok {
		return a, true
	}
	for n := 1; n <= 2 && n < len(word); n++ {
		factor, ok := p.reg.prefixes[word[:n]]
		if !ok {
			continue
		}
		rest := word[n:]
		if ucum, known := p.reg.aliases[rest]; known {
			rest = ucum
		}
		a, ok := p.reg.atoms[rest]
		if !ok || !a.metric {
			continue
		}
		a.offset = nil // mCel is a difference
		a.code = word[:n] + rest
		a.factor = new(big.Rat).Mul(a.factor, factor)
		return a, true
	}
	return atom{}, false
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
