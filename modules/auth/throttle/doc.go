// Package throttle counts failed attempts per account and source, known accounts or not, so that guessing is slow and
// a refusal tells nothing (SECURITY.md ID-11, X-19).
package throttle
