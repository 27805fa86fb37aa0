package values

import (
	"strings"
	"testing"
)

func TestNamed(t *testing.T) {
	for _, tc := range []struct {
		name      string
		key, full bool
	}{
		{"", false, false}, {"a", true, true}, {"_", true, true}, {" a", false, false}, {"-a", false, false}, {"a-b.c:d+e f", true, true},
		{"Rs (sheet)", false, true}, {"50%", false, true}, {"a/b", false, true}, {"Größe²", true, true}, {"温度", true, true}, {"٣", true, true},
		{"a\nb", false, false}, {"a\x00", false, false}, {"a\xff", false, false}, {"a\uFFFD", false, false}, {"a\u0301", false, false},
		{strings.Repeat("ä", 100), true, true}, {strings.Repeat("ä", 101), false, false},
	} {
		if got := named(tc.name, inKeys); got != tc.key {
			t.Errorf("key %q: %v", tc.name, got)
		}
		if got := named(tc.name, inNames); got != tc.full {
			t.Errorf("name %q: %v", tc.name, got)
		}
	}
}
