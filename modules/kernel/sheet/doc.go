// Package sheet reads and writes tables the way spreadsheets do, CSV and XLSX, row by row. What it writes no spreadsheet
// takes for a formula; what it reads is text, never a formula's result. It is pure.
package sheet
