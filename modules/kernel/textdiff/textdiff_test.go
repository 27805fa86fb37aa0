package textdiff_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/textdiff"
)

// short writes a comparison as -old +new =same.
func short(lines []textdiff.Line) string {
	var out []string
	for _, l := range lines {
		out = append(out, map[textdiff.Op]string{textdiff.Same: "=", textdiff.Removed: "-", textdiff.Added: "+"}[l.Op]+l.Text)
	}
	return strings.Join(out, " ")
}

func TestLines(t *testing.T) {
	for _, tc := range []struct{ older, newer, want string }{
		{"", "", ""},
		{"", "a", "+a"},
		{"a", "", "-a"},
		{"a\nb\nc", "a\nb\nc", "=a =b =c"},
		{"a\nb\nc", "a\nx\nc", "=a -b +x =c"},
		{"a\nc", "a\nb\nc", "=a +b =c"},
		{"a\nb\nc", "a\nc", "=a -b =c"},
		{"a", "a\n", "=a +"},
		{"a\n", "a", "=a -"},
		{"a\r", "a", "-a\r +a"},
		{"a\na\na", "a\na", "=a =a -a"},
		{"a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc", "-a -b =c +b =a =b -b =a +c"},
		{"f\n{\n1\n}\ng\n{\n2\n}", "g\n{\n2\n}\nf\n{\n1\n}", "-f -{ -1 -} =g ={ =2 +} +f +{ +1 =}"},
	} {
		if got := short(textdiff.Lines(tc.older, tc.newer)); got != tc.want {
			t.Errorf("%q, %q: %q, want %q", tc.older, tc.newer, got, tc.want)
		}
	}
}

// check holds what Lines promises: both texts come back to the last character, numbers rise, removals go first.
func check(t *testing.T, older, newer string) {
	t.Helper()
	var a, b []string
	before := textdiff.Same
	for _, l := range textdiff.Lines(older, newer) {
		if l.Op != textdiff.Added {
			if a = append(a, l.Text); l.Old != len(a) {
				t.Fatalf("%q, %q: old line %d is numbered %d", older, newer, len(a), l.Old)
			}
		}
		if l.Op != textdiff.Removed {
			if b = append(b, l.Text); l.New != len(b) {
				t.Fatalf("%q, %q: new line %d is numbered %d", older, newer, len(b), l.New)
			}
		}
		if before == textdiff.Added && l.Op == textdiff.Removed {
			t.Fatalf("%q, %q: added before removed", older, newer)
		}
		before = l.Op
	}
	if strings.Join(a, "\n") != older || strings.Join(b, "\n") != newer {
		t.Fatalf("%q, %q came back as %q, %q", older, newer, a, b)
	}
}

func TestLinesAnyTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var b strings.Builder
		for range r.IntN(40) {
			b.WriteByte("abcd\n\n"[r.IntN(6)])
		}
		return b.String()
	}
	for range 5000 {
		check(t, text(), text())
	}
}

// Long texts that share nothing, and texts made so that no line is unique, end in bounded time.
func TestLinesBounded(t *testing.T) {
	build := func(n int, f func(int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i) + "\n")
		}
		return b.String()
	}
	start := time.Now()
	check(t, build(60000, func(i int) string { return fmt.Sprint("a", i) }), build(60000, func(i int) string { return fmt.Sprint("b", i) }))
	check(t, build(60000, func(i int) string { return fmt.Sprint(i % 7) }), build(60000, func(i int) string { return fmt.Sprint(i * i % 11) }))
	check(t, build(60000, func(i int) string { return fmt.Sprint(i) }), build(60000, func(i int) string { return fmt.Sprint(60000 - i) }))
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %s", d)
	}
}

func TestHunks(t *testing.T) {
	older := make([]string, 40)
	for i := range older {
		older[i] = fmt.Sprint("l", i+1)
	}
	newer := append([]string{}, older...)
	newer[0], newer[20], newer[25], newer[39] = "x", "x", "x", "x"
	var got []string
	for _, h := range textdiff.Hunks(textdiff.Lines(strings.Join(older, "\n"), strings.Join(newer, "\n")), 2) {
		got = append(got, short(h))
	}
	want := []string{"-l1 +x =l2 =l3", "=l19 =l20 -l21 +x =l22 =l23 =l24 =l25 -l26 +x =l27 =l28", "=l38 =l39 -l40 +x"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if n := len(textdiff.Hunks(textdiff.Lines("a", "a"), 3)); n != 0 {
		t.Errorf("%d hunks of equal texts", n)
	}
	if a, r := textdiff.Count(textdiff.Lines("a\nb", "a\nc\nd")); a != 2 || r != 1 {
		t.Errorf("%d added, %d removed", a, r)
	}
}

func FuzzLines(f *testing.F) {
	f.Add("a\nb", "b\na")
	f.Fuzz(func(t *testing.T, older, newer string) { check(t, older, newer) })
}
