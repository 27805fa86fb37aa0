// Package labels prints the labels of things: PDF on label stock, ZPL for label printers, with the code to read, a QR
// code and Code 128. Two things never have the same label: each carries its own code.
package labels
