// Package logging builds the server's own log: level and format from the configuration, the request id on every line,
// and a layer that lets no secret out. It is not the audit trail; that lives in PostgreSQL.
package logging
