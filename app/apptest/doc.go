// Package apptest is test support for the modules: a database of the test's own with two organisations and a person
// of every role, the kernel's kit on it, and the HTTP stack around any modules with sign-in by name.
package apptest
