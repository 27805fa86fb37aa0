// Package tokens signs and checks access tokens (JWT, RFC 9068) with the installation's own keys and nothing else: one
// algorithm per process, keys by kid from the own map (SECURITY.md ID-01 to ID-03).
package tokens
