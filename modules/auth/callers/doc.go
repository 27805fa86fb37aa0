// Package callers decides who calls: by access token or API key, from the current state of session, person and key,
// kept for a few seconds (SECURITY.md ID-01, ID-06).
package callers
