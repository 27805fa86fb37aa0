// Package lineage keeps what came from what, from raw file to signature (ANALYSIS.md §7), and walks it both ways. Edges
// are written once and stay; genealogy of samples and signatures are read from their own tables.
package lineage
