package arch

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// rule looks at all files and says what is wrong, one line each.
type rule struct {
	name  string
	check func(tree) []string
}

func rules() []rule {
	return []rule{
		{"imports run one way", arrows}, {"libraries are kept in their place", keptIn}, {"computation is pure", pure},
		{"no init functions", noInit}, {"no state of packages", noState}, {"clock, contexts and exits", calls},
		{"sizes", sizes}, {"doc.go", documented},
	}
}

func TestHouseRules(t *testing.T) {
	files := house(t)
	if len(files) < 50 {
		t.Fatalf("found only %d files", len(files))
	}
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			faults := r.check(files)
			slices.Sort(faults)
			for _, f := range faults {
				t.Error(f)
			}
		})
	}
	t.Log(norm(files))
}

// source is a file of a made-up tree.
type source struct{ path, code string }

func importing(path, imported string) source {
	return source{path, fmt.Sprintf("package x\n\nimport %q\n", imported)}
}

// TestRulesCanFail breaks every rule on purpose, and shows beside it what the rule must let pass.
func TestRulesCanFail(t *testing.T) {
	own := func(p string) string { return root + "/" + p }
	long := "package x\n\nfunc f() {\n" + strings.Repeat("\tprintln()\n", maxFunction) + "}\n"
	for _, c := range []struct {
		name  string
		check func(tree) []string
		bad   []source // each alone is exactly one fault
		good  []source
	}{
		{"arrows", arrows,
			[]source{
				importing("modules/auth/users/http.go", own("modules/lims")), importing("modules/lims/samples/service.go", own("modules/analysis/files")),
				importing("modules/audit/module.go", own("modules/auth")), importing("modules/kernel/db/x.go", own("modules/audit")),
				importing("modules/lims/module.go", own("app")), importing("config/x.go", own("modules/kernel/id")), importing("web/x.go", own("config")),
				importing("migrations/x.go", own("app/localpg")), importing("main.go", own("config")), importing("app/app.go", own("app/apptest")),
			},
			[]source{
				importing("modules/auth/users/http.go", own("modules/kernel/page")), importing("modules/lims/module.go", own("modules/lims/samples")),
				importing("modules/audit/x.go", own("modules/kernel/audittrail")), importing("app/modules.go", own("modules/auth")), importing("main.go", own("app")),
				importing("modules/lims/x_test.go", own("app/apptest")), importing("app/apptest/x.go", own("app/apptest/pgtest")),
			}},
		{"kept in", keptIn,
			[]source{
				importing("modules/lims/samples/service.go", "gorm.io/gorm"), importing("modules/lims/samples/http.go", "github.com/danielgtaylor/huma/v2"),
				importing("app/app.go", "github.com/labstack/echo/v4"), importing("app/x.go", "github.com/casbin/casbin/v2"), importing("app/x.go", "github.com/spf13/viper"),
				importing("modules/analysis/jobs.go", "github.com/riverqueue/river"), importing("app/x.go", "github.com/go-gormigrate/gormigrate/v2"),
			},
			[]source{
				importing("modules/lims/samples/store.go", "gorm.io/gorm/clause"), importing("app/http.go", "github.com/labstack/echo/v4"),
				importing("modules/kernel/authz/x.go", "github.com/casbin/casbin/v2"), importing("modules/lims/samples/x.go", "gormless.io/gorm"),
			}},
		{"pure", pure,
			[]source{
				importing("modules/analysis/numeric/fit/x.go", "os"), importing("modules/analysis/formats/jcamp/x.go", "net/http"),
				importing("modules/analysis/methods/x.go", own("modules/kernel/db")),
			},
			[]source{importing("modules/analysis/numeric/x.go", "math"), importing("modules/analysis/files/x.go", "os"), importing("modules/analysis/formats/x_test.go", "os")}},
		{"init", noInit, []source{{"app/x.go", "package x\nfunc init() {}\n"}}, []source{{"app/x.go", "package x\ntype t struct{}\nfunc (t) init() {}\n"}}},
		{"state", noState,
			[]source{
				{"app/x.go", "package x\nvar n int\n"}, {"app/x.go", "package x\nvar m = map[string]int{}\nfunc f() { m[\"a\"] = 1 }\n"},
				{"app/x.go", "package x\nvar n = 1\nfunc f() { n++ }\n"}, {"app/x.go", "package x\nimport \"sync\"\nvar mu = sync.Mutex{}\n"},
				{"app/x.go", "package x\nvar c = make(chan int)\n"}, {"app/x.go", "package x\nvar p = &struct{}{}\n"},
				{"app/x.go", "package x\nvar m = map[string]int{}\nfunc f() { delete(m, \"a\") }\n"}, {"app/x.go", "package x\nvar a = [2]int{}\nfunc f() *int { return &a[0] }\n"},
				{"app/x.go", "package x\nimport \"sync\"\nvar get = sync.OnceValue(f)\nfunc f() int { return 1 }\n"},
			},
			[]source{
				{"app/x.go", "package x\nimport (\"errors\"; \"regexp\")\nvar errX = errors.New(\"x\")\nvar re = regexp.MustCompile(\"a\")\nvar _ error = (*T)(nil)\nvar words = []string{\"a\"}\n"},
				{"app/x.go", "package x\nimport _ \"embed\"\n//go:embed a.txt\nvar text string\n"}, {"app/x.go", "package x\nvar n = 1\nfunc f() { n := 2; n++ }\n"},
			}},
		{"calls", calls,
			[]source{
				{"modules/lims/x.go", "package x\nimport \"time\"\nvar t = time.Now()\n"}, {"modules/lims/x.go", "package x\nimport \"context\"\nvar c = context.Background()\n"},
				{"app/x.go", "package x\nimport \"os\"\nfunc f() { os.Exit(1) }\n"}, {"app/x.go", "package x\nimport \"time\"\nvar f = time.Now\n"},
			},
			[]source{
				{"modules/kernel/clock/clock.go", "package x\nimport \"time\"\nvar t = time.Now()\n"}, {"app/x.go", "package x\nimport \"context\"\nvar c = context.Background()\n"},
				{"modules/lims/x_test.go", "package x\nimport \"time\"\nvar t = time.Now()\n"},
			}},
		{"sizes", sizes, []source{{"app/x.go", long}, {"app/x_test.go", "package x\n" + strings.Repeat("\n", maxFile)}}, []source{{"app/x_test.go", long}}},
		{"documented", documented,
			[]source{{"app/x/x.go", "package x\n"}, {"app/x/doc.go", "package x\n"}, {"app/x/doc.go", "// 1\n// 2\n// 3\n// 4\n// 5\n// 6\npackage x\n"}},
			[]source{{"app/x/doc.go", "// Package x is.\npackage x\n"}, {"main.go", "package main\n"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, s := range c.bad {
				if got := c.check(tree{parse(t, s.path, []byte(s.code))}); len(got) != 1 {
					t.Errorf("%d faults %v, want one, in %s:\n%s", len(got), got, s.path, s.code)
				}
			}
			for _, s := range c.good {
				if got := c.check(tree{parse(t, s.path, []byte(s.code))}); len(got) != 0 {
					t.Errorf("faults %v in %s:\n%s", got, s.path, s.code)
				}
			}
		})
	}
	t.Run("state across packages", func(t *testing.T) {
		made := tree{parse(t, "modules/kernel/id/x.go", []byte("package id\nvar N = 1\n")),
			parse(t, "app/x.go", []byte("package app\nimport \""+own("modules/kernel/id")+"\"\nfunc f() { id.N = 2 }\n"))}
		if got := noState(made); len(got) != 1 {
			t.Errorf("%v, want one fault", got)
		}
	})
}
