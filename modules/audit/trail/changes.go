package trail

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

var null = json.RawMessage("null")

// changes reads a payload {"old":…,"new":…,"changed":[…]}: for an update the changed fields, for an insert or delete
// every field that had a value. The bytes of each value stay as the database wrote them.
func changes(payload *string) (operation string, out []Change) {
	out = []Change{}
	p, ok := read(payload)
	if !ok || p.old == nil && p.new == nil {
		return "event", out
	}
	switch {
	case p.old == nil:
		return "insert", whole(p.new, func(m member) Change { return Change{Field: m.name, Old: null, New: m.value} })
	case p.new == nil:
		return "delete", whole(p.old, func(m member) Change { return Change{Field: m.name, Old: m.value, New: null} })
	}
	for _, f := range p.changed {
		out = append(out, Change{Field: f, Old: p.old.of(f), New: p.new.of(f)})
	}
	return "update", out
}

// whole is all of a record that has a value, by name.
func whole(record members, change func(member) Change) []Change {
	out := make([]Change, 0, len(record))
	for _, m := range record {
		if !bytes.Equal(m.value, null) {
			out = append(out, change(m))
		}
	}
	slices.SortFunc(out, func(a, b Change) int { return strings.Compare(a.Field, b.Field) })
	return out
}

// content is a payload taken apart; a side that is nil did not exist.
type content struct {
	old, new members
	changed  []string
}

// usual is how many columns a table of records has.
const usual = 40

// read takes a payload apart; ok is false for one that tells of no record.
func read(payload *string) (p content, ok bool) {
	if payload == nil {
		return p, false
	}
	text := []byte(*payload)
	if !json.Valid(text) {
		return p, false
	}
	top, ok := object(text, *payload, 3)
	for _, m := range top {
		fine := true
		switch m.name {
		case "old":
			p.old, fine = object(m.value, m.same, usual)
		case "new":
			p.new, fine = object(m.value, m.same, usual)
		case "changed":
			fine = json.Unmarshal(m.value, &p.changed) == nil
		}
		ok = ok && fine
	}
	return p, ok
}
