// Package values checks the values people write into experiments and results: decimal text that stays as written, typed
// parameters and metadata, one-line texts. It is pure: no database, no HTTP.
package values
