//go:build race

package main

// buildFlags: the executable of the smoke test is built from the packages that the tests are built from.
func buildFlags() []string { return []string{"-race"} }
