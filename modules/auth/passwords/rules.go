package passwords

import (
	_ "embed" // the block-list
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// maxLength bounds the work; nobody types more.
const maxLength = 256

//go:embed blocklist.txt
var blocklist string

// Rules judge new passwords: length and the block-list, no rule about kinds of characters (NIST SP 800-63B §3.1.1.2).
type Rules struct {
	min     int
	blocked map[string]bool
}

// NewRules reads the block-list.
func NewRules(minLength int) *Rules {
	r := &Rules{min: minLength, blocked: map[string]bool{}}
	for line := range strings.Lines(blocklist) {
		if word := strings.TrimSpace(line); word != "" && !strings.HasPrefix(word, "#") {
			r.blocked[word] = true
		}
	}
	return r
}

// Check judges a password; pointer names the field, about is what others know of the person (address, name).
func (r *Rules) Check(pointer, password string, about ...string) error {
	text := norm.NFKC.String(password)
	n := utf8.RuneCountInString(text)
	switch {
	case !utf8.ValidString(password) || strings.ContainsFunc(text, unicode.IsControl):
		return apperr.InvalidField(pointer, "invalid", "A password contains no control characters.")
	case n < r.min:
		return apperr.InvalidField(pointer, "too_short", "A password has at least %d characters; a sentence is easy to remember.", r.min)
	case n > maxLength:
		return apperr.InvalidField(pointer, "too_long", "A password has at most %d characters.", maxLength)
	case r.guessable(text, about):
		return apperr.InvalidField(pointer, "too_common", "This password is among the first that anybody would try. Choose another one.")
	}
	return nil
}

// guessable finds blocked words, the person's own data, and either of them or a short piece repeated.
func (r *Rules) guessable(text string, about []string) bool {
	folded := cases.Fold().String(text)
	unit := smallestUnit(folded)
	if utf8.RuneCountInString(unit) <= 3 || r.blocked[unit] || r.blocked[folded] || run(folded) {
		return true
	}
	for _, a := range about {
		a = cases.Fold().String(norm.NFKC.String(a))
		local, _, _ := strings.Cut(a, "@")
		if a != "" && (unit == a || unit == local || unit == strings.ReplaceAll(a, " ", "")) {
			return true
		}
	}
	return false
}

// smallestUnit is the shortest piece whose repetition is the text: "abc" of "abcabcabc".
func smallestUnit(s string) string {
	if i := strings.Index(s[1:]+s, s); i >= 0 && i+1 < len(s) {
		return s[:i+1]
	}
	return s
}

// run reports a text that only counts up or down, such as 123456789012345 or abcdefghijklmnop.
func run(s string) bool {
	var up, down, all int
	prev := rune(-1)
	for _, c := range s {
		if prev >= 0 {
			all++
			if c == prev+1 || prev == '9' && c == '0' {
				up++
			}
			if c == prev-1 || prev == '0' && c == '9' {
				down++
			}
		}
		prev = c
	}
	return all > 0 && (up == all || down == all)
}
