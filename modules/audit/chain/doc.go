// Package chain is the arithmetic of the tamper-evident trail (SECURITY.md §4): leaves, links, the Merkle tree over
// them, signed checkpoints, and the check of a whole trail against all of these. It is pure: rows, checkpoints and
// anchors are read elsewhere.
package chain
