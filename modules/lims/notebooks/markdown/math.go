package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A formula is text between dollar signs, as pandoc reads it: $E = mc^2$ in a line, $$…$$ on its own. Its TeX is kept as
// it was written, so that * and _ in it are not emphasis; the reader's program may typeset it.
const (
	maxInline  = 1000
	maxDisplay = 20000
)

var mathKind = ast.NewNodeKind("Math") //nolint:gochecknoglobals // goldmark numbers its kinds once

// math is a formula within a line.
type math struct {
	ast.BaseInline
	tex     []byte
	display bool
}

// Kind implements ast.Node.
func (*math) Kind() ast.NodeKind { return mathKind }

// Dump implements ast.Node.
func (n *math) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type mathParser struct{}

// Trigger implements parser.InlineParser.
func (mathParser) Trigger() []byte { return []byte{'$'} }

// Parse implements parser.InlineParser.
func (mathParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if bytes.HasPrefix(line, []byte("$$")) {
		return display(block)
	}
	end := closing(line)
	if end < 0 {
		return nil
	}
	block.Advance(end + 1)
	return &math{tex: bytes.Clone(line[1:end])}
}

// closing finds the sign that ends a formula beginning at line[0]: pandoc's rule keeps "$5 and $6" two prices.
func closing(line []byte) int {
	if len(line) < 3 || util.IsSpace(line[1]) {
		return -1
	}
	for i := 1; i < min(len(line), maxInline); i++ {
		switch line[i] {
		case '\\':
			i++
		case '$':
			if i > 1 && !util.IsSpace(line[i-1]) && (i+1 == len(line) || line[i+1] < '0' || line[i+1] > '9') {
				return i
			}
			return -1
		}
	}
	return -1
}

// display reads $$…$$ within a paragraph, over several lines if need be.
func display(block text.Reader) ast.Node {
	row, at := block.Position()
	block.Advance(2)
	var tex []byte
	for {
		line, _ := block.PeekLine()
		if line == nil || len(tex) > maxDisplay {
			block.SetPosition(row, at)
			return nil
		}
		if end := bytes.Index(line, []byte("$$")); end >= 0 {
			block.Advance(end + 2)
			return &math{tex: append(tex, line[:end]...), display: true}
		}
		tex = append(tex, line...)
		block.AdvanceLine()
	}
}

var displayKind = ast.NewNodeKind("MathBlock") //nolint:gochecknoglobals // goldmark numbers its kinds once

// mathBlock is a formula between two lines of $$ alone; nothing in it is Markdown.
type mathBlock struct{ ast.BaseBlock }

// Kind implements ast.Node.
func (*mathBlock) Kind() ast.NodeKind { return displayKind }

// IsRaw keeps inline parsers out.
func (*mathBlock) IsRaw() bool { return true }

// Dump implements ast.Node.
func (n *mathBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type displayParser struct{}

// Trigger implements parser.BlockParser.
func (displayParser) Trigger() []byte { return []byte{'$'} }

func fence(line []byte) bool { return string(bytes.TrimSpace(line)) == "$$" }

// Open implements parser.BlockParser.
func (displayParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	if line, _ := reader.PeekLine(); fence(line) {
		reader.Advance(len(line) - 1)
		return &mathBlock{}, parser.NoChildren
	}
	return nil, parser.NoChildren
}

// Continue implements parser.BlockParser.
func (displayParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if fence(line) {
		reader.Advance(len(line) - 1)
		return parser.Close
	}
	node.Lines().Append(segment)
	reader.Advance(segment.Len() - 1)
	return parser.Continue | parser.NoChildren
}

// Close implements parser.BlockParser.
func (displayParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements parser.BlockParser.
func (displayParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (displayParser) CanAcceptIndentedLine() bool { return false }

type mathRenderer struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (mathRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(mathKind, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if m, ok := n.(*math); ok && entering {
			class := "inline"
			if m.display {
				class = "display"
			}
			formula(w, "span", class, m.tex)
		}
		return ast.WalkSkipChildren, nil
	})
	reg.Register(displayKind, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			var tex []byte
			for i := range n.Lines().Len() {
				part := n.Lines().At(i)
				tex = append(tex, part.Value(source)...)
			}
			formula(w, "div", "display", bytes.TrimRight(tex, "\n"))
		}
		return ast.WalkSkipChildren, nil
	})
}

// formula writes to a buffer that keeps its first error for the end.
func formula(w util.BufWriter, element, class string, tex []byte) {
	_, _ = w.WriteString("<" + element + ` class="math ` + class + `">`)
	_, _ = w.Write(util.EscapeHTML(tex))
	_, _ = w.WriteString("</" + element + ">")
}
