// Package totp is the second factor: time-based codes (RFC 6238) with recovery codes. Secrets are stored sealed, each step
// works once, and recovery codes are kept as hashes (SECURITY.md ID-12).
package totp
