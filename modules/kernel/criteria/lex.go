package criteria

import (
	"strings"
	"unicode"
)

// lexer reads a query rune by rune. What a word may hold depends on where it stands: a value may have colons, a field
// may not.
type lexer struct {
	in []rune
	at int
}

func (l *lexer) space() {
	for l.at < len(l.in) && unicode.IsSpace(l.in[l.at]) {
		l.at++
	}
}

// column is where the next token begins, counted from 1.
func (l *lexer) column() int { l.space(); return l.at + 1 }

func (l *lexer) peek() rune {
	l.space()
	if l.at == len(l.in) {
		return 0
	}
	return l.in[l.at]
}

// take reads one rune when it is next.
func (l *lexer) take(r rune) bool {
	if l.peek() != r {
		return false
	}
	l.at++
	return true
}

const operators = "=!<>~:"

// word reads up to white space, a quote, parenthesis or comma, and where stops are given up to one of them.
func (l *lexer) word(stops string) string {
	l.space()
	from := l.at
	for l.at < len(l.in) && !unicode.IsSpace(l.in[l.at]) && !strings.ContainsRune(`"(),`+stops, l.in[l.at]) {
		l.at++
	}
	return string(l.in[from:l.at])
}

// keyword reads one of the words AND, OR, NOT, in any case, when it is next and stands alone.
func (l *lexer) keyword(want string) bool {
	from := l.at
	if strings.EqualFold(l.word(operators), want) && (l.at == len(l.in) || !strings.ContainsRune(operators, l.in[l.at])) {
		return true
	}
	l.at = from
	return false
}

// ahead tells whether a keyword is next, and leaves it there.
func (l *lexer) ahead(words ...string) bool {
	from := l.at
	defer func() { l.at = from }()
	for _, w := range words {
		if l.keyword(w) {
			return true
		}
	}
	return false
}

// quoted reads a text in quotes; \" and \\ stand for themselves.
func (l *lexer) quoted() (string, *Error) {
	start := l.column()
	l.at++
	var out strings.Builder
	for l.at < len(l.in) {
		r := l.in[l.at]
		l.at++
		switch {
		case r == '"':
			return out.String(), nil
		case r == '\\' && l.at < len(l.in) && (l.in[l.at] == '"' || l.in[l.at] == '\\'):
			r = l.in[l.at]
			l.at++
		case unicode.IsControl(r):
			return "", fault(l.at, "invalid_query", "a text in quotes is one line")
		}
		out.WriteRune(r)
	}
	return "", fault(start, "invalid_query", "this quote is not closed")
}

func (l *lexer) op() (Op, bool) {
	l.space()
	for _, o := range []Op{Ne, Le, Ge, Eq, Lt, Gt, Contains, ":"} {
		if strings.HasPrefix(string(l.in[l.at:min(l.at+2, len(l.in))]), string(o)) {
			l.at += len(o)
			if o == ":" {
				o = Eq
			}
			return o, true
		}
	}
	return "", false
}
