package trail

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

var null = json.RawMessage("null")

// changes reads a payload {"old":…,"new":…,"changed":[…]}: for an update the changed fields, for an insert or delete
// every field that had a value. The bytes of each value stay as the database wrote them.
func changes(payload *string) (operation string, out []Change) {
	var p struct {
		Old, New map[string]json.RawMessage
		Changed  []string
	}
	out = []Change{}
	if payload == nil || json.Unmarshal([]byte(*payload), &p) != nil {
		return "event", out
	}
	fields := p.Changed
	switch {
	case p.Old == nil && p.New == nil:
		return "event", out
	case p.Old == nil:
		operation, fields = "insert", slices.Sorted(maps.Keys(p.New))
	case p.New == nil:
		operation, fields = "delete", slices.Sorted(maps.Keys(p.Old))
	default:
		operation = "update"
	}
	for _, f := range fields {
		c := Change{Field: f, Old: orNull(p.Old[f]), New: orNull(p.New[f])}
		if operation == "update" || !bytes.Equal(c.Old, null) || !bytes.Equal(c.New, null) {
			out = append(out, c)
		}
	}
	return operation, out
}

func orNull(v json.RawMessage) json.RawMessage {
	if v == nil {
		return null
	}
	return v
}
