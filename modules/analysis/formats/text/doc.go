// Package text reads delimited text: CSV, TSV, xy, columns set with blanks, matrices, and
// the profiles of LabSpec, PerkinElmer, SPECS, Quantum Design and Keysight on top of them.
// There is no standard behind these files: the delimiter and the decimal mark are the pair
// under which most lines are rows of numbers. One dataset per block, one trace per column.
package text
