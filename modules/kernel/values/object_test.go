package values_test

import (
	"encoding/json"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

func TestObject(t *testing.T) {
	type part struct {
		Name string `json:"name"`
		N    *int   `json:"n,omitempty" nullable:"true"`
	}
	type whole struct {
		Title string          `json:"title"`
		Any   json.RawMessage `json:"any,omitempty"`
		Parts []part          `json:"parts,omitempty"`
		Words []string        `json:"words,omitempty"`
		Seen  map[string]int  `json:"seen,omitempty"`
	}
	var f values.Faults
	var got whole
	if !f.Object("/0", raw(`{"title":"t","any":{"k":1.10},"parts":[{"name":"a","n":2},{"name":"b","n":null}],"words":null}`), &got) || len(f) > 0 {
		t.Fatalf("faults %v", f)
	}
	if got.Title != "t" || string(got.Any) != `{"k":1.10}` || len(got.Parts) != 2 || *got.Parts[0].N != 2 || got.Parts[1].N != nil {
		t.Errorf("got %+v", got)
	}
	f = nil
	f.Object("/0", raw(`{"title":null,"parts":[{"n":"x"},3],"a/b":1,"seen":null}`), &got)
	want := map[string]string{"/0/title": "wrong_type", "/0/parts/0/name": "required", "/0/parts/0/n": "wrong_type", "/0/parts/1": "wrong_type", "/0/a~1b": "unknown_field", "/0/seen": "wrong_type"}
	for _, e := range f {
		if want[e.Pointer] != e.Code {
			t.Errorf("fault %+v", e)
		}
		delete(want, e.Pointer)
	}
	if len(want) > 0 {
		t.Errorf("no fault at %v", want)
	}
}

func TestNoObject(t *testing.T) {
	for _, text := range []string{`null`, `7`, `"x"`, `[]`, `true`} {
		var f values.Faults
		if f.Object("/items/3", raw(text), &struct{}{}) || lines(f) != "/items/3 wrong_type" {
			t.Errorf("%s: %v", text, f)
		}
	}
}
