// Package analysis is the module of measurement: experiments, the instrument files they leave, the traces in them, results
// recorded and computed, and the lineage that ties all of it together.
package analysis
