package authz

import (
	"fmt"
	"slices"
	"strings"
)

// PermissionID is the place of a permission in the catalogue; it is fixed for the life of the process.
type PermissionID int

// Catalogue is every permission the modules ask for, in the order of their keys.
type Catalogue struct {
	permissions []Permission
	ids         map[string]PermissionID
}

// NewCatalogue joins what the modules declare. Two modules may not declare the same permission.
func NewCatalogue(groups ...[]Permission) (*Catalogue, error) {
	all := slices.Concat(groups...)
	slices.SortStableFunc(all, func(a, b Permission) int { return strings.Compare(a.Key(), b.Key()) })
	c := &Catalogue{permissions: all, ids: make(map[string]PermissionID, len(all))}
	for i, p := range all {
		if !word(p.Object) || !word(p.Action) || p.Meaning == "" {
			return nil, fmt.Errorf("authz: permission %q needs a lower-case object, action and a meaning", p.Key())
		}
		if _, ok := c.ids[p.Key()]; ok {
			return nil, fmt.Errorf("authz: permission %s is declared twice", p.Key())
		}
		c.ids[p.Key()] = PermissionID(i)
	}
	return c, nil
}

// ID finds a permission by its key.
func (c *Catalogue) ID(key string) (PermissionID, bool) {
	id, ok := c.ids[key]
	return id, ok
}

// All lists the permissions by key.
func (c *Catalogue) All() []Permission { return slices.Clone(c.permissions) }

// word is how roles, objects and actions are spelled.
func word(s string) bool {
	if s == "" || len(s) > 63 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}
