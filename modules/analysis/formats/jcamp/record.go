package jcamp

import (
	"bytes"

	"github.com/spectra-lab/spectra/modules/analysis/formats/internal/scan"
)

// record is one labelled data record: ##LABEL= value, up to the next label.
type record struct {
	key   string // label as written
	label string // label folded: case, blanks, '-', '/' and '_' do not count
	value int    // where the value starts
	end   int    // where the record ends
	at    int    // where the record starts
}

// splitLabel takes "##LABEL= rest" apart; a label without '=' has no rest.
func splitLabel(line []byte) (label, rest []byte, ok bool) {
	line = bytes.TrimLeft(line, " \t")
	if len(line) < 3 || line[0] != '#' || line[1] != '#' {
		return nil, nil, false
	}
	if i := bytes.IndexByte(line, '='); i >= 0 {
		return line[2:i], line[i+1:], true
	}
	return line[2:], nil, true
}

func fold(label []byte) string {
	out := make([]byte, 0, 24)
	for _, c := range label {
		switch {
		case c == ' ' || c == '\t' || c == '-' || c == '/' || c == '_':
		case c >= 'a' && c <= 'z':
			out = append(out, c-'a'+'A')
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

// nextRecord finds the record that starts at or after pos.
func nextRecord(text []byte, pos int) (rec record, ok bool) {
	for pos < len(text) {
		line, next := scan.Line(text, pos)
		label, rest, is := splitLabel(line)
		if !is {
			pos = next
			continue
		}
		rec = record{key: scan.Text(label), label: fold(label), at: pos, value: next, end: next}
		if rest != nil {
			rec.value = pos + len(line) - len(rest)
		}
		for rec.end < len(text) && !startsRecord(text, rec.end) {
			_, rec.end = scan.Line(text, rec.end)
		}
		return rec, true
	}
	return record{}, false
}

func startsRecord(text []byte, pos int) bool {
	for pos < len(text) && (text[pos] == ' ' || text[pos] == '\t') {
		pos++
	}
	return pos+1 < len(text) && text[pos] == '#' && text[pos+1] == '#'
}

// stripComment cuts a $$ comment, which may stand anywhere, also inside tables.
func stripComment(line []byte) []byte {
	if i := bytes.Index(line, []byte("$$")); i >= 0 {
		return line[:i]
	}
	return line
}

// content is the value of a record without comments, and the comments one by one.
func content(raw []byte) (value string, comments []string) {
	if !bytes.Contains(raw, []byte("$$")) {
		return scan.Text(unixLines(raw)), nil
	}
	var kept []byte
	for pos := 0; pos < len(raw); {
		line, next := scan.Line(raw, pos)
		pos = next
		body := stripComment(line)
		if len(body) < len(line) {
			if c := scan.Text(line[len(body)+2:]); c != "" {
				comments = append(comments, c)
			}
			if len(bytes.TrimSpace(body)) == 0 {
				continue
			}
		}
		kept = append(append(kept, body...), '\n')
	}
	return scan.Text(kept), comments
}

func unixLines(raw []byte) []byte {
	raw = bytes.TrimSpace(raw)
	if bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
}
