package apperr

import (
	"slices"
	"strings"
)

// Signed is the answer to a change of a record that a signature has locked.
func Signed(what string) *Error {
	return New(Locked, "locked", "This %s is locked by a signature and cannot be changed.", what)
}

// Transition refuses a step that the states do not know; allowed are those that may follow from. what names the record
// with its article.
func Transition(what, from, to string, allowed []string) error {
	if slices.Contains(allowed, to) {
		return nil
	}
	hint := "it can be moved to: " + strings.Join(allowed, ", ")
	if len(allowed) == 0 {
		hint = "nothing follows it"
	}
	return New(Conflict, "invalid_transition", "%s that is %s cannot become %s; %s.", what, from, to, hint).
		With("from", from).With("to", to).With("allowed", allowed)
}
