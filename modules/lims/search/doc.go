// Package search looks through the records of all modules at once: codes and barcodes first, then names and texts
// (API.md §3). What it may look into is one list, registry.go, with its counterpart app.searchable in the schema.
package search
