// Package scan holds what the text readers share: bounded reading, character sets, lines
// with offsets, exact decimal numbers. Standard library only, no I/O beyond io.ReaderAt.
package scan
