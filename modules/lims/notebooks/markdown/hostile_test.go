package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestCostIsBounded: texts made to cost the square of their length, at the largest length an entry may have. Each must be
// laid out or shown as it is within a time that a request has.
func TestCostIsBounded(t *testing.T) {
	const most = 200_000
	fill := func(s string) string { return strings.Repeat(s, most/len(s)) }
	short := func(s string, n int) string { return strings.Repeat(s, n/len(s)) + "\n\n" }
	cases := map[string]string{
		"emphasis": fill("*a **b _c "), "brackets": fill("["), "images": fill("!["), "angles": fill("<a "), "entities": fill("&"), "dollars": fill("$a "), "double dollars": fill("$$ \n"),
		"ticks": fill("`` ` "), "quotes": fill(">"), "lists": fill("- "), "numbers": fill("1. "), "numbers)": fill("1) "), "backslashes": fill("\\"), "links": fill("[a](b"), "tildes": fill("~~a "), "urls": fill("www."), "urls 2": fill("http://a.b "), "mail": fill("a@b.c "),
		"table":      strings.Repeat("|a", 40000) + "\n" + strings.Repeat("|-", 40000) + "\n" + strings.Repeat("|\n", 20000),
		"references": "[a]: http://x.example/" + strings.Repeat("y", 100_000) + "\n\n" + strings.Repeat("[a]\n\n", 18000),
		"titles":     "[a]: b \"" + strings.Repeat("y", 100_000) + "\"\n\n" + strings.Repeat("[a]\n\n", 18000),
		"definitions": func() string {
			var b strings.Builder
			for i := range 14000 {
				fmt.Fprintf(&b, "[r%d]: /x\n", i)
			}
			return b.String()
		}(),
		"comments": fill("<!-- "), "tags": fill("<b>"), "cdata": fill("<![CDATA["), "instructions": fill("<?"), "attributes": "<a " + fill("a=b "), "long attribute": `<a href="` + fill("x") + `">`,
		"dense blocks of emphasis": strings.Repeat(short("*a **b ", 39000), 5), "dense blocks of brackets": strings.Repeat(short("[a](", 39000), 5), "blocks of brackets below the bound": strings.Repeat(short("[a](", 5900), 33), "dense blocks of images": strings.Repeat(short("![a", 39000), 5),
		"dense blocks of angles": strings.Repeat(short("<a b='", 39000), 5), "dense blocks of ticks": strings.Repeat(short("`` a ` ", 39000), 5), "setext": fill("a\n-\n"), "pipes": fill("a|b\n-|-\n\n"), "deep lists": func() string {
			var b strings.Builder
			for i := range 440 {
				b.WriteString(strings.Repeat("  ", i) + "- x\n")
			}
			return b.String()
		}(), "quotes over lines": strings.Repeat(strings.Repeat(">", 400)+"a\n", 490), "tabs": fill("\t"), "line feeds": fill("\n"), "returns": fill("\r"), "bullets": fill("*\n"), "mixed": fill("*[a_`<$|"),
	}
	for name, text := range cases {
		began := time.Now()
		out := HTML(text, Own{})
		if d := time.Since(began); d > 30*time.Second { // the race detector on a busy machine; without bounds it is minutes
			t.Errorf("%s: %s", name, d)
		} else if d > 300*time.Millisecond {
			t.Log(name, d, len(out))
		}
		if len(out) > 10<<20 {
			t.Errorf("%s: %d bytes", name, len(out))
		}
	}
}
