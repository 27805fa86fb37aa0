package authz

import (
	"slices"
	"strings"
)

// The five roles, from the most to the least.
const (
	Admin      = "admin"
	Manager    = "manager"
	Scientist  = "scientist"
	Technician = "technician"
	Viewer     = "viewer"
)

// FiveRoles are the ones that every policy has.
func FiveRoles() []string { return []string{Admin, Manager, Scientist, Technician, Viewer} }

// maxDepth is Casbin's: a longer chain of parents is cut off there in silence.
const maxDepth = 10

// keep is what nobody may edit away: an admin without these could not undo the edit, a person without these could
// neither see nor leave the own account.
func keep(role string) []string {
	all := []string{"profile:read", "session:delete"}
	if role == Admin {
		return append(all, "user:read", "user:create", "user:update", "role:read", "policy:read", "setting:read", "setting:update")
	}
	return all
}

// roleNames lists the declared roles: the five, then those with a g line of their own, by name.
func roleNames(rules []rule) []string {
	var extra []string
	for _, r := range rules {
		if r.inherit() && !slices.Contains(FiveRoles(), r.role()) && !slices.Contains(extra, r.role()) {
			extra = append(extra, r.role())
		}
	}
	slices.Sort(extra)
	return append(FiveRoles(), extra...)
}

// checkNames finds roles and permissions that do not exist.
func checkNames(c *Catalogue, rules []rule, roles []string, errs *InvalidError) {
	keys := make([]string, 0, len(c.permissions))
	for _, p := range c.permissions {
		keys = append(keys, p.Key())
	}
	for _, r := range rules {
		if r.grants() && !slices.Contains(roles, r.role()) {
			errs.add(r.line, "unknown role %s; did you mean %s? A new role needs a line: g, %s, PARENT", r.role(), nearest(r.role(), roles), r.role())
		}
		if r.grants() {
			if _, ok := c.ID(r.key()); !ok {
				errs.add(r.line, "unknown permission %s; did you mean %s?", r.key(), nearest(r.key(), keys))
			}
		}
		if r.inherit() && !slices.Contains(roles, r.fields[2]) {
			errs.add(r.line, "unknown parent role %s; did you mean %s?", r.fields[2], nearest(r.fields[2], roles))
		}
	}
}

// checkParents finds circles and chains deeper than Casbin follows.
func checkParents(rules []rule, errs *InvalidError) {
	parents := map[string][]string{}
	for _, r := range rules {
		if r.inherit() {
			parents[r.role()] = append(parents[r.role()], r.fields[2])
		}
	}
	state := map[string]int{} // 0 new, 1 on the path, 2 done
	var walk func(role string) (depth int, circle bool)
	depths := map[string]int{}
	walk = func(role string) (int, bool) {
		if state[role] != 0 {
			return depths[role], state[role] == 1
		}
		state[role] = 1
		defer func() { state[role] = 2 }()
		for _, p := range parents[role] {
			d, circle := walk(p)
			if circle {
				return 0, true
			}
			depths[role] = max(depths[role], d+1)
		}
		return depths[role], false
	}
	for _, r := range rules {
		if !r.inherit() || state[r.role()] != 0 {
			continue
		}
		if depth, circle := walk(r.role()); circle {
			errs.add(r.line, "roles inherit from each other in a circle through %s", r.role())
		} else if depth >= maxDepth {
			errs.add(r.line, "%s stands on a chain of %d roles; at most %d are followed", r.role(), depth, maxDepth-1)
		}
	}
}

// checkAdmin keeps administrators to be those who hold the role admin by name: the last one is kept, and groups of an
// identity provider make one, by that name (SECURITY.md ID-14).
func checkAdmin(rules []rule, errs *InvalidError) {
	for _, r := range rules {
		if r.inherit() && r.fields[2] == Admin {
			errs.add(r.line, "%s would be an administrator without the name; give people the role %s itself, or let %s inherit from %s", r.role(), Admin, r.role(), Manager)
		}
	}
}

// checkTable finds what no single line is to blame for.
func checkTable(c *Catalogue, t *Table, errs *InvalidError) {
	for _, role := range FiveRoles() {
		if !slices.ContainsFunc(c.permissions, func(p Permission) bool { return t.Allows([]string{role}, c.ids[p.Key()]) }) {
			errs.add(0, "role %s may do nothing; the five roles %s must exist", role, strings.Join(FiveRoles(), ", "))
			continue
		}
		for _, key := range keep(role) {
			if id, ok := c.ID(key); ok && !t.Allows([]string{role}, id) {
				errs.add(0, "role %s must keep %s, or people would be locked out", role, key)
			}
		}
	}
	for id, p := range c.permissions {
		held := false
		for role := range t.roles {
			held = held || t.Allows([]string{role}, PermissionID(id))
		}
		if !held {
			errs.add(0, "permission %s (%s) is held by no role; add a line: p, admin, %s, %s", p.Key(), p.Meaning, p.Object, p.Action)
		}
	}
}
