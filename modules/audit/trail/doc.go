// Package trail answers who changed what, when and why, from the sealed audit chain. It only reads: entries are
// written by database triggers.
package trail
