// Package results keeps what was measured and computed: values as written with unit and uncertainty, where they came from,
// and whether they still stand. Values are never edited; a result is voided or superseded.
package results
