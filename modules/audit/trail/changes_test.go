package trail

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"testing"
)

// plainly says what changes says, by way of maps.
func plainly(payload string) (operation string, out []Change) {
	var p struct {
		Old     map[string]json.RawMessage `json:"old"`
		New     map[string]json.RawMessage `json:"new"`
		Changed []string                   `json:"changed"`
	}
	out = []Change{}
	if json.Unmarshal([]byte(payload), &p) != nil || p.Old == nil && p.New == nil {
		return "event", out
	}
	value := func(m map[string]json.RawMessage, f string) json.RawMessage {
		if v, ok := m[f]; ok && v != nil {
			return v
		}
		return null
	}
	operation = "update"
	fields := p.Changed
	if p.Old == nil {
		operation, fields = "insert", slices.Sorted(maps.Keys(p.New))
	} else if p.New == nil {
		operation, fields = "delete", slices.Sorted(maps.Keys(p.Old))
	}
	for _, f := range fields {
		c := Change{Field: f, Old: value(p.Old, f), New: value(p.New, f)}
		if operation == "update" || string(c.Old) != "null" || string(c.New) != "null" {
			out = append(out, c)
		}
	}
	return operation, out
}

var payloads = []string{
	`{"old":null,"new":{"id": "1", "z": null, "name": "a \"quoted\" }, one \\", "n": 1.10, "list": ["x", {"y": "]"}], "b": true, "e": {}},"changed":[]}`,
	`{"old":{"name": "a"},"new":{"id": "1", "name": null, "extra": 0},"changed":["name", "gone"]}`,
	`{"old":{"name": "a", "nothing": null},"new":null,"changed":[]}`,
	`{"old":{},"new":{},"changed":["version"]}`,
	`{"old":null,"new":{},"changed":null}`,
	" {\t\"old\" : null ,\n\"new\":{ \"\\u0061\\n\" :-1e5 , \"k\":\"\" } } ",
	`{"old":null,"new":null,"changed":[]}`, `{"new":{"a":1}}`, `{"meaning": "approved"}`, `{"old": "x", "new": {"a":1}}`, `{"new": [1]}`, `{"new":{"a":1},"changed":[1]}`,
	`[]`, `null`, `"x"`, `12`, ``, `{`, `{"new":{"a":1}`, `{"new":{"a":}}`, `{"old":null,"new":{"a":"\x"}}`, "{}",
}

func same(t *testing.T, payload string) {
	t.Helper()
	operation, list := changes(&payload)
	wantOperation, want := plainly(payload)
	if operation != wantOperation || !reflect.DeepEqual(list, want) {
		t.Errorf("%s\ngot  %s %s\nwant %s %s", payload, operation, list, wantOperation, want)
	}
}

// TestP11_06_ChangesAsWritten: old and new values come out in the bytes of the database, of anything else an event.
func TestP11_06_ChangesAsWritten(t *testing.T) {
	for _, p := range payloads {
		same(t, p)
	}
	if operation, list := changes(nil); operation != "event" || list == nil || len(list) != 0 {
		t.Errorf("no payload: %s %v", operation, list)
	}
}

// FuzzObject: of any valid object the members are those that encoding/json finds.
func FuzzObject(f *testing.F) {
	for _, p := range payloads {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !json.Valid([]byte(text)) {
			changes(&text) // must not panic
			return
		}
		list, ok := object([]byte(text), text, 1)
		var want map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &want); (err == nil) != ok {
			t.Fatalf("%q: ok %v, %v", text, ok, err)
		}
		got := map[string]json.RawMessage{}
		for _, m := range list {
			var name string
			if quoted, err := json.Marshal(m.name); err != nil || json.Unmarshal(quoted, &name) != nil {
				t.Fatal(err)
			}
			got[name] = m.value
		}
		if len(got) != len(want) {
			t.Fatalf("%q: got %v, want %v", text, got, want)
		}
		for k, v := range want {
			if string(v) != string(got[k]) {
				t.Fatalf("%q %q: got %s, want %s", text, k, got[k], v)
			}
		}
	})
}
