// Package textdiff shows what changed between two versions of a text, line by line. It is pure computation with bounded
// work: two long texts that share nothing end as one removal and one addition.
package textdiff
