// Package processes records what was done to samples: annealed, etched, diced, pooled. A step has samples that went in and,
// where it makes others, samples that came out; both are edges of the lineage.
package processes
