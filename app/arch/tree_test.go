package arch

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

const root = "github.com/spectra-lab/spectra"

// file is one Go file, by its slash path below the repository.
type file struct {
	path  string
	lines int
	ast   *ast.File
	fset  *token.FileSet
}

func (f file) dir() string  { return path.Dir(f.path) }
func (f file) test() bool   { return strings.HasSuffix(f.path, "_test.go") }
func (f file) name() string { return path.Base(f.path) }

// in reports whether the file lies in the folder or below.
func (f file) in(folder string) bool {
	return f.dir() == folder || strings.HasPrefix(f.path, folder+"/")
}

// at is the position of a node, for messages.
func (f file) at(n ast.Node) string {
	p := f.fset.Position(n.Pos())
	return f.path + ":" + itoa(p.Line)
}

func (f file) imports() []string {
	var out []string
	for _, s := range f.ast.Imports {
		out = append(out, strings.Trim(s.Path.Value, `"`))
	}
	return out
}

// tree is what the rules look at: all Go files, whatever their build tags.
type tree []file

// house parses the repository.
func house(t *testing.T) tree {
	t.Helper()
	top := repository(t)
	var out tree
	err := filepath.WalkDir(top, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			n := d.Name()
			if p != top && (strings.HasPrefix(n, ".") || n == "testdata" || n == "node_modules" || n == "bin") {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(p) != ".go" {
			return nil
		}
		rel, err := filepath.Rel(top, p)
		if err != nil {
			return err
		}
		src, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		out = append(out, parse(t, filepath.ToSlash(rel), src))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func parse(t *testing.T, name string, src []byte) file {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return file{path: name, lines: bytes.Count(src, []byte("\n")), ast: f, fset: fset}
}

// repository is the folder of go.mod.
func repository(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("no go.mod above")
	return ""
}
