package criteria

import (
	"strings"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

const maxList = 50

type parser struct {
	lexer
	depth, terms int
}

// Parse reads a query: terms joined by AND, OR and NOT, AND binding closer than OR. A term is field, comparison, value:
// lot:"A7", meta.thickness >= 0.5 mm, status:(received, in_use), lot:* for any value, name ~ "SiGe" for a part of a text;
// a field alone is one that is true or false. Errors are *Error.
func Parse(text string) (*Node, error) {
	if utf8.RuneCountInString(text) > MaxText {
		return nil, fault(MaxText, "out_of_range", "a query has at most %d characters", MaxText)
	}
	p := &parser{lexer: lexer{in: []rune(text)}}
	if p.peek() == 0 {
		return nil, fault(1, "invalid_query", "expected a term such as status:received")
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.peek() != 0 {
		return nil, fault(p.column(), "invalid_query", "expected AND, OR or the end")
	}
	return n, nil
}

// ParseValue reads what stands behind the = of a filter by one field: a value, or one behind gt:, ge:, lt:, le:, ne: or
// contains:; several, separated by commas as in gt:0.5 mm,lt:1 mm, must all hold.
func ParseValue(field, text string) (*Node, error) {
	if utf8.RuneCountInString(text) > MaxText {
		return nil, fault(MaxText, "out_of_range", "a filter has at most %d characters", MaxText)
	}
	p := &parser{lexer: lexer{in: []rune(text)}}
	out := &Node{Kind: And}
	for {
		t := &Term{Field: field, Meta: true, Op: p.prefix(), At: 1}
		if err := p.value(t); err != nil {
			return nil, err
		}
		out.Parts = append(out.Parts, leaf(t))
		switch {
		case p.peek() == 0:
			return All(out), nil
		case !p.take(','):
			return nil, fault(p.column(), "invalid_query", "expected a comma or the end; put a text with spaces in quotes")
		case len(out.Parts) == MaxTerms/4:
			return nil, fault(p.column(), "out_of_range", "a filter has at most %d conditions", MaxTerms/4)
		}
	}
}

// prefix reads gt: and its like.
func (p *parser) prefix() Op {
	from := p.at
	word := p.word(":")
	op, known := map[string]Op{"eq": Eq, "ne": Ne, "gt": Gt, "ge": Ge, "gte": Ge, "lt": Lt, "le": Le, "lte": Le, "contains": Contains}[word]
	if known && p.at < len(p.in) && p.in[p.at] == ':' {
		p.at++
		return op
	}
	p.at = from
	return Eq
}

func leaf(t *Term) *Node {
	if t.Op == Ne {
		t.Op = Eq
		return &Node{Kind: Not, Parts: []*Node{{Kind: Leaf, Term: t}}}
	}
	return &Node{Kind: Leaf, Term: t}
}

// or and and are the two levels of binding; not and parentheses bind closest.
func (p *parser) or() (*Node, *Error) { return p.chain(Or, "OR", p.and) }

func (p *parser) and() (*Node, *Error) { return p.chain(And, "AND", p.factor) }

func (p *parser) chain(kind Kind, word string, next func() (*Node, *Error)) (*Node, *Error) {
	first, err := next()
	if err != nil {
		return nil, err
	}
	out := &Node{Kind: kind, Parts: []*Node{first}}
	for p.keyword(word) {
		n, err := next()
		if err != nil {
			return nil, err
		}
		out.Parts = append(out.Parts, n)
	}
	if len(out.Parts) == 1 {
		return first, nil
	}
	return out, nil
}

func (p *parser) factor() (*Node, *Error) {
	if p.depth++; p.depth > maxDepth {
		return nil, fault(p.column(), "out_of_range", "parentheses and NOT are nested at most %d deep", maxDepth)
	}
	defer func() { p.depth-- }()
	switch {
	case p.keyword("NOT"):
		n, err := p.factor()
		if err != nil {
			return nil, err
		}
		return &Node{Kind: Not, Parts: []*Node{n}}, nil
	case p.take('('):
		n, err := p.or()
		if err == nil && !p.take(')') {
			err = fault(p.column(), "invalid_query", "expected AND, OR or )")
		}
		return n, err
	}
	return p.term()
}

func (p *parser) term() (*Node, *Error) {
	if p.terms++; p.terms > MaxTerms {
		return nil, fault(p.column(), "out_of_range", "a query has at most %d terms", MaxTerms)
	}
	t := &Term{At: p.column()}
	if err := p.field(t); err != nil {
		return nil, err
	}
	op, compared := p.op()
	if !compared { // archived: a field that is true or false
		t.Op, t.Text, t.Value = Eq, "true", t.At
		return leaf(t), nil
	}
	t.Op = op
	if (op == Eq || op == Ne) && p.take('(') {
		return p.list(t)
	}
	err := p.value(t)
	return leaf(t), err
}

// field reads the name of a field; meta.key or meta."key with spaces" is a custom value.
func (p *parser) field(t *Term) *Error {
	if p.ahead("AND", "OR") {
		return fault(t.At, "invalid_query", "expected a term before AND or OR")
	}
	name := p.word(operators)
	key, meta := strings.CutPrefix(name, "meta.")
	if t.Meta = meta; meta {
		if key == "" && p.at < len(p.in) && p.in[p.at] == '"' {
			var err *Error
			if key, err = p.quoted(); err != nil {
				return err
			}
		}
		name = key
	} else {
		name = strings.ToLower(name)
	}
	if t.Field = name; name == "" {
		return fault(t.At, "invalid_query", "expected a field")
	}
	return nil
}

// list reads (a, b, c): any of them.
func (p *parser) list(t *Term) (*Node, *Error) {
	out := &Node{Kind: Or}
	for {
		one := *t
		one.Op = Eq
		if err := p.value(&one); err != nil {
			return nil, err
		}
		out.Parts = append(out.Parts, leaf(&one))
		if p.take(')') {
			break
		}
		if p.terms++; p.terms > MaxTerms || len(out.Parts) == maxList || !p.take(',') {
			if p.terms > MaxTerms {
				return nil, fault(p.column(), "out_of_range", "a query has at most %d terms", MaxTerms)
			}
			return nil, fault(p.column(), "invalid_query", "expected a comma or )")
		}
	}
	if t.Op == Ne {
		return &Node{Kind: Not, Parts: []*Node{out}}, nil
	}
	return out, nil
}

// value reads a text in quotes, or a word, and behind a number the unit.
func (p *parser) value(t *Term) *Error {
	t.Value = p.column()
	if p.peek() == '"' {
		var err *Error
		t.Exact = true
		t.Text, err = p.quoted()
		return err
	}
	t.Text = p.word("")
	switch {
	case t.Text == "":
		return fault(t.Value, "invalid_query", "expected a value")
	case t.Text == "*" && t.Op == Eq:
		t.Op, t.Text = Has, ""
		return nil
	case !t.Meta, t.Op == Contains: // only custom values have units
		return nil
	}
	return p.unit(t)
}

// unit reads the unit of a number: 0.5 mm, 0.5mm, 5 "m2/(V.s)".
func (p *parser) unit(t *Term) *Error {
	if !values.IsDecimal(t.Text) {
		for i := len(t.Text) - 1; i > 0; i-- {
			if values.IsDecimal(t.Text[:i]) && !strings.ContainsRune("-0123456789.", rune(t.Text[i])) {
				t.Text, t.Unit = t.Text[:i], t.Text[i:]
				return nil
			}
		}
		return nil
	}
	switch next := p.peek(); {
	case next == 0, next == ')', next == ',', next == '(', p.ahead("AND", "OR"):
		return nil
	case next == '"':
		var err *Error
		t.Unit, err = p.quoted()
		return err
	}
	t.Unit = p.word("")
	return nil
}
