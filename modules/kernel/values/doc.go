// Package values checks what people write into records: one-line texts and prose, decimal numbers that stay as written,
// typed values, rows of bulk bodies. It collects every fault of a request with its JSON pointer. It is pure.
package values
