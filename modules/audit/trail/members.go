package trail

import (
	"bytes"
	"encoding/json"
	"strings"
)

// member is one value of a JSON object, in the bytes it was written with.
type member struct {
	name  string
	value json.RawMessage
	same  string // the value again
}

type members []member

// of is the value of a name; null where there is none.
func (list members) of(name string) json.RawMessage {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].name == name {
			return list[i].value
		}
	}
	return null
}

// object takes a valid JSON text apart without looking into its values: a page of the trail has two thousand, and maps
// of them were most of its time. null is no object, and fine; ok is false for anything else. same is the text again, of
// which the names are parts; size is how many members are expected.
func object(text []byte, same string, size int) (out members, ok bool) {
	at := space(text, 0)
	if text[at] != '{' {
		return nil, text[at] == 'n'
	}
	out = make(members, 0, size)
	at++
	for {
		at = skipTo(text, at, '"', '}')
		if text[at] == '}' {
			return out, true
		}
		end := pastString(text, at)
		name := unquote(same[at:end])
		at = space(text, skipTo(text, end, ':')+1)
		end = pastValue(text, at)
		out = append(out, member{name, text[at:end:end], same[at:end]})
		at = end
	}
}

func skipTo(text []byte, at int, one ...byte) int {
	for bytes.IndexByte(one, text[at]) < 0 {
		at++
	}
	return at
}

func space(text []byte, at int) int {
	for text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r' {
		at++
	}
	return at
}

// pastString is the place behind the string that begins at a place.
func pastString(text []byte, at int) int {
	for at++; text[at] != '"'; at++ {
		if text[at] == '\\' {
			at++
		}
	}
	return at + 1
}

// pastValue is the place behind the value that begins at a place.
func pastValue(text []byte, at int) int {
	for depth := 0; at < len(text); {
		switch text[at] {
		case '"':
			at = pastString(text, at)
			if depth == 0 {
				return at
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return at // behind a number or a word
			}
			if depth--; depth == 0 {
				return at + 1
			}
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return at
			}
		}
		at++
	}
	return at
}

func unquote(text string) string {
	if strings.IndexByte(text, '\\') < 0 {
		return text[1 : len(text)-1]
	}
	var s string
	if json.Unmarshal([]byte(text), &s) != nil {
		return text
	}
	return s
}
