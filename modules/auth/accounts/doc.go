// Package accounts is a person across organisations: the address, the password hash and the memberships. It reaches
// them only through the functions of schema auth (SECURITY.md §5 "Before the organisation is known").
package accounts
