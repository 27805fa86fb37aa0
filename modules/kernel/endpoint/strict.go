package endpoint

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

const maxDepth = 64

// Strict checks what encoding/json silently accepts or repairs (API.md §1 "Strict input"): duplicate keys, invalid
// UTF-8, lone surrogates, NUL, numbers outside double range, nesting deeper than 64, trailing bytes. Text that is
// no JSON at all is Malformed (400), the rest Invalid (422) with a pointer.
func Strict(body []byte) error {
	s := scanner{in: body}
	s.space()
	if err := s.value(0); err != nil {
		return err
	}
	s.space()
	if s.at < len(s.in) {
		return s.invalid("trailing_bytes", "There are bytes after the end of the JSON value.")
	}
	return nil
}

type scanner struct {
	in   []byte
	at   int
	path []string
}

func (s *scanner) pointer() string {
	var b strings.Builder
	for _, p := range s.path {
		b.WriteByte('/')
		b.WriteString(escape(p))
	}
	return b.String()
}

func (s *scanner) invalid(code, format string, args ...any) error {
	return apperr.InvalidField(s.pointer(), code, format, args...)
}

func (s *scanner) malformed() error {
	return apperr.New(apperr.Malformed, "malformed", "The body is not JSON (around byte %d).", s.at)
}

func (s *scanner) space() {
	for s.at < len(s.in) && strings.IndexByte(" \t\r\n", s.in[s.at]) >= 0 {
		s.at++
	}
}

func (s *scanner) value(depth int) error {
	if s.at >= len(s.in) {
		return s.malformed()
	}
	if depth >= maxDepth && (s.peek('{') || s.peek('[')) {
		return s.invalid("too_deep", "The JSON is nested deeper than %d levels.", maxDepth)
	}
	switch c := s.in[s.at]; {
	case c == '{':
		return s.object(depth)
	case c == '[':
		return s.array(depth)
	case c == '"':
		_, err := s.str()
		return err
	case c == '-' || c >= '0' && c <= '9':
		return s.number()
	}
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(s.in[s.at:], []byte(word)) {
			s.at += len(word)
			return nil
		}
	}
	for _, word := range []string{"NaN", "Infinity"} {
		if bytes.HasPrefix(s.in[s.at:], []byte(word)) {
			return s.invalid("not_finite", "NaN and Infinity are not numbers in JSON.")
		}
	}
	return s.malformed()
}

func (s *scanner) object(depth int) error {
	s.at++
	seen := map[string]struct{}{}
	for first := true; ; first = false {
		s.space()
		if s.peek('}') && first {
			s.at++
			return nil
		}
		if !s.peek('"') {
			return s.malformed()
		}
		key, err := s.str()
		if err != nil {
			return err
		}
		s.path = append(s.path, key)
		if _, dup := seen[key]; dup {
			return s.invalid("duplicate_key", "The key %q appears twice.", clip(key))
		}
		seen[key] = struct{}{}
		s.space()
		if !s.peek(':') {
			return s.malformed()
		}
		s.at++
		s.space()
		if err := s.value(depth + 1); err != nil {
			return err
		}
		s.path = s.path[:len(s.path)-1]
		end, err := s.separator('}')
		if end || err != nil {
			return err
		}
	}
}

func (s *scanner) array(depth int) error {
	s.at++
	for n := 0; ; n++ {
		s.space()
		if n == 0 && s.peek(']') {
			s.at++
			return nil
		}
		s.path = append(s.path, strconv.Itoa(n))
		if err := s.value(depth + 1); err != nil {
			return err
		}
		s.path = s.path[:len(s.path)-1]
		end, err := s.separator(']')
		if end || err != nil {
			return err
		}
	}
}

func (s *scanner) separator(closing byte) (end bool, err error) {
	s.space()
	switch {
	case s.peek(closing):
		s.at++
		return true, nil
	case s.peek(','):
		s.at++
		return false, nil
	}
	return false, s.malformed()
}

func (s *scanner) peek(c byte) bool { return s.at < len(s.in) && s.in[s.at] == c }

