package samples

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

// placeholder is one {word} of a naming pattern: {n}, {nn}, {nnn} or {#}, {##} for the number padded to as many
// digits, {parent} or {name}, {code}, {lot}, {material}, {type} for the parent's own.
var placeholder = regexp.MustCompile(`\{[^{}]*\}|[{}]`)

const defaultPattern = "{parent}-{nn}"

// numbering is what differs from part to part: numbers from first on, and the places of dies.
type numbering struct {
	first, count int
	dies         []Position
}

// text is what a placeholder stands for in the i-th name.
func (n numbering) text(word string, i int) string {
	switch word {
	case "row":
		return strconv.Itoa(n.dies[i].DieRow)
	case "col":
		return strconv.Itoa(n.dies[i].DieCol)
	}
	return fmt.Sprintf("%0*d", len(word), n.first+i)
}

// childNames makes the names of parts.
func childNames(pattern string, parent *Sample, childType string, number numbering) ([]string, error) {
	if pattern = strings.TrimSpace(pattern); pattern == "" {
		pattern = defaultPattern
	}
	bad := func(code, format string, args ...any) error {
		return apperr.InvalidField("/pattern", code, format, args...)
	}
	fixed := map[string]*string{"parent": &parent.Name, "name": &parent.Name, "code": &parent.Code, "type": &childType,
		"lot": parent.Lot, "material": parent.Material}
	numbered, placed := false, map[string]bool{}
	for _, p := range placeholder.FindAllString(pattern, -1) {
		word := strings.Trim(p, "{}")
		text, known := fixed[word]
		switch {
		case isNumber(word):
			numbered = true
		case isPlace(word) && len(number.dies) > 0:
			placed[word] = true
		case isPlace(word):
			return nil, bad("missing_value", "{row} and {col} are the place of a die; give positions or a grid.")
		case !known:
			return nil, bad("unknown_placeholder", "%q is not known; use {parent} {code} {lot} {material} {type} {n} {nn} {nnn} {row} {col}.", clip(p))
		case text == nil:
			return nil, bad("missing_value", "The parent sample has no %s to put into the name.", word)
		}
	}
	if !numbered && len(placed) < 2 && number.count > 1 {
		return nil, bad("no_number", "Of %d children some would have the same name; put {n} into the pattern.", number.count)
	}
	names := make([]string, number.count)
	for i := range names {
		names[i] = strings.TrimSpace(placeholder.ReplaceAllStringFunc(pattern, func(p string) string {
			word := strings.Trim(p, "{}")
			if isNumber(word) || isPlace(word) {
				return number.text(word, i)
			}
			return *fixed[word]
		}))
		if n := utf8.RuneCountInString(names[i]); n < 1 || n > 200 {
			return nil, bad("out_of_range", "A name has 1 to 200 characters; the pattern makes %d.", n)
		}
	}
	return names, nil
}

func isPlace(word string) bool { return word == "row" || word == "col" }

func isNumber(word string) bool {
	return word != "" && len(word) <= 9 && (strings.Trim(word, "n") == "" || strings.Trim(word, "#") == "")
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
