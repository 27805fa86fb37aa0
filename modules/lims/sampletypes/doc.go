// Package sampletypes keeps the kinds of samples of an organisation and the custom fields each kind has, and checks
// samples' values against them. Checking a schema and checking values is pure; reading and writing types is the service's.
package sampletypes
