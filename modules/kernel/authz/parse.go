package authz

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode/utf8"
)

const maxPolicy = 1 << 20

// rule is one line: p, role, object, action or g, role, parent.
type rule struct {
	line   int
	fields []string
}

func (r rule) grants() bool  { return r.fields[0] == "p" }
func (r rule) key() string   { return r.fields[2] + ":" + r.fields[3] }
func (r rule) role() string  { return r.fields[1] }
func (r rule) text() string  { return strings.Join(r.fields, ", ") }
func (r rule) inherit() bool { return r.fields[0] == "g" }

// parse reads the lines itself: Casbin's reader skips repeated lines in silence, gives no line numbers and panics on
// an empty first field.
func parse(data []byte, errs *InvalidError) []rule {
	if len(data) > maxPolicy {
		errs.add(0, "larger than 1 MiB; this is no policy file")
		return nil
	}
	var rules []rule
	seen := map[string]int{}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r := rule{line: i + 1, fields: split(line)}
		if fault := r.fault(line); fault != "" {
			errs.add(r.line, "%s", fault)
			continue
		}
		if first, ok := seen[r.text()]; ok {
			errs.add(r.line, "%q repeats line %d", r.text(), first)
			continue
		}
		seen[r.text()] = r.line
		rules = append(rules, r)
	}
	return rules
}

// split gives nil for a line that is no CSV.
func split(line string) []string {
	reader := csv.NewReader(strings.NewReader(line))
	reader.TrimLeadingSpace = true
	fields, err := reader.Read()
	if err != nil {
		return nil
	}
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	return fields
}

// fault says what is wrong with the form of a line.
func (r rule) fault(line string) string {
	const forms = "; write p, ROLE, OBJECT, ACTION or g, ROLE, PARENT"
	if !utf8.ValidString(line) {
		return "not UTF-8 text"
	}
	want := 0
	if len(r.fields) > 0 {
		want = map[string]int{"p": 4, "g": 3}[r.fields[0]]
	}
	if want == 0 || len(r.fields) != want {
		return "cannot read " + quote(line) + forms
	}
	for _, f := range r.fields[1:] {
		if !word(f) {
			return quote(f) + " is no name: lower-case letters, digits and _ only, no wildcards" + forms
		}
	}
	return ""
}

// quote shortens what is repeated in a message.
func quote(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80]) + "…"
	}
	return `"` + s + `"`
}
