package authz

import (
	"fmt"
	"slices"
	"strings"
)

// Matrix is the whole policy as a table, for people, inspectors and golden files; it marshals to JSON as it is.
type Matrix struct {
	SHA256      string `json:"sha256"`
	Roles       []Role `json:"roles"`
	Permissions []Row  `json:"permissions"`
}

// Row is one permission and who holds it.
type Row struct {
	Permission string   `json:"permission"`
	Meaning    string   `json:"meaning"`
	Roles      []string `json:"roles"`
}

// Matrix gives the policy as a table.
func (p *Policy) Matrix() Matrix {
	m := Matrix{SHA256: p.sum, Roles: p.Roles(), Permissions: []Row{}}
	for _, perm := range p.catalogue.permissions {
		m.Permissions = append(m.Permissions, Row{Permission: perm.Key(), Meaning: perm.Meaning, Roles: p.RolesOf(perm.Key())})
	}
	return m
}

// Text is the table in columns: x may, . may not.
func (m Matrix) Text() string {
	width := len("permission")
	for _, row := range m.Permissions {
		width = max(width, len(row.Permission))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s", width, "permission")
	for _, r := range m.Roles {
		b.WriteString("  " + r.Name)
	}
	b.WriteString("\n")
	for _, row := range m.Permissions {
		line := fmt.Sprintf("%-*s", width, row.Permission)
		for _, r := range m.Roles {
			mark := "."
			if slices.Contains(row.Roles, r.Name) {
				mark = "x"
			}
			line += fmt.Sprintf("  %-*s", len(r.Name), mark)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// Change is one cell in which two policies differ.
type Change struct {
	Role       string `json:"role"`
	Permission string `json:"permission"`
	Granted    bool   `json:"granted"` // false: taken away
}

func (c Change) String() string {
	if c.Granted {
		return "+ " + c.Role + " " + c.Permission
	}
	return "- " + c.Role + " " + c.Permission
}

// Diff lists what changes from before to after, by role and permission. A role that one side lacks counts as holding
// nothing there.
func Diff(before, after *Policy) []Change {
	out := []Change{}
	var roles []string
	for _, r := range append(before.Roles(), after.Roles()...) {
		if !slices.Contains(roles, r.Name) {
			roles = append(roles, r.Name)
		}
	}
	for _, role := range roles {
		had, has := before.PermissionsOf([]string{role}), after.PermissionsOf([]string{role})
		both := slices.Compact(slices.Sorted(slices.Values(slices.Concat(had, has))))
		for _, key := range both {
			if was, is := slices.Contains(had, key), slices.Contains(has, key); was != is {
				out = append(out, Change{Role: role, Permission: key, Granted: is})
			}
		}
	}
	return out
}
