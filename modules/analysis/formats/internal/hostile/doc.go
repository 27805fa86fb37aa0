// Package hostile holds the checks every reader must pass on damaged and lying files:
// no panic, no hang, bounded memory, and an outcome that is told. It serves tests only.
package hostile
