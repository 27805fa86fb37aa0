package markdown

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

var mine = id.ID{1: 1, 15: 7}

func own() Own {
	return Own{IDs: map[id.ID]bool{mine: true}, Codes: map[string]id.ID{"FIL-2026-000001": mine}}
}

func TestRender(t *testing.T) {
	img := `<img src="/files/` + mine.String() + `/content" alt="map"`
	for _, tc := range []struct{ name, in, want string }{
		{"heading and text", "# Anneal\n\nHeated *slowly* to **400 °C**.", "<h1>Anneal</h1>\n<p>Heated <em>slowly</em> to <strong>400 °C</strong>.</p>\n"},
		{"table", "|a|b|\n|:-|-:|\n|1.10|2|", "<table>\n<thead>\n<tr>\n<th align=\"left\">a</th>\n<th align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"left\">1.10</td>\n<td align=\"right\">2</td>\n</tr>\n</tbody>\n</table>\n"},
		{"task list", "- [x] clean\n- [ ] dry", `<ul>` + "\n" + `<li><input checked="" disabled="" type="checkbox"> clean</li>` + "\n" + `<li><input disabled="" type="checkbox"> dry</li>` + "\n</ul>\n"},
		{"struck", "~~old~~", "<p><del>old</del></p>\n"},
		{"code", "```python\na < b\n```", "<pre><code class=\"language-python\">a &lt; b\n</code></pre>\n"},
		{"record link", "see [S1](/r/SMP-2026-000001?v=2)", `<p>see <a href="/r/SMP-2026-000001?v=2" rel="noreferrer">S1</a></p>` + "\n"},
		{"subscript", "H<sub>2</sub>O and cm<sup>-1</sup>", "<p>H<sub>2</sub>O and cm<sup>-1</sup></p>\n"},
		{"formula", "so $E = m_1 * c_2^2 * 3$ holds", `<p>so <span class="math inline">E = m_1 * c_2^2 * 3</span> holds</p>` + "\n"},
		{"formula with angles", "$a<b>c$", `<p><span class="math inline">a&lt;b&gt;c</span></p>` + "\n"},
		{"escaped sign in a formula", `$\$5$`, `<p><span class="math inline">\$5</span></p>` + "\n"},
		{"prices", "from $5 to $6, or $ 7", "<p>from $5 to $6, or $ 7</p>\n"},
		{"display formula", "$$\nE\n=\n- x\n$$\n\nafter", `<div class="math display">E` + "\n=\n- x</div><p>after</p>\n"},
		{"display formula in a line", "so $$a_b$$ and $$c\nd$$.", `<p>so <span class="math display">a_b</span> and <span class="math display">c` + "\nd</span>.</p>\n"},
		{"formula without end", "cost $$ only", "<p>cost $$ only</p>\n"},
		{"own image by id", "![map](/files/" + mine.String() + "/content)", "<p>" + img + "></p>\n"},
		{"own image by code", "![map](/r/FIL-2026-000001?v=1)", "<p>" + img + "></p>\n"},
		{"own image in HTML", `<img src="/files/` + mine.String() + `/content" onerror="x" style="y">`, `<img src="/files/` + mine.String() + `/content">`},
		{"other image by id", "![ma*p*](/files/" + id.ID{1: 1, 15: 8}.String() + "/content)", "<p>[image: map]</p>\n"},
		{"other image by code", "![map](/r/FIL-2026-000002)", "<p>[image: map]</p>\n"},
		{"image of elsewhere", "![<b>](https://evil.example/t.png)", "<p>[image: ]</p>\n"},
		{"image of elsewhere in HTML", `a<img src="https://evil.example/t.png">b`, "<p>ab</p>\n"},
		{"address that only ends like an own one", "![x](https://evil.example/files/" + mine.String() + "/content)", "<p>[image: x]</p>\n"},
	} {
		if got := HTML(tc.in, own()); got != tc.want {
			t.Errorf("%s:\n%q, want\n%q", tc.name, got, tc.want)
		}
	}
}

func TestFiles(t *testing.T) {
	ids, codes := Files("![a](/r/FIL-2026-000001) ![b](/files/" + mine.String() + "/content) ![c](/files/" + mine.String() + "/content) /files/x/content")
	if len(ids) != 1 || ids[0] != mine || len(codes) != 1 || codes[0] != "FIL-2026-000001" {
		t.Errorf("%v %v", ids, codes)
	}
	if ids, codes := Files(strings.Repeat("/r/FIL-2026-000001 ", 10000)); len(ids) != 0 || len(codes) != 1 {
		t.Errorf("%v %v", ids, codes)
	}
}

