package samples

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spectra-lab/spectra/modules/kernel/apperr"
)

func TestChildNames(t *testing.T) {
	lot := "L{n}1"
	parent := &Sample{Code: "SMP-2026-000001", Name: "W7", Lot: &lot}
	for _, tc := range []struct {
		pattern      string
		first, count int
		want         string
	}{
		{"", 1, 2, "W7-01|W7-02"}, {"{n}", 9, 2, "9|10"}, {"{nnn} of {parent}", 99, 2, "099 of W7|100 of W7"}, {"{##}", 1, 1, "01"}, {"{code}/{n}", 1, 1, "SMP-2026-000001/1"},
		{"{lot}.{n}", 1, 1, "L{n}1.1"}, {"{type} {n}{n}", 3, 1, "die 33"}, {"{name}", 1, 1, "W7"}, {"{N}", 1, 1, "!"}, {"{}", 1, 1, "!"}, {"}{", 1, 1, "!"}, {"{{n}}", 1, 1, "!"},
		{"{material}{n}", 1, 1, "!"}, {"fixed", 1, 2, "!"}, {"{nnnnnnnnnn}", 1, 1, "!"}, {"{n#}", 1, 1, "!"},
	} {
		names, err := childNames(tc.pattern, parent, "die", numbering{first: tc.first, count: tc.count})
		got := strings.Join(names, "|")
		if err != nil {
			got = "!"
		}
		if got != tc.want {
			t.Errorf("%q: %s, want %s (%v)", tc.pattern, got, tc.want, err)
		}
	}
}

// FuzzChildNames: a pattern makes as many names as asked, each of legal length and, with a number in it, all different, or a 422.
func FuzzChildNames(f *testing.F) {
	for _, p := range []string{"", "{parent}-{nn}", "{n}{lot}", "{code}{#}", "{{}}", "{", "%d%s", "😀{n}", strings.Repeat("{parent}", 60) + "{n}"} {
		f.Add(p, 1, 3)
	}
	f.Fuzz(func(t *testing.T, pattern string, first, count int) {
		if first < 1 || first > 1_000_000 || count < 1 || count > 1000 || len(pattern) > 1600 {
			t.Skip("refused by the schema")
		}
		names, err := childNames(pattern, &Sample{Name: "W7"}, "die", numbering{first: first, count: count})
		if err != nil {
			if !apperr.Is(err, apperr.Invalid) {
				t.Fatal(err)
			}
			return
		}
		seen := map[string]bool{}
		for _, n := range names {
			if c := utf8.RuneCountInString(n); c < 1 || c > 200 {
				t.Fatalf("%q has %d characters", n, c)
			}
			seen[n] = true
		}
		if len(names) != count || len(seen) != count {
			t.Fatalf("%q: %d names, %d different, want %d", pattern, len(names), len(seen), count)
		}
	})
}
