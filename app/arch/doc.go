// Package arch holds the rules of the house as tests: which way imports run, no hidden state, sizes, the fixed top
// level. It has no code of its own; golangci-lint holds the same import rules while editing.
package arch
