package criteria

import "fmt"

// Bounds of one query: what they allow, PostgreSQL plans in milliseconds.
const (
	MaxText  = 2000
	MaxTerms = 40
	maxDepth = 20
)

// Kind tells the nodes of a query apart.
type Kind uint8

// The kinds of nodes.
const (
	Leaf Kind = iota
	And
	Or
	Not
)

// Node is a query or a part of one.
type Node struct {
	Kind  Kind
	Parts []*Node
	Term  *Term // of a Leaf
}

// Op compares a field with a value.
type Op string

// The comparisons. Has asks whether there is a value at all.
const (
	Eq       Op = "="
	Ne       Op = "!="
	Lt       Op = "<"
	Le       Op = "<="
	Gt       Op = ">"
	Ge       Op = ">="
	Contains Op = "~"
	Has      Op = "*"
)

// Term is one comparison.
type Term struct {
	Field string // lower case; of a custom value its key as written
	Meta  bool   // a custom value
	Op    Op
	Text  string
	Unit  string // of a quantity
	Exact bool   // written in quotes: a text, whatever it looks like
	At    int    // column of the field
	Value int    // column of the value
}

// Error says where a query cannot be read, or what in it is not there.
type Error struct {
	Column int
	Code   string
	What   string
}

func (e *Error) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.What) }

// Fault says what is wrong with the term or its value.
func (t *Term) Fault(value bool, code, format string, args ...any) error {
	column := t.At
	if value {
		column = t.Value
	}
	return fault(column, code, format, args...)
}

func fault(column int, code, format string, args ...any) *Error {
	return &Error{Column: column, Code: code, What: fmt.Sprintf(format, args...)}
}

// Terms lists the comparisons of a query, from left to right.
func (n *Node) Terms() []*Term {
	if n == nil {
		return nil
	}
	if n.Kind == Leaf {
		return []*Term{n.Term}
	}
	var out []*Term
	for _, p := range n.Parts {
		out = append(out, p.Terms()...)
	}
	return out
}

// All joins queries that must all hold; nil ones hold always.
func All(parts ...*Node) *Node {
	out := &Node{Kind: And}
	for _, p := range parts {
		switch {
		case p == nil:
		case p.Kind == And:
			out.Parts = append(out.Parts, p.Parts...)
		default:
			out.Parts = append(out.Parts, p)
		}
	}
	switch len(out.Parts) {
	case 0:
		return nil
	case 1:
		return out.Parts[0]
	}
	return out
}

// Holds evaluates a query; term answers for one comparison. It is the meaning that the SQL must have, too.
func (n *Node) Holds(term func(*Term) bool) bool {
	switch n.Kind {
	case Leaf:
		return term(n.Term)
	case Not:
		return !n.Parts[0].Holds(term)
	case And:
		for _, p := range n.Parts {
			if !p.Holds(term) {
				return false
			}
		}
		return true
	default:
		for _, p := range n.Parts {
			if p.Holds(term) {
				return true
			}
		}
		return false
	}
}
