package authz

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/spectra-lab/spectra/config"
)

// shipped is the catalogue the shipped policy speaks of.
func shipped(t testing.TB) (*Catalogue, config.Bundled) {
	t.Helper()
	bundle := config.Bundle()
	seen := map[string]bool{}
	var all []Permission
	for line := range strings.Lines(string(bundle.Policy)) {
		f := strings.Split(line, ",")
		if len(f) != 4 || strings.TrimSpace(f[0]) != "p" {
			continue
		}
		p := Permission{strings.TrimSpace(f[2]), strings.TrimSpace(f[3]), "shipped"}
		if !seen[p.Key()] {
			seen[p.Key()] = true
			all = append(all, p)
		}
	}
	c, err := NewCatalogue(all)
	if err != nil {
		t.Fatal(err)
	}
	return c, bundle
}

// TestTableIsWhatCasbinDecides compares every cell, and some that do not exist.
func TestTableIsWhatCasbinDecides(t *testing.T) {
	c, bundle := shipped(t)
	for name, policy := range map[string][]byte{
		"shipped": bundle.Policy,
		"more":    slices.Concat(bundle.Policy, []byte("\ng, lead, scientist\ng, boss, lead\ng, boss, auditor\np, lead, project, delete\n")),
	} {
		p, err := Compile(c, bundle.Model, policy, "policy.csv")
		if err != nil {
			t.Fatal(err)
		}
		m, err := readModel(bundle.Model)
		if err != nil {
			t.Fatal(err)
		}
		e, err := enforcer(m, parse(policy, &InvalidError{}))
		if err != nil {
			t.Fatal(err)
		}
		cells, granted := 0, 0
		roles := []string{"nobody", ""}
		for _, r := range p.Roles() {
			roles = append(roles, r.Name)
		}
		for _, role := range roles {
			for _, perm := range append(c.All(), Permission{Object: "nothing", Action: "read"}) {
				want, err := e.Enforce(role, perm.Object, perm.Action)
				if err != nil {
					t.Fatal(err)
				}
				if got := p.Allowed([]string{role}, perm.Key()); got != want {
					t.Errorf("%s: %s %s: table %v, Enforce %v", name, role, perm.Key(), got, want)
				}
				if cells++; want {
					granted++
				}
			}
		}
		if cells < 400 || granted < 100 || granted > cells*9/10 {
			t.Errorf("%s: %d of %d cells granted: nothing was compared", name, granted, cells)
		}
	}
}

func TestDecisions(t *testing.T) {
	c, bundle := shipped(t)
	p, err := Compile(c, bundle.Model, bundle.Policy, "p")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		roles []string
		perm  string
		want  bool
	}{
		{[]string{"viewer"}, "project:read", true}, {[]string{"viewer"}, "project:create", false}, {[]string{"viewer", "scientist"}, "project:create", true},
		{nil, "project:read", false}, {[]string{""}, "project:read", false}, {[]string{"Admin"}, "project:read", false}, {[]string{"admin"}, "project", false},
		{[]string{"admin"}, "", false}, {[]string{"admin"}, "*:*", false}, {[]string{"viewer"}, "audit:read", false}, {[]string{"auditor"}, "audit:read", true}, // SD-5
	} {
		if got := p.Allowed(tc.roles, tc.perm); got != tc.want {
			t.Errorf("%v %s: %v", tc.roles, tc.perm, got)
		}
	}
	if p.Allows([]string{"admin"}, -1) || p.Allows([]string{"admin"}, PermissionID(len(c.All()))) {
		t.Error("a permission outside the catalogue was granted")
	}
}

// bad are files that must not come into force, each with the line at fault and a word of the message.
func bad(policy string) []struct {
	name, text string
	line       int
	want       string
} {
	lines := strings.Count(policy, "\n")
	if !strings.HasSuffix(policy, "\n") {
		policy, lines = policy+"\n", lines+1
	}
	without := func(prefixes ...string) string {
		var keep []string
		for _, l := range strings.Split(policy, "\n") {
			if !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(strings.ReplaceAll(l, " ", ""), p) }) {
				keep = append(keep, l)
			}
		}
		return strings.Join(keep, "\n")
	}
	first := ""
	for _, l := range strings.Split(policy, "\n") {
		if strings.HasPrefix(l, "p,") {
			first = l
			break
		}
	}
	next := lines + 1
	return []struct {
		name, text string
		line       int
		want       string
	}{
		{"unknown role", policy + "p, scientits, project, read", next, "did you mean scientist?"},
		{"unknown object", policy + "p, viewer, projekt, read", next, "did you mean project:read?"},
		{"unknown action", policy + "p, viewer, project, reed", next, "did you mean project:read?"},
		{"unknown parent", policy + "g, lead, scientits", next, "unknown parent role"},
		{"repeated line", policy + first, next, "repeats line"},
		{"repeated, spaced otherwise", policy + strings.ReplaceAll(first, ",", " ,"), next, "repeats line"},
		{"too few fields", policy + "p, viewer, project", next, "cannot read"},
		{"too many fields", policy + "p, viewer, project, read, allow", next, "cannot read"},
		{"unknown kind", policy + "q, viewer, project, read", next, "cannot read"},
		{"empty first field", policy + ", viewer, project, read", next, "cannot read"},
		{"broken quotes", policy + `p, "viewer, project, read`, next, "cannot read"},
		{"wildcard", policy + "p, viewer, *, read", next, "no wildcards"},
		{"upper case", policy + "p, Viewer, project, read", next, "is no name"},
		{"not UTF-8", policy + "p, viewer, proj\xff, read", next, "UTF-8"},
		{"administrator by inheritance", policy + "g, owner, admin", next, "administrator without the name"},
		{"itself", policy + "g, lead, lead", next, "circle"},
		{"circle of three", policy + "g, x, y\ng, y, z\ng, z, x", next, "circle"},
		{"shipped roles in a circle", policy + "g, viewer, admin", 0, "circle"},
		{"missing role", without("p,technician,", "g,technician,"), 0, "role technician may do nothing"},
		{"no viewer at all", strings.ReplaceAll(policy, "viewer", "visitor"), 0, "unknown parent role visitor"},
		{"admin locked out", without("p,admin,user,update"), 0, "admin must keep user:update"},
		{"everybody locked out", without("p,viewer,session,delete"), 0, "session:delete"},
		{"held by nobody", without("p,manager,project,delete"), 0, "project:delete"},
		{"empty", "", 0, "may do nothing"},
		{"a chain too deep", policy + chain(12), 0, "at most"},
		{"too large", policy + strings.Repeat("# x\n", 1<<19), 0, "1 MiB"},
	}
}

