package criteria

import "strings"

// Condition is a checked comparison as SQL; arg adds an argument and gives its placeholder.
type Condition func(arg func(any) string) string

// SQL writes a query as a condition; term gives that of one comparison. Within NOT a comparison with what is not there is
// false, as Holds has it, and not unknown.
func (n *Node) SQL(term func(*Term) string) string { return n.compile(term, false) }

func (n *Node) compile(term func(*Term) string, negated bool) string {
	switch {
	case n.Kind == Leaf && negated:
		return "coalesce(" + term(n.Term) + ", false)"
	case n.Kind == Leaf:
		return term(n.Term)
	case n.Kind == Not:
		return "not (" + n.Parts[0].compile(term, true) + ")"
	}
	parts := make([]string, len(n.Parts))
	for i, p := range n.Parts {
		parts[i] = p.compile(term, negated)
	}
	joint := " and "
	if n.Kind == Or {
		joint = " or "
	}
	return "(" + strings.Join(parts, joint) + ")"
}
