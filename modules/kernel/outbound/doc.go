// Package outbound makes HTTP requests to addresses that somebody configured: an address must not lead the server into
// its own network, hold it up or fill its memory (SECURITY.md ID-15, X-12).
package outbound
