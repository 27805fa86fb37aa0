package arch

import (
	"fmt"
	"go/ast"
	"slices"
)

const (
	maxFunction = 60
	maxFile     = 400
)

// longFunctions are accepted with their reason: tables.
func longFunctions() map[string]string {
	return map[string]string{
		"config/options.go Options": "the option table",
	}
}

// longFiles are accepted with their reason.
func longFiles() map[string]string { return map[string]string{} }

// sizes: no function above 60 lines, no file above 400.
func sizes(t tree) []string {
	var out []string
	for _, f := range t {
		if f.lines > maxFile && longFiles()[f.path] == "" {
			out = append(out, fmt.Sprintf("%s: %d lines, at most %d", f.path, f.lines, maxFile))
		}
		for _, fn := range functions(f) {
			if fn.lines > maxFunction && !f.test() && longFunctions()[f.path+" "+fn.name] == "" {
				out = append(out, fmt.Sprintf("%s: %s has %d lines, at most %d", f.path, fn.name, fn.lines, maxFunction))
			}
		}
	}
	return out
}

type function struct {
	name  string
	lines int
}

func functions(f file) []function {
	var out []function
	for _, d := range f.ast.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
			lines := f.fset.Position(fn.End()).Line - f.fset.Position(fn.Pos()).Line + 1
			out = append(out, function{fn.Name.Name, lines})
		}
	}
	return out
}

// norm is the report: what a reader meets, beside the norm of 10–20 lines a function and 100–200 a file.
func norm(t tree) string {
	var fns, files []int
	for _, f := range t {
		if f.test() {
			continue
		}
		files = append(files, f.lines)
		for _, fn := range functions(f) {
			fns = append(fns, fn.lines)
		}
	}
	slices.Sort(fns)
	slices.Sort(files)
	return fmt.Sprintf("%d functions: median %d lines, 90 %% below %d, longest %d; %d files: median %d, 90 %% below %d, longest %d",
		len(fns), at(fns, .5), at(fns, .9), at(fns, 1), len(files), at(files, .5), at(files, .9), at(files, 1))
}

func at(sorted []int, q float64) int {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[int(q*float64(len(sorted)-1))]
}
