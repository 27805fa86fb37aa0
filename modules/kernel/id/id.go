package id

import "github.com/google/uuid"

// ID identifies a record: UUIDv7, made by the server, so that it also orders by time of creation.
type ID = uuid.UUID

// Nil is the zero id; no record has it.
var Nil = uuid.Nil

// New makes an id. It fails only when the system has no randomness, in which case nothing else is safe either.
func New() ID { return uuid.Must(uuid.NewV7()) }

// Parse reads the canonical 36-character form only: other spellings would give one record several addresses. Nil is
// nobody's, and stands for "any" in places.
func Parse(s string) (ID, bool) {
	if len(s) != 36 {
		return Nil, false
	}
	v, err := uuid.Parse(s)
	return v, err == nil && v != Nil
}
