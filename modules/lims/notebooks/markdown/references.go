package markdown

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/spectra-lab/spectra/modules/kernel/id"
)

var (
	source     = regexp.MustCompile(`^` + byID.String() + `$`)
	codeSource = regexp.MustCompile(`^` + byCode.String() + `(\?v=[0-9]{1,9})?$`)
)

// references settles where images and links lead. One definition of a long address may be used by every other word of a
// text: budget is how many bytes of addresses the page may have.
type references struct {
	own    Own
	budget int
}

// Transform implements parser.ASTTransformer.
func (r *references) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var strangers []*ast.Image
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function below never fails
		if !entering {
			return ast.WalkContinue, nil
		}
		switch x := n.(type) {
		case *ast.Link:
			x.Destination, x.Title = r.spend(x.Destination), r.spend(x.Title)
		case *ast.Image:
			x.Title = r.spend(x.Title)
			if to, ok := r.file(string(x.Destination)); ok {
				x.Destination = []byte("/files/" + to.String() + "/content")
			} else {
				strangers = append(strangers, x)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, x := range strangers {
		describe(x, reader.Source())
	}
}

func (r *references) spend(address []byte) []byte {
	if r.budget -= len(address); r.budget < 0 {
		return nil
	}
	return address
}

// file finds the own file that an image shows.
func (r *references) file(address string) (id.ID, bool) {
	if m := source.FindStringSubmatch(address); m != nil {
		v, ok := id.Parse(m[1])
		return v, ok && r.own.IDs[v]
	}
	if m := codeSource.FindStringSubmatch(address); m != nil {
		v, ok := r.own.Codes[m[1]]
		return v, ok
	}
	return id.Nil, false
}

// describe puts the description of an image in its place.
func describe(x *ast.Image, src []byte) {
	label := ast.NewString([]byte("[image: " + words(x, src) + "]"))
	if parent := x.Parent(); parent != nil {
		parent.ReplaceChild(parent, x, label)
	}
}

// maxDescription keeps nested descriptions from being repeated at each level.
const maxDescription = 300

func words(n ast.Node, src []byte) string {
	var out []byte
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) { // never fails
		if leaf, ok := c.(*ast.Text); ok && entering {
			out = append(out, leaf.Segment.Value(src)...)
		}
		if len(out) > maxDescription {
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return string(out)
}
