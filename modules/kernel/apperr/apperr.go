package apperr

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Kind says what went wrong in terms a client can act on; each has exactly one HTTP status.
type Kind uint8

// The kinds, in the order of their statuses.
const (
	Internal Kind = iota
	Malformed
	Unauthenticated
	Forbidden
	NotFound
	NotAllowed
	Conflict
	Stale
	TooLarge
	WrongType
	NoSuchRange
	Invalid
	Locked
	Unconditional
	TooMany
	Unavailable
)

var statuses = [...]int{
	Internal: http.StatusInternalServerError, Malformed: http.StatusBadRequest, Unauthenticated: http.StatusUnauthorized,
	Forbidden: http.StatusForbidden, NotFound: http.StatusNotFound, NotAllowed: http.StatusMethodNotAllowed,
	Conflict: http.StatusConflict, Stale: http.StatusPreconditionFailed, TooLarge: http.StatusRequestEntityTooLarge,
	WrongType: http.StatusUnsupportedMediaType, NoSuchRange: http.StatusRequestedRangeNotSatisfiable, Invalid: http.StatusUnprocessableEntity, Locked: http.StatusLocked,
	Unconditional: http.StatusPreconditionRequired, TooMany: http.StatusTooManyRequests,
	Unavailable: http.StatusServiceUnavailable,
}

// Status is the HTTP status of the kind.
func (k Kind) Status() int { return statuses[k] }

// Field points at one value of the request that is at fault (RFC 6901 for the body; "?name" for the query,
// "path:name" and "header:Name" elsewhere).
type Field struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
}

// Error is what services and stores return when they refuse.
type Error struct {
	Kind       Kind
	Code       string         // stable snake_case word
	Message    string         // for a person: what, where, how to fix it
	Fields     []Field        // which values are at fault
	Extra      map[string]any // further members of the problem document, e.g. current_version
	RetryAfter time.Duration  // for TooMany and Unavailable
	cause      error
}

// New makes an error of a kind with a formatted message.
func New(k Kind, code, format string, args ...any) *Error {
	return &Error{Kind: k, Code: code, Message: fmt.Sprintf(format, args...)}
}

func (e *Error) Error() string {
	if e.cause != nil {
		return e.Code + ": " + e.Message + ": " + e.cause.Error()
	}
	return e.Code + ": " + e.Message
}

// Unwrap gives the cause, for logs and errors.Is; it never leaves the server.
func (e *Error) Unwrap() error { return e.cause }

// Because attaches the cause.
func (e *Error) Because(err error) *Error { e.cause = err; return e }

// With attaches one more member of the problem document.
func (e *Error) With(key string, value any) *Error {
	if e.Extra == nil {
		e.Extra = map[string]any{}
	}
	e.Extra[key] = value
	return e
}

// At adds a field at fault.
func (e *Error) At(pointer, code, format string, args ...any) *Error {
	e.Fields = append(e.Fields, Field{Pointer: pointer, Code: code, Detail: fmt.Sprintf(format, args...)})
	return e
}

// Missing is the answer for what is not there or belongs to another organisation: the two look alike on purpose.
func Missing(what string) *Error { return New(NotFound, "not_found", "There is no such %s.", what) }

// InvalidField is a 422 with one field at fault.
func InvalidField(pointer, code, format string, args ...any) *Error {
	return New(Invalid, "invalid", "The request has an invalid value.").At(pointer, code, format, args...)
}

// As finds an *Error in a chain.
func As(err error) (*Error, bool) {
	var e *Error
	ok := errors.As(err, &e)
	return e, ok
}

// Is reports whether the chain holds an *Error of the kind.
func Is(err error, k Kind) bool {
	e, ok := As(err)
	return ok && e.Kind == k
}
