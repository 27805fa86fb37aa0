package endpoint_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
)

func TestStrict(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for _, tc := range []struct {
		name, body string
		kind       apperr.Kind
		code, at   string
	}{
		{"plain", `{"a":[1,-0.5e3,"x\u00e9\ud83d\ude00",true,false,null,{}]}`, 0, "", ""},
		{"depth 64 is allowed", deep(64), 0, "", ""},
		{"same key in two objects", `[{"a":1},{"a":1}]`, 0, "", ""},
		{"duplicate key", `{"a":{"b":1,"b":2}}`, apperr.Invalid, "duplicate_key", "/a/b"},
		{"duplicate key, escaped", `{"ab":1,"a\u0062":2}`, apperr.Invalid, "duplicate_key", "/ab"},
		{"trailing bytes", `{} {}`, apperr.Invalid, "trailing_bytes", ""},
		{"invalid UTF-8", "{\"a\":\"\xff\"}", apperr.Invalid, "invalid_utf8", "/a"},
		{"lone high surrogate", `{"a":"\ud800"}`, apperr.Invalid, "lone_surrogate", "/a"},
		{"lone low surrogate", `["\udc00"]`, apperr.Invalid, "lone_surrogate", "/0"},
		{"reversed pair", `["\udc00\ud800"]`, apperr.Invalid, "lone_surrogate", "/0"},
		{"NUL", `{"a":"x\u0000y"}`, apperr.Invalid, "nul", "/a"},
		{"raw NUL", "{\"a\":\"\x00\"}", apperr.Invalid, "nul", "/a"},
		{"NaN", `{"v":NaN}`, apperr.Invalid, "not_finite", "/v"},
		{"minus infinity", `{"v":-Infinity}`, apperr.Invalid, "not_finite", "/v"},
		{"out of range", `{"metadata":{"v":1e400}}`, apperr.Invalid, "number_range", "/metadata/v"},
		{"too deep", deep(65), apperr.Invalid, "too_deep", strings.Repeat("/0", 64)},
		{"no JSON", `hello`, apperr.Malformed, "malformed", ""},
		{"cut", `{"a":`, apperr.Malformed, "malformed", ""},
		{"leading zero", `[01]`, apperr.Malformed, "malformed", ""},
		{"trailing comma", `{"a":1,}`, apperr.Malformed, "malformed", ""},
		{"control character", "[\"\x01\"]", apperr.Malformed, "malformed", ""},
		{"pointer is escaped", `{"a/b~c":NaN}`, apperr.Invalid, "not_finite", "/a~1b~0c"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			err := endpoint.Strict([]byte(tc.body))
			if tc.code == "" {
				if err != nil {
					t.Fatalf("refused: %v", err)
				}
				return
			}
			e, ok := apperr.As(err)
			if !ok || e.Kind != tc.kind {
				t.Fatalf("got %v, want kind %d", err, tc.kind)
			}
			if tc.kind == apperr.Invalid && (len(e.Fields) != 1 || e.Fields[0].Code != tc.code || e.Fields[0].Pointer != tc.at) {
				t.Errorf("got %+v, want %s at %q", e.Fields, tc.code, tc.at)
			}
		})
	}
}

// FuzzStrict: what Strict accepts, encoding/json accepts too, and Strict never panics.
func FuzzStrict(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e-3,"\ud83d\ude00"]}`, `[[[]]]`, `"\u0000"`, `{"a":1,"a":2}`, `-`, `1e999`, `{"":null}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if endpoint.Strict(in) == nil && !json.Valid(in) {
			t.Fatalf("accepted what is no JSON: %q", in)
		}
	})
}
