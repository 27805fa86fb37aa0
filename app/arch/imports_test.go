package arch

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// module gives the name of the module a folder belongs to: "kernel", "auth", …; empty outside modules/.
func module(folder string) string {
	rest, ok := strings.CutPrefix(folder, "modules/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

// under reports whether an import path is the package or below it.
func under(imported, pkg string) bool { return imported == pkg || strings.HasPrefix(imported, pkg+"/") }

// arrows: main → app → modules/* → modules/kernel/* → libraries; config, migrations and web are leaves; a module
// never imports another one. Tests may import app and its test support.
func arrows(t tree) []string {
	var out []string
	for _, f := range t {
		for _, imported := range f.imports() {
			if to, own := strings.CutPrefix(imported, root+"/"); own && !f.test() {
				if why := refused(f, to); why != "" {
					out = append(out, fmt.Sprintf("%s imports %s: %s", f.path, to, why))
				}
			}
		}
	}
	return out
}

func refused(f file, to string) string {
	from := f.dir()
	switch {
	case under(to, "app/apptest") && !f.in("app/apptest"):
		return "test support is for tests"
	case under(to, "app") && from != "." && !f.in("app"):
		return "only main and tests import app"
	case from == "." && to != "app":
		return "main imports app alone"
	case f.in("config") || f.in("migrations") || f.in("web"):
		top, _, _ := strings.Cut(from, "/")
		if !under(to, top) {
			return "config, migrations and web are leaves"
		}
	case module(from) == "":
		return ""
	case module(to) == "" || module(to) == "kernel" || module(to) == module(from):
		return ""
	case module(from) == "kernel":
		return "the kernel imports no module"
	default:
		return "a module declares an interface instead; app/modules.go passes the other module in"
	}
	return ""
}

// place says where a library may be imported.
type place struct {
	libraries []string
	where     string
	allowed   func(f file) bool
}

func places() []place {
	store := func(f file) bool {
		return f.name() == "store.go" || f.in("modules/kernel/db") || f.in("migrations")
	}
	http := func(f file) bool {
		return f.in("modules/kernel/endpoint") || f.path == "app/http.go" || f.in("app/apptest") || f.in("app/bench")
	}
	return []place{
		{[]string{"gorm.io/gorm", "gorm.io/driver"}, "store.go, kernel/db and migrations", store},
		{[]string{"github.com/go-gormigrate"}, "migrations", func(f file) bool { return f.in("migrations") }},
		{[]string{"github.com/labstack", "github.com/danielgtaylor/huma"}, "kernel/endpoint and app/http.go", http},
		{[]string{"github.com/casbin"}, "kernel/authz", func(f file) bool { return f.in("modules/kernel/authz") }},
		{[]string{"github.com/spf13/viper"}, "config", func(f file) bool { return f.in("config") }},
		{[]string{"github.com/wneessen/go-mail"}, "kernel/mail", func(f file) bool { return f.in("modules/kernel/mail") }},
		{[]string{"github.com/riverqueue"}, "kernel/jobs and migrations", func(f file) bool { return f.in("modules/kernel/jobs") || f.in("migrations") }},
	}
}

// keptIn: a library whose replacement must touch one folder only is imported in that folder only.
func keptIn(t tree) []string {
	var out []string
	for _, f := range t {
		for _, imported := range f.imports() {
			for _, p := range places() {
				if slices.ContainsFunc(p.libraries, func(lib string) bool { return under(imported, lib) }) && !f.test() && !p.allowed(f) {
					out = append(out, fmt.Sprintf("%s imports %s, which belongs in %s", f.path, imported, p.where))
				}
			}
		}
	}
	return out
}

// refdata reads the folder of reference files for the tests of the readers; the executable does not contain it.
const refdata = "modules/analysis/formats/internal/refdata"

// pure: algorithms, file readers and recipes compute; they reach neither disk, network, database nor clock.
func pure(t tree) []string {
	forbidden := []string{"os", "net", "database/sql", "gorm.io", "github.com/jackc", "syscall", root + "/modules/kernel/db", root + "/modules/kernel/endpoint"}
	var out []string
	for _, f := range t {
		if f.test() || f.in(refdata) || !(f.in("modules/analysis/numeric") || f.in("modules/analysis/formats") || f.in("modules/analysis/methods")) {
			continue
		}
		for _, imported := range f.imports() {
			if slices.ContainsFunc(forbidden, func(lib string) bool { return under(imported, lib) }) {
				out = append(out, fmt.Sprintf("%s imports %s: %s is pure computation", f.path, imported, path.Base(f.dir())))
			}
		}
	}
	return out
}
