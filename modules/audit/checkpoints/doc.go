// Package checkpoints signs, now and then, what each organisation's chain has become, with a key that the database
// never sees, and puts copies outside the database: into an append-only directory and under time-stamps of RFC 3161
// (SECURITY.md AU-10, AU-11).
package checkpoints
