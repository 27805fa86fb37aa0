package samples

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/values"
)

// FuzzMetadata: whatever JSON comes in is refused with pointers below its key, or read back as it was written.
func FuzzMetadata(f *testing.F) {
	for _, s := range []string{`"x"`, `1.50`, `-0`, `1e400`, `true`, `null`, `[]`, `{"value":"1.10","unit":"nm"}`, `{"value":"2026-02-29","type":"date"}`, `{"value":{"a":1}}`, `{"unit":7}`, `{"value":"x","unit":""}`} {
		f.Add("key", s)
	}
	f.Fuzz(func(t *testing.T, key, text string) {
		if !json.Valid([]byte(text)) {
			t.Skip("refused before")
		}
		var raw json.RawMessage
		if json.Unmarshal([]byte(text), &raw) != nil {
			t.Skip()
		}
		var faults values.Faults
		v := faults.Plain("/metadata/k", key, raw)
		if len(faults) > 0 {
			for _, e := range faults {
				if len(e.Pointer) < len("/metadata/k") || e.Pointer[:len("/metadata/k")] != "/metadata/k" {
					t.Fatalf("fault at %q", e.Pointer)
				}
			}
			return
		}
		doc := appendMetadata(nil, []values.Typed{v})
		var back map[string]values.Shown
		if err := json.Unmarshal(doc, &back); err != nil {
			t.Fatalf("%s: %v", doc, err)
		}
		got, want := back[key], v.Shown()
		if len(back) != 1 || got.Type != v.Type || got.Value != want.Value {
			t.Fatalf("%s is read as %+v, want %+v", doc, got, want)
		}
		if v.Number != nil {
			if _, err := strconv.ParseFloat(*v.Number, 64); err != nil || *v.Number != v.Text {
				t.Fatalf("number %q of text %q: %v", *v.Number, v.Text, err)
			}
		}
	})
}

func TestHazards(t *testing.T) {
	for in, want := range map[string]string{"GHS01": "explosive", "ghs09": "environmental_hazard", "Health Hazard": "health_hazard", "oxidising": "oxidizing", "compressed-gas": "compressed_gas", "GHS00": "GHS00", "GHS10": "GHS10", "hot": "hot"} {
		if got := ghs(in); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}
