package authz

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
)

// Role is one role of a policy.
type Role struct {
	Name     string   `json:"name"`
	System   bool     `json:"system"` // one of the five
	Inherits []string `json:"inherits"`
}

// Policy is a checked policy with its decision table. It never changes once built.
type Policy struct {
	*Table
	catalogue *Catalogue
	roles     []Role
	file      string
	text      []byte
	sum       string
}

// Compile checks a policy against the catalogue and builds the decision table. All faults are found at once and
// returned as *InvalidError, with the lines of file, which only names the source.
func Compile(c *Catalogue, modelText, policy []byte, file string) (*Policy, error) {
	m, err := readModel(modelText)
	if err != nil {
		return nil, err
	}
	errs := &InvalidError{File: file}
	rules := parse(policy, errs)
	names := roleNames(rules)
	checkNames(c, rules, names, errs)
	checkParents(rules, errs)
	checkAdmin(rules, errs)
	if len(errs.Problems) > 0 {
		return nil, errs
	}
	table, err := build(c, m, rules, names)
	if err != nil {
		return nil, err
	}
	if checkTable(c, table, errs); len(errs.Problems) > 0 {
		return nil, errs
	}
	sum := sha256.Sum256(policy)
	return &Policy{Table: table, catalogue: c, roles: roleList(names, rules), file: file, text: slices.Clone(policy), sum: hex.EncodeToString(sum[:])}, nil
}

// reference is the model the decision table is built for; config/rbac_model.conf says the same with comments.
const reference = `
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act`

// readModel refuses a model with another meaning: the table would not be what Casbin decides.
func readModel(text []byte) (model.Model, error) {
	m, err := model.NewModelFromString(string(text))
	if err != nil {
		return nil, fmt.Errorf("access model: %w", err)
	}
	want, err := model.NewModelFromString(reference)
	if err != nil {
		return nil, fmt.Errorf("reference model: %w", err)
	}
	for _, section := range []string{"r", "p", "g", "e", "m"} {
		if !slices.Equal(slices.Sorted(maps.Keys(m[section])), slices.Sorted(maps.Keys(want[section]))) || m[section][section].Value != want[section][section].Value {
			return nil, fmt.Errorf("access model: section %q differs from the model that decisions are built for", section)
		}
	}
	return m, nil
}

// enforcer is Casbin over the rules; it reads no file and writes none.
func enforcer(m model.Model, rules []rule) (*casbin.Enforcer, error) {
	e, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		if err := m.AddPolicy(r.fields[0], r.fields[0], r.fields[1:]); err != nil {
			return nil, err
		}
	}
	return e, e.BuildRoleLinks()
}

// build gives each role its own lines and those of all roles it inherits, as Casbin's role manager sees them. Asking
// Enforce for every cell would say the same (a test does) but walks all lines each time.
func build(c *Catalogue, m model.Model, rules []rule, roles []string) (*Table, error) {
	e, err := enforcer(m, rules)
	if err != nil {
		return nil, fmt.Errorf("casbin: %w", err)
	}
	table := newTable(roles, len(c.permissions))
	for _, role := range roles {
		inherited, err := e.GetImplicitRolesForUser(role)
		if err != nil {
			return nil, fmt.Errorf("casbin: roles of %s: %w", role, err)
		}
		for _, from := range append(inherited, role) {
			lines, err := e.GetFilteredPolicy(0, from)
			if err != nil {
				return nil, fmt.Errorf("casbin: lines of %s: %w", from, err)
			}
			for _, l := range lines {
				table.grant(role, c.ids[l[1]+":"+l[2]])
			}
		}
	}
	return table, nil
}

func roleList(names []string, rules []rule) []Role {
	out := make([]Role, 0, len(names))
	for i, name := range names {
		role := Role{Name: name, System: i < len(FiveRoles()), Inherits: []string{}}
		for _, r := range rules {
			if r.inherit() && r.role() == name {
				role.Inherits = append(role.Inherits, r.fields[2])
			}
		}
		out = append(out, role)
	}
	return out
}
