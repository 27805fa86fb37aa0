// Package tracing answers where a reported number comes from: method, trace, bytes of the original, instrument with the
// calibration in force then, sample with its custody, people and signatures, all in one answer (ANALYSIS.md §7).
package tracing
