// Package jobs runs background work with River in PostgreSQL. A job is enqueued in the caller's transaction, runs in
// the organisation and for the person who asked, and is visible as a record with progress. Only this package knows
// River.
package jobs
