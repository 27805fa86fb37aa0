// Package localpg runs the private PostgreSQL that `spectra serve` uses when no
// DATABASE_URL is given: it finds or unpacks the binaries, creates the data
// directory, keeps the server as a child process on a unix socket and lets
// other spectra processes attach to it. It imports no other project package.
package localpg
