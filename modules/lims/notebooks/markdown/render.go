package markdown

import (
	"bytes"
	"errors"
	"html"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	goldhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// maxHTML bounds what a text may become: references and tables let a short text stand for a very long one.
const maxHTML = 8 << 20

// HTML renders a text. own are the files whose images may be shown; an image of anything else is its description. A text
// that is too dense to be laid out is shown as it was written.
func HTML(text string, own Own) string {
	if dense(text) {
		return plain(text)
	}
	md := goldmark.New(
		goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
			extension.Strikethrough, extension.Linkify, extension.TaskList),
		goldmark.WithParserOptions(
			parser.WithBlockParsers(util.Prioritized(displayParser{}, 650)),
			parser.WithInlineParsers(util.Prioritized(mathParser{}, 150)),
			parser.WithASTTransformers(util.Prioritized(&references{own: own, budget: maxHTML / 4}, 500))),
		goldmark.WithRendererOptions(
			goldhtml.WithUnsafe(), // the sanitiser below decides what raw HTML may stay, such as <sub>
			renderer.WithNodeRenderers(util.Prioritized(mathRenderer{}, 500))),
	)
	out := &bounded{left: maxHTML}
	if err := md.Convert([]byte(text), out); err != nil {
		return plain(text)
	}
	return policy(own).Sanitize(out.String())
}

func plain(text string) string { return "<pre>" + html.EscapeString(text) + "</pre>" }

var errTooLong = errors.New("markdown: the HTML is too long")

type bounded struct {
	bytes.Buffer
	left int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errTooLong
	}
	return b.Buffer.Write(p)
}