// corpus are the ways in which text has become script elsewhere: OWASP's filter evasion list, markdown's own, mutations.
func corpus() []string {
	out := []string{
		`<script>alert(1)</script>`, `<SCRIPT SRC=//evil.example/x.js></SCRIPT>`, `<scr<script>ipt>alert(1)</scr</script>ipt>`, `<img src=x onerror=alert(1)>`, `<img src="x" onerror="alert(1)" `, `<svg onload=alert(1)>`,
		`<svg><script>alert(1)</script></svg>`, `<svg><animate onbegin=alert(1) attributeName=x>`, `<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`, `<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
		`<math href="javascript:alert(1)">x</math>`, `<iframe src="javascript:alert(1)">`, `<iframe srcdoc="<script>alert(1)</script>">`, `<object data="data:text/html,<script>alert(1)</script>">`, `<embed src="javascript:alert(1)">`,
		`<body onload=alert(1)>`, `<input autofocus onfocus=alert(1)>`, `<details open ontoggle=alert(1)>`, `<video><source onerror=alert(1)></video>`, `<audio src=x onerror=alert(1)>`, `<marquee onstart=alert(1)>`, `<a href="javascript:alert(1)">x</a>`,
		`<a href="JaVaScRiPt:alert(1)">x</a>`, `<a href=" javascript:alert(1)">x</a>`, `<a href="java&#10;script:alert(1)">x</a>`, `<a href="&#106;avascript:alert(1)">x</a>`, `<a href="&#x6A&#x61vascript:alert(1)">x</a>`, "<a href=\"java\tscript:alert(1)\">x</a>",
		"<a href=\"\x01javascript:alert(1)\">x</a>", `<a href="vbscript:msgbox(1)">x</a>`, `<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>`, `<a href="file:///etc/passwd">x</a>`, `<a href="blob:x">x</a>`, `<a href='x' onclick='alert(1)'>x</a>`,
		`[x](javascript:alert(1))`, `[x](JAVASCRIPT:alert(1))`, `[x](<javascript:alert(1)>)`, `[x](java&Tab;script:alert(1))`, `[x](&#x6A;avascript:alert(1))`, `[x](javascript&colon;alert(1))`, `[x](data:text/html,<script>alert(1)</script>)`, "[x]\n\n[x]: javascript:alert(1)",
		`[x](vbscript:x)`, `<javascript:alert(1)>`, `![x](javascript:alert(1))`, `![x](data:image/svg+xml;base64,PHN2Zy8+)`, `![x](x "onerror=alert(1)")`, `![" onerror="alert(1)](x)`, `[x](x "\" onmouseover=\"alert(1)")`, "[x](http://a.example/\"onmouseover=alert(1)//)",
		"`<script>alert(1)</script>`", "```\"onload=alert(1)\nx\n```", "```<script>\nx\n```", "``` x\" onclick=\"alert(1)\nx\n```", `$<script>alert(1)</script>$`, "$$\n<img src=x onerror=alert(1)>\n$$", `$$</span><script>alert(1)</script>$$`, `$"><img src=x onerror=alert(1)>$`,
		`<style>@import 'javascript:alert(1)';</style>`, `<p style="background:url(javascript:alert(1))">x</p>`, `<div style="position:fixed;inset:0">x</div>`, `<link rel=stylesheet href="javascript:alert(1)">`, `<meta http-equiv=refresh content="0;url=javascript:alert(1)">`, `<base href="https://evil.example/">`,
		`<form action="javascript:alert(1)"><button>x</button></form>`, `<button formaction="javascript:alert(1)">x</button>`, `<isindex action=javascript:alert(1)>`, `<textarea autofocus onfocus=alert(1)>`, `<select onchange=alert(1)>`, `<keygen autofocus onfocus=alert(1)>`,
		`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<template><script>alert(1)</script></template>`, `<xmp><script>alert(1)</script></xmp>`, `<plaintext><script>alert(1)`, `<title><img src=x onerror=alert(1)></title>`, `<!--><script>alert(1)</script>-->`, `<!--x--!><img src=x onerror=alert(1)>-->`,
		`<![CDATA[<script>alert(1)</script>]]>`, `<?xml version="1.0"?><script>alert(1)</script>`, `<!DOCTYPE x [<!ENTITY y "z">]>`, `<x onclick=alert(1) contenteditable>x</x>`, `<div id=location name=cookie>x</div>`, `<a id=x name=y>x</a>`, `<img src=/files/` + mine.String() + `/content onload=alert(1) srcset="https://evil.example/t">`,
		`<img src="/files/` + mine.String() + `/content/../../auth/logout">`, `<span class="evil">x</span>`, `<td background="javascript:alert(1)">x`, `<table background="javascript:alert(1)">`, `<a href="https://x.example" target="_self" rel="opener">x</a>`, `<a href="https://x.example" ping="https://evil.example">x</a>`, `<input type="image" src="javascript:alert(1)">`, `<input type=text name=password>`,
		`<p>` + strings.Repeat("<b>", 300) + `<script>alert(1)`, "<a\x00href=javascript:alert(1)>x</a>", "<img\x0csrc=x\x0conerror=alert(1)>", "<img/src=x/onerror=alert(1)>", "\u2028<script>alert(1)</script>", "<ſcript>alert(1)</ſcript>", "<svg/onload=alert(1)//", "<<script>alert(1)//<</script>", `"><script>alert(1)</script>`,
		"- [x] <script>alert(1)</script>", "|<script>alert(1)</script>|\n|-|\n|<img src=x onerror=alert(1)>|", "# <script>alert(1)</script>", "> <img src=x onerror=alert(1)>", "1. <svg onload=alert(1)>", "~~<script>alert(1)</script>~~", "http://x.example/<script>alert(1)</script>", "www.x.example/\"onmouseover=\"alert(1)",
	}
	for _, s := range out { // in the middle of other constructs
		out = append(out, "**"+s+"**", "[a](b '"+s+"')", "![a"+s+"](b)", "| "+s+" |\n|---|\n", "`"+s, "$"+s+"$", "<p "+s+">", "<!-- "+s, "    "+s, "\\"+s, s+s)
	}
	return out
}

// allowed is what the page may consist of, written down apart from the sanitiser's own list.
var allowed = map[string]string{
	"a": "href rel target", "img": "src alt title", "input": "type checked disabled", "ol": "start", "th": "align", "td": "align", "span": "class", "div": "class", "code": "class", "p": "", "br": "", "hr": "", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "",
	"em": "", "strong": "", "del": "", "b": "", "i": "", "u": "", "s": "", "sub": "", "sup": "", "kbd": "", "mark": "", "small": "", "blockquote": "", "pre": "", "ul": "", "li": "", "table": "", "thead": "", "tbody": "", "tr": "",
}

var harmless = regexp.MustCompile(`^(https?:|mailto:|[^:]*$|[^:]*[/?#])`)

// inert reads the page as a browser does and says what could run or reach out.
func inert(page string) (faults []string) {
	doc, err := html.ParseFragment(strings.NewReader(page), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return []string{err.Error()}
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			attributes, known := allowed[n.Data]
			if !known || n.Namespace != "" {
				faults = append(faults, "element "+n.Data)
			}
			for _, a := range n.Attr {
				switch {
				case !strings.Contains(" "+attributes+" ", " "+a.Key+" "):
					faults = append(faults, n.Data+" "+a.Key)
				case a.Key == "href" && !harmless.MatchString(a.Val):
					faults = append(faults, "link to "+a.Val)
				case a.Key == "src" && a.Val != "/files/"+mine.String()+"/content":
					faults = append(faults, "image of "+a.Val)
				case a.Key == "type" && a.Val != "checkbox":
					faults = append(faults, "input "+a.Val)
				case a.Key == "class" && !mathClass.MatchString(a.Val) && !codeClass.MatchString(a.Val):
					faults = append(faults, "class "+a.Val)
				}
			}
		} else if n.Type != html.TextNode {
			faults = append(faults, "a node that is no text: "+n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range doc {
		walk(n)
	}
	return faults
}

// TestX11_ScriptInText: nothing of the corpus survives (SECURITY.md X-11); and the check itself sees what it must.
func TestX11_ScriptInText(t *testing.T) {
	tried := 0
	for _, s := range corpus() {
		for _, o := range []Own{{}, own()} {
			tried++
			if f := inert(HTML(s, o)); len(f) > 0 {
				t.Errorf("%q: %v\n%s", s, f, HTML(s, o))
			}
		}
	}
	if tried < 2000 {
		t.Errorf("only %d texts", tried)
	}
	for _, s := range []string{`<script>x</script>`, `<p onclick=x>`, `<a href="javascript:x">y</a>`, `<img src="https://evil.example">`, `<input type=text>`, `<svg></svg>`, `<!-- x -->`, `<p style=x>`, `<span class=evil>`} {
		if inert(s) == nil {
			t.Errorf("the check does not see %s", s)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range corpus()[:60] {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if faults := inert(HTML(s, own())); len(faults) > 0 {
			t.Errorf("%q: %v", s, faults)
		}
	})
}
