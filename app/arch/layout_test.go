package arch

import (
	"go/ast"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// documented: every package has a doc.go with one to five lines of package comment, and no other file has one.
func documented(t tree) []string {
	folders, docs := map[string]bool{}, map[string]*ast.CommentGroup{}
	var out []string
	for _, f := range t {
		if f.dir() == "." {
			continue // main.go stands alone at the top
		}
		folders[f.dir()] = true
		switch {
		case f.name() == "doc.go":
			docs[f.dir()] = f.ast.Doc
		case f.ast.Doc != nil && f.ast.Name.Name != "main":
			out = append(out, f.path+": the package comment belongs in doc.go")
		}
		if f.ast.Name.Name == "main" && f.ast.Doc != nil {
			docs[f.dir()] = f.ast.Doc // a command of one file says what it does at its top
		}
	}
	for folder := range folders {
		doc, ok := docs[folder]
		switch {
		case !ok || doc == nil:
			out = append(out, folder+": no doc.go with a package comment")
		case len(doc.List) > 5:
			out = append(out, folder+"/doc.go: more than five lines")
		}
	}
	return out
}

// topLevel is the fixed list of DESIGN.md §1 besides what git, the linter and CI need by name.
func topLevel() []string {
	return []string{".ci", ".dockerignore", ".gitignore", ".golangci.yml", "Dockerfile", "Makefile", "README.md",
		"app", "config", "go.mod", "go.sum", "main.go", "migrations", "modules", "web"}
}

func TestTopLevelIsFixed(t *testing.T) {
	got := tracked(t)
	if extra := strangers(got); len(extra) > 0 {
		t.Errorf("at the top level: %v; the list is fixed, put it into a folder", extra)
	}
	for _, need := range topLevel() {
		if !slices.Contains(got, need) {
			t.Errorf("%s is missing at the top level", need)
		}
	}
	if got := strangers([]string{"app", "utils", "go.mod"}); !slices.Equal(got, []string{"utils"}) {
		t.Errorf("the rule does not see a stranger: %v", got)
	}
}

func strangers(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return slices.Contains(topLevel(), n) })
}

// tracked lists the top level as git knows it, or all of it where there is no repository.
func tracked(t *testing.T) []string {
	t.Helper()
	top := repository(t)
	cmd := exec.Command("git", "-c", "safe.directory="+top, "ls-tree", "--name-only", "HEAD")
	cmd.Dir = top
	if text, err := cmd.Output(); err == nil {
		return strings.Fields(string(text))
	}
	entries, err := os.ReadDir(top)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if n := e.Name(); n != ".git" && n != ".cache" && n != "bin" {
			out = append(out, n)
		}
	}
	return out
}

// TestShippedPackages reads what the linker takes, through all libraries.
func TestShippedPackages(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", ".")
	cmd.Dir = repository(t)
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(text))
	for _, p := range notShipped(deps) {
		t.Errorf("the executable contains %s", p)
	}
	for _, need := range []string{root + "/app", root + "/config", root + "/migrations", root + "/modules/kernel/endpoint", root + "/web"} {
		if !slices.Contains(deps, need) {
			t.Errorf("the executable does not contain %s: is main wired to app?", need)
		}
	}
	if got := notShipped([]string{"fmt", "testing", root + "/app/apptest/pgtest"}); len(got) != 2 {
		t.Errorf("the rule does not see test support: %v", got)
	}
}

// notShipped: test support, tools and a second database have no place in the executable.
func notShipped(deps []string) []string {
	var out []string
	for _, p := range deps {
		for _, bad := range []string{"testing", root + "/app/apptest", root + "/app/bench", root + "/app/arch", root + "/" + refdata, "github.com/mattn/go-sqlite3", "gorm.io/driver/sqlite"} {
			if under(p, bad) {
				out = append(out, p)
			}
		}
	}
	return out
}
