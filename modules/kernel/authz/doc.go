// Package authz decides what a role may do. Casbin reads the policy; from it a decision table of role × permission is
// built once and swapped as a whole when the file changes. It is the only package that imports Casbin.
package authz
