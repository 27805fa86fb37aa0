// Package apperr is the one error type of the product: a kind that decides the HTTP status, a stable code word, a
// sentence for a person and pointers to the fields at fault. The cause stays on the server.
package apperr