func (s *scanner) number() error {
	from := s.at
	for s.at < len(s.in) && strings.IndexByte("+-.eE0123456789", s.in[s.at]) >= 0 {
		s.at++
	}
	text := string(s.in[from:s.at])
	if text == "-" && bytes.HasPrefix(s.in[s.at:], []byte("Infinity")) {
		return s.invalid("not_finite", "NaN and Infinity are not numbers in JSON.")
	}
	if !numberForm(text) {
		s.at = from
		return s.malformed()
	}
	if _, err := strconv.ParseFloat(text, 64); err != nil {
		return s.invalid("number_range", "The number is outside the range of a double.")
	}
	return nil
}

// numberForm is the grammar of RFC 8259 §6.
func numberForm(t string) bool {
	t = strings.TrimPrefix(t, "-")
	digits := func() (n int) {
		for n < len(t) && t[n] >= '0' && t[n] <= '9' {
			n++
		}
		return n
	}
	n := digits()
	if n == 0 || n > 1 && t[0] == '0' {
		return false
	}
	t = t[n:]
	if strings.HasPrefix(t, ".") {
		t = t[1:]
		if n = digits(); n == 0 {
			return false
		}
		t = t[n:]
	}
	if t != "" && (t[0] == 'e' || t[0] == 'E') {
		t = t[1:]
		if t != "" && (t[0] == '+' || t[0] == '-') {
			t = t[1:]
		}
		if n = digits(); n == 0 {
			return false
		}
		t = t[n:]
	}
	return t == ""
}

// str reads a string and gives its decoded text, which duplicate keys are compared by.
func (s *scanner) str() (string, error) {
	s.at++
	var b []byte
	for s.at < len(s.in) {
		switch c := s.in[s.at]; {
		case c == '"':
			s.at++
			return string(b), nil
		case c == 0:
			return "", s.invalid("nul", "Text may not contain NUL.")
		case c < 0x20:
			return "", s.malformed()
		case c == '\\':
			r, err := s.escape()
			if err != nil {
				return "", err
			}
			b = utf8.AppendRune(b, r)
		default:
			r, n := utf8.DecodeRune(s.in[s.at:])
			if r == utf8.RuneError && n <= 1 {
				return "", s.invalid("invalid_utf8", "Text is not valid UTF-8 (byte %d).", s.at)
			}
			b = append(b, s.in[s.at:s.at+n]...)
			s.at += n
		}
	}
	return "", s.malformed()
}

const simpleEscapes = `"\/bfnrt`

func (s *scanner) escape() (rune, error) {
	if s.at+1 >= len(s.in) {
		return 0, s.malformed()
	}
	c := s.in[s.at+1]
	if i := strings.IndexByte(simpleEscapes, c); i >= 0 {
		s.at += 2
		return rune("\"\\/\b\f\n\r\t"[i]), nil
	}
	r, ok := s.hex()
	if !ok {
		return 0, s.malformed()
	}
	switch {
	case r == 0:
		return 0, s.invalid("nul", "Text may not contain NUL.")
	case r >= 0xdc00 && r < 0xe000:
		return 0, s.invalid("lone_surrogate", "Text contains half of a surrogate pair.")
	case r >= 0xd800 && r < 0xdc00:
		low, ok := s.hex()
		if !ok || low < 0xdc00 || low >= 0xe000 {
			return 0, s.invalid("lone_surrogate", "Text contains half of a surrogate pair.")
		}
		return (r-0xd800)<<10 + (low - 0xdc00) + 0x10000, nil
	}
	return r, nil
}

func (s *scanner) hex() (rune, bool) {
	if s.at+6 > len(s.in) || s.in[s.at] != '\\' || s.in[s.at+1] != 'u' {
		return 0, false
	}
	v, err := strconv.ParseUint(string(s.in[s.at+2:s.at+6]), 16, 16)
	if err != nil {
		return 0, false
	}
	s.at += 6
	return rune(v), true
}

func clip(s string) string {
	if len(s) > 40 {
		return fmt.Sprintf("%.40s…", s)
	}
	return s
}
