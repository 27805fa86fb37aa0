package authz

import (
	"slices"
)

// Allowed reports whether any of the roles holds the permission, named object:action.
func (p *Policy) Allowed(roles []string, permission string) bool {
	id, ok := p.catalogue.ids[permission]
	return ok && p.Allows(roles, id)
}

// PermissionsOf lists what the roles may do together, by key.
func (p *Policy) PermissionsOf(roles []string) []string {
	out := []string{}
	for id, perm := range p.catalogue.permissions {
		if p.Allows(roles, PermissionID(id)) {
			out = append(out, perm.Key())
		}
	}
	return out
}

// RolesOf lists the roles that hold a permission.
func (p *Policy) RolesOf(permission string) []string {
	out := []string{}
	for _, r := range p.roles {
		if p.Allowed([]string{r.Name}, permission) {
			out = append(out, r.Name)
		}
	}
	return out
}

// Roles lists the roles: the five, then those that policy lines add.
func (p *Policy) Roles() []Role {
	out := slices.Clone(p.roles)
	for i := range out {
		out[i].Inherits = slices.Clone(out[i].Inherits)
	}
	return out
}

// HasRole reports whether the policy knows the role.
func (p *Policy) HasRole(name string) bool {
	_, ok := p.Table.roles[name]
	return ok
}

// Catalogue is what the policy was checked against.
func (p *Policy) Catalogue() *Catalogue { return p.catalogue }

// File names where the policy came from.
func (p *Policy) File() string { return p.file }

// SHA256 is the hex digest of the policy's bytes.
func (p *Policy) SHA256() string { return p.sum }

// Text is the policy as written.
func (p *Policy) Text() []byte { return slices.Clone(p.text) }
