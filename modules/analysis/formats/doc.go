// Package formats holds the data model of measured traces, the contract every
// instrument-file reader keeps, the registry that picks a reader by content, and the
// recognition of units and kinds. Readers live in one sub-package each. Pure
// computation: reads through io.ReaderAt only, knows no database and no HTTP.
package formats
