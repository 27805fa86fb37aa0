// Package pgtest gives tests real PostgreSQL databases: one throw-away cluster
// for all packages of a `go test ./...` run, a template per schema prepared
// once, a clone per test. It imports no project package but app/localpg.
package pgtest
