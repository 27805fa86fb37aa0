// Package passwords hashes, compares and judges passwords (SECURITY.md ID-08 to ID-10). It knows neither people nor
// the database.
package passwords
