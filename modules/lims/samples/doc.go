// Package samples keeps the laboratory's samples: registration, state machine, genealogy, split, metadata and a
// readable history. Reads are one statement encoded straight from wire rows (PERFORMANCE.md §2 "JSON"); for names it
// joins projects and users read-only.
package samples
