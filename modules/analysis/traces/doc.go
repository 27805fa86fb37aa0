// Package traces keeps measured and derived curves: their description in one table, their numbers as compressed
// float64 in another, read back bit for bit. Raw traces never change (21 CFR 11.10(b), ALCOA "original").
package traces
