package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// noInit: nothing happens because a package was imported.
func noInit(t tree) []string {
	var out []string
	for _, f := range t {
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				out = append(out, f.at(fn)+": func init")
			}
		}
	}
	return out
}

// calls: the clock is read in kernel/clock, contexts begin in app, only main ends the process.
func calls(t tree) []string {
	// app/bench measures with the monotonic clock; app/localpg waits for a child process, which no test clock moves.
	clock := func(f file) bool {
		return f.in("modules/kernel/clock") || f.in("app/apptest") || f.in("app/bench") || f.in("app/localpg")
	}
	rules := map[string]func(f file) bool{
		"time.Now": clock, "time.Since": clock, "time.Until": clock,
		"context.Background": func(f file) bool { return f.in("app") },
		"context.TODO":       func(file) bool { return false },
		"os.Exit":            func(f file) bool { return f.ast.Name.Name == "main" },
	}
	// database/sql closes connections without a context.
	accepted := map[string]string{"modules/kernel/db/driver.go": "context.Background"}
	var out []string
	for _, f := range t {
		if f.test() {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			name := qualified(s)
			if allowed, known := rules[name]; known && !allowed(f) && accepted[f.path] != name {
				out = append(out, f.at(s)+": "+name)
			}
			return true
		})
	}
	return out
}

// qualified is pkg.Name of a selector on an imported package, else empty.
func qualified(s *ast.SelectorExpr) string {
	if x, ok := s.X.(*ast.Ident); ok && x.Obj == nil {
		return x.Name + "." + s.Sel.Name
	}
	return ""
}

// variable is one package-level var.
type variable struct {
	file  file
	ident *ast.Ident
	typ   ast.Expr
	value ast.Expr
	embed bool
}

// noState: a package-level var is a constant in effect: it has a value from the start, holds nothing made to change
// (locks, atomics, channels, made maps, pointers) and nobody writes it. Sentinels, compiled expressions, tables,
// interface assertions and embedded files pass.
func noState(t tree) []string {
	accepted := map[string]bool{
		"app/apptest/pgtest.shared":       true, // lazily opened by the tests of one process, which share one cluster
		"modules/kernel/endpoint.install": true, // huma keeps its error constructors in package variables: set once
	}
	packages := map[string][]file{}
	for _, f := range t {
		if !f.test() {
			packages[f.dir()] = append(packages[f.dir()], f)
		}
	}
	var out []string
	for dir, files := range packages {
		for _, v := range variables(files) {
			why := changeable(v)
			if why == "" {
				why = written(v, t)
			}
			if why != "" && !accepted[dir+"."+v.ident.Name] {
				out = append(out, fmt.Sprintf("%s: var %s is state of the package: %s", v.file.at(v.ident), v.ident.Name, why))
			}
		}
	}
	return out
}

func variables(files []file) []variable {
	var out []variable
	for _, f := range files {
		for _, d := range f.ast.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				spec := s.(*ast.ValueSpec)
				for n, name := range spec.Names {
					v := variable{file: f, ident: name, typ: spec.Type, embed: embedded(g.Doc) || embedded(spec.Doc)}
					if n < len(spec.Values) {
						v.value = spec.Values[n]
					}
					if name.Name != "_" {
						out = append(out, v)
					}
				}
			}
		}
	}
	return out
}

func embedded(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	for _, c := range doc.List {
		if strings.HasPrefix(c.Text, "//go:embed ") {
			return true
		}
	}
	return false
}

// changeable looks at the declaration alone.
func changeable(v variable) string {
	if v.embed {
		return ""
	}
	if v.value == nil {
		return "it has no value"
	}
	switch x := v.value.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return "a pointer to a value"
		}
	case *ast.CompositeLit:
		if s, ok := x.Type.(*ast.SelectorExpr); ok && stateful(qualified(s)) {
			return qualified(s)
		}
	case *ast.CallExpr:
		switch f := x.Fun.(type) {
		case *ast.Ident:
			if f.Name == "make" || f.Name == "new" {
				return f.Name
			}
		case *ast.SelectorExpr:
			if stateful(qualified(f)) {
				return qualified(f)
			}
		}
	}
	return ""
}

func stateful(name string) bool {
	return strings.HasPrefix(name, "sync.") || strings.HasPrefix(name, "atomic.")
}

// written looks for a place that assigns the variable or a part of it, counts it up, deletes from it or takes its
// address: in its own package by name, elsewhere as pkg.Name.
func written(v variable, t tree) string {
	where := ""
	for _, f := range t {
		own := f.dir() == v.file.dir() && !f.test()
		if !own && (f.test() || !imports(f, v.file.dir()) || !ast.IsExported(v.ident.Name)) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			for _, target := range targets(n) {
				if refers(target, v, own) && where == "" {
					where = "written at " + f.at(n)
				}
			}
			return where == ""
		})
	}
	return where
}

func imports(f file, dir string) bool {
	for _, p := range f.imports() {
		if p == root+"/"+dir {
			return true
		}
	}
	return false
}

// targets are the expressions that a statement changes.
func targets(n ast.Node) []ast.Expr {
	switch x := n.(type) {
	case *ast.AssignStmt:
		if x.Tok != token.DEFINE {
			return x.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{x.X}
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return []ast.Expr{x.X}
		}
	case *ast.RangeStmt:
		if x.Tok == token.ASSIGN {
			return []ast.Expr{x.Key, x.Value}
		}
	case *ast.CallExpr:
		if f, ok := x.Fun.(*ast.Ident); ok && (f.Name == "delete" || f.Name == "clear") && len(x.Args) > 0 {
			return x.Args[:1]
		}
	}
	return nil
}

// refers finds the variable at the root of a.b[c].d.
func refers(e ast.Expr, v variable, own bool) bool {
	switch x := e.(type) {
	case *ast.Ident:
		return own && x.Name == v.ident.Name && (x.Obj == nil || x.Obj == v.ident.Obj)
	case *ast.SelectorExpr:
		if !own && qualified(x) == v.file.ast.Name.Name+"."+v.ident.Name {
			return true
		}
		return refers(x.X, v, own)
	case *ast.IndexExpr:
		return refers(x.X, v, own)
	case *ast.StarExpr:
		return refers(x.X, v, own)
	case *ast.ParenExpr:
		return refers(x.X, v, own)
	case *ast.SliceExpr:
		return refers(x.X, v, own)
	}
	return false
}
