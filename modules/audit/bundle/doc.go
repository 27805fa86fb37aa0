// Package bundle is the form of an evidence package: a ZIP of stored files in a fixed order, named with their SHA-256 in a
// signed manifest. It is written and checked without database and network (SECURITY.md P11-03, P11-16, P11-35); a package
// of an earlier release must stay valid, so what is written here changes only with Form.
package bundle