func chain(n int) string {
	var b strings.Builder
	b.WriteString("g, c0, viewer\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "g, c%d, c%d\n", i, i-1)
	}
	return b.String()
}

func TestBadPolicies(t *testing.T) {
	c, bundle := shipped(t)
	for _, tc := range bad(string(bundle.Policy)) {
		t.Run(tc.name, func(t *testing.T) {
			p, err := Compile(c, bundle.Model, []byte(tc.text), "policy.csv")
			var invalid *InvalidError
			if p != nil || !errors.As(err, &invalid) {
				t.Fatalf("accepted, or %v", err)
			}
			found := slices.ContainsFunc(invalid.Problems, func(p Problem) bool {
				return strings.Contains(p.Text, tc.want) && (tc.line == 0 || p.Line == tc.line)
			})
			if !found || !strings.Contains(err.Error(), "policy.csv") {
				t.Errorf("want line %d %q, got\n%v", tc.line, tc.want, err)
			}
			if len(err.Error()) > 20000 {
				t.Errorf("a message of %d bytes", len(err.Error()))
			}
		})
	}
	if _, err := Compile(c, []byte(strings.ReplaceAll(string(bundle.Model), "&& r.act == p.act", "")), bundle.Policy, "p"); err == nil {
		t.Error("a model that ignores the action was accepted")
	}
	if _, err := Compile(c, []byte("nonsense"), bundle.Policy, "p"); err == nil {
		t.Error("a model that is none was accepted")
	}
}

func TestGoodSpellings(t *testing.T) {
	c, bundle := shipped(t)
	for name, text := range map[string]string{
		"byte order mark": "\xef\xbb\xbf" + string(bundle.Policy),
		"Windows lines":   strings.ReplaceAll(string(bundle.Policy), "\n", "\r\n"),
		"no spaces":       strings.ReplaceAll(string(bundle.Policy), ", ", ","),
		"quoted":          string(bundle.Policy) + "\ng, \"lead\", scientist\n",
		"comments":        "# a\n\n   # b\n" + string(bundle.Policy),
	} {
		if _, err := Compile(c, bundle.Model, []byte(text), "p"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCatalogueRefuses(t *testing.T) {
	for name, p := range map[string][]Permission{
		"twice":      {{"a", "read", "x"}, {"a", "read", "y"}},
		"no meaning": {{"a", "read", ""}},
		"no name":    {{"A", "read", "x"}},
	} {
		if _, err := NewCatalogue(p[:1], p[1:]); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestDiff(t *testing.T) {
	c, bundle := shipped(t)
	before, err := Compile(c, bundle.Model, bundle.Policy, "p")
	if err != nil {
		t.Fatal(err)
	}
	after, err := Compile(c, bundle.Model, slices.Concat(bundle.Policy, []byte("\np, viewer, project, create\n")), "p")
	if err != nil {
		t.Fatal(err)
	}
	if d := Diff(before, after); !slices.Contains(d, Change{"viewer", "project:create", true}) || slices.ContainsFunc(d, func(c Change) bool { return !c.Granted }) {
		t.Errorf("%v", d)
	}
	if d := Diff(after, before); !slices.Contains(d, Change{"viewer", "project:create", false}) {
		t.Errorf("%v", d)
	}
	if d := Diff(before, before); len(d) != 0 {
		t.Errorf("%v", d)
	}
}

// BenchmarkDecision is B8: at most 1 µs.
func BenchmarkDecision(b *testing.B) {
	c, bundle := shipped(b)
	p, err := Compile(c, bundle.Model, bundle.Policy, "p")
	if err != nil {
		b.Fatal(err)
	}
	h := &Holder{}
	h.current.Store(p)
	roles := []string{"viewer", "technician", "scientist"}
	b.ReportAllocs()
	for b.Loop() {
		if h.Allowed(roles, "user:delete") || !h.Allowed(roles, "project:create") {
			b.Fatal("wrong")
		}
	}
}

// TestB8Decision holds the benchmark to its target.
func TestB8Decision(t *testing.T) {
	r := testing.Benchmark(BenchmarkDecision)
	if perDecision := r.NsPerOp() / 2; perDecision > 1000 || r.AllocsPerOp() != 0 {
		t.Errorf("%d ns and %d allocations a decision", perDecision, r.AllocsPerOp())
	}
}
