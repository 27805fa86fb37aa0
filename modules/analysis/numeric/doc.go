// Package numeric holds the algorithms under the methods, one small package each: peaks, band, noise, decimate. They
// are pure functions on []float64: no I/O, no state, the same result on every run. Products that are added are
// written float64(a*b), so that no architecture fuses them and changes the last digit.
package numeric
