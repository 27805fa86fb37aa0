package main

import (
	"os"
	"testing"
)

// TestMain is also the bare server: the bench starts its own executable for it.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-bare" {
		main()
		return
	}
	os.Exit(m.Run())
}
