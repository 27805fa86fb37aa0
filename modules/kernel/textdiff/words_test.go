package textdiff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// apply makes the newer text of the older one and the hunks, and checks them on the way.
func apply(hunks [][]Line, older string) (string, error) {
	a, out, at := split(older), []string(nil), 0
	for _, h := range hunks {
		for ; at < len(a) && h[0].Op != Added && at+1 < h[0].Old; at++ {
			out = append(out, a[at])
		}
		for ; h[0].Op == Added && len(out)+1 < h[0].New; at++ {
			out = append(out, a[at])
		}
		for _, l := range h {
			if l.Op != Added {
				if at >= len(a) || a[at] != l.Text || l.Old != at+1 {
					return "", fmt.Errorf("line %d is not %+v", at+1, l)
				}
				at++
			}
			if l.Op != Removed {
				out = append(out, l.Text)
				if l.New != len(out) {
					return "", fmt.Errorf("line %d of the newer text is not %+v", len(out), l)
				}
			}
			text := ""
			for _, s := range l.Spans {
				text += s.Text
			}
			if len(l.Spans) > 0 && text != l.Text {
				return "", fmt.Errorf("spans %q of line %q", text, l.Text)
			}
		}
	}
	return strings.Join(append(out, a[at:]...), "\n"), nil
}

func holds(t testing.TB, a, b string) {
	t.Helper()
	for _, around := range []int{0, 3} {
		lines := Lines(a, b)
		Words(lines)
		h := Hunks(lines, around)
		got, err := apply(h, a)
		if err != nil || got != b || (a == b) != (len(h) == 0) {
			t.Fatalf("%q to %q around %d: %q %v\n%+v", a, b, around, got, err, h)
		}
	}
}

func TestWords(t *testing.T) {
	for _, tc := range []struct{ a, b, want string }{
		{"heated to 400 °C", "heated to 450 °C", "heated to [400] °C|heated to [450] °C"},
		{"all of it is old", "nothing stayed here", "|"},
		{"one\ntwo words", "one two words", "one|two words|one[ ]two words"},
		{"a b\nc d", "a b!\nc e", "a b|c [d]|a b[!]|c [e]"},
		{"   ", "  \t", "[   ]|[  \t]"},
	} {
		lines := Lines(tc.a, tc.b)
		Words(lines)
		var got []string
		for _, l := range lines {
			text := ""
			for _, s := range l.Spans {
				if s.Changed {
					s.Text = "[" + s.Text + "]"
				}
				text += s.Text
			}
			got = append(got, text)
		}
		if text := strings.Join(got, "|"); text != tc.want {
			t.Errorf("%q to %q: %s, want %s", tc.a, tc.b, text, tc.want)
		}
	}
}

// TestAnyTexts: apply(diff(a, b), a) is b, for texts that are edits of each other and for those that are not.
func TestAnyTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"a", "b", "\n", "\n\n", " ", "ä", "\r\n", "Si (100)", "\t", "**x**", "…", ""}
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		return b.String()
	}
	for range 2000 {
		a := text(r.IntN(60))
		b := text(r.IntN(60))
		if r.IntN(2) == 0 {
			runes := []rune(a)
			at := r.IntN(len(runes) + 1)
			b = string(runes[:at]) + text(r.IntN(5)) + string(runes[min(len(runes), at+r.IntN(9)):])
		}
		holds(t, a, b)
	}
}

func FuzzWords(f *testing.F) {
	f.Add("a\nb", "b\nc")
	f.Add("", "\n")
	f.Fuzz(func(t *testing.T, a, b string) { holds(t, a, b) })
}

// TestLongTexts: the largest entries with nothing, little and everything in common take no longer than a request may.
func TestLongTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	lines := func(n, alphabet int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = string(rune('a' + r.IntN(alphabet)))
		}
		return out
	}
	distinct := func(p string) []string {
		out := make([]string, 30000)
		for i := range out {
			out[i] = fmt.Sprint(p, i)
		}
		return out
	}
	turned := distinct("x")
	slices.Reverse(turned)
	for name, pair := range map[string][2][]string{
		"two letters": {lines(100000, 2), lines(100000, 2)}, "many letters": {lines(100000, 26), lines(100000, 26)},
		"nothing in common": {distinct("x"), distinct("y")}, "turned round": {distinct("x"), turned}, "one long line": {{strings.Repeat("a b ", 50000)}, {strings.Repeat("b a ", 50000)}},
	} {
		a, b := strings.Join(pair[0], "\n"), strings.Join(pair[1], "\n")
		began := time.Now()
		holds(t, a, b)
		if d := time.Since(began); d > 10*time.Second {
			t.Errorf("%s: %s", name, d)
		}
	}
}
