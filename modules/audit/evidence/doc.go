// Package evidence makes evidence packages of records, keeps them, and checks what somebody brings (SECURITY.md P11-03,
// P11-16, P11-35). The form of a package and the check without a server are in modules/audit/bundle.
package evidence
