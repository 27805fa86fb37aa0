package markdown

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

var (
	mathClass  = regexp.MustCompile(`^math (inline|display)$`)
	codeClass  = regexp.MustCompile(`^language-[A-Za-z0-9_+-]{1,30}$`)
	alignments = regexp.MustCompile(`^(left|center|right)$`)
	checkbox   = regexp.MustCompile(`^checkbox$`)
	whole      = regexp.MustCompile(`^[0-9]{1,9}$`)
)

// policy lists what may be in the page; what it does not name is taken out. There is no id, name, style or class of the
// author's choice: they would reach into the page around (SECURITY.md X-11).
func policy(own Own) *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "del", "b", "i", "u", "s", "sub", "sup", "kbd", "mark", "small",
		"blockquote", "pre", "code", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "span", "div")
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(true)
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowAttrs("href").OnElements("a")
	p.RequireNoReferrerOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	p.AllowAttrs("start").Matching(whole).OnElements("ol")
	p.AllowAttrs("align").Matching(alignments).OnElements("th", "td")
	p.AllowAttrs("class").Matching(mathClass).OnElements("span", "div")
	p.AllowAttrs("class").Matching(codeClass).OnElements("code")
	p.AllowAttrs("type").Matching(checkbox).OnElements("input")
	p.AllowAttrs("checked", "disabled").OnElements("input")
	if shown := own.all(); len(shown) > 0 {
		p.AllowAttrs("src").Matching(regexp.MustCompile(`^/files/(` + strings.Join(shown, "|") + `)/content$`)).OnElements("img")
		p.AllowAttrs("alt", "title").OnElements("img")
	}
	return p
}

// Own are the files of the organisation that a text names, by id and by code.
type Own struct {
	IDs   map[id.ID]bool
	Codes map[string]id.ID
}

func (o Own) all() []string {
	seen := maps.Clone(o.IDs)
	if seen == nil {
		seen = map[id.ID]bool{}
	}
	for _, v := range o.Codes {
		seen[v] = true
	}
	out := make([]string, 0, len(seen))
	for v := range seen {
		out = append(out, v.String())
	}
	slices.Sort(out)
	return out
}

// maxImages bounds how many files of a text are looked up.
const maxImages = 500

var (
	byID   = regexp.MustCompile(`/files/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/content`)
	byCode = regexp.MustCompile(`/r/(FIL-[0-9]{4}-[0-9]{6,18})`)
)

// Files lists the files that a text may show, for the caller to look up: /files/{id}/content, or /r/{code} as a label has it.
func Files(text string) (ids []id.ID, codes []string) {
	for _, m := range byID.FindAllStringSubmatch(text, maxImages) {
		if v, ok := id.Parse(m[1]); ok && !slices.Contains(ids, v) {
			ids = append(ids, v)
		}
	}
	for _, m := range byCode.FindAllStringSubmatch(text, maxImages) {
		if !slices.Contains(codes, m[1]) {
			codes = append(codes, m[1])
		}
	}
	return ids, codes
}
